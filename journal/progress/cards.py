"""The pages that the page of progress leads to."""

from dataclasses import dataclass

from journal.called import words_here


@dataclass(frozen=True)
class Card:
    """A page of one's own, and the same of somebody else (by their id), as endpoints."""

    title: str
    text: str
    own: str
    of_person: str
    is_shown: bool = False


@dataclass(frozen=True)
class Shown:
    """A card with the address it leads to."""

    title: str
    text: str
    address: str
    is_shown: bool = False
    """Whether supervisors come to it too, of a worker who lets them."""


def cards() -> tuple[Card, ...]:
    """Each of them, in the words of whoever reads."""
    return (
        Card(
            "Skills scan",
            "What you know and do already, and where you would like to grow.",
            "skills_scan.index",
            "skills_scan.of_person",
            is_shown=True,
        ),
        Card(
            "Learning plan",
            "What comes next: agreed chances to learn, each with its day.",
            "learning_plan.index",
            "learning_plan.of_person",
        ),
        Card(
            "Progress reviews",
            "You, your employer and your training provider, at least every three months.",
            "progress_reviews.index",
            "progress_reviews.of_person",
        ),
        Card(
            words_here().gateway.capitalize(),
            "What has to be in place before the assessment, and who does what next.",
            "gateway.index",
            "gateway.of_person",
        ),
    )
