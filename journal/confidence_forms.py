"""What may be typed into a list of words for the confidentiality help, and what becomes of it."""

from collections.abc import Callable

from flask import flash, request
from wtforms import RadioField

from journal.confidences import LONGEST_WORDS, MOST_WORDS
from journal.domain.looking_over import Listing
from journal.forms import Form, line, trimmed

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


def change_list(listed: int, put: Callable[[str, Listing | None], None]) -> ListedWordsForm | None:
    """Put the words that were sent on a list or off it; the form comes back if it needs a look."""
    if request.form.get("do") == "remove":
        put(trimmed(request.form.get("words")), None)
        flash("Taken off the list.")
        return None
    form = ListedWordsForm()
    if not form.validate() or not form.has_room(listed):
        return form
    put(form.words.data, read_listing(form.listing.data))
    flash("On the list.")
    return None


def read_listing(text: str | None) -> Listing:
    """The list that was chosen; to point once too often is the safer of the two."""
    return Listing.ALLOW if text == Listing.ALLOW.value else Listing.DENY
