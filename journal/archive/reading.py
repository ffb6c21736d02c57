"""An archive as it comes in: held to its signature byte by byte, then to its form, row by row.

Nothing here knows a database, and nothing is written anywhere. Whatever is wrong ends in one
sentence, and an archive is taken whole or not at all.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from journal import file_limits
from journal.archive.gather import FORMAT
from journal.archive.packing import FILES, RECORD
from journal.archive.tables import BY_NAME, By, Carried
from journal.archive.values import NotAValue, read
from journal.documents import age, zips_in
from journal.documents.blocks import CutShort
from journal.documents.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    Unreadable,
    fingerprint,
    is_signed,
)
from journal.documents.manifest import read as read_manifest

LARGEST_RECORD = file_limits.LARGEST_RECORD * file_limits.MEGABYTE
KEPT = (RECORD, MANIFEST, SIGNATURE)
MOST_PEOPLE = 10_000
BETWEEN_PARTS = (b"[", b"{", b",")
MOST_PARTS = 4_000_000
"""What is small as text may be large in memory: a hundred bytes for each empty list. A record as
large as may be has about so many commas, those in its words too."""
Source = Callable[[], Iterable[bytes]]
"""Gives the bytes of the file from the beginning, as often as it is asked."""
Row = dict[str, Any]


class Refused(Exception):
    """An archive that is not taken in; the words say why, and what helps."""


class NeedsPassphrase(Refused):
    """It is closed, and nobody said with what."""


CLOSED = "This archive is closed with a passphrase. Please give the passphrase it was closed with."
WRONG = "That is not the passphrase this archive was closed with. Nothing was changed."
OPEN_IT_FIRST = (
    "Please open it on your own computer first, with the free program age: age --decrypt -o "
    "journal.zip and then the name of this file. Bring in the journal.zip that it makes. Nothing "
    "was changed."
)
CLOSED_OTHERWISE = f"This file was not closed with a passphrase by Alongside. {OPEN_IT_FIRST}"
TOO_MUCH_WORK = (
    f"This file is closed more strongly than this service has the memory to open. {OPEN_IT_FIRST}"
)
NOT_ONE = "This is not an archive of a record made by Alongside. Nothing was changed."
CUT_SHORT = "This archive is not whole: part of it is missing. Please copy it once more."
CHANGED = (
    "This archive is not as it was signed: {} was changed after it was made. Please use the file "
    "as it was first saved. Nothing was changed here."
)
NEWER = (
    "This archive was made by a newer Alongside than this one: it holds something this one does "
    "not know ({}). Nothing was changed."
)
NOT_FITTING = "The record in this archive does not fit together ({}). Nothing was changed."


@dataclass(frozen=True)
class Arrived:
    """An archive that is whole, as it was signed, and of the right form."""

    fingerprint: str
    public_key: bytes
    organisation: str
    person: UUID
    name: str
    made_at: str
    origins: tuple[UUID, ...]
    people: dict[UUID, str]
    rows: dict[str, list[Row]]
    files: Mapping[str, str]
    """The checksum of each file, by the id of its row."""


def look_into(source: Source, passphrase: str = "") -> Arrived:
    """Read all of it once. Raises Refused."""
    with in_one_sentence():
        kept, seen = passed_through(source, passphrase)
    if len(kept) < len(KEPT):
        raise Refused(NOT_ONE)
    manifest = held_to_signature(kept[MANIFEST], kept[SIGNATURE], seen)
    files = {key: sha256 for name, _, sha256 in seen if (key := key_of(name))}
    return arrived(manifest, kept[RECORD], files)


def passed_through(
    source: Source, passphrase: str
) -> tuple[dict[str, bytes], list[tuple[str, int, str]]]:
    """What has to be read, and of every file its name, its length and its checksum."""
    kept: dict[str, bytes] = {}
    seen: list[tuple[str, int, str]] = []
    for found in members(source, passphrase):
        digest, parts = hashlib.sha256(), []
        is_kept = found.name in KEPT
        if is_kept and found.size > LARGEST_RECORD:
            raise Refused(NOT_ONE)
        for block in found.blocks:
            digest.update(block)
            if is_kept:
                parts.append(block)
        if is_kept:
            kept[found.name] = b"".join(parts)
        seen.append((found.name, found.size, digest.hexdigest()))
    return kept, seen


def files_in(source: Source, passphrase: str) -> Iterator[tuple[str, zips_in.Found]]:
    """Each file of a row, by the id of the row, one at a time on its way past."""
    with in_one_sentence():
        for found in members(source, passphrase):
            if key := key_of(found.name):
                yield key, found


def key_of(name: str) -> str:
    """The id of the row that a file belongs to; nothing for what is no file of a row."""
    return name.removeprefix(FILES).partition(".")[0] if name.startswith(FILES) else ""


def is_closed(source: Source) -> bool:
    """Whether a file can only be read with a passphrase."""
    return beginning(iter(source())).startswith(age.FIRST_LINE)


def members(source: Source, passphrase: str) -> Iterator[zips_in.Found]:
    """Every file of an archive in turn, whether it is closed or not."""
    blocks = iter(source())
    start = beginning(blocks)
    if start.startswith(age.IN_LETTERS):
        raise Refused(CLOSED_OTHERWISE)
    plain: Iterable[bytes] = chain([start], blocks)
    if start.startswith(age.FIRST_LINE):
        if not passphrase:
            raise NeedsPassphrase(CLOSED)
        plain = age.opened(plain, passphrase)
    return zips_in.members(plain)


def beginning(blocks: Iterator[bytes]) -> bytes:
    """Enough of a file to see what it is."""
    start = b""
    while len(start) < len(age.FIRST_LINE) and (block := next(blocks, b"")):
        start += block
    return start


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Whatever is wrong with the bytes, as something that a person can do about it."""
    try:
        yield
    except age.WrongPassphrase as error:
        raise Refused(WRONG) from error
    except age.ClosedOtherwise as error:
        raise Refused(CLOSED_OTHERWISE) from error
    except age.TooMuchWork as error:
        raise Refused(TOO_MUCH_WORK) from error
    except (CutShort, age.NotReadable) as error:
        raise Refused(CUT_SHORT) from error
    except zips_in.NotOurs as error:
        raise Refused(NOT_ONE) from error


def held_to_signature(
    listed: bytes, signature: bytes, seen: list[tuple[str, int, str]]
) -> Manifest:
    """The signed list, when every file is as it says and stands where it says."""
    try:
        manifest = read_manifest(listed)
        purpose = json.loads(listed)["made_of"].get("record")
    except (Unreadable, AttributeError) as error:
        raise Refused(NOT_ONE) from error
    if purpose != FORMAT:
        raise Refused(NOT_ONE)
    if not is_signed(listed, signature, manifest.public_key):
        raise Refused(CHANGED.format("the list of its files"))
    claimed = [(each.path, each.size, each.sha256) for each in manifest.files]
    for told, found in zip(claimed, seen[:-2], strict=False):
        if told != found:
            raise Refused(CHANGED.format(f"“{told[0][:200]}”"))
    if len(claimed) != len(seen) - 2 or [name for name, *_ in seen[-2:]] != [MANIFEST, SIGNATURE]:
        raise Refused(CHANGED.format("the list of its files"))
    return manifest


def arrived(manifest: Manifest, record: bytes, files: Mapping[str, str]) -> Arrived:
    """The record, held to its form."""
    if sum(map(record.count, BETWEEN_PARTS)) > MOST_PARTS:
        raise Refused(NOT_FITTING.format(RECORD))
    try:
        told = json.loads(record)
        if told["format"] != FORMAT:
            raise Refused(NEWER.format("its format"))
        person = UUID(told["person"]["id"])
        people = {UUID(each["id"]): str(each["name"]) for each in told["people"][:MOST_PEOPLE]}
        rows = {name: list(rows_in(name, found, person)) for name, found in told["tables"].items()}
        return Arrived(
            fingerprint(manifest.public_key),
            manifest.public_key,
            manifest.organisation,
            person,
            str(told["person"]["name"]),
            str(told["made_at"]),
            tuple({person, *map(UUID, told["origins"])}),
            people,
            rows,
            files,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(NOT_FITTING.format(RECORD)) from error


def rows_in(name: str, told: list[object], person: UUID) -> Iterator[Row]:
    """The rows of one table, each by itself of the right form and in the right words."""
    carried = BY_NAME.get(name)
    if carried is None:
        raise Refused(NEWER.format(f"“{name[:40]}”"))
    seen: set[UUID] = set()
    for each in told:
        try:
            row = read(carried.model, each)
        except NotAValue as error:
            raise Refused(NOT_FITTING.format(carried.title)) from error
        if not is_rightly_by(carried, row, person) or row.get("id") in seen:
            raise Refused(NOT_FITTING.format(carried.title))
        if "id" in row:
            seen.add(row["id"])
        yield row


def is_rightly_by(carried: Carried, row: Row, person: UUID) -> bool:
    """Nobody vouches for their own practice, and nobody else writes in a journal."""
    if row.get("worker_id", person) != person:
        return False
    author = row.get("author_id")
    if author is None or carried.by is By.BOTH:
        return True
    return (author == person) is (carried.by is By.WORKER)
