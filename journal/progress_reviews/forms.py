"""What may be typed about a progress review, and the words of each error."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field, RadioField, SelectField

from journal.coming_days import coming_day
from journal.domain.actions import ActionKind
from journal.domain.framework import Framework
from journal.domain.joint_records import RecordField
from journal.forms import Form, clean, line, once, trimmed, words
from journal.record_parts import PartForm
from journal.when_forms import WhenForm

LONGEST_ACTION = 500
MOST_CODES = 12
KINDS: dict[str, Any] = {
    ActionKind.TASK.value: ActionKind.TASK.label,
    ActionKind.OPPORTUNITY.value: ActionKind.OPPORTUNITY.label,
}
CHOOSE = "Please choose one of these."


class BeginForm(WhenForm):
    """Whose review, and when the three meet."""

    record_id = once()
    worker = SelectField("Whose review?", choices={}, validate_choice=False)
    offered: Mapping[str, str] = {}

    def offer(self, workers: Mapping[str, str], first: str) -> None:
        """Whose review somebody can begin; one is chosen already."""
        self.offered = workers
        self.worker.choices = dict(workers)
        if not self.worker.data:
            self.worker.data = first if first in workers else next(iter(workers), "")

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: somebody whose review it can be."""
        fine: bool = super().validate(extra_validators)
        if self.worker.data not in self.offered:
            self.worker.errors = [CHOOSE]
            return False
        return fine


class OwnPartForm(PartForm):
    """The headings under which one side writes."""

    record_id = once()


def part_form(fields: Iterable[RecordField]) -> type[OwnPartForm]:
    """A form with a text for each of these headings, and for no other."""
    made = {
        each.key: words(each.label, hint=each.hint, rows=each.rows, dir="auto") for each in fields
    }
    return type("OwnPartForm", (OwnPartForm,), {**made, "keys": tuple(made)})


class TargetForm(Form):
    """One thing that somebody will do before the next review."""

    action_id = once()
    text = words(
        "What is to be done?",
        hint="One thing, small enough to finish. Please name nobody you support.",
        needed="Please say what is to be done, in a few words.",
        most=LONGEST_ACTION,
        rows=2,
        rest="a second action",
        dir="auto",
    )
    owner = RadioField("Who will do it?", choices={}, validate_choice=False)
    due_on = coming_day("By when?", "Leave it empty if there is no day.")
    kind = RadioField("What is it?", choices=KINDS, default="task", validate_choice=False)
    codes = line("Which statements does it help with?", hint="Codes such as K27, S20, if any.")
    offered: Mapping[str, str] = {}
    framework: Framework | None = None

    def offer(self, people: Mapping[str, str], framework: Framework) -> None:
        """Who can take it on: those who hold the review."""
        self.offered, self.framework = people, framework
        self.owner.choices = dict(people)
        if not self.owner.data:
            self.owner.data = next(iter(people), "")

    @property
    def chosen_codes(self) -> list[str]:
        """The codes that were typed, each once."""
        typed = trimmed(self.codes.data).replace(",", " ").replace(";", " ").upper().split()
        return list(dict.fromkeys(typed))

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: choices that the page offers, and codes that there are."""
        fine: bool = super().validate(extra_validators)
        self.check(self.owner, self.owner.data in self.offered, CHOOSE)
        self.check(self.kind, self.kind.data in KINDS, CHOOSE)
        self.check(self.codes, not self.why_not_codes, self.why_not_codes)
        return fine and not (self.owner.errors or self.kind.errors or self.codes.errors)

    @property
    def why_not_codes(self) -> str:
        """What is wrong with the codes, if anything."""
        known = self.framework
        unknown = [each for each in self.chosen_codes if known is None or known.get(each) is None]
        if unknown:
            return f"There is no {', '.join(unknown[:3])} in this standard. Please check the code."
        if len(self.chosen_codes) > MOST_CODES:
            return f"Please name {MOST_CODES} statements at most."
        return ""

    def check(self, field: Field, is_fine: bool, why: str) -> None:
        """Put a sentence beside a field that needs another look."""
        if not is_fine:
            field.errors = [*field.errors, why]


def why(text: str | None) -> str:
    """A reason in a line."""
    return trimmed(clean(text))[:LONGEST_ACTION]
