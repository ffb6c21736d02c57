"""ZIP files of one exact shape: stored, in order, without a moment of their own, and streamed.

The length is known before the first byte, the same members are the same bytes, and whoever
checks such a file later can say of every byte in it what it has to be: see `wrapping`.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

BLOCK = 1024 * 1024
LARGEST = 2**32 - 1
"""Bytes: more would need a form that fewer programs open."""
MOST_MEMBERS = 65_000
ZIP_2_0, UTF_8_NAMES, STORED = 20, 0x800, 0
FIRST_OF_JANUARY_1980 = 0x21
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


class TooLarge(Exception):
    """There is more than such a file can hold."""


@dataclass(frozen=True)
class Member:
    """One file: its path, what its bytes are, and how to get them, as often as asked."""

    name: str
    size: int
    crc: int
    sha256: str
    read: Callable[[], Iterable[bytes]]


def held(name: str, data: bytes) -> Member:
    """A member whose bytes are at hand."""
    return Member(name, len(data), zlib.crc32(data), hashlib.sha256(data).hexdigest(),
                  lambda: (data[at : at + BLOCK] for at in range(0, len(data), BLOCK)))  # fmt: skip


def streamed(name: str, read: Callable[[], Iterable[bytes]]) -> Member:
    """A member that is read once now, to know what it is, and again when it is sent."""
    size, crc, digest = 0, 0, hashlib.sha256()
    for block in read():
        size += len(block)
        crc = zlib.crc32(block, crc)
        digest.update(block)
    return Member(name, size, crc, digest.hexdigest(), read)


def nested(name: str, members: Sequence[Member]) -> Member:
    """A ZIP inside a ZIP."""
    return streamed(name, lambda: chunks(members))


def whole(name: str, members: Sequence[Member]) -> Member:
    """A ZIP by itself: nothing around it asks for its checksums, so it is not read beforehand.
    Raises TooLarge."""
    return Member(name, length(members), 0, "", lambda: chunks(members))


def length(members: Sequence[Member]) -> int:
    """How many bytes the file will have. Raises TooLarge."""
    pieces = wrapping(members)
    total = sum(map(len, pieces)) + sum(member.size for member in members)
    if total > LARGEST or len(members) > MOST_MEMBERS:
        raise TooLarge
    return total


def chunks(members: Sequence[Member]) -> Iterator[bytes]:
    """The file, piece by piece. Raises TooLarge before the first."""
    length(members)
    *heads, tail = wrapping(members)
    for head, member in zip(heads, members, strict=True):
        yield head
        yield from member.read()
    yield tail


def wrapping(members: Sequence[Member]) -> list[bytes]:
    """Every byte of the ZIP that is not of a member: what stands before each, and the end."""
    heads: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for member in members:
        name, about = member.name.encode(), _about(member)
        heads.append(_LOCAL + struct.pack("<H", ZIP_2_0) + about + name)
        directory.append(
            _CENTRAL
            + struct.pack("<HH", ZIP_2_0, ZIP_2_0)
            + about
            + struct.pack("<HHHII", 0, 0, 0, 0, at & LARGEST)
            + name
        )
        at += len(heads[-1]) + member.size
    listed = b"".join(directory)
    count = len(members) & 0xFFFF
    end = struct.pack("<4H2IH", 0, 0, count, count, len(listed), at & LARGEST, 0)
    return [*heads, listed + _END + end]


def _about(member: Member) -> bytes:
    """What both records of a member say of it, up to the length of what follows its name."""
    size = member.size & LARGEST
    return struct.pack(
        "<4H3I2H",
        UTF_8_NAMES, STORED, 0, FIRST_OF_JANUARY_1980,
        member.crc, size, size, len(member.name.encode()), 0,
    )  # fmt: skip
