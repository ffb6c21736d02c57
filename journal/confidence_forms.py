"""What may be typed into a list of words for the confidentiality help."""

from wtforms import RadioField

from journal.confidences import LONGEST_WORDS, MOST_WORDS
from journal.domain.looking_over import Listing
from journal.forms import Form, line

LABELS = {
    Listing.DENY.value: "Always point at it: a name or a place that people close by would know",
    Listing.ALLOW.value: "Never point at it: it could identify nobody",
}


class ListedWordsForm(Form):
    """Words, and the list they go on."""

    words = line(
        "Words",
        hint="A name, a place, a word. Capitals make no difference.",
        needed="Please write the words first.",
        most=LONGEST_WORDS,
    )
    listing = RadioField(
        "What should happen with them?",
        choices=LABELS,
        default=Listing.DENY.value,
        validate_choice=False,
    )

    def has_room(self, listed: int) -> bool:
        """Whether one more fits on the list; a full one says so."""
        if listed < MOST_WORDS:
            return True
        self.words.errors = [
            f"The list is full with {MOST_WORDS}. Please take something off it first."
        ]
        return False


def read_listing(text: str | None) -> Listing:
    """The list that was chosen; to point once too often is the safer of the two."""
    return Listing.ALLOW if text == Listing.ALLOW.value else Listing.DENY
