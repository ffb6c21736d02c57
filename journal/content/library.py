"""All content, as domain objects, with the small look-ups that pages need."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.conduct import Conduct
from journal.domain.crisis_lines import CrisisLines
from journal.domain.crosswalk import CrosswalkLink, Reference
from journal.domain.curriculum import Curriculum
from journal.domain.examples import Examples
from journal.domain.framework import Framework, Statement
from journal.domain.hours import FundingRules
from journal.domain.principles import Leaning, Principle
from journal.domain.questions import Question, all_questions
from journal.domain.reflective_model import ReflectiveModel
from journal.domain.rehearsal import RehearsalQuestions
from journal.domain.skills_scan import SkillsScan
from journal.domain.standard import Duty, Standard
from journal.domain.vocabulary import Vocabulary


@dataclass(frozen=True)
class Linked:
    """A statement of another framework that the crosswalk leads to, and why."""

    statement: Statement
    ground: str


@dataclass(frozen=True)
class Content:
    """Everything in `content/`, read once when the service starts and never changed after."""

    frameworks: Mapping[str, Framework]
    standard: Standard
    principles: tuple[Principle, ...]
    leaning: Leaning
    curriculum: Curriculum
    conduct: Conduct
    reflective_models: Mapping[str, ReflectiveModel]
    skills_scan: SkillsScan
    assessment_plans: Mapping[str, AssessmentPlan]
    crosswalk: tuple[CrosswalkLink, ...]
    examples: Examples
    crisis_lines: CrisisLines
    funding_rules: tuple[FundingRules, ...]
    rehearsal: RehearsalQuestions
    vocabulary: Vocabulary

    @property
    def plan(self) -> AssessmentPlan:
        """The assessment plan that coverage is counted for: the first."""
        return next(iter(self.assessment_plans.values()))

    def statement(self, framework: str, code: str) -> Statement | None:
        """The statement at this address, or None where there is none (any more)."""
        found = self.frameworks.get(framework)
        return found.get(code) if found else None

    def linked(self, framework: str, code: str) -> tuple[Linked, ...]:
        """What other frameworks say of the same thing, in the order of the frameworks."""
        return self._linked.get(Reference(framework, code), ())

    def duty_of(self, code: str) -> Duty | None:
        """The one duty that counts this KSB; None for the behaviours, which run through all."""
        return self.standard.duty_of(code)

    def principle(self, code: str) -> Principle | None:
        """The principle with this code."""
        return next((each for each in self.principles if each.code == code), None)

    def group_title(self, statement: Statement) -> str:
        """The duty, domain or section that a statement stands in, in words."""
        group = self.frameworks[statement.framework].group(statement.group)
        return group.title if group else ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every gentle question against the blank page, in the order of their round."""
        return all_questions(self.principles, self.leaning)

    @cached_property
    def _linked(self) -> dict[Reference, tuple[Linked, ...]]:
        links: dict[Reference, list[Linked]] = {}
        for link in self.crosswalk:
            for here, there in ((link.one, link.other), (link.other, link.one)):
                linked = Linked(self.frameworks[there.framework][there.code], link.ground)
                links.setdefault(here, []).append(linked)
        return {here: tuple(sorted(found, key=self._place)) for here, found in links.items()}

    def _place(self, linked: Linked) -> tuple[int, int]:
        """Where a statement stands among all frameworks."""
        key = linked.statement.framework
        return list(self.frameworks).index(key), self.frameworks[key].codes.index(
            linked.statement.code
        )
