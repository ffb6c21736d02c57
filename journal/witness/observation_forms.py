"""What may be typed about an observation: the plan, what was seen, and how the worker sees it."""

from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    RadioField,
)
from wtforms.validators import Optional

from journal.domain.framework import Framework
from journal.domain.joint_records import RecordField
from journal.domain.observation import (
    CODES,
    CONSENT,
    CONSENT_LABEL,
    PLAN,
    REPORT,
    VIEW,
    YES,
    Ref,
    Seen,
    refs_as_text,
)
from journal.forms import line, once, words
from journal.record_parts import PartForm
from journal.when_forms import WhenForm

MOST_REFS = 12


def field_for(each: RecordField) -> Field:
    """A line or a text, as its heading asks for."""
    if each.rows == 1:
        return line(each.label, hint=each.hint, dir="auto")
    return words(each.label, hint=each.hint, rows=each.rows, dir="auto")


class PlanForm(WhenForm, PartForm):
    """When, what, and the yes of the person who is supported."""

    record_id = once()
    bond = RadioField(
        "Who observes whom?", choices=[], validate_choice=False, validators=[Optional()]
    )
    setting, asked_by, asked_how = (field_for(each) for each in PLAN)
    consent = BooleanField(
        CONSENT_LABEL,
        description="Tick this once they have said it. Until then the record cannot be agreed. "
        "They can change their mind at any moment.",
    )
    keys = tuple(each.key for each in PLAN)
    offered: Mapping[str, str] = {}

    def offer(self, bonds: Mapping[str, str]) -> None:
        """Who can observe whom, by relationship; where there is one, it is chosen already."""
        self.offered = bonds
        self.bond.choices = dict(bonds)
        if len(bonds) == 1 and not self.bond.data:
            self.bond.data = next(iter(bonds))

    @property
    def part(self) -> dict[str, str]:
        """With the yes beside the words."""
        return {**super().part, CONSENT: YES if self.consent.data else ""}

    @property
    def labels(self) -> dict[str, str]:
        """With the statements, which are ticked, and the yes."""
        return {**super().labels, CODES: "What to look at", CONSENT: "The yes"}

    def must_have_bond(self) -> bool:
        """Somebody must be chosen where there is a choice."""
        if self.bond.data in self.offered:
            return True
        self.bond.errors = ["Please choose who observes whom."]
        return False


def seen_form(seen: Sequence[Seen]) -> type[PartForm]:
    """What was seen of each chosen statement, what went well, one thing to try."""
    against = {
        each.name: words(
            f"{each.statement.code}: {each.statement.text}",
            hint="What did you see or hear? Leave it empty if it did not come up.",
            rows=3,
            dir="auto",
        )
        for each in seen
    }
    others = {each.key: field_for(each) for each in REPORT}
    return type("SeenForm", (PartForm,), {**against, **others, "keys": (*against, *others)})


class ViewForm(PartForm):
    """How the worker sees it."""

    worker_view = field_for(VIEW[0])
    keys = tuple(each.key for each in VIEW)


def read_refs(typed: MultiDict[str, str], frameworks: Mapping[str, Framework]) -> tuple[Ref, ...]:
    """The ticked statements that there are, as many as can be looked at in one go."""
    pairs = (text.partition(":") for text in dict.fromkeys(typed.getlist("tag")))
    known = [
        (framework, code)
        for framework, _, code in pairs
        if framework in frameworks and code in frameworks[framework]
    ]
    return tuple(known[:MOST_REFS])


def with_refs(part: Mapping[str, str], refs: Sequence[Ref]) -> dict[str, str]:
    """The plan with the statements that were chosen."""
    return {**part, CODES: refs_as_text(refs)}
