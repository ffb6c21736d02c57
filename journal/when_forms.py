"""Fields for when people meet: a day, a time that clocks here show, and how long."""

from datetime import datetime
from typing import Any

from wtforms import DateField, Field, IntegerField, TimeField
from wtforms.validators import Optional, ValidationError

from journal.domain.supervision import CLOCKS, NoSuchTime, moment_of
from journal.formatting import HOME_ZONE
from journal.forms import Form

LONGEST_MEETING = 480  # minutes
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Whole(IntegerField):
    """A whole number, or nothing; anything else comes back with a sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Please give a whole number.") from error


def whole(label: str, hint: str, most: int) -> Field:
    """A number from one to `most`, which may be left out."""

    def check(form: object, field: Field) -> None:
        if field.data is not None and not 1 <= field.data <= most:
            raise ValidationError(f"Please give a number between 1 and {most}.")

    return Whole(
        label,
        description=hint,
        validators=[Optional(), check],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


def needed(message: str) -> Any:
    """Ask in the page's own words, whether something is missing or misread."""

    def check(form: object, field: Field) -> None:
        field.errors = []
        if field.data is None:
            raise ValidationError(message)

    return check


def sensible_year(form: object, field: Field) -> None:
    """A slip of the finger in the year."""
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError("Please check the year.")


def a_day(label: str, hint: str = "", ask: str = "") -> Field:
    """A day, past or to come."""
    checks = [needed(ask)] if ask else [Optional()]
    return DateField(label, description=hint, validators=[*checks, sensible_year])


class WhenForm(Form):
    """What is asked about a meeting that is planned."""

    day = a_day("Day", ask="Please give the day, such as 14 June 2026.")
    at = TimeField("Time", validators=[needed("Please give the time, such as 14:30.")])
    minutes = whole("How long, in minutes", "", LONGEST_MEETING)

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: the time exists on that day."""
        fine: bool = super().validate(extra_validators)
        if not fine or "day" not in self:
            return fine
        try:
            self.moment()
        except NoSuchTime:
            self.at.errors = [CLOCKS]
            return False
        return True

    def moment(self) -> datetime:
        """The moment that was typed, as clocks here show it. Raises NoSuchTime."""
        at: Any = self.at.data
        return moment_of(self.day.data, at, HOME_ZONE)


def time_fields(starts_at: datetime | None) -> dict[str, Any]:
    """A moment as the form asks for it: as clocks here show it."""
    if starts_at is None:
        return {}
    here = starts_at.astimezone(HOME_ZONE)
    return {"day": here.date(), "at": here.time().replace(second=0, microsecond=0)}
