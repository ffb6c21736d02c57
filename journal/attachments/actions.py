"""What changes the files on entries: add, say what it shows, remove, and erase for good.

The order matters. Bytes are stored before their row is committed, and erased only after the
row's removal was, so that a crash leaves at most bytes that nothing names, which `sweep` finds;
never a row without its bytes. Whoever adds or erases holds the person's row meanwhile.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.attachments.queries import addresses_in_use, attachments_of, bytes_kept, readers_of
from journal.audit import Event, record
from journal.cleaning.kinds import Cleaned
from journal.file_limits import Limits
from journal.models import Attachment, Entry, Person
from journal.models.base import now
from journal.storage import Storage

LEFT_BEHIND_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Given:
    """A file as somebody gave it: cleaned, named, and in words."""

    name: str
    shows: str
    cleaned: Cleaned


def add(
    session: Session, storage: Storage, author: Person, entry: Entry, given: Given, limits: Limits
) -> Attachment:
    """Put a file on an entry; the same file sent twice is there once.

    On an entry that others read it is held back until its author has looked at it once more: a
    yes to one text is none to whatever is put there later. Sharing with somebody else does not
    show it either, so that a preview is always what readers see.
    """
    hold(session, author)
    data = given.cleaned.data
    checksum = hashlib.sha256(data).hexdigest()
    present = attachments_of(session, author, [entry.id])
    again = next((each for each in present if each.sha256 == checksum), None)
    if again is not None:
        return again
    limits.check(len(data), len(present), bytes_kept(session, author))
    address = storage.address_of(author.id, data)
    storage.put(address, data)
    added = Attachment(
        entry_id=entry.id,
        author_id=author.id,
        name=given.name,
        shows=given.shows,
        media_type=given.cleaned.kind.media_type,
        size=len(data),
        sha256=checksum,
        address=address,
        held_back_at=now() if readers_of(session, author, entry.id) else None,
    )
    session.add(added)
    note(session, author, Event.FILE_ADDED, added)
    return added


def describe(session: Session, author: Person, attachment: Attachment, shows: str) -> None:
    """Say in words what a file shows."""
    if attachment.shows != shows:
        attachment.shows = shows
        note(session, author, Event.FILE_DESCRIBED, attachment)


def show(session: Session, author: Person, attachment: Attachment) -> None:
    """Let those who read the entry open the file as well."""
    if attachment.held_back_at is not None:
        attachment.held_back_at = None
        note(session, author, Event.FILE_SHOWN, attachment)


def remove(session: Session, author: Person, attachment: Attachment) -> None:
    """Take a file off its entry; `erase` follows once that is committed."""
    session.delete(attachment)
    note(session, author, Event.FILE_REMOVED, attachment)


def erase(session: Session, storage: Storage, author: Person, addresses: Iterable[str]) -> int:
    """Erase the bytes at these addresses that no row names any more; the answer is how many."""
    hold(session, author)
    unused = set(addresses) - addresses_in_use(session, author)
    for address in unused:
        storage.delete(address)
    return len(unused)


def sweep(session: Session, storage: Storage, author: Person) -> int:
    """Erase what was left behind: by a crash, or when an entry was erased after its 30 days.

    What was put there within the hour may belong to a row that is just being written.
    """
    before = now() - LEFT_BEHIND_AFTER
    kept = [each.address for each in storage.all_of(author.id) if each.put_at < before]
    erased = erase(session, storage, author, kept) if kept else 0
    return erased + storage.clear_half_put(author.id, before)


def hold(session: Session, author: Person) -> None:
    """Let nobody else add or erase files of this person until the transaction ends."""
    session.execute(sa.select(Person.id).where(Person.id == author.id).with_for_update())


def note(session: Session, author: Person, event: Event, attachment: Attachment) -> None:
    """Record the act, and send it to the database together with what it did."""
    subject = ("entry", attachment.entry_id)
    record(session, author, event, owner=attachment.author_id, subject=subject)
    session.flush()
