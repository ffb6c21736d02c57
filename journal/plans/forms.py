"""What may be typed about a programme, and the words of each error."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    ValidationError,
)
from wtforms import Form as PlainForm
from wtforms.validators import Optional

from journal.domain.programme import (
    LONGEST_WEEK,
    Break,
    hours_of,
    minutes_of,
    problems_of_breaks,
    problems_of_dates,
)
from journal.forms import Form, line, need_date
from journal.models import Programme
from journal.plans.choices import Choices

NO_DAY = "Please choose a day of the calendar, or leave it empty."
NO_HOURS = "Please give hours as a number such as 30, 37.5 or 37:30."
MOST_HOURS = 5000
MOST_BREAKS = 20
EMPTY_BREAKS = 2


def a_day_or_nothing(form: Any, field: Field) -> None:
    """What is no day is told in plain words, and stays as it was typed."""
    if field.data is None and any(text.strip() for text in field.raw_data or ()):
        field.errors = []
        raise ValidationError(NO_DAY)


def hours_up_to(most: int) -> Any:
    """Hours that make sense, or nothing."""

    def check(form: Any, field: Field) -> None:
        if not field.data:
            return
        minutes = minutes_of(field.data)
        if minutes is None:
            raise ValidationError(NO_HOURS)
        if not 0 < minutes <= most:
            raise ValidationError(f"Please give more than 0 hours, and no more than {most // 60}.")

    return check


class BreakForm(PlainForm):
    """One break in learning."""

    first = DateField("First day", validators=[Optional(), a_day_or_nothing])
    last = DateField("Last day", validators=[Optional(), a_day_or_nothing])


class ProgrammeForm(Form):
    """The dates and hours of an apprenticeship, and what is learned."""

    seen = HiddenField(default="")
    standard = SelectField("Standard", validate_choice=False)
    plan = SelectField("Assessment plan", validate_choice=False)
    began_on = DateField(
        "First day of learning", validators=[need_date("Please choose the first day of learning.")]
    )
    ends_on = DateField(
        "Planned last day",
        description="The end of the practical period, before the assessment. "
        "Leave it empty if it is not known yet.",
        validators=[Optional(), a_day_or_nothing],
    )
    weekly = line(
        "Paid hours a week",
        hint="Such as 30, 37.5 or 37:30. It matters for people who work part-time.",
        checks=(hours_up_to(LONGEST_WEEK),),
        inputmode="decimal",
    )
    minimum = line(
        "Fewest hours of off-the-job training",
        hint="Leave it empty for what the assessment plan and the funding rules give.",
        checks=(hours_up_to(MOST_HOURS * 60),),
        inputmode="decimal",
    )
    planned = line(
        "Planned hours of off-the-job training",
        hint="As agreed in the training plan. Leave it empty for the fewest hours.",
        checks=(hours_up_to(MOST_HOURS * 60),),
        inputmode="decimal",
    )
    was_19 = BooleanField(
        "19 or over on the first day",
        description="Somebody of 19 or over may choose whether to take English and maths.",
        default=True,
    )
    breaks = FieldList(FormField(BreakForm), "Breaks in learning", max_entries=MOST_BREAKS)

    def given_breaks(self) -> list[Break]:
        """The breaks with a first day; an empty row is nothing."""
        rows = (row.form for row in self.breaks)
        return [Break(row.first.data, row.last.data) for row in rows if row.first.data]

    def validate(self, extra_validators: object = None) -> bool:
        """Days in their order, and breaks inside the programme."""
        fine: bool = super().validate(extra_validators)
        if isinstance(self.began_on.data, date) and not self.began_on.errors:
            found = list(problems_of_dates(self.began_on.data, self.ends_on.data))
            self.ends_on.errors = [*self.ends_on.errors, *found]
            told = [*self.problems_of_rows(), *self.problems_between()]
            self.breaks.errors = [*flat_rows(self.breaks.errors), *told]
            fine = fine and not found and not told
        return fine

    def problems_of_rows(self) -> Iterable[str]:
        """A last day needs a first."""
        for row in self.breaks:
            if row.form.last.data and not row.form.first.data and not row.form.first.errors:
                yield "A break needs a first day. Please add it, or take its last day out."

    def problems_between(self) -> Iterable[str]:
        """The breaks beside each other and beside the programme."""
        return problems_of_breaks(self.first_day, self.ends_on.data, self.given_breaks())

    @property
    def first_day(self) -> date:
        """The day it begins, which is there once the form is right."""
        return self.began_on.data or date.min


def flat_rows(errors: Any) -> list[str]:
    """The sentences of all rows, each once."""
    rows = (each for each in errors if isinstance(each, dict))
    found = [str(text) for row in rows for texts in row.values() for text in texts]
    return list(dict.fromkeys(found))


def programme_form(programme: Programme | None, choices: Choices) -> ProgrammeForm:
    """The form, filled with what is known, with rows to spare for further breaks."""
    form = ProgrammeForm(data=data_of(programme))
    wanted = min(MOST_BREAKS, len(form.given_breaks()) + EMPTY_BREAKS)
    while len(form.breaks) < wanted:
        form.breaks.append_entry()
    form.standard.choices, form.plan.choices = choices.of_standards(), choices.of_plans()
    return form


def data_of(programme: Programme | None) -> dict[str, Any]:
    """A programme as the form shows it."""
    if programme is None:
        return {}
    breaks = [Break.from_texts(each) for each in programme.breaks]
    return {
        "seen": programme.changed_at.isoformat(),
        "began_on": programme.began_on,
        "ends_on": programme.ends_on,
        "weekly": hours_of(programme.weekly_minutes),
        "minimum": hours_of(programme.minimum_minutes),
        "planned": hours_of(programme.planned_minutes),
        "was_19": programme.was_19_at_start,
        "breaks": [{"first": each.first, "last": each.last} for each in breaks],
    }
