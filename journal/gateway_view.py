"""The gateway of one worker as one reader may see it: rows made into what the domain decides.

The worker's own count holds everything that is theirs. Of entries, somebody else counts what is
shared with them; of English and maths a line manager knows no more than whether it is settled.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, selectinload

from journal import joint_records, three_way
from journal.domain import gateway
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.framework import Framework, StatementKind
from journal.domain.gateway import DECLARATION, Facts, Item, Subject
from journal.domain.hours import Period, rules_on
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.portfolio import Evidence, Given, Piece, Readiness, Selection, Vouched
from journal.domain.progress_review import Claim
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Standing, standing
from journal.formatting import today
from journal.hours_log import breaks_of
from journal.library import content
from journal.models import (
    BehaviourSeen,
    Entry,
    JointRecord,
    Person,
    Portfolio,
    Programme,
    Relationship,
)
from journal.models.confidential import for_viewer, visible
from journal.models.entry import WITH_ALL_PARTS
from journal.programmes import plan_of, standard_of
from journal.tag_views import tag_views
from journal.training_so_far import logged_by, minimum_of
from journal.what_happened import claims_on

WITHOUT_TEXT = (*WITH_ALL_PARTS, defer(Entry.text), defer(Entry.answers))


def checklist_for(session: Session, viewer: Person, worker: Person) -> tuple[Item, ...]:
    """Every item of a worker's gateway, as this reader may know it."""
    return gateway.checklist(facts_for(session, viewer, worker))


def is_through(session: Session, worker: Person) -> bool:
    """Whether a worker is through the gateway: all three sides signed, so that the portfolio can
    be handed in."""
    mine = visible(JointRecord, to=worker).where(
        JointRecord.kind == RecordKind.GATEWAY,
        JointRecord.state == RecordState.HELD,
        JointRecord.id.in_(three_way.held_by_worker(worker.id)),
    )
    parts = (selectinload(JointRecord.holders), selectinload(JointRecord.words))
    return any(joint_records.is_closed(each) for each in session.scalars(mine.options(*parts)))


def facts_for(session: Session, viewer: Person, worker: Person) -> Facts:
    """What is known of a worker's gateway today, to this reader."""
    programme = session.get(Programme, worker.id)
    plan, framework = plan_of(session, worker), standard_of(session, worker).framework
    bonds = three_way.bonds_of(session, worker.id)
    logged = logged_by(session, viewer, [worker.id])[worker.id]
    claims = claims_of(session, viewer, worker, framework.key)
    assessed = assessed_by(plan, framework)
    claimed = {each.code for each in claims}
    confirmed = {each.code for each in claims if standing(each.words) is Standing.CONFIRMED}
    seen = last_seen(session, viewer, worker.id)
    codes = behaviour_codes(framework)
    return Facts(
        today=today(),
        assessed=len(assessed),
        not_claimed=tuple(code for code in assessed if code not in claimed),
        not_confirmed=tuple(code for code in assessed if code not in confirmed),
        portfolio=portfolio_of(session, worker, plan, framework) if viewer == worker else None,
        settled=settled_of(programme),
        began_on=programme.began_on if programme else None,
        ends_on=programme.ends_on if programme else None,
        days_of_breaks=days_off(programme),
        minimum_minutes=minimum_of(session, worker),
        logged=logged.minutes,
        verified=logged.verified,
        behaviours={code: word_of(seen.get((framework.key, code))) for code in codes},
        declaration=word_of(seen.get(DECLARATION)),
        has_employer=any(is_there(bonds, RelationshipKind.MANAGER)),
        has_provider=any(is_there(bonds, RelationshipKind.COACH)),
        minimum_months=months_at_least(programme),
    )


def claims_of(session: Session, viewer: Person, worker: Person, framework: str) -> list[Claim]:
    """The claims on the entries of a worker that the viewer may read."""
    readable = sa.select(Entry.id).where(Entry.author_id == worker.id, Entry.deleted_at.is_(None))
    return claims_on(session, viewer, session.scalars(for_viewer(readable, viewer)), framework)


def assessed_by(plan: AssessmentPlan, framework: Framework) -> tuple[str, ...]:
    """The statements that any method of the plan assesses, in the standard's order."""
    return framework.in_order({code for method in plan.methods for code in method.codes})


def behaviour_codes(framework: Framework) -> tuple[str, ...]:
    """The behaviours of a standard, in its order."""
    return tuple(each.code for each in framework.statements if each.kind is StatementKind.BEHAVIOUR)


def last_seen(
    session: Session, viewer: Person, worker_id: UUID
) -> Mapping[tuple[str, str], BehaviourSeen]:
    """The employer's last word on each behaviour, and on readiness as a whole."""
    given = visible(BehaviourSeen, to=viewer).where(BehaviourSeen.worker_id == worker_id)
    in_order = given.order_by(BehaviourSeen.given_at, BehaviourSeen.id)
    return {(each.framework, each.code): each for each in session.scalars(in_order)}


def word_of(seen: BehaviourSeen | None) -> gateway.Word | None:
    """A word as the rules see it."""
    return gateway.Word(seen.is_verified) if seen else None


def settled_of(programme: Programme | None) -> Mapping[Subject, bool | None]:
    """Whether English and maths are settled, as the dates of the apprenticeship keep it."""
    if programme is None:
        return {}
    return {Subject.ENGLISH: programme.english_settled, Subject.MATHS: programme.maths_settled}


def days_off(programme: Programme | None) -> int:
    """The days of breaks up to today."""
    if programme is None:
        return 0
    return Period(programme.began_on, today(), breaks_of(programme)).days_off(today())


def months_at_least(programme: Programme | None) -> int:
    """How long this apprenticeship lasts at least, by the rules of the day it began."""
    began_on = programme.began_on if programme else today()
    rules = rules_on(began_on, content().funding_rules)
    return rules.months_at_least(programme.weekly_minutes if programme else None)


def is_there(bonds: Iterable[Relationship], kind: RelationshipKind) -> Iterable[bool]:
    """Whether each of them is of this kind."""
    return (each.kind is kind for each in bonds)


def portfolio_of(
    session: Session, worker: Person, plan: AssessmentPlan, framework: Framework
) -> gateway.Portfolio:
    """The worker's newest portfolio, held against the plan; an empty one where there is none."""
    mine = visible(Portfolio, to=worker).where(Portfolio.author_id == worker.id)
    newest = mine.order_by(Portfolio.created_at.desc(), Portfolio.id.desc()).limit(1)
    found = session.scalar(newest.options(selectinload(Portfolio.pieces)))
    ids = [piece.entry_id for piece in found.pieces] if found else []
    own = visible(Entry, to=worker).where(Entry.author_id == worker.id, Entry.id.in_(ids))
    entries = session.scalars(own.options(*WITHOUT_TEXT)).all() if ids else []
    pieces = tuple(Piece(each.id, "", evidence_of(each)) for each in entries)
    selection = Selection(plan, framework, pieces)

    def in_state(state: Readiness) -> tuple[str, ...]:
        return tuple(each.code for each in selection.answers_that_are(state))

    return gateway.Portfolio(
        pieces=len(selection.carried),
        low=plan.pieces.typical_low,
        high=plan.pieces.typical_high,
        assigned=len(selection.codes),
        without_piece=in_state(Readiness.NO_PIECE),
        unconfirmed=in_state(Readiness.UNCONFIRMED),
    )


def evidence_of(entry: Entry) -> Evidence:
    """What an entry gives to a portfolio, as far as the count needs it: none of its words."""
    return Evidence(
        entry=entry.id,
        author=entry.author_id,
        kind=entry.kind,
        dated=entry.dated,
        number=max((each.number for each in entry.statements), default=0),
        tags=tuple(tag_views(entry)),
        vouched=tuple(
            Vouched(one.author_id, one.capacity, "", one.given_at, one.statement_number)
            for one in entry.attestations
        ),
        is_deleted=entry.deleted_at is not None,
        given=tuple(
            Given(one.given_by, one.given_at, one.statement_number) for one in entry.provenances
        ),
    )
