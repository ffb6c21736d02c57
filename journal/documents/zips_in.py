"""ZIP files of the one shape that `zips` writes, read from front to back as they come.

Nothing is packed and nothing is looked up, so that no file can hold more than its own length, and
a byte anywhere between the files that is not as it has to be is noticed. Names are only names
here: nothing is ever written to where one of them leads.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from journal.documents.blocks import CutShort, Reader
from journal.documents.zips import MOST_MEMBERS, Member, wrapping

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
AFTER_SIGNATURE = struct.Struct("<5H3I2H")
LONGEST_NAME = 1000


class NotOurs(Exception):
    """Another kind of ZIP, or none, or one that was changed or packed again."""


@dataclass(frozen=True)
class Found:
    """One file on its way past. Whatever of it is not read is passed over."""

    name: str
    size: int
    blocks: Iterator[bytes]


def members(blocks: Iterable[bytes]) -> Iterator[Found]:
    """Each file in turn. Raises NotOurs or CutShort on the way, and at the latest at the end."""
    reader = Reader(blocks)
    passed: list[Member] = []
    heads: list[bytes] = []
    while (signature := reader.exactly(4)) == LOCAL:
        rest = reader.exactly(AFTER_SIGNATURE.size)
        *_, crc, size, _, name_length, extra = AFTER_SIGNATURE.unpack(rest)
        if extra or name_length > LONGEST_NAME or len(passed) >= MOST_MEMBERS:
            raise NotOurs
        name = reader.exactly(name_length)
        heads.append(LOCAL + rest + name)
        member = Member(_as_text(name), size, crc, "", tuple)
        content = _checked(reader, size, crc)
        yield Found(member.name, size, content)
        for _ in content:
            pass
        passed.append(member)
    if signature != CENTRAL:
        raise NotOurs
    *expected, tail = wrapping(passed)
    if heads != expected or signature + reader.most(len(tail)) != tail:
        raise NotOurs


def _checked(reader: Reader, size: int, crc: int) -> Iterator[bytes]:
    """The bytes of a file, which have to be those that stand before it."""
    found = 0
    for piece in reader.pieces(size):
        found = zlib.crc32(piece, found)
        yield piece
    if found != crc:
        raise NotOurs


def _as_text(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError as error:
        raise NotOurs from error


__all__ = ["CutShort", "Found", "NotOurs", "members"]
