"""What the first page shows: every list short, every query begun for one viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from journal.domain.feedback import FeedbackKind
from journal.domain.standing import Decision
from journal.domain.waiting import FOR_THE_READER, State, Turn, in_line
from journal.models import Entry, Feedback, Person, Revision, Share, Tag, Unfinished, Verdict
from journal.models.base import now
from journal.models.confidential import for_viewer, visible
from journal.names import names_of
from journal.unfinished_records import still_theirs

LATEST = 4
MOST_SHOWN = 5
Word = sa.Row[UUID, str, UUID, datetime]
"""Who said something on which entry, and when."""
Saved = sa.Row[Entry, datetime]
"""An entry of one's own, and when it was last saved."""
STAYS_NEW = timedelta(weeks=6)
"""How long an answer waits on the first page. After that it waits beside its entry alone."""


@dataclass(frozen=True)
class Waiting:
    """An entry on which the next step is the viewer's: whose word it is, or whose entry."""

    entry_id: UUID
    author_id: UUID
    title: str
    name: str
    at: datetime
    is_answer: bool


def latest_entries(session: Session, author: Person) -> Sequence[Saved]:
    """What this person wrote or changed last, be it just for themselves, and when that was.

    Whoever brings three hundred old entries over did not leave off in the middle of those.
    """
    is_written_here = Entry.came_from.is_(None) | (Entry.revision > 1)
    latest = (
        sa.select(Entry, Revision.saved_at)
        .join(Revision, (Revision.entry_id == Entry.id) & (Revision.number == Entry.revision))
        .where(Entry.author_id == author.id, Entry.deleted_at.is_(None), is_written_here)
        .order_by(Revision.saved_at.desc(), Entry.id)
        .limit(LATEST)
    )
    return session.execute(for_viewer(latest, author)).all()


def unfinished_texts(session: Session, author: Person) -> Sequence[Unfinished]:
    """What this person began anywhere and has not sent, until it is sent or put away."""
    found = session.scalars(
        visible(Unfinished, to=author)
        .where(Unfinished.put_away_at.is_(None))
        .order_by(Unfinished.saved_at.desc(), Unfinished.id)
        .limit(MOST_SHOWN)
    ).all()
    return still_theirs(session, author, found)


def shared_among(session: Session, author: Person, latest: Sequence[Saved]) -> set[UUID]:
    """Which of these entries somebody else can read now."""
    shares = (
        sa.select(Share.entry_id)
        .where(Share.author_id == author.id, Share.is_live())
        .where(Share.entry_id.in_([entry.id for entry, _ in latest]))
    )
    return set(session.scalars(for_viewer(shares, author)))


def answers_to(session: Session, author: Person) -> list[Waiting]:
    """Where somebody else had the last word on an entry of one's own, the newest first."""
    words = [*last_words(session, author), *asked_for_more(session, author)]
    newest: dict[UUID, Word] = {}
    for word in sorted(words, key=lambda word: word.at):
        newest[word.entry_id] = word
    shown = sorted(newest.values(), key=lambda word: word.at, reverse=True)[:MOST_SHOWN]
    names = names_of(session, [word.by for word in shown])
    return [
        Waiting(word.entry_id, author.id, word.title, names[word.by], word.at, is_answer=True)
        for word in shown
    ]


def last_words(session: Session, author: Person) -> Sequence[Word]:
    """Messages of others that nobody has written anything after."""
    later = aliased(Feedback)
    followed = sa.select(later.id).where(
        later.entry_id == Feedback.entry_id, later.written_at > Feedback.written_at
    )
    return session.execute(
        for_viewer(
            sa.select(
                Feedback.entry_id,
                Entry.title,
                Feedback.author_id.label("by"),
                Feedback.written_at.label("at"),
            )
            .join(Entry, Entry.id == Feedback.entry_id)
            .where(
                Entry.author_id == author.id,
                Entry.deleted_at.is_(None),
                Feedback.author_id != author.id,
                Feedback.written_at > now() - STAYS_NEW,
                ~sa.and_(Feedback.kind == FeedbackKind.SEEN, Feedback.text == ""),
                ~followed.exists(),
            )
            .order_by(Feedback.written_at.desc())
            .limit(MOST_SHOWN),
            author,
        )
    ).all()


def asked_for_more(session: Session, author: Person) -> Sequence[Word]:
    """Where the last word on a tag is "not yet", and its entry has not been touched since."""
    later, answer = aliased(Verdict), aliased(Feedback)
    followed = sa.select(later.id).where(
        later.entry_id == Verdict.entry_id,
        later.framework == Verdict.framework,
        later.code == Verdict.code,
        later.given_at > Verdict.given_at,
    )
    answered = sa.select(answer.id).where(
        answer.entry_id == Verdict.entry_id,
        answer.author_id == author.id,
        answer.written_at > Verdict.given_at,
    )
    tag_changed = sa.select(Tag.id).where(
        Tag.entry_id == Verdict.entry_id,
        sa.func.coalesce(Tag.changed_at, Tag.created_at) > Verdict.given_at,
    )
    return session.execute(
        for_viewer(
            sa.select(
                Verdict.entry_id,
                Entry.title,
                Verdict.author_id.label("by"),
                Verdict.given_at.label("at"),
            )
            .join(Entry, Entry.id == Verdict.entry_id)
            .where(
                Entry.author_id == author.id,
                Entry.deleted_at.is_(None),
                Entry.saved_at <= Verdict.given_at,
                Verdict.decision == Decision.NOT_YET,
                Verdict.given_at > now() - STAYS_NEW,
                ~followed.exists(),
                ~answered.exists(),
                ~tag_changed.exists(),
            )
            .order_by(Verdict.given_at.desc())
            .limit(MOST_SHOWN),
            author,
        )
    ).all()


def waiting_for(
    session: Session, reader: Person, turns: Mapping[UUID, Turn]
) -> tuple[list[Waiting], int]:
    """What others shared and the reader has not replied to, the longest wait first; how many."""
    line = in_line(turns, FOR_THE_READER)
    since = {entry_id: at for at, entry_id in line[:MOST_SHOWN]}
    rows = session.execute(
        for_viewer(
            sa.select(Entry.id, Entry.author_id, Entry.title, Person.name)
            .join(Person, Person.id == Entry.author_id)
            .where(Entry.id.in_(since)),
            reader,
        )
    )
    found = {
        row.id: Waiting(
            entry_id=row.id,
            author_id=row.author_id,
            title=row.title,
            name=row.name,
            at=since[row.id],
            is_answer=turns[row.id].state is State.ANSWERED,
        )
        for row in rows
    }
    return [found[entry_id] for entry_id in since if entry_id in found], len(line)
