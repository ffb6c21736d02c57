"""Bytes that come block by block, read as far as somebody asks and no further."""

from collections.abc import Iterable, Iterator

BLOCK = 1024 * 1024


class CutShort(Exception):
    """There are fewer bytes than there must be."""


class Reader:
    """Reads from blocks of any size, and holds little more than what was asked for."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        """Nothing is read yet."""
        self.blocks = iter(blocks)
        self.held = b""

    def most(self, count: int) -> bytes:
        """So many bytes, or as many as are left."""
        parts, length = [self.held], len(self.held)
        while length < count and (block := next(self.blocks, None)) is not None:
            parts.append(block)
            length += len(block)
        found = b"".join(parts)
        self.held = found[count:]
        return found[:count]

    def exactly(self, count: int) -> bytes:
        """So many bytes. Raises CutShort."""
        found = self.most(count)
        if len(found) < count:
            raise CutShort
        return found

    def line(self, most: int) -> bytes:
        """Up to the end of a line, which belongs to it. Raises CutShort where none ends soon."""
        found = b""
        while not found.endswith(b"\n"):
            if len(found) >= most:
                raise CutShort
            found += self.exactly(1)
        return found

    def pieces(self, count: int) -> Iterator[bytes]:
        """So many bytes, in blocks. Raises CutShort on the way."""
        while count:
            piece = self.exactly(min(count, BLOCK))
            count -= len(piece)
            yield piece
