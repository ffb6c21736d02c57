"""Which version of a standard and of a plan somebody learns under."""

from dataclasses import dataclass

from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.standard import Standard

BETWEEN = "@"


@dataclass(frozen=True)
class Version:
    """A key and a version; both empty for whatever the installation has."""

    key: str = ""
    version: str = ""

    @property
    def name(self) -> str:
        """As a form holds it."""
        return f"{self.key}{BETWEEN}{self.version}"

    @classmethod
    def read(cls, name: str) -> "Version":
        """From a form; a version may hold the sign between, a key may not."""
        key, _, version = name.partition(BETWEEN)
        return cls(key, version)


@dataclass(frozen=True)
class Versions:
    """The standard that is learned, and the plan by which it is assessed."""

    standard: Version = Version()
    plan: Version = Version()

    def are_of(self, standard: Standard, plan: AssessmentPlan) -> bool:
        """Whether these are the standard and the plan given; an empty key asks for just those."""
        return self.standard in (Version(), version_of_standard(standard)) and self.plan in (
            Version(),
            Version(plan.key, plan.version),
        )


def version_of_standard(standard: Standard) -> Version:
    """The name by which a standard is known."""
    return Version(standard.framework.key, standard.version)
