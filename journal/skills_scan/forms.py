"""What may be typed into a scan and said to one, and the words of each problem."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import DateField, Field, HiddenField, RadioField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from journal.domain.scan_answers import Given
from journal.domain.skills_scan import ScanAnswer, ScanPart, ScanWordKind
from journal.forms import Form, need_date, words
from journal.skills_scan.actions import Word
from journal.skills_scan.queries import Certificate

LONGEST_WORD = 5_000
YES_SOME_NO: dict[str, Any] = {each.value: each.label for each in ScanAnswer}
DECISIONS: dict[str, Any] = {
    "": "Say nothing yet",
    ScanWordKind.CONFIRMED.value: "I confirm this",
    ScanWordKind.FURTHER.value: "Further development: see my words",
}
CHOOSE = "Please choose Yes, Some or No."
SAY_WHAT = "Please say in a few words which further development you see for duty {}."
NOTHING_SAID = "There is nothing to send yet. Please choose something for at least one duty."
ONE_OF_THESE = "Please choose one of these."


def one_answer(label: str) -> Field:
    """Yes, Some or No, or nothing yet."""
    return RadioField(label, choices=YES_SOME_NO, validate_choice=False, validators=[known_answer])


def known_answer(form: Any, field: Field) -> None:
    """Nothing but the three answers, or none yet."""
    if field.data and field.data not in YES_SOME_NO:
        field.data = None
        raise ValidationError(CHOOSE)


def already(label: str) -> Field:
    """What the worker already knows or does."""
    return words(
        label,
        hint="If Yes or Some: a few words, and where you learned it. Please name nobody.",
        rows=4,
        dir="auto",
    )


def qualifications(part: str) -> Field:
    """Courses and certificates, in words."""
    return words(
        f"Qualifications or courses for this ({part})",
        hint="If you have any. Leave it empty otherwise.",
        rows=2,
        dir="auto",
    )


def certificates(part: str) -> Field:
    """Entries of the journal that hold one."""
    return SelectMultipleField(
        f"Certificates in your journal that belong here ({part})",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )


class DutyForm(Form):
    """One duty of the scan, with both its statements."""

    base = HiddenField(default="")
    skills = one_answer("Your answer on skills")
    field_skills_already = already("What do you already do?")
    field_skills_qualifications = qualifications("skills")
    skills_certificates = certificates("skills")
    knowledge = one_answer("Your answer on knowledge")
    field_knowledge_already = already("What do you already know?")
    field_knowledge_qualifications = qualifications("knowledge")
    knowledge_certificates = certificates("knowledge")

    def fields_of(self, part: ScanPart) -> tuple[Any, ...]:
        """The answer, the words, the qualifications and the certificates of one statement."""
        return tuple(self[name] for name in names_of(part))

    def offer(self, known: Sequence[Certificate], saved: Mapping[ScanPart, Given]) -> "DutyForm":
        """Let the worker tick certificates of theirs; one that was ticked before stays."""
        ids = {str(each.id) for each in known}
        for part in ScanPart:
            field = self.fields_of(part)[3]
            field.choices = [(str(each.id), each.title) for each in known]
            kept = ids | set(saved.get(part, Given()).certificates)
            field.data = [each for each in field.data or [] if each in kept]
        return self

    @property
    def given(self) -> dict[ScanPart, Given]:
        """What was typed, as the domain knows it."""
        return {part: self.given_to(part) for part in ScanPart}

    def given_to(self, part: ScanPart) -> Given:
        """What was typed for one statement."""
        answer, told, gained, chosen = (field.data for field in self.fields_of(part))
        return Given(
            ScanAnswer(answer) if answer else None,
            (told or "").strip(),
            (gained or "").strip(),
            tuple(chosen or ()),
        )


def names_of(part: ScanPart) -> tuple[str, str, str, str]:
    """The names of the fields of one statement."""
    one = part.value
    return one, f"field_{one}_already", f"field_{one}_qualifications", f"{one}_certificates"


def filled(given: Mapping[ScanPart, Given]) -> dict[str, Any]:
    """What was given to a duty, by the fields of its form."""
    found: dict[str, Any] = {}
    for part in ScanPart:
        each = given.get(part, Given())
        values = (
            each.answer.value if each.answer else None,
            each.already,
            each.qualifications,
            list(each.certificates),
        )
        found |= dict(zip(names_of(part), values, strict=True))
    return found


class WordForm(Form):
    """What a line manager says, duty by duty. `word_form` adds the fields of each."""

    numbers: tuple[int, ...] = ()

    @property
    def texts(self) -> list[Field]:
        """What is said in words, which others will read."""
        return [self[f"field_{number}"] for number in self.numbers]

    @property
    def said(self) -> dict[int, Word]:
        """The duties about which something was said."""
        chosen = {number: self[f"decision-{number}"].data for number in self.numbers}
        return {
            number: Word(ScanWordKind(kind), (self[f"field_{number}"].data or "").strip())
            for number, kind in chosen.items()
            if kind
        }

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: something is said, and further development says which."""
        fine: bool = super().validate(extra_validators)
        problems = [number for number in self.numbers if not self.is_fine(number)]
        if fine and not problems and not self.said:
            self[f"decision-{self.numbers[0]}"].errors = [NOTHING_SAID]
            return False
        return fine and not problems

    def is_fine(self, number: int) -> bool:
        """Whether what was said to one duty can be kept."""
        decision, text = self[f"decision-{number}"], self[f"field_{number}"]
        if (decision.data or "") not in DECISIONS:
            decision.data = ""
            decision.errors = [ONE_OF_THESE]
            return False
        has_words = bool((text.data or "").strip())
        if decision.data == ScanWordKind.FURTHER.value and not has_words:
            text.errors = [SAY_WHAT.format(number)]
            return False
        if has_words and not decision.data:
            decision.errors = [ONE_OF_THESE]
            return False
        return True


def word_form(numbers: Sequence[int]) -> type[WordForm]:
    """The form with a choice and a text for every duty."""
    fields: dict[str, Any] = {}
    for number in numbers:
        fields[f"decision-{number}"] = RadioField(
            f"Your word on duty {number}", choices=DECISIONS, default="", validate_choice=False
        )
        fields[f"field_{number}"] = words(
            f"In your words (duty {number})", most=LONGEST_WORD, rows=2, dir="auto"
        )
    return type("WordForm", (WordForm,), {**fields, "numbers": tuple(numbers)})


class MeetingForm(Form):
    """The planning meeting."""

    held_on = DateField(
        "On which day is or was the planning meeting?",
        validators=[need_date("Please give the date as day, month and year.")],
    )
    text = words(
        "What did you agree there?",
        hint="The worker and the line manager read this too.",
        needed="Please write a few words first.",
        most=LONGEST_WORD,
        rows=5,
        dir="auto",
    )

    @property
    def agreed(self) -> tuple[date, str]:
        """The day, and what was agreed."""
        day: date = self.held_on.data  # type: ignore[assignment]
        return day, self.text.data.strip()

    def validate_held_on(self, field: Field) -> None:
        """A day within reach."""
        if field.data is not None and not 1990 <= field.data.year <= 2100:
            raise ValidationError("This date is a long way off. Please check the year.")
