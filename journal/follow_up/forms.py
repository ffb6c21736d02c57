"""What is asked about an action, and the words of each problem."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from wtforms import Field, IntegerField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from journal.coming_days import coming_day
from journal.domain.actions import ActionKind
from journal.forms import Form, once, words
from journal.models import Person, Relationship

LONGEST_ACTION = 500
LONGEST_WHY = 1_000
LONGEST_DAY_MINUTES = 24 * 60
ALONE = "alone"
ME, THEM = "me", "them"
NEEDED = "Please say what is to be done, in a few words."
KINDS: dict[str, Any] = {kind.value: kind.label for kind in ActionKind}
WHO: dict[str, Any] = {ME: "I will", THEM: "They will"}


class Minutes(IntegerField):
    """A number of minutes, asked for in words that help."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; say so kindly when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Please give whole minutes in figures, such as 90.") from error


def due_on() -> Field:
    """Until when, if that matters."""
    return coming_day("By when?", "Leave it empty if there is no day.")


def text() -> Field:
    """What is to be done."""
    return words(
        "What is to be done?",
        hint="One thing, small enough to finish. Please name nobody you support.",
        needed=NEEDED,
        most=LONGEST_ACTION,
        rows=2,
        rest="a second action",
    )


def why(label: str, needed: str = "", hint: str = "") -> Field:
    """A word why."""
    return words(label, hint=hint, needed=needed, most=LONGEST_WHY, rows=2)


class NewForm(Form):
    """A new action."""

    action_id = once()
    text = text()
    relationship = SelectField("Who is this between?", choices={}, validate_choice=False)
    owner = RadioField(
        "Who will do it?",
        choices=WHO,
        default=ME,
        validate_choice=False,
    )
    due_on = due_on()
    kind = RadioField("What is it?", choices=KINDS, default="task", validate_choice=False)

    known: Sequence[Relationship] = ()
    offered: Mapping[str, str] = MappingProxyType({})

    def chosen(self) -> Relationship | None:
        """The relationship that was chosen; None for an action of one's own."""
        return next((each for each in self.known if str(each.id) == self.relationship.data), None)

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: choices that the page offers, and somebody to do it."""
        fine: bool = super().validate(extra_validators)
        problems = {
            self.relationship: self.relationship.data in self.offered,
            self.owner: self.owner.data in {ME, THEM},
            self.kind: self.kind.data in set(ActionKind),
        }
        for field, is_fine in problems.items():
            if not is_fine:
                field.errors = [*field.errors, "Please choose one of these."]
        if self.relationship.data == ALONE and self.owner.data == THEM:
            self.owner.errors = ["This one is yours alone, so please choose “I will”."]
            return False
        return fine and all(problems.values())


def new_form(me: Person, known: Sequence[Relationship], *, may_be_alone: bool) -> NewForm:
    """The form with whoever an action can be agreed with."""
    form = NewForm()
    form.known = known
    choices: dict[str, Any] = {str(each.id): between(me, each) for each in known}
    if may_be_alone:
        choices[ALONE] = "Nobody else: just for me"
    form.relationship.choices = form.offered = choices
    if not form.is_submitted() and choices:
        form.relationship.data = next(iter(choices))
    if not form.is_submitted() and known and known[0].other_id == me.id:
        form.owner.data = THEM
    return form


def between(me: Person, relationship: Relationship) -> str:
    """The other one of the two, and what one is to the other."""
    if relationship.worker_id == me.id:
        return f"{relationship.other.name} (your {relationship.kind.label})"
    return f"{relationship.worker.name} (you are their {relationship.kind.label})"


class ChangeForm(Form):
    """Other words, or another day."""

    text = text()
    due_on = due_on()
    why = why(
        "A word why",
        needed="Please say in a few words why it changes, so that you both remember.",
        hint="For example: the course was moved.",
    )

    due_before: date | None = None


class LetGoForm(Form):
    """Why it need not be done."""

    why = why(
        "A word why",
        needed="Please say in a few words why, so that you both remember.",
        hint="Things change, and letting go can be the right thing. No need to excuse yourself.",
    )


class DoneForm(Form):
    """How it went, and how long it took."""

    why = why("How did it go?", hint="A few words, if you like.")
    minutes = Minutes(
        "How many minutes did it take?",
        description="If you would like to write a training entry about it, they are filled in.",
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def validate_minutes(self, field: Field) -> None:
        """A day has so many minutes and no more."""
        if field.data is not None and not 1 <= field.data <= LONGEST_DAY_MINUTES:
            raise ValidationError("Please give minutes between 1 and 1,440.")
