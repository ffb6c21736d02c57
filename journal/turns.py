"""Whose turn it is with everything that is shared with somebody, in a fixed number of queries.

Only who acted and when is fetched, so that the rule can stay in one place, in the domain.
"""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.feedback import FeedbackKind
from journal.domain.standing import Decision
from journal.domain.waiting import Exchange, Said, Turn, turn
from journal.models import (
    Attestation,
    Entry,
    EvidenceStatement,
    Feedback,
    Person,
    Share,
    Tag,
    Verdict,
)
from journal.models.confidential import for_viewer

Moments = defaultdict[UUID, list[datetime]]


def turns_for(session: Session, reader: Person) -> dict[UUID, Turn]:
    """The turn of every entry that somebody else shares with this person now."""
    shared_at, saved_at = shares_with(session, reader)
    verdicts = verdicts_by(session, reader)
    spoke, answered = words_on(session, reader)
    changed_later = later_changes(session, reader)
    return {
        entry_id: turn(
            Exchange(
                shared_at=when,
                spoke=tuple(spoke[entry_id]),
                verdicts=tuple(verdicts[entry_id]),
                answered=tuple(answered[entry_id]),
                changed=(saved_at[entry_id], *changed_later[entry_id]),
            )
        )
        for entry_id, when in shared_at.items()
    }


def shares_with(
    session: Session, reader: Person
) -> tuple[dict[UUID, datetime], dict[UUID, datetime]]:
    """Since when each entry is shared, and when its text was last saved."""
    rows = session.execute(
        for_viewer(
            sa.select(Share.entry_id, sa.func.min(Share.shared_at), Entry.saved_at)
            .join(Entry, Entry.id == Share.entry_id)
            .where(Share.reader_id == reader.id, Entry.deleted_at.is_(None))
            .group_by(Share.entry_id, Entry.saved_at),
            reader,
        )
    ).all()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def words_on(session: Session, reader: Person) -> tuple[Moments, Moments]:
    """When the reader last wrote or vouched, and when each entry's author wrote in its thread."""
    mine = (
        sa.select(model.entry_id, sa.func.max(when))
        .where(model.author_id == reader.id)
        .group_by(model.entry_id)
        for model, when in (
            (Feedback, Feedback.written_at),
            (Attestation, Attestation.given_at),
        )
    )
    theirs = (
        sa.select(Feedback.entry_id, Feedback.written_at)
        .join(Entry, Entry.id == Feedback.entry_id)
        .where(
            Feedback.entry_id.in_(shared_with(reader)),
            Feedback.author_id == Entry.author_id,
            Feedback.kind != FeedbackKind.SEEN,
        )
    )
    return gathered(session, reader, *mine), gathered(session, reader, theirs)


def verdicts_by(session: Session, reader: Person) -> defaultdict[UUID, list[Said]]:
    """What the reader said of tags."""
    said: defaultdict[UUID, list[Said]] = defaultdict(list)
    verdicts = sa.select(
        Verdict.entry_id, Verdict.framework, Verdict.code, Verdict.decision, Verdict.given_at
    ).where(Verdict.author_id == reader.id)
    for entry_id, framework, code, decision, when in session.execute(for_viewer(verdicts, reader)):
        said[entry_id].append(Said((framework, code), decision, when))
    return said


def later_changes(session: Session, reader: Person) -> Moments:
    """When tags and statements changed, of the entries on which the reader ever said "not yet".

    Only after that does a change count as an answer, so that others need no look.
    """
    asked = sa.select(Verdict.entry_id).where(
        Verdict.author_id == reader.id, Verdict.decision == Decision.NOT_YET
    )
    return gathered(
        session,
        reader,
        sa.select(Tag.entry_id, sa.func.coalesce(Tag.changed_at, Tag.created_at)).where(
            Tag.entry_id.in_(asked)
        ),
        sa.select(EvidenceStatement.entry_id, EvidenceStatement.written_at).where(
            EvidenceStatement.entry_id.in_(asked)
        ),
    )


def gathered(session: Session, reader: Person, *statements: sa.Select[UUID, datetime]) -> Moments:
    """The moments that these queries find, by entry."""
    found: Moments = defaultdict(list)
    for statement in statements:
        for entry_id, when in session.execute(for_viewer(statement, reader)):
            found[entry_id].append(when)
    return found


def shared_with(reader: Person) -> sa.Select[UUID]:
    """The entries that somebody shares with this person."""
    return sa.select(Share.entry_id).where(Share.reader_id == reader.id)
