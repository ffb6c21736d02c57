"""One's own unfinished writing."""

from sqlalchemy.orm import Session

from journal.models import Person, Unfinished
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key


def own_copies(session: Session, author: Person, *, put_away: bool, after: str) -> Page[Unfinished]:
    """A page of what is unfinished, or of what was put away, newest first."""
    away = Unfinished.put_away_at
    wanted = away.is_not(None) if put_away else away.is_(None)
    return page_of(
        session,
        visible(Unfinished, to=author).where(wanted),
        key=(Unfinished.saved_at, Unfinished.id),
        after=read_key(after, read_moment),
        key_of=lambda copy: key_text(copy.saved_at, copy.id),
    )


def copy_by_page(session: Session, author: Person, editor: str, sequence: int) -> Unfinished | None:
    """The copy that holds what this page sent, or something that it sent later."""
    return session.scalar(
        visible(Unfinished, to=author)
        .where(Unfinished.editor == editor, Unfinished.sequence >= sequence)
        .order_by(Unfinished.sequence.desc())
        .limit(1)
    )
