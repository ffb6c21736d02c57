"""One's own unfinished writing."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from journal.models import Person, Unfinished
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key
from journal.unfinished_copies import get_copy
from journal.unfinished_records import still_theirs


def own_copies(session: Session, author: Person, *, put_away: bool, after: str) -> Page[Unfinished]:
    """A page of what is unfinished, or of what was put away, newest first."""
    away = Unfinished.put_away_at
    wanted = away.is_not(None) if put_away else away.is_(None)
    page = page_of(
        session,
        visible(Unfinished, to=author).where(wanted),
        key=(Unfinished.saved_at, Unfinished.id),
        after=read_key(after, read_moment),
        key_of=lambda copy: key_text(copy.saved_at, copy.id),
    )
    return replace(page, rows=still_theirs(session, author, page.rows))


def get_readable(session: Session, author: Person, copy_id: UUID) -> Unfinished | None:
    """One copy, while this person may read all that stands in it."""
    copy = get_copy(session, author, copy_id)
    return copy if copy is not None and still_theirs(session, author, [copy]) else None


def copy_by_page(session: Session, author: Person, editor: str, sequence: int) -> Unfinished | None:
    """The copy that holds what this page sent, or something that it sent later."""
    return session.scalar(
        visible(Unfinished, to=author)
        .where(Unfinished.editor == editor, Unfinished.sequence >= sequence)
        .order_by(Unfinished.sequence.desc())
        .limit(1)
    )
