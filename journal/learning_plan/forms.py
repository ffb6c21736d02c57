"""What is asked about a chance to learn, and the words of each problem."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from journal.coming_days import coming_day
from journal.domain.actions import ActionKind
from journal.domain.framework import Framework, Statement
from journal.forms import Form, line, once, words
from journal.models import Person, Relationship

LONGEST_CHANCE = 500
MOST_CODES = 10
ALONE = "alone"
KINDS: dict[str, Any] = {
    each.value: each.label
    for each in (ActionKind.OPPORTUNITY, ActionKind.TRAINING, ActionKind.READING)
}
ONE_OF_THESE = "Please choose one of these."
SEPARATORS = re.compile(r"[\s,;/]+")


class ChanceForm(Form):
    """A chance to learn."""

    action_id = once()
    text = words(
        "What would help?",
        hint="One thing, small enough to do. For example: sit in on a review meeting. Please "
        "name nobody you support.",
        needed="Please say in a few words what would help.",
        most=LONGEST_CHANCE,
        rows=2,
        rest="a second one",
        dir="auto",
    )
    kind = RadioField(
        "What is it?", choices=KINDS, default=ActionKind.OPPORTUNITY.value, validate_choice=False
    )
    offered = SelectMultipleField(
        "Which KSBs should it help with?",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    others = line("Other KSBs", hint="By their codes, such as K27, S20.", own=True)
    due_on = coming_day("By when?", "Leave it empty if there is no day yet.")
    relationship = SelectField("With whom is it agreed?", choices={}, validate_choice=False)

    framework: Framework
    known: Sequence[Relationship] = ()
    people: Mapping[str, str] = MappingProxyType({})

    def offer(
        self,
        me: Person,
        known: Sequence[Relationship],
        framework: Framework,
        statements: Sequence[Statement],
        *,
        may_be_alone: bool,
    ) -> "ChanceForm":
        """Let somebody choose among these people and these KSBs."""
        self.known, self.framework = known, framework
        choices: dict[str, Any] = {str(each.id): named(me, each) for each in known}
        if may_be_alone:
            choices[ALONE] = "Nobody yet: just for me"
        self.relationship.choices = self.people = choices
        self.offered.choices = [(each.code, f"{each.code} {each.text}") for each in statements]
        if not self.is_submitted() and not self.relationship.data:
            self.relationship.data = next(iter(choices), None)
        return self

    @property
    def chosen(self) -> Relationship | None:
        """With whom it is agreed; None for nobody yet."""
        return next((each for each in self.known if str(each.id) == self.relationship.data), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The KSBs that were ticked or typed, in the standard's order."""
        return self.framework.in_order([*(self.offered.data or []), *self.typed_codes])

    @property
    def typed_codes(self) -> list[str]:
        """The codes in the line of others."""
        typed = [each for each in SEPARATORS.split(self.others.data or "") if each]
        return [each if each in self.framework else each.upper() for each in typed]

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: choices that the page offers, and KSBs that there are."""
        fine: bool = super().validate(extra_validators)
        for field, offered in ((self.kind, KINDS), (self.relationship, self.people)):
            if field.data not in offered:
                field.errors = [*field.errors, ONE_OF_THESE]
                fine = False
        return self.has_known_codes() and fine

    def has_known_codes(self) -> bool:
        """Whether each code is one of the standard's, and they are few enough to be meant."""
        unknown = [code for code in self.codes if code not in self.framework]
        if unknown:
            first = unknown[0][:20]
            self.others.errors = [f"There is no KSB “{first}”. Please write them like K27, S20."]
        elif len(self.codes) > MOST_CODES:
            self.others.errors = [f"Please choose at most {MOST_CODES} KSBs for one chance."]
        return not self.others.errors


def named(me: Person, relationship: Relationship) -> str:
    """The other one of the two, and what one is to the other."""
    if relationship.worker_id == me.id:
        return f"{relationship.other.name} (your {relationship.kind.label})"
    return f"{relationship.worker.name} (you are their {relationship.kind.label})"
