"""What somebody meets who goes from one version to another, and what becomes of their tags."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.content import Content
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.framework import natural_key
from journal.domain.framework_difference import FrameworkDifference, difference
from journal.domain.standard import Standard
from journal.domain.versions import Version, Versions
from journal.models import Entry, Person, Tag
from journal.models.confidential import for_viewer


@dataclass(frozen=True)
class Difference:
    """From one standard and plan to others."""

    old: Standard
    new: Standard
    old_plan: AssessmentPlan
    new_plan: AssessmentPlan
    statements: FrameworkDifference

    @property
    def is_other_standard(self) -> bool:
        """Whether it is another standard altogether, so that no tag can come along."""
        return self.old.framework.key != self.new.framework.key

    @property
    def nothing(self) -> bool:
        """Whether both are the very same versions."""
        same_plan = (self.old_plan.key, self.old_plan.version) == (
            self.new_plan.key,
            self.new_plan.version,
        )
        same = not self.is_other_standard and self.old.version == self.new.version
        return same and same_plan

    @property
    def newly_assigned(self) -> tuple[str, ...]:
        """What a portfolio must cover from then on, and did not have to before."""
        before = set(self.old_plan.assigned)
        return tuple(code for code in self.new_plan.assigned if code not in before)

    @property
    def no_longer_assigned(self) -> tuple[str, ...]:
        """What it need not cover any more."""
        after = set(self.new_plan.assigned)
        return tuple(code for code in self.old_plan.assigned if code not in after)


@dataclass(frozen=True)
class TagsBetween:
    """How many entries carry each code, by what becomes of the tag."""

    kept: Mapping[str, int]
    reworded: Mapping[str, int]
    without_statement: Mapping[str, int]


def difference_to(before: Content, after: Content) -> Difference:
    """Everything that changes for a learner."""
    old, new = before.standard, after.standard
    statements = difference(old.framework, new.framework)
    return Difference(old, new, before.plan, after.plan, statements)


def proposed_versions(proposed: Mapping[str, str]) -> Versions:
    """The versions that a proposal names."""
    return Versions(
        Version(proposed["standard"], proposed["standard_version"]),
        Version(proposed["plan"], proposed["plan_version"]),
    )


def tags_between(
    session: Session, viewer: Person, worker: Person, changes: Difference
) -> TagsBetween:
    """The learner's tags to the standard, as far as the viewer may see their entries."""
    columns = (
        sa.select(Tag.code, sa.func.count().label("number"))
        .join(Entry, Entry.id == Tag.entry_id)
        .where(Entry.author_id == worker.id, Entry.deleted_at.is_(None))
        .where(Tag.framework == changes.old.framework.key)
        .group_by(Tag.code)
    )
    rows = session.execute(for_viewer(columns, viewer)).all()
    numbers = Counter({row.code: row.number for row in rows})
    found: dict[str, dict[str, int]] = {"kept": {}, "reworded": {}, "without_statement": {}}
    reworded = {pair.new.code for pair in changes.statements.reworded}
    for code in sorted(numbers, key=natural_key):
        if changes.is_other_standard or code not in changes.new.framework:
            found["without_statement"][code] = numbers[code]
        elif code in reworded:
            found["reworded"][code] = numbers[code]
        else:
            found["kept"][code] = numbers[code]
    return TagsBetween(**found)
