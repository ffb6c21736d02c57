"""A field for a day that is still to come, with sentences that help."""

from typing import Any

from wtforms import DateField, Field
from wtforms.validators import Optional, ValidationError

from journal.formatting import today

FURTHEST = 5 * 365  # days


class Day(DateField):
    """A date, asked for in words that help."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date; say so kindly when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Please give the date as day, month and year.") from error


def coming_day(label: str, hint: str = "") -> Field:
    """A day that may stay empty. One that stood there before may stay, though it has passed:
    the form names it as `due_before`."""
    return Day(label, description=hint, validators=[Optional(), still_to_come])


def still_to_come(form: Any, field: Field) -> None:
    """A day from today on, and within reach."""
    if field.data is None or field.data == getattr(form, "due_before", None):
        return
    if field.data < today():
        raise ValidationError("This day has passed. Please choose today or a later day.")
    if (field.data - today()).days > FURTHEST:
        raise ValidationError("This is more than five years away. Please check the year.")
