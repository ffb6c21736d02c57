"""Whether a portfolio's ZIP is, byte for byte, what an organisation signed.

Nothing is unpacked and nothing is written: every file is read in small blocks, and not at all
where the ZIP claims to hold far more than it could. A ZIP that was made by somebody who means
harm ends in a sentence like any other.
"""

import hashlib
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from journal.documents.characters import clean
from journal.documents.manifest import (
    MANIFEST,
    SIGNATURE,
    Claimed,
    Manifest,
    Unreadable,
    fingerprint,
    is_signed,
    read,
)
from journal.documents.zips import BLOCK, Member, wrapping

LONGEST_LIST = 8 * 1024 * 1024
MOST_TIMES = 20
"""Text that was packed again shrinks to a tenth; what grows more than this was made to."""
ALWAYS_FINE = 64 * 1024 * 1024
NOT_OURS = (
    "Nothing was checked. Please choose the ZIP that the portfolio came in, just as you were given "
    "it: not a file out of it, and not packed again."
)
"""To whoever picked another file by mistake: a word against the portfolio would be unfair."""
_BEGINNING, _END = b"PK\x03\x04", b"PK\x05\x06"
_AFTER_END, _LONGEST_REMARK, _MORE_THAN_IT_CAN_SAY = 18, 65_536, 0xFFFF
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError,
           ValueError, OSError)  # fmt: skip
"""What the ZIP library may raise on bytes that somebody changed."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True)
class Verdict:
    """What was found; a portfolio is as it was signed when there are no problems."""

    problems: tuple[str, ...]
    manifest: Manifest | None = None
    is_ours: bool = True
    """Whether it is a portfolio's ZIP, or what is left of one; of another file nothing is said."""

    @property
    def is_intact(self) -> bool:
        """Whether every byte is as it was signed."""
        return self.is_ours and not self.problems

    @property
    def fingerprint(self) -> str:
        """That of the key in the file, to compare with the organisation's own page."""
        return fingerprint(self.manifest.public_key) if self.manifest else ""


_STRANGER = Verdict((NOT_OURS,), is_ours=False)


@dataclass
class _Check:
    """One ZIP being looked at; problems are collected as they are found."""

    opened: zipfile.ZipFile
    length: int
    problems: list[str] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)


def verify(path: Path) -> Verdict:
    """Look a file over. Raises OSError only if the file itself cannot be opened."""
    with path.open("rb") as file:
        end = _end_of(file)
        if not end and not _begins_as_a_zip(file):
            return _STRANGER
        try:
            with zipfile.ZipFile(file) as opened:
                if _holds_other_things(opened.infolist(), end):
                    return _STRANGER
                file.seek(0, 2)
                check = _Check(opened, file.tell())
                manifest = _look(check)
        except _DAMAGE:
            return Verdict(("The ZIP is not whole, or its own list of its files was changed.",))
        if not check.problems:
            check.problems += _wrapping_problems(path, check)
        return Verdict(tuple(check.problems), manifest)


def _begins_as_a_zip(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(len(_BEGINNING)) == _BEGINNING


def _end_of(file: BinaryIO) -> bytes:
    """From the record that a ZIP ends with; nothing where a file has none."""
    length = file.seek(0, 2)
    file.seek(max(0, length - len(_END) - _AFTER_END - _LONGEST_REMARK))
    tail = file.read()
    at = tail[:-_AFTER_END].rfind(_END)
    return tail[at:] if at >= 0 else b""


def _holds_other_things(infos: list[zipfile.ZipInfo], end: bytes) -> bool:
    """Whether a ZIP lists as many files as it says, and neither of the two that all of ours have:
    where the list itself was damaged, they may have been lost with it."""
    (said,) = struct.unpack_from("<H", end, 10)
    is_whole = said in (len(infos), _MORE_THAN_IT_CAN_SAY)
    return is_whole and {MANIFEST, SIGNATURE}.isdisjoint(map(_name, infos))


def _look(check: _Check) -> Manifest | None:
    infos = check.opened.infolist()
    check.problems += _name_problems(infos)
    too_much = _size_problems(infos, check.length)
    if too_much:
        check.problems += too_much
        return None
    names = [_name(info) for info in infos]
    for needed in (MANIFEST, SIGNATURE):
        if needed not in names:
            check.problems.append(f"{needed} is missing: nothing here can be checked without it.")
    if not {MANIFEST, SIGNATURE} <= set(names):
        return None
    return _compare(check, {_name(info): info for info in infos}, names)


def _compare(check: _Check, infos: dict[str, zipfile.ZipInfo], names: list[str]) -> Manifest | None:
    listed = _small(check, infos[MANIFEST])
    signature = _small(check, infos[SIGNATURE])
    try:
        manifest = read(listed)
    except Unreadable:
        if listed:
            check.problems.append(f"{MANIFEST} was changed: it cannot be read any more.")
        return None
    if signature and not is_signed(listed, signature, manifest.public_key):
        check.problems.append(
            f"{MANIFEST} or {SIGNATURE} was changed: the signature does not fit the list of files."
        )
    expected = [*(each.path for each in manifest.files), MANIFEST, SIGNATURE]
    check.problems += _list_problems(names, expected)
    for claim in manifest.files:
        if claim.path in infos:
            _compare_file(check, infos[claim.path], claim)
    for name, data in ((MANIFEST, listed), (SIGNATURE, signature)):
        check.members.append(Member(name, len(data), zlib.crc32(data), "", lambda: ()))
    return manifest


def _compare_file(check: _Check, info: zipfile.ZipInfo, claim: Claimed) -> None:
    digest, crc, size = hashlib.sha256(), 0, 0
    try:
        for block in _blocks(check.opened, info, claim.size):
            digest.update(block)
            crc = zlib.crc32(block, crc)
            size += len(block)
    except _DAMAGE:
        size = -1
    if (size, digest.hexdigest()) != (claim.size, claim.sha256):
        check.problems.append(f"{_shown(claim.path)} was changed.")
    check.members.append(Member(claim.path, claim.size, crc, claim.sha256, lambda: ()))


def _blocks(opened: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
    """The bytes of a file, never more than one too many."""
    left = size + 1
    with opened.open(info) as file:
        while left > 0 and (block := file.read(min(BLOCK, left))):
            yield block
            left -= len(block)


def _small(check: _Check, info: zipfile.ZipInfo) -> bytes:
    """The list or its signature; damaged or empty, it is told to be changed here already."""
    try:
        found = b"".join(_blocks(check.opened, info, LONGEST_LIST))
    except _DAMAGE:
        found = b""
    if not found:
        check.problems.append(f"{_name(info)} was changed.")
    return found


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it stands in the file, before the library has tidied it."""
    return info.orig_filename


def _name_problems(infos: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    counted = Counter(_name(info) for info in infos)
    for name, times in counted.items():
        if times > 1:
            yield f"{_shown(name)} is in the ZIP {times} times."
        if not _is_safe(name):
            yield f"{_shown(name)} is a name that could lead out of a folder. Do not unpack this."


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    odd = "\\" in name or ":" in name or clean(name) != name
    return not odd and all(part not in {"", ".", ".."} for part in parts)


def _size_problems(infos: list[zipfile.ZipInfo], length: int) -> list[str]:
    """What a ZIP made to burst looks like: far more inside than it could hold, or inside twice."""
    packed = sum(info.compress_size for info in infos)
    unpacked = sum(info.file_size for info in infos)
    if packed > length or unpacked > max(ALWAYS_FINE, MOST_TIMES * length):
        return ["The ZIP says it holds far more than it can. It was not read any further."]
    if any(info.compress_type not in _METHODS or info.flag_bits & 1 for info in infos):
        return ["The ZIP was packed in a way that no portfolio is. It was not read any further."]
    return []


def _list_problems(names: list[str], expected: list[str]) -> Iterator[str]:
    """Files that were added or taken away; if neither, whether they stand in their order."""
    for name in dict.fromkeys(names):
        if name not in expected:
            yield f"{_shown(name)} was added: it is not in the signed list."
    for name in expected:
        if name not in names:
            yield f"{_shown(name)} was taken away: it is in the signed list."
    if names != expected and sorted(names) == sorted(expected):
        yield "The files do not stand in the order in which they were signed."


def _wrapping_problems(path: Path, check: _Check) -> Iterator[str]:
    """Whether the bytes around the files are those that a portfolio has."""
    *heads, tail = wrapping(check.members)
    with path.open("rb") as file:
        for head, member in zip(heads, check.members, strict=True):
            if file.read(len(head)) != head:
                yield _packed_again(f"before {_shown(member.name)}")
                return
            file.seek(member.size, 1)
        if file.read(len(tail) + 1) != tail:
            yield _packed_again("after the last of them")


def _packed_again(where: str) -> str:
    return (
        f"Each file is as it was signed, but the ZIP around them, {where}, was changed or packed "
        "again."
    )


def _shown(name: str) -> str:
    """A name that is safe to print."""
    return clean(name)[:200]
