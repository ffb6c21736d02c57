"""A page of somebody's learners with what waits for each, in a number of queries that does not
grow with them. Everything is counted from what the reader may see."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal import audit, joint_records, three_way
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.framework import StatementKind
from journal.domain.joint_records import Part, RecordKind, RecordState
from journal.domain.relationships import RelationshipKind
from journal.domain.skills_scan import ScanWordKind
from journal.domain.standard import Standard
from journal.hours_log import Terms, terms_under
from journal.learners.lines import Known, Line, Scan, line_of
from journal.models import (
    BehaviourSeen,
    Entry,
    Holder,
    JointRecord,
    Person,
    Programme,
    Relationship,
    ScanWord,
    SkillsScan,
)
from journal.models.confidential import for_viewer, visible
from journal.models.relationship import workers_of
from journal.paging import Page, page_of
from journal.programmes import plan_of, standard_of
from journal.training_so_far import logged_by

REVIEW, GATEWAY = RecordKind.PROGRESS_REVIEW, RecordKind.GATEWAY
THREE_WAY = (REVIEW, RecordKind.LEARNING_SUPPORT, GATEWAY)
Versions = tuple[str, str, str, str]


def learners_page(session: Session, me: Person, after: UUID | None) -> Page[Line]:
    """A page of those whom somebody coaches or manages, by name."""
    page = people_page(session, me, after)
    return Page(lines_of(session, me, page.rows), page.next_key)


def people_page(session: Session, me: Person, after: UUID | None) -> Page[Person]:
    """Who they are. An address names the last one of the page before by id, never by name."""
    mine = sa.select(Person).where(Person.id.in_(workers_of(me, *three_way.OTHERS)))
    last = session.scalar(mine.where(Person.id == after)) if after else None
    return page_of(
        session,
        mine,
        key=(Person.name, Person.id),
        after=(last.name, last.id) if last else None,
        key_of=lambda person: str(person.id),
        descending=False,
    )


def lines_of(session: Session, me: Person, people: Sequence[Person]) -> list[Line]:
    """A line for each of them."""
    ids = [each.id for each in people]
    programmes = programmes_of(session, ids)
    kinds = kinds_of(session, me, ids)
    logged = logged_by(session, me, ids)
    scans = newest_scans(session, me, ids)
    records = open_records(session, me, ids)
    shared = shared_with(session, me, ids)
    words = last_words(session, me, ids)
    known = {
        each.id: Known(
            kinds=kinds.get(each.id, frozenset()),
            programme=programmes.get(each.id),
            terms=terms,
            minimum=terms.minimum if terms else otherwise,
            logged=logged[each.id],
            scan=scans.get(each.id),
            records=records.get(each.id, []),
            shared=shared[each.id],
            behaviours=behaviours,
            words=words.get(each.id, {}),
        )
        for each, terms, otherwise, behaviours in with_standards(session, people, programmes)
    }
    return [line_of(me, each, known[each.id]) for each in people]


def with_standards(
    session: Session, people: Sequence[Person], programmes: Mapping[UUID, Programme]
) -> list[tuple[Person, Terms | None, int, frozenset[tuple[str, str]]]]:
    """Each with the terms and the behaviours that their version of the plan and the standard
    asks for; each version is looked up once."""
    kept: dict[Versions, tuple[Standard, AssessmentPlan, frozenset[tuple[str, str]]]] = {}
    found = []
    for person in people:
        programme = programmes.get(person.id)
        key = versions_of(programme)
        if key not in kept:
            standard = standard_of(session, person)
            framework = standard.framework
            codes = frozenset(
                (framework.key, each.code)
                for each in framework.statements
                if each.kind is StatementKind.BEHAVIOUR
            )
            kept[key] = (standard, plan_of(session, person), codes)
        standard, plan, codes = kept[key]
        terms = terms_under(programme, standard, plan) if programme else None
        found.append((person, terms, plan.minimum_hours * 60, codes))
    return found


def versions_of(programme: Programme | None) -> Versions:
    """What somebody learns and is assessed by."""
    if programme is None:
        return ("", "", "", "")
    return (
        programme.standard,
        programme.standard_version,
        programme.plan,
        programme.plan_version,
    )


def programmes_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Programme]:
    """Dates and hours of each."""
    found = session.scalars(sa.select(Programme).where(Programme.person_id.in_(ids)))
    return {each.person_id: each for each in found}


def kinds_of(
    session: Session, me: Person, ids: Collection[UUID]
) -> dict[UUID, frozenset[RelationshipKind]]:
    """What the reader is to each of them now."""
    rows = session.execute(
        sa.select(Relationship.worker_id, Relationship.kind).where(
            Relationship.other_id == me.id,
            Relationship.worker_id.in_(ids),
            Relationship.kind.in_(three_way.OTHERS),
            Relationship.is_current(),
        )
    ).all()
    return {each: frozenset(row.kind for row in rows if row.worker_id == each) for each in set(ids)}


def newest_scans(session: Session, me: Person, ids: Collection[UUID]) -> dict[UUID, Scan]:
    """The newest scan that each of them sent, and whether the reader said something to it."""
    sent = session.execute(
        for_viewer(
            sa.select(SkillsScan.id, SkillsScan.author_id, SkillsScan.sent_at)
            .where(SkillsScan.author_id.in_(ids), SkillsScan.sent_at.is_not(None))
            .order_by(SkillsScan.number),
            me,
        )
    ).all()
    newest = {row.author_id: row for row in sent}
    audit.listed(me, [(row.author_id, row.id) for row in newest.values()], "skills_scan")
    said = session.execute(
        for_viewer(
            sa.select(ScanWord.scan_id, ScanWord.author_id, ScanWord.kind).where(
                ScanWord.scan_id.in_([row.id for row in newest.values()])
            ),
            me,
        )
    ).all()
    return {
        row.author_id: Scan(
            id=row.id,
            sent_at=row.sent_at,
            i_said=any(word.scan_id == row.id and word.author_id == me.id for word in said),
            is_planned=any(
                word.scan_id == row.id and word.kind is ScanWordKind.PLANNING_MEETING
                for word in said
            ),
        )
        for row in newest.values()
    }


def open_records(
    session: Session, me: Person, ids: Collection[UUID]
) -> dict[UUID, list[JointRecord]]:
    """Reviews and gateways that the reader holds and that are not signed yet."""
    of_them = sa.select(Holder.record_id).where(
        Holder.person_id.in_(ids), Holder.side == Part.WORKER
    )
    held = (
        visible(JointRecord, to=me)
        .where(
            JointRecord.kind.in_(THREE_WAY),
            JointRecord.state != RecordState.CANCELLED,
            JointRecord.id.in_(of_them),
            JointRecord.lasts(),
        )
        .options(selectinload(JointRecord.holders), selectinload(JointRecord.words))
    )
    found: dict[UUID, list[JointRecord]] = {}
    for each in session.scalars(held):
        if not joint_records.is_closed(each):
            found.setdefault(three_way.worker_of(each), []).append(each)
    rows = [(worker, each.id) for worker, records in found.items() for each in records]
    audit.listed(me, rows, "joint_record")
    return found


def shared_with(session: Session, me: Person, ids: Collection[UUID]) -> Counter[UUID]:
    """How many entries each of them shares with the reader now."""
    rows = session.execute(
        for_viewer(
            sa.select(Entry.author_id, sa.func.count().label("number"))
            .where(Entry.author_id.in_(ids), Entry.deleted_at.is_(None))
            .group_by(Entry.author_id),
            me,
        )
    )
    return Counter({row.author_id: row.number for row in rows})


def last_words(
    session: Session, me: Person, ids: Collection[UUID]
) -> dict[UUID, dict[tuple[str, str], bool]]:
    """The employer's last word on each behaviour and on readiness, without what they saw."""
    rows = session.execute(
        for_viewer(
            sa.select(
                BehaviourSeen.worker_id,
                BehaviourSeen.framework,
                BehaviourSeen.code,
                BehaviourSeen.is_verified,
            )
            .where(BehaviourSeen.worker_id.in_(ids))
            .order_by(BehaviourSeen.given_at, BehaviourSeen.id),
            me,
        )
    )
    found: dict[UUID, dict[tuple[str, str], bool]] = {}
    for row in rows:
        found.setdefault(row.worker_id, {})[row.framework, row.code] = row.is_verified
    return found
