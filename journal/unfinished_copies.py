"""Unfinished writing: what is typed into a form is kept before the form is sent.

No copy is ever overwritten by another page: whoever types on an older copy gets a copy of
their own. Only the page that wrote a copy last goes on with it although its version is old,
because then all that was lost is our answer to it.
"""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.free_id import add_with_free_id
from journal.models import Person, Unfinished
from journal.models.base import now
from journal.models.confidential import for_viewer, visible

LARGEST = 1_000_000
"""Bytes of one copy: more than the longest text that an entry takes."""
MOST_COPIES = 100
"""At once, beside what is put away."""
MOST_AWAY = 200
MOST_AWAY_SIZE = 20_000_000
"""Characters. Of more than this that is put away, the oldest goes first, the newest never."""
MOST_OFFERED = 3
ERASED_AFTER = timedelta(days=30)
NO_EDITOR = ""
"""For what is kept from a form that was sent, and not by the page's script."""

BESIDE_THE_WORDS = frozenset({"entry_id", "feedback_id", "revision", "base", "number", "statement"})

Fields = Mapping[str, str | list[str]]


TOO_LARGE = "This is longer than can be kept while you write. Please save it, or make it shorter."
NO_ROOM = (
    f"You have {MOST_COPIES} pieces of unfinished writing, which is as many as can be kept. "
    "Please put some away."
)


class TooLarge(Exception):
    """More was typed than one copy holds."""


class NoRoom(Exception):
    """This person has as many copies as one may have."""


@dataclass(frozen=True)
class Typed:
    """What a page sends to be kept."""

    place: str
    fields: Fields
    editor: str = NO_EDITOR
    version: int = 0
    sequence: int = 0

    @property
    def path(self) -> str:
        """The place without what follows the question mark."""
        return self.place.partition("?")[0]


def keep(session: Session, author: Person, copy_id: UUID, typed: Typed) -> Unfinished:
    """Keep what was typed; the answer may be another copy than the one asked for.

    When it does not hold what was typed, the same page has sent something newer already.
    Raises TooLarge or NoRoom.
    """
    if len(json.dumps(typed.fields, ensure_ascii=False).encode()) > LARGEST:
        raise TooLarge(TOO_LARGE)
    copy = get_copy(session, author, copy_id, to_write=True)
    if copy is None:
        return begin(session, author, copy_id, typed)
    if is_held(copy, typed) or is_overtaken(copy, typed):
        return copy
    if not may_go_on(copy, typed):
        return begin(session, author, uuid4(), typed)
    if was_sent(copy) and not has_same_words(copy, typed):
        put_away(session, author, copy)
        return begin(session, author, uuid4(), typed)
    write(copy, typed)
    session.flush()
    return copy


def is_held(copy: Unfinished, typed: Typed) -> bool:
    """Whether the copy holds exactly this."""
    return copy.put_away_at is None and (copy.place, copy.fields) == (typed.place, typed.fields)


def is_overtaken(copy: Unfinished, typed: Typed) -> bool:
    """Whether this comes late: the same page has already sent what was typed after it."""
    return bool(typed.editor) and copy.editor == typed.editor and typed.sequence < copy.sequence


def may_go_on(copy: Unfinished, typed: Typed) -> bool:
    """Whether nobody else's words would be overwritten."""
    is_same_page = bool(typed.editor) and copy.editor == typed.editor
    return typed.sequence > copy.sequence if is_same_page else typed.version == copy.version


def was_sent(copy: Unfinished) -> bool:
    """Whether the copy holds a form that was once sent, and refused: it is not typed over."""
    return copy.editor == NO_EDITOR


def has_same_words(copy: Unfinished, typed: Typed) -> bool:
    """Whether both hold the same, but for the numbers that travel with a form."""
    kept, sent = (
        {name: value for name, value in fields.items() if name not in BESIDE_THE_WORDS}
        for fields in (copy.fields, typed.fields)
    )
    return kept == sent


def begin(session: Session, author: Person, copy_id: UUID, typed: Typed) -> Unfinished:
    """A copy of its own."""
    if not has_room(session, author):
        raise NoRoom(NO_ROOM)
    copy = Unfinished(id=copy_id, author_id=author.id, version=0)
    write(copy, typed)
    add_with_free_id(session, copy)
    return copy


def write(copy: Unfinished, typed: Typed) -> None:
    """Put what was typed into the copy; one that was put away is being written again."""
    copy.place, copy.fields = typed.place, dict(typed.fields)
    copy.editor, copy.sequence = typed.editor, typed.sequence
    copy.version += 1
    copy.saved_at = now()
    copy.put_away_at = None


def has_room(session: Session, author: Person) -> bool:
    """Whether one more copy may be begun; nothing is let go of for it."""
    mine = sa.select(sa.func.count(Unfinished.id)).where(
        Unfinished.author_id == author.id, Unfinished.put_away_at.is_(None)
    )
    return (session.scalar(for_viewer(mine, author)) or 0) < MOST_COPIES


def finish(session: Session, author: Person, copy_id: UUID, typed: Typed) -> None:
    """The form was saved, so its copy has done its work.

    It stays when it holds something else than what was saved: words of another page. Words
    that were once sent and have changed since are put away.
    """
    copy = get_copy(session, author, copy_id, to_write=True)
    if copy is None:
        return
    if has_same_words(copy, typed) or (typed.version == copy.version and not was_sent(copy)):
        session.delete(copy)
        session.flush()
    elif typed.version == copy.version:
        put_away(session, author, copy)


def get_copy(
    session: Session, author: Person, copy_id: UUID, *, to_write: bool = False
) -> Unfinished | None:
    """One copy of this person's own."""
    wanted = visible(Unfinished, to=author).where(Unfinished.id == copy_id)
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def copies_for(session: Session, author: Person, path: str) -> Sequence[Unfinished]:
    """The newest copies for a form, whatever follows the question mark in its address."""
    return session.scalars(
        visible(Unfinished, to=author)
        .where(
            Unfinished.put_away_at.is_(None),
            (Unfinished.place == path) | Unfinished.place.startswith(path + "?", autoescape=True),
        )
        .order_by(Unfinished.saved_at.desc())
        .limit(MOST_OFFERED)
    ).all()


def put_away(session: Session, author: Person, copy: Unfinished) -> None:
    """Out of the way, and there to be brought back for thirty days, as long as there is room."""
    if copy.put_away_at is None:
        copy.put_away_at = now()
        note(session, author, Event.UNFINISHED_PUT_AWAY, copy)
        let_go_of_the_oldest(session, author)


def let_go_of_the_oldest(session: Session, author: Person) -> None:
    """Keep what is put away within bounds; what was put away last stays, however long it is."""
    size = sa.func.length(sa.cast(Unfinished.fields, sa.Text))
    rows = session.execute(
        for_viewer(
            sa.select(Unfinished.id, size.label("size"))
            .where(Unfinished.author_id == author.id, Unfinished.put_away_at.is_not(None))
            .order_by(Unfinished.put_away_at.desc(), Unfinished.id.desc()),
            author,
        )
    ).all()
    sizes = itertools.accumulate(row.size for row in rows)
    gone = [
        row.id
        for place, (row, total) in enumerate(zip(rows, sizes, strict=True))
        if place >= MOST_AWAY or (place and total > MOST_AWAY_SIZE)
    ]
    old = visible(Unfinished, to=author).where(Unfinished.id.in_(gone)) if gone else None
    for copy in session.scalars(old).all() if old is not None else ():
        erase(session, author, copy)


def bring_back(session: Session, author: Person, copy: Unfinished) -> None:
    """Among what is unfinished again."""
    if copy.put_away_at is not None:
        copy.put_away_at = None
        note(session, author, Event.UNFINISHED_BROUGHT_BACK, copy)


def purge(session: Session, author: Person) -> int:
    """Let go of what this person put away long enough ago; the answer is how many."""
    long_ago = visible(Unfinished, to=author).where(Unfinished.put_away_at <= now() - ERASED_AFTER)
    gone = session.scalars(long_ago).all()
    for copy in gone:
        erase(session, author, copy)
    return len(gone)


def erase(session: Session, author: Person, copy: Unfinished) -> None:
    """For good."""
    session.delete(copy)
    note(session, author, Event.UNFINISHED_ERASED, copy)


def note(session: Session, author: Person, event: Event, copy: Unfinished) -> None:
    """Record the act; that somebody is typing is nobody's business, and is not recorded."""
    record(session, author, event, owner=author.id, subject=("unfinished", copy.id))
    session.flush()
