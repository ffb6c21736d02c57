"""Bytes that come block by block, read as far as somebody asks and no further."""

from collections.abc import Iterable, Iterator

BLOCK = 1024 * 1024


class CutShort(Exception):
    """There are fewer bytes than there must be."""


class Reader:
    """Reads from blocks of any size, and holds one of them and what was asked for."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        """Nothing is read yet."""
        self.blocks = iter(blocks)
        self.held, self.at = b"", 0

    def most(self, count: int) -> bytes:
        """So many bytes, or as many as are left."""
        parts, missing = [self.take(count)], count
        while (missing := missing - len(parts[-1])) and self.another():
            parts.append(self.take(missing))
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def take(self, count: int) -> bytes:
        """So many bytes of the block at hand, or what is left of it."""
        found = self.held[self.at : self.at + count]
        self.at += len(found)
        return found

    def another(self) -> bool:
        """Go on to the next block; False when there is none."""
        block = next(self.blocks, None)
        self.held, self.at = block or b"", 0
        return block is not None

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
