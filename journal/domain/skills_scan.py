"""The skills scan: ten duties, each with a Skills and a Knowledge statement to answer."""

from dataclasses import dataclass
from enum import StrEnum


class ScanAnswer(StrEnum):
    """The three answers; Yes and Some each ask for a few words about what is already there."""

    YES = "yes"
    SOME = "some"
    NO = "no"

    @property
    def label(self) -> str:
        """The answer as the screen says it."""
        return self.value.capitalize()

    @property
    def asks_for_words(self) -> bool:
        """Whether the worker is asked what they already know or do."""
        return self is not ScanAnswer.NO

    @property
    def is_gap(self) -> bool:
        """Whether there is something here for the apprenticeship to add."""
        return self is not ScanAnswer.YES

    @property
    def step(self) -> int:
        """How far up it stands, from No to Yes."""
        return {ScanAnswer.NO: 0, ScanAnswer.SOME: 1, ScanAnswer.YES: 2}[self]


class ScanPart(StrEnum):
    """The two statements of a duty."""

    SKILLS = "skills"
    KNOWLEDGE = "knowledge"

    @property
    def label(self) -> str:
        """The part as the screen heads it."""
        return self.value.capitalize()


class ScanWordKind(StrEnum):
    """What is said to a scan: a line manager confirms a duty or names further development, a
    coach notes the planning meeting."""

    CONFIRMED = "confirmed"
    FURTHER = "further"
    PLANNING_MEETING = "planning_meeting"

    @property
    def label(self) -> str:
        """What was said, as pages name it."""
        return WORDS[self]


WORDS = {
    ScanWordKind.CONFIRMED: "Confirmed",
    ScanWordKind.FURTHER: "Further development",
    ScanWordKind.PLANNING_MEETING: "Planning meeting",
}


@dataclass(frozen=True)
class ScanStatement:
    """The exact wording, paragraph by paragraph."""

    part: ScanPart
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole statement, its paragraphs parted by an empty line."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class ScanDuty:
    """One duty. Its title is the scan's own, which differs a little from the standard's."""

    number: int
    title: str
    skills: ScanStatement
    knowledge: ScanStatement

    @property
    def statements(self) -> tuple[ScanStatement, ScanStatement]:
        """Both, in the scan's order: skills, then knowledge."""
        return (self.skills, self.knowledge)


@dataclass(frozen=True)
class SkillsScan:
    """The whole scan."""

    title: str
    introduction: str
    answers: tuple[ScanAnswer, ...]
    duties: tuple[ScanDuty, ...]

    def duty(self, number: int) -> ScanDuty | None:
        """The duty with this number."""
        return next((duty for duty in self.duties if duty.number == number), None)
