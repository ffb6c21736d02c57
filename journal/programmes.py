"""What a learner is on: the standard they learn, the plan they are assessed by, their programme.

A learner stays on the versions they started with. Those of an organisation lie in the database
and never change, so each pair of them is made into a `Content` once and kept by the process.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.content import Content
from journal.domain.assessment_plan import AssessmentPlan, PlanWords
from journal.domain.framework import Framework, together
from journal.domain.standard import Standard
from journal.domain.versions import Version, Versions
from journal.library import content
from journal.models import OwnPlan, OwnStandard, Person, Programme
from journal.own_content import called_by, plan_from, starting_plan, with_own
from journal.own_standards import standard_from

KEPT, STANDARDS = "own_content", "own_standards"
MOST_VERSIONS = 100
"""As many as an organisation may bring in."""


def programme_of(session: Session, worker: Person) -> Programme | None:
    """The worker's apprenticeship, once somebody has entered its dates."""
    return session.get(Programme, worker.id)


def content_of(session: Session, worker: Person) -> Content:
    """All content as this worker meets it: their own standard, and the one plan they are on."""
    programme = programme_of(session, worker)
    versions = versions_of(programme) if programme else Versions()
    own_words = worker.organisation.words or {}
    return content_for(session, worker.organisation_id, versions, own_words)


def content_of_author(session: Session, author_id: UUID) -> Content:
    """The same, for whoever wrote something that is being read."""
    return content_of(session, session.get_one(Person, author_id))


def frameworks_around(
    session: Session, me: Person, workers: Iterable[UUID]
) -> Mapping[str, Framework]:
    """The frameworks that these workers of one organisation learn, each with what it once held:
    whatever was said of a statement can still be read when a later version has it no more."""
    wanted = sa.select(Programme).where(Programme.person_id.in_(asked := set(workers)))
    versions = [versions_of(each) for each in session.scalars(wanted)]
    contents = [content_for(session, me.organisation_id, each) for each in dict.fromkeys(versions)]
    found: dict[str, Framework] = {}
    for texts in (*contents, *([content()] if len(versions) < len(asked) else [])):
        for key, framework in texts.frameworks.items():
            found[key] = together(found.get(key, framework), framework)
    for standard in (*own_standards(session, me.organisation_id), content().standard):
        key = standard.framework.key
        if key in found:
            found[key] = together(found[key], standard.framework)
    return found


def own_standards(session: Session, organisation_id: UUID) -> list[Standard]:
    """Every standard that an organisation brought in, the newest first."""
    kept: dict[UUID, Standard] = current_app.extensions.setdefault(STANDARDS, {})
    ours = OwnStandard.organisation_id == organisation_id
    newest_first = sa.select(OwnStandard.id).where(ours).order_by(OwnStandard.made_at.desc())
    ids = session.scalars(newest_first.limit(MOST_VERSIONS)).all()
    unknown = [each for each in ids if each not in kept]
    if unknown:
        rows = session.scalars(sa.select(OwnStandard).where(OwnStandard.id.in_(unknown)))
        kept.update({row.id: standard_from(row.data) for row in rows})
    return [kept[each] for each in ids]


def standard_of(session: Session, worker: Person) -> Standard:
    """The standard this worker learns, in the version they started with."""
    return content_of(session, worker).standard


def plan_of(session: Session, worker: Person) -> AssessmentPlan:
    """The plan this worker is assessed by, in the version they started with."""
    return content_of(session, worker).plan


def words_of(session: Session, person: Person) -> PlanWords:
    """What this person's organisation calls things, else what the plan they are on does."""
    return content_of(session, person).plan.words


def learned_by(session: Session, worker: Person) -> Version:
    """The version of the standard that this worker is on."""
    programme = programme_of(session, worker)
    return versions_of(programme).standard if programme else Version()


def versions_of(programme: Programme) -> Versions:
    """The versions that a programme names."""
    return Versions(
        Version(programme.standard, programme.standard_version),
        Version(programme.plan, programme.plan_version),
    )


def content_for(
    session: Session,
    organisation_id: UUID,
    versions: Versions,
    own_words: Mapping[str, str] = MappingProxyType({}),
) -> Content:
    """The content with these versions of an organisation's, or of the installation's own; and
    with the organisation's own words for things."""
    installed, own, plan = content(), None, None
    is_installed = versions.are_of(installed.standard, installed.plan)
    if is_installed and not own_words:
        return installed
    if not is_installed:
        own = own_version(session, OwnStandard, organisation_id, versions.standard)
        plan = own_version(session, OwnPlan, organisation_id, versions.plan)
    kept: dict[object, Content] = current_app.extensions.setdefault(KEPT, {})
    key = (own, plan, versions.plan.key, *sorted(own_words.items()))
    if key not in kept:
        kept[key] = called_by(made(session, own, plan, versions), own_words)
    return kept[key]


def made(session: Session, own: UUID | None, kept: UUID | None, versions: Versions) -> Content:
    """The content with these versions, read from the database; what is not there any more is
    stood in for by the installation's own."""
    installed = content()
    standard = standard_from(session.get_one(OwnStandard, own).data) if own else installed.standard
    if kept:
        plan = plan_from(session.get_one(OwnPlan, kept).data)
    elif own:
        plan = starting_plan(standard, installed.plan)
    else:
        plan = installed.assessment_plans.get(versions.plan.key, installed.plan)
    return with_own(installed, standard, plan)


def own_version(
    session: Session, model: type[OwnPlan | OwnStandard], organisation_id: UUID, version: Version
) -> UUID | None:
    """The id of the version of this name that an organisation made or brought in."""
    if not version.key:
        return None
    return session.scalar(
        sa.select(model.id).where(
            model.organisation_id == organisation_id,
            model.key == version.key,
            model.version == version.version,
        )
    )


def show_to_supervisors(session: Session, worker: Person, *, shown: bool) -> None:
    """Let one's supervisors read one's hours and scan, or no longer."""
    programme = programme_of(session, worker)
    if programme is not None and programme.shown_to_supervisors != shown:
        programme.shown_to_supervisors = shown
        record(
            session,
            worker,
            Event.PROGRAMME_SHOWN,
            owner=worker.id,
            subject=("programme", worker.id),
        )
        session.flush()
