"""Bringing an archive in, for a page and for a command: looked at first, then kept whole.

Files are stored before the rows that name them, so that a crash leaves at most bytes that nothing
names, which `journal tidy` erases; the rows come in one transaction.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal.archive.choosing import Choice, choose
from journal.archive.laying_in import LaidIn, is_known, lay_in, why_not
from journal.archive.reading import Arrived, Refused, Source, files_in, look_into
from journal.archive.tables import BY_NAME, FROZEN_FILES, WITH_FILES
from journal.audit import Event
from journal.cleaning import process
from journal.cleaning.kinds import Refused as RefusedFile
from journal.cleaning.kinds import container_of
from journal.documents.zips_in import Found, NotOurs
from journal.domain.making import UNWATCHED, Watch
from journal.models import Attachment, Person
from journal.models.confidential import for_viewer
from journal.storage import Storage

MEGABYTE = 1024 * 1024
NO_ROOM = (
    "The files in this archive need {:,} MB, and there is room for {:,} MB. Whoever runs the "
    "service can make more room. Nothing was changed."
)
NO_LONGER = "A file of this archive could not be kept. Nothing was changed. Please try again."
Facts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Looked:
    """An archive that could come in: what would, and what would stay behind."""

    arrived: Arrived
    known: bool
    choice: Choice
    files: Facts

    def told(self) -> list[str]:
        """Sentences for whoever decides."""
        arrived, rows = self.arrived, self.choice.rows
        lines = [
            f"The record of {arrived.name} at {arrived.organisation}, as it stood on "
            f"{arrived.made_at[:10]}.",
            f"Signed with the key {arrived.fingerprint}, "
            + ("which you named." if self.known else "which nobody here has named as known."),
        ]
        lines += [f"{BY_NAME[name].title}: {len(each)}." for name, each in rows.items() if each]
        left: dict[str, list[str]] = {}
        for (title, why), count in self.choice.left.items():
            left.setdefault(why, []).append(f"{title}: {count}")
        return lines + [f"Stays behind: {', '.join(some)}; {why}." for why, some in left.items()]


def look_at(
    session: Session,
    me: Person,
    storage: Storage,
    settings: Settings,
    source: Source,
    passphrase: str = "",
    trusted: Sequence[str] = (),
    *,
    same_person: bool = False,
    keep: bool,
    watch: Watch = UNWATCHED,
) -> Looked:
    """Read it through. With `keep`, its files are stored, which changes nothing that anybody
    sees; nothing stays open in the database after. Raises Refused and Stopped."""
    arrived = look_into(source, passphrase)
    if reason := why_not(session, me, arrived):
        raise Refused(reason)
    known = is_known(me, arrived, trusted, same_person)
    room = settings.megabytes_of_a_person * MEGABYTE - bytes_kept(session, me)
    wanted = wanted_files(arrived, known)
    needed = sum(max(0, row["size"]) for row in wanted.values())
    if needed > room:
        raise Refused(NO_ROOM.format(needed // MEGABYTE + 1, max(0, room) // MEGABYTE))
    owner = me.id
    session.rollback()
    files: dict[str, Mapping[str, Any]] = {}
    shelf = Shelf(storage, owner, settings.file_megabytes * MEGABYTE, keep=keep)
    watch.begin(len(wanted))
    for key, found in files_in(source, passphrase):
        row = wanted.get(key)
        if row and (found.size, arrived.files[key]) == (row["size"], row["sha256"]):
            files |= {key: facts} if (facts := shelf.facts_of(row, found)) else {}
            watch.part_done()
    return Looked(arrived, known, choose(arrived, known=known, files=frozenset(files)), files)


def bring_in(
    session: Session, me: Person, storage: Storage, looked: Looked, event: Event
) -> LaidIn:
    """All of it, in the caller's transaction. Raises Refused."""
    if not all(storage.has(each["address"]) for each in looked.files.values()):
        raise Refused(NO_LONGER)
    return lay_in(
        session, me, looked.arrived, looked.choice, looked.files, known=looked.known, event=event
    )


def wanted_files(arrived: Arrived, known: bool) -> dict[str, Mapping[str, Any]]:
    """The rows whose files are worth reading, by id."""
    tables = WITH_FILES if known else set(WITH_FILES) - set(FROZEN_FILES)
    return {str(row["id"]): row for name in tables for row in arrived.rows.get(name, [])}


@dataclass(frozen=True)
class Shelf:
    """Where the files of an archive go, one at a time, so that none more is in memory."""

    storage: Storage
    owner: UUID
    most: int
    keep: bool

    def facts_of(self, row: Mapping[str, Any], found: Found) -> Mapping[str, Any] | None:
        """What a file is that may be kept, and where it lies; None for what is not kept.

        What was attached is cleaned as if it came from a stranger, since its type decides how it
        is given out. What was handed in is frozen: it stays as it is.
        """
        if "submission_id" in row:
            return self.frozen(row["sha256"], found)
        if found.size > self.most:
            return None
        data = b"".join(found.blocks)
        try:
            return self.cleaned(data) if self.keep else {"kind": container_of(data)}
        except RefusedFile:
            return None

    def cleaned(self, data: bytes) -> Mapping[str, Any]:
        """The same for a file that was attached, once it is kept. To look at many beforehand
        would take minutes, so that only says what kind each is. Raises RefusedFile."""
        cleaned = process.clean(data)
        address = self.storage.address_of(self.owner, cleaned.data)
        self.storage.put(address, cleaned.data)
        digest = hashlib.sha256(cleaned.data).hexdigest()
        about = {"size": len(cleaned.data), "sha256": digest, "address": address}
        return {**about, "media_type": cleaned.kind.media_type}

    def frozen(self, sha256: str, found: Found) -> Mapping[str, Any]:
        """The same for a file that was handed in, of any size. Raises NotOurs where it changed
        since it was looked at."""
        address = self.storage.address_for(self.owner, bytes.fromhex(sha256))
        if self.keep:
            self.storage.put_long(address, found.size, held_to(sha256, found.blocks))
        return {"size": found.size, "sha256": sha256, "address": address}


def held_to(sha256: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, which have to be those that were signed."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
        yield block
    if digest.hexdigest() != sha256:
        raise NotOurs


def bytes_kept(session: Session, me: Person) -> int:
    """How many bytes of files somebody keeps by now."""
    total = sa.select(sa.func.sum(Attachment.size)).where(Attachment.author_id == me.id)
    return session.scalar(for_viewer(total, me)) or 0
