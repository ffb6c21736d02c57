"""Bringing an archive in, for a page and for a command: looked at first, then kept whole.

Files are stored before the rows that name them, so that a crash leaves at most bytes that nothing
names, which `journal tidy` erases; the rows come in one transaction.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
        for (title, why), count in self.choice.left.items():
            lines.append(f"Stays behind: {title}: {count}; {why}.")
        return lines


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
) -> Looked:
    """Read it through. With `keep`, its files are stored, which changes nothing that anybody
    sees; nothing stays open in the database after. Raises Refused."""
    arrived = look_into(source, passphrase)
    if reason := why_not(session, me, arrived):
        raise Refused(reason)
    known = is_known(me, arrived, trusted, same_person)
    room = settings.megabytes_of_a_person * MEGABYTE - bytes_kept(session, me)
    wanted = wanted_files(arrived, known)
    needed = sum(row["size"] for row in wanted.values())
    if needed > room:
        raise Refused(NO_ROOM.format(needed // MEGABYTE + 1, max(0, room) // MEGABYTE))
    owner = me.id
    session.rollback()
    files: dict[str, Mapping[str, Any]] = {}
    for key, data in files_in(source, passphrase, wanted.__contains__):
        found = facts_of(wanted[key], data, settings.file_megabytes * MEGABYTE)
        if found is None:
            continue
        kept, facts = found
        address = storage.address_of(owner, kept)
        if keep:
            storage.put(address, kept)
        files[key] = {**facts, "address": address}
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


def facts_of(
    row: Mapping[str, Any], data: bytes, most: int
) -> tuple[bytes, Mapping[str, Any]] | None:
    """The bytes that may be kept, and what they are; None for what is not kept.

    What was attached is cleaned as if it came from a stranger, since its type decides how it is
    given out. What was handed in is frozen: it stays as it is, or it is not what was handed in.
    """
    if hashlib.sha256(data).hexdigest() != row["sha256"]:
        return None
    if "submission_id" in row:
        return data, facts(data)
    if len(data) > most:
        return None
    try:
        cleaned = process.clean(data)
    except RefusedFile:
        return None
    return cleaned.data, {**facts(cleaned.data), "media_type": cleaned.kind.media_type}


def facts(data: bytes) -> dict[str, Any]:
    """Length and checksum."""
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def bytes_kept(session: Session, me: Person) -> int:
    """How many bytes of files somebody keeps by now."""
    total = sa.select(sa.func.sum(Attachment.size)).where(Attachment.author_id == me.id)
    return session.scalar(for_viewer(total, me)) or 0
