"""What is asked about how sure somebody is of a statement."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from journal.domain.ratings import Rating
from journal.forms import Form, once, words
from journal.ratings import Said

LONGEST_WORDS = 2_000
MINE: dict[str, Any] = {each.value: each.label for each in Rating}
THEIRS: dict[str, Any] = {each.value: each.of_another for each in Rating}


class AnyRatingForm(Form):
    """What both views ask for."""

    rating_id = once()

    def validate_rating(self, field: Any) -> None:
        """One of the four."""
        if field.data not in MINE:
            raise ValidationError("Please choose one of these.")


class RatingForm(AnyRatingForm):
    """The worker's own view."""

    rating = RadioField("How sure are you of it today?", choices=MINE, validate_choice=False)
    text = words(
        "A few words, if you like",
        hint="What makes you say so? Please name nobody you support.",
        most=LONGEST_WORDS,
        rows=2,
        dir="auto",
    )
    shown = BooleanField(
        "Show this to those who support me",
        description="Your supervisors, line managers and coaches. You can take it back.",
    )

    @property
    def said(self) -> Said:
        """What was said."""
        text = (self.text.data or "").strip()
        return Said(Rating(self.rating.data), text, bool(self.shown.data))


class TheirRatingForm(AnyRatingForm):
    """How somebody sees it who supports the worker."""

    rating = RadioField("How do you see it today?", choices=THEIRS, validate_choice=False)
    text = words(
        "A few words, if you like",
        hint="What did you see? The worker reads this. Please name nobody who is supported.",
        most=LONGEST_WORDS,
        rows=2,
        dir="auto",
    )

    @property
    def said(self) -> Said:
        """What was said."""
        return Said(Rating(self.rating.data), (self.text.data or "").strip())
