"""What may be typed about supervision, and the words of each error."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    RadioField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional, ValidationError

from journal.domain.joint_records import RecordField, RecordKind
from journal.domain.record_layouts import LAYOUTS
from journal.formatting import HOME_ZONE, day_of, short_day
from journal.forms import Form, line, once, words
from journal.joint_records import Written
from journal.models import JointRecord, RecordVersion
from journal.when_forms import LONGEST_MEETING, WhenForm, a_day, time_fields, whole

PREFIX = "field_"
HIDDEN = ("csrf_token", "record_id", "revision", "base")
MOST_WEEKS = 26


class RecordForm(Form):
    """What every record of a kind has; `form_class` adds a field for each of its headings."""

    record_id = once()
    revision = HiddenField(default="0")
    base = HiddenField(default="0")

    layout: tuple[RecordField, ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """The fields that hold what somebody typed or chose, by the words beside them."""
        return {each.name: each.label.text for each in self if each.name not in HIDDEN}

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in those fields."""
        return {name: self[name].data for name in self.labels}

    def fields(self, before: Mapping[str, str]) -> dict[str, str]:
        """What was written under each heading; what no heading of this form holds stays."""
        keys = {each.key for each in self.layout if PREFIX + each.key in self}
        kept = {key: text for key, text in before.items() if key not in keys}
        texts = {key: (self[PREFIX + key].data or "").strip() for key in keys}
        return {**kept, **{key: text for key, text in texts.items() if text}}


class AgreementForm(RecordForm):
    """A supervision agreement."""

    starts_on = a_day("It begins on", ask="Please give the day on which it begins.")
    review_on = a_day(
        "We look at it again on",
        "On that day it comes up by itself.",
        ask="Please give the day on which you look at it again. Half a year is common.",
    )
    every_weeks = whole("We meet every … weeks", "4 is about once a month.", MOST_WEEKS)
    minutes = whole("How long, in minutes", "60, say.", LONGEST_MEETING)

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: first it begins, then it is looked at again."""
        fine: bool = super().validate(extra_validators)
        if fine and self.review_on.data <= self.starts_on.data:
            self.review_on.errors = ["Please choose a day after the one on which it begins."]
            return False
        return fine

    def written(self, before: Written) -> Written:
        """What was typed, for the action that saves it."""
        begins = datetime.combine(self.starts_on.data, time(), HOME_ZONE)
        return Written(
            self.fields(before.fields),
            begins,
            self.minutes.data,
            self.review_on.data,
            self.every_weeks.data,
        )


class SessionForm(WhenForm, RecordForm):
    """A session: when it is and, while it lasts and after it, what came of it."""

    def written(self, before: Written) -> Written:
        """What was typed; somebody who may not move the session leaves its time as it is."""
        if "day" not in self:
            return Written(self.fields(before.fields), before.starts_at, before.minutes)
        return Written(self.fields(before.fields), self.moment(), self.minutes.data)


AnyForm = AgreementForm | SessionForm


def form_class(kind: RecordKind, only: Iterable[str] | None = None) -> type[AnyForm]:
    """The form of a kind of record, with all its headings or only some."""
    base = AgreementForm if kind is RecordKind.AGREEMENT else SessionForm
    layout = tuple(each for each in LAYOUTS[kind] if only is None or each.key in only)
    made = {PREFIX + each.key: field_for(each) for each in layout}
    return type(base.__name__, (base,), {**made, "layout": layout})


def field_for(each: RecordField) -> Field:
    """A choice, a line or a text."""
    if each.choices:
        return RadioField(
            each.label,
            description=each.hint,
            choices=[SelectChoice(choice, choice) for choice in each.choices],
            validators=[Optional(), one_of(each.choices)],
            validate_choice=False,
        )
    if each.rows == 1:
        return line(each.label, hint=each.hint, dir="auto")
    return words(each.label, hint=each.hint, rows=each.rows, dir="auto")


def one_of(choices: Iterable[str]) -> Any:
    """Nothing but what the page offers."""

    def check(form: object, field: Field) -> None:
        if field.data not in choices:
            raise ValidationError("Please choose one of these.")

    return check


def laid_out(of: JointRecord | RecordVersion, kind: RecordKind) -> dict[str, Any]:
    """A record as it stands, or once stood, by the fields of its form."""
    filled: dict[str, Any] = {PREFIX + key: text for key, text in of.fields.items()}
    filled["minutes"] = of.minutes
    if kind is RecordKind.AGREEMENT:
        begins = day_of(of.starts_at) if of.starts_at else None
        return {
            **filled,
            "starts_on": begins,
            "review_on": of.review_on,
            "every_weeks": of.every_weeks,
        }
    return {**filled, **time_fields(of.starts_at)}


def numbers_of(of: JointRecord) -> dict[str, str]:
    """The hidden fields of a form that goes on from the newest version."""
    return {"record_id": str(of.id), "revision": str(of.revision), "base": str(of.revision)}


def readable(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a form, as people read it."""
    return {name: as_read(value) for name, value in typed.items()}


def as_read(value: Any) -> Any:
    """One value: a time as clocks show it, a day in words."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return short_day(value) if isinstance(value, date) else value
