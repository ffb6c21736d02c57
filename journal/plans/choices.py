"""Which standards and plans somebody can be put on: the installation's, and the organisation's."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.standard import Standard
from journal.domain.versions import Version, Versions, version_of_standard
from journal.library import content
from journal.own_content import plan_from
from journal.own_standards import standard_from
from journal.plans import queries


@dataclass(frozen=True)
class Choices:
    """What can be chosen, by name; the installation's own come first."""

    standards: Mapping[str, Standard]
    plans: Mapping[str, AssessmentPlan]

    def of_standards(self) -> list[tuple[str, str]]:
        """The choices of a list."""
        return [
            (name, f"{each.framework.title}, version {each.version}")
            for name, each in self.standards.items()
        ]

    def of_plans(self) -> list[tuple[str, str]]:
        """The choices of a list."""
        return [
            (name, f"{each.title}, version {each.version}") for name, each in self.plans.items()
        ]

    def read(self, standard: str, plan: str) -> Versions:
        """The versions of these names."""
        return Versions(Version.read(standard), Version.read(plan))

    def problem(self, standard: str, plan: str) -> str:
        """Why the two do not go together; empty when they do."""
        learned, assessed = self.standards.get(standard), self.plans.get(plan)
        if learned is None or assessed is None:
            return "Please choose a standard and a plan from the lists."
        if assessed.standard != learned.framework.key:
            return (
                f"This plan is not for {learned.framework.title}. "
                f"Please choose one that is{self.fitting(learned)}."
            )
        codes = (code for method in assessed.methods for code in method.codes)
        unknown = [code for code in codes if code not in learned.framework]
        if unknown:
            return (
                f"This plan speaks of {', '.join(unknown[:5])}, which this version of the standard "
                "does not have. Please choose another version of the plan."
            )
        return ""

    def fitting(self, learned: Standard) -> str:
        """The plans there are for a standard, in brackets."""
        known = [
            f"{each.title}, version {each.version}"
            for each in self.plans.values()
            if each.standard == learned.framework.key
        ]
        return f" ({'; '.join(known)})" if known else ": it has none yet, and needs one first"


def choices_for(session: Session, organisation_id: UUID, now: Versions | None = None) -> Choices:
    """Everything that this organisation's learners can be put on; of what is retired no more than
    what a learner is on `now`, on which they stay."""
    here = now or Versions()
    shipped = content()
    standards = [shipped.standard]
    plans = list(shipped.assessment_plans.values())
    standards += [
        standard_from(each.data)
        for each in queries.own_standards(session, organisation_id)
        if each.retired_at is None or Version(each.key, each.version) == here.standard
    ]
    plans += [
        plan_from(each.data)
        for each in queries.own_plans(session, organisation_id)
        if each.retired_at is None or Version(each.key, each.version) == here.plan
    ]
    return Choices(
        {version_of_standard(each).name: each for each in standards},
        {Version(each.key, each.version).name: each for each in plans},
    )
