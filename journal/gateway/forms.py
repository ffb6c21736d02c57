"""What may be typed at the gateway, and the words of each error."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field, RadioField

from journal.domain.framework import Statement
from journal.domain.gateway import Subject, SubjectState, may_be
from journal.forms import Form, once, words

LONGEST_REASON = 2_000
LONGEST_WORDS = 5_000
YES, NO = "yes", "not yet"
CHOOSE = "Please choose one of these."
SAY_WHAT = "Please say in a few words what you saw of {}."
SAY_WHY = "Please say why. Only you and the coach read it."
NOT_SO = "This does not fit here. Please choose another one."
SUBJECTS: dict[str, Any] = {each.value: each.label for each in Subject}
STATES: dict[str, Any] = {each.value: each.label for each in SubjectState}
SEEN: dict[str, Any] = {YES: "I see this in their work", NO: "Not yet"}
READY: dict[str, Any] = {
    YES: "They work at the level that is asked for, and are ready for the assessment",
    NO: "Not yet",
}


class SubjectForm(Form):
    """How English or maths stands."""

    subject = RadioField("Which one?", choices=SUBJECTS, validate_choice=False)
    state = RadioField("How does it stand?", choices=STATES, validate_choice=False)
    reason = words(
        "Why",
        hint="If an exemption applies, or a lower level. A line manager never reads this: they "
        "see only whether it is settled.",
        most=LONGEST_REASON,
        rows=3,
        dir="auto",
    )
    was_19 = False

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: a state that the rules know for this subject, and its reason."""
        fine: bool = super().validate(extra_validators)
        if self.subject.data not in SUBJECTS:
            self.subject.errors = [CHOOSE]
        if self.state.data not in STATES:
            self.state.errors = [CHOOSE]
        if self.subject.errors or self.state.errors:
            return False
        state = SubjectState(self.state.data)
        if not may_be(Subject(self.subject.data), state, self.was_19):
            self.state.errors = [NOT_SO]
        if state is SubjectState.EXEMPT and not (self.reason.data or "").strip():
            self.reason.errors = [SAY_WHY]
        return fine and not self.state.errors and not self.reason.errors


class SeenForm(Form):
    """Whether somebody sees each behaviour, and what they saw; made by `seen_form`."""

    codes: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[str, Field, Field]]:
        """(code, whether, what) for each behaviour."""
        return [(code, self[f"is_{code}"], self[f"saw_{code}"]) for code in self.codes]

    @property
    def said(self) -> dict[str, tuple[bool, str]]:
        """What was said of each behaviour of which anything was."""
        return {
            code: (whether.data == YES, (what.data or "").strip())
            for code, whether, what in self.rows
            if whether.data in SEEN
        }

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: a yes says what was seen, and words say whether."""
        fine: bool = super().validate(extra_validators)
        for code, whether, what in self.rows:
            has_words = bool((what.data or "").strip())
            if whether.data == YES and not has_words:
                what.errors = [SAY_WHAT.format(code)]
            if has_words and whether.data not in SEEN:
                whether.errors = [CHOOSE]
            fine = fine and not what.errors and not whether.errors
        return fine


def seen_form(statements: Iterable[Statement]) -> type[SeenForm]:
    """A form with each behaviour of the worker's standard."""
    fields: dict[str, Any] = {}
    codes = []
    for each in statements:
        codes.append(each.code)
        fields[f"is_{each.code}"] = RadioField(
            f"{each.code}: {each.text}", choices=SEEN, validate_choice=False
        )
        fields[f"saw_{each.code}"] = words(
            "What you saw",
            hint="What was said or done, in a few lines. Name nobody who is supported.",
            most=LONGEST_WORDS,
            rows=3,
            dir="auto",
        )
    return type("BehavioursForm", (SeenForm,), {**fields, "codes": tuple(codes)})


def as_typed(seen: Mapping[str, tuple[bool, str]]) -> dict[str, str]:
    """What was said before, as the form holds it."""
    whether = {f"is_{code}": YES if one[0] else NO for code, one in seen.items()}
    return {**whether, **{f"saw_{code}": one[1] for code, one in seen.items()}}


class DeclarationForm(Form):
    """Whether the worker is ready."""

    is_ready = RadioField("How do you see it?", choices=READY, validate_choice=False)
    words = words(
        "In your own words",
        hint="What they can do by themselves, or what is still missing.",
        needed="Please say it in a few words.",
        most=LONGEST_WORDS,
        rows=4,
        dir="auto",
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: one of the two is chosen."""
        fine: bool = super().validate(extra_validators)
        if self.is_ready.data not in READY:
            self.is_ready.errors = [CHOOSE]
            return False
        return fine


class BeginForm(Form):
    """The press that asks for signatures."""

    record_id = once()
