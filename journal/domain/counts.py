"""What an organisation may be told of its supervision: counts in which nobody can be found.

A group of fewer than five could name somebody, and so could the rest of a group: of twelve,
"nine" says as much of the three others. So a number is said only where both it and what is
left are five or more, or where all of a large group are the same. Where it is not said, what
is counted within it is not said either, since the two together would give it away.
"""

from dataclasses import dataclass

FEWEST = 5
NOT_SAID = "not said"
NONE, SOME, ALL = "none of them", "some of them", "all of them"
FEW, NEARLY_ALL = f"fewer than {FEWEST}", f"all but fewer than {FEWEST}"


@dataclass(frozen=True)
class Counted:
    """The true numbers: of the people who have such a supporter, how many ..."""

    people: int
    with_agreement: int
    met_in_time: int
    """... of those with an agreement, met within the time that they agreed."""
    review_overdue: int
    """... of those with an agreement, agreed on a day to look at it again that has passed."""


@dataclass(frozen=True)
class Told:
    """What of them is said."""

    people: str
    with_agreement: str
    met_in_time: str
    review_overdue: str

    @property
    def is_told(self) -> bool:
        """Whether there are enough people to say anything."""
        return self.people != NOT_SAID


def told(counted: Counted) -> Told:
    """The numbers as they may be said."""
    if counted.people < FEWEST:
        return Told(NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID)
    agreed = part_of(counted.with_agreement, counted.people)
    is_known = agreed == ALL or agreed.isdecimal()
    whole = counted.with_agreement if is_known else 0
    return Told(
        people=str(counted.people),
        with_agreement=agreed,
        met_in_time=part_of(counted.met_in_time, whole),
        review_overdue=part_of(counted.review_overdue, whole),
    )


def part_of(part: int, whole: int) -> str:
    """How many of a group. Of a group that is itself not said, nothing is."""
    if whole < FEWEST:
        return NOT_SAID
    if part in (0, whole):
        return ALL if part else NONE
    if whole < 2 * FEWEST:
        return SOME
    if part < FEWEST:
        return FEW
    return NEARLY_ALL if whole - part < FEWEST else str(part)
