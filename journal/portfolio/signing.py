"""Statements about a portfolio: asked for, given, and taken back; each one act."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload

from journal import mail
from journal.audit import Event, record
from journal.documents.canonical import to_bytes
from journal.domain.relationships import RelationshipKind
from journal.domain.standard import Standard
from journal.domain.submission import BY_EMPLOYER, StatementKind
from journal.free_id import one_at_a_time
from journal.models import (
    BehaviourSeen,
    Person,
    Portfolio,
    PortfolioStatement,
    Relationship,
    VersionToSign,
)
from journal.models.base import now
from journal.models.confidential import visible
from journal.portfolio.standing import Standing, statements_on

WORKER = "peer worker"
MOST_SHOWN = 30


def say_own(session: Session, me: Person, standing: Standing) -> None:
    """The worker says that this is their own work, of exactly this content; once."""
    kind = StatementKind.AUTHENTICITY
    given = statements_on(session, me, standing.portfolio)
    if any(each.kind is kind and each.digest == standing.digest for each in given):
        return
    session.add(
        PortfolioStatement(
            portfolio_id=standing.portfolio,
            worker_id=me.id,
            author_id=me.id,
            kind=kind,
            name=me.name,
            capacity=WORKER,
            words=kind.words,
            digest=standing.digest,
        )
    )
    note(session, me, Event.PORTFOLIO_SIGNED, me.id, standing.portfolio)


def ask(
    session: Session, me: Person, portfolio: Portfolio, standing: Standing, bond: Relationship
) -> VersionToSign:
    """Copy this version for a line manager to read and sign; an earlier one is asked no more."""
    for earlier in open_questions(session, me, portfolio.id):
        if earlier.relationship_id != bond.id:
            continue
        if earlier.digest == standing.digest:
            return earlier
        earlier.withdrawn_at = now()
    asked = VersionToSign(
        portfolio_id=portfolio.id,
        author_id=me.id,
        reader_id=bond.other_id,
        relationship_id=bond.id,
        digest=standing.digest,
        document=to_bytes(standing.document).decode(),
    )
    session.add(asked)
    note(session, me, Event.SIGNATURE_ASKED, me.id, portfolio.id)
    here = mail.page("portfolio.to_sign", to_sign_id=asked.id)
    mail.something_waits(session, bond.other, here, bond)
    session.flush()
    return asked


def ask_no_more(session: Session, me: Person, asked: VersionToSign) -> None:
    """From the next request on, they no longer read this version."""
    if asked.withdrawn_at is None:
        asked.withdrawn_at = now()
        note(session, me, Event.SIGNATURE_NOT_ASKED, me.id, asked.portfolio_id)


def sign(
    session: Session, manager: Person, asked: VersionToSign, kinds: Sequence[StatementKind],
    behaviours: Sequence[str] = (),
) -> None:  # fmt: skip
    """The line manager's name under the version they were shown; each statement once."""
    one_at_a_time(session, manager)
    said = says_now(statements_on(session, manager, asked.portfolio_id), manager, asked)
    for kind in (each for each in BY_EMPLOYER if each in kinds and each not in said):
        noted = kind is StatementKind.BEHAVIOURS and behaviours
        words = f"{kind.words} Seen and written down: {', '.join(behaviours)}." if noted else ""
        put(session, manager, asked, kind, words or kind.words)
    if set(kinds) - said:
        note(session, manager, Event.PORTFOLIO_SIGNED, asked.author_id, asked.portfolio_id)
        tell_worker(session, asked)


def see_differently(session: Session, manager: Person, asked: VersionToSign, words: str) -> None:
    """What the line manager sees differently, for the worker to read."""
    put(session, manager, asked, StatementKind.SEEN_DIFFERENTLY, words)
    event = Event.PORTFOLIO_SEEN_DIFFERENTLY
    note(session, manager, event, asked.author_id, asked.portfolio_id)
    tell_worker(session, asked)


def put(
    session: Session, manager: Person, asked: VersionToSign, kind: StatementKind, words: str
) -> None:
    """One statement of theirs on this version."""
    session.add(
        PortfolioStatement(
            portfolio_id=asked.portfolio_id,
            worker_id=asked.author_id,
            author_id=manager.id,
            relationship_id=asked.relationship_id,
            kind=kind,
            name=manager.name,
            capacity=RelationshipKind.MANAGER.label,
            words=words,
            digest=asked.digest,
        )
    )


def says_now(
    given: Sequence[PortfolioStatement], manager: Person, asked: VersionToSign
) -> set[StatementKind]:
    """What the line manager has said of this version and not taken back."""
    return {
        each.kind
        for each in after_last_no(given, manager)
        if each.digest == asked.digest and each.author_id == manager.id
    }


def after_last_no(
    given: Sequence[PortfolioStatement], manager: Person
) -> Sequence[PortfolioStatement]:
    """What somebody said since they last saw something differently."""
    nos = [
        place
        for place, each in enumerate(given)
        if each.author_id == manager.id and each.kind is StatementKind.SEEN_DIFFERENTLY
    ]
    return given[nos[-1] + 1 :] if nos else given


def managers_of(session: Session, me: Person) -> Sequence[Relationship]:
    """The line managers of this moment, who can be asked."""
    return session.scalars(
        sa.select(Relationship)
        .where(
            Relationship.worker_id == me.id,
            Relationship.kind == RelationshipKind.MANAGER,
            Relationship.is_current(),
        )
        .options(joinedload(Relationship.other))
        .order_by(Relationship.began_at, Relationship.id)
    ).all()


def open_questions(session: Session, me: Person, portfolio_id: UUID) -> Sequence[VersionToSign]:
    """The versions of a portfolio of one's own that somebody is asked to sign now."""
    wanted = visible(VersionToSign, to=me).where(
        VersionToSign.portfolio_id == portfolio_id,
        VersionToSign.author_id == me.id,
        VersionToSign.withdrawn_at.is_(None),
    )
    lean = wanted.options(defer(VersionToSign.document)).order_by(VersionToSign.asked_at)
    return session.scalars(lean).all()


def waiting_for(session: Session, me: Person) -> Sequence[VersionToSign]:
    """The versions that this person is asked to sign, newest first."""
    wanted = visible(VersionToSign, to=me).where(VersionToSign.reader_id == me.id)
    newest = wanted.options(defer(VersionToSign.document)).order_by(VersionToSign.asked_at.desc())
    return session.scalars(newest.limit(MOST_SHOWN)).all()


def get_asked(
    session: Session, me: Person, to_sign_id: UUID, *, as_reader: bool
) -> VersionToSign | None:
    """One version: as whoever is asked to sign it, or as the worker who asked."""
    mine = VersionToSign.reader_id if as_reader else VersionToSign.author_id
    wanted = visible(VersionToSign, to=me).where(VersionToSign.id == to_sign_id, mine == me.id)
    return session.scalar(wanted)


def behaviours_seen(
    session: Session, manager: Person, worker: UUID, standard: Standard
) -> list[str]:
    """The behaviours of the standard that the employer has verified, by what they said last."""
    wanted = visible(BehaviourSeen, to=manager).where(
        BehaviourSeen.worker_id == worker, BehaviourSeen.framework == standard.framework.key
    )
    last = {
        each.code: each.is_verified
        for each in session.scalars(wanted.order_by(BehaviourSeen.given_at))
    }
    return list(standard.framework.in_order(code for code, yes in last.items() if yes))


def tell_worker(session: Session, asked: VersionToSign) -> None:
    """The worker hears that something is there."""
    worker = session.get_one(Person, asked.author_id)
    here = mail.page("portfolio.statements", portfolio_id=asked.portfolio_id)
    mail.something_waits(session, worker, here)
    session.flush()


def note(session: Session, actor: Person, event: Event, owner: UUID, portfolio: UUID) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, actor, event, owner=owner, subject=("portfolio", portfolio))
    session.flush()
