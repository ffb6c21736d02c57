"""What may be typed into a line of hours, and the words of each problem."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from journal.domain.hours import TrainingMethod
from journal.forms import Form, line, once, past_date, words
from journal.hours.actions import Written

LONGEST_DESCRIPTION = 1_000
LONGEST_QUESTION = 1_000
LONGEST_CODES = 500
A_DAY = 24 * 60
METHODS: dict[str, Any] = {method.value: method.label for method in TrainingMethod}
YES, NO = "yes", "no"
YES_OR_NO: dict[str, Any] = {YES: "Yes", NO: "No"}
HOW_LONG = (
    "Please say how long it took, between 1 minute and 24 hours. If it was several days, give each "
    "day a line of its own."
)
WHO_SEES_IT = (
    "Your line manager and your coach read this. Say what you learned and how, in a sentence or "
    "two. Please name nobody, and nothing that would identify a person you support."
)


class Number(IntegerField):
    """A whole number, or nothing; anything else comes back with a sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Please give a whole number in figures, such as 2.") from error


def number(label: str) -> Number:
    """A part of a length of time."""
    return Number(
        label,
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class LineForm(Form):
    """A line of the log."""

    line_id = once()
    entry = HiddenField()
    dated = past_date(
        "Which day was it?",
        hint="The day of the training itself: auditors need it. One line for each day.",
        needed="Please give the date as day, month and year.",
    )
    hours = number("Hours")
    minutes = number("Minutes")
    method = SelectField("How did you learn?", choices=METHODS, validate_choice=False)
    description = words(
        "What did you learn?",
        hint=WHO_SEES_IT,
        needed="Please say in a sentence what you learned. A line without it is turned down later.",
        most=LONGEST_DESCRIPTION,
        rows=3,
    )
    codes = line(
        "Which KSBs did it build?",
        hint="Their codes, such as K4, S2. You can also look for them below. Empty is fine.",
        most=LONGEST_CODES,
    )
    in_paid_hours = RadioField(
        "Was it in your paid hours?",
        choices=YES_OR_NO,
        validate_choice=False,
        description="Time given back to you counts as paid. Only paid time counts.",
    )

    def validate_method(self, field: SelectField) -> None:
        """One of the ways on the page."""
        if field.data not in METHODS:
            raise ValidationError("Please choose how you learned.")

    def validate_in_paid_hours(self, field: RadioField) -> None:
        """Yes or no: nothing is taken for granted."""
        if field.data not in YES_OR_NO:
            raise ValidationError("Please say whether it was in your paid hours.")

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: some time, and no more than a day."""
        fine: bool = super().validate(extra_validators)
        if self.minutes.errors or self.hours.errors:
            return False
        parts = (self.hours.data or 0, self.minutes.data or 0)
        if min(parts) >= 0 and 1 <= self.length <= A_DAY:
            return fine
        self.minutes.errors = [HOW_LONG]
        return False

    @property
    def length(self) -> int:
        """How long it took, in minutes."""
        return (self.hours.data or 0) * 60 + (self.minutes.data or 0)

    def written(self, codes: Sequence[str], entry_id: UUID | None) -> Written:
        """What was typed, for the action that keeps it."""
        return Written(
            dated=self.dated.data,
            method=TrainingMethod(self.method.data),
            description=self.description.data.strip(),
            codes=tuple(codes),
            minutes=self.length,
            in_paid_hours=self.in_paid_hours.data == YES,
            entry_id=entry_id,
        )


def form_of(written: Written, line_id: UUID | None = None) -> LineForm:
    """The form filled with a line."""
    filled: dict[str, Any] = {} if line_id is None else {"line_id": str(line_id)}
    return LineForm(
        formdata=None,
        **filled,
        entry=str(written.entry_id or ""),
        dated=written.dated,
        hours=written.minutes // 60,
        minutes=written.minutes % 60,
        method=written.method.value,
        description=written.description,
        codes=", ".join(written.codes),
        in_paid_hours=YES if written.in_paid_hours else NO,
    )


class AskForm(Form):
    """What somebody would like to know about a line."""

    words = words(
        "What would you like to know?",
        hint="They read it beside the line, and can change the line to answer.",
        needed="Please write a few words, so that they know what to look at.",
        most=LONGEST_QUESTION,
        rows=3,
    )


class AnswerForm(Form):
    """What the worker writes back."""

    words = words(
        "What would you like to answer?",
        hint="It stands beside the question, and everybody who reads the line can read it.",
        needed="Please write a few words first.",
        most=LONGEST_QUESTION,
        rows=3,
    )


class FileForm(Form):
    """A file with lines, and what it may leave out."""

    file = FileField("Choose a file: CSV, or an Excel workbook (.xlsx)")

    all_paid = BooleanField(
        "Where the file does not say it, the training was in paid hours",
    )

    def validate_file(self, field: FileField) -> None:
        """A file must have come."""
        if not field.data or not field.data.filename:
            raise ValidationError("Please choose a file first.")
