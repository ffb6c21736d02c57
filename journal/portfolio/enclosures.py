"""The files that go along with a portfolio, and their bytes: read in blocks, never as a whole."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from journal.documents.leap2a import Enclosed as PostFile
from journal.documents.manifest import Listed
from journal.documents.zips import Member, TooLarge, streamed
from journal.domain.enclosing import Enclosed
from journal.portfolio_forms import FOLDER, fits
from journal.storage import DamagedFile, Storage

GONE = (DamagedFile, FileNotFoundError)
"""What reading raises when a file is not there any more, or not what was kept."""


@dataclass(frozen=True)
class Enclosures:
    """Files in order, and the place where their bytes lie."""

    files: tuple[Enclosed, ...] = ()
    storage: Storage | None = None
    known: dict[int, Member] = field(default_factory=dict, compare=False)
    """Those that were read through already, by their number."""

    def read(self, enclosed: Enclosed) -> Iterator[bytes]:
        """The bytes of one, block by block. Raises DamagedFile or FileNotFoundError."""
        file = enclosed.file
        if self.storage is None:
            raise FileNotFoundError(file.address)
        return self.storage.read(file.address, file.size)

    def picture(self, sha256: str) -> bytes:
        """The bytes of a picture that a document shows; it is small enough to be held."""
        for each in self.files:
            if each.is_shown and each.file.sha256 == sha256:
                return checked(b"".join(self.read(each)), sha256)
        return b""

    def member(self, enclosed: Enclosed) -> Member:
        """One as a part of a ZIP, read through once to know its checksums. Raises DamagedFile when
        it is not what it was."""
        if enclosed.number not in self.known:
            found = streamed(FOLDER + enclosed.name, lambda: self.read(enclosed))
            if (found.sha256, found.size) != (enclosed.file.sha256, enclosed.file.size):
                raise DamagedFile(enclosed.file.address)
            self.known[enclosed.number] = found
        return self.known[enclosed.number]

    def listed(self) -> Sequence[Listed]:
        """Each with what the manifest says of it."""
        return [Listed(self.member(each), what(each)) for each in self.files]

    def with_piece(self, piece: int) -> tuple[PostFile, ...]:
        """The files of one piece as other portfolio systems take them in."""
        return tuple(
            PostFile(each.name, each.enclosure.caption, each.file.media_type, each.file.added_at,
                     self.member(each))
            for each in self.files
            if each.piece == piece
        )  # fmt: skip

    def gone(self) -> set[UUID]:
        """Which of them are not where they were put: asked of the place, nothing is read."""
        return {
            each.file.id
            for each in self.files
            if self.storage is None or not self.storage.has(each.file.address)
        }

    def size(self, *, pictures: bool = False) -> int:
        """Bytes of all of them, or of the pictures that a document shows."""
        return sum(each.file.size for each in self.files if each.is_shown or not pictures)

    def check_room(self, times: int) -> None:
        """Raise TooLarge when a ZIP cannot hold every file so many times over: asked before
        anything is made."""
        if not fits(self.size(), times):
            raise TooLarge


NO_FILES = Enclosures()


def what(enclosed: Enclosed) -> str:
    """What a file is, and with which piece it goes."""
    return f"{enclosed.file.kind} with piece {enclosed.piece}: {enclosed.enclosure.caption}"


def checked(data: bytes, sha256: str) -> bytes:
    """The data, if it is what it should be."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedFile(sha256)
    return data
