"""Bytes on their way through a disk, sealed: nobody who finds them there can read one of them.

What is too large for memory has to lie somewhere while it is looked at. The file has no name, and
its key is in the memory of this process alone: when either goes, so does what it held.
"""

import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

KEY, UNIT = 32, 16


class Spool(io.RawIOBase):
    """Written once from front to back, and then read from anywhere as often as one likes."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` says on which disk; None leaves that to the system."""
        super().__init__()
        self.key = os.urandom(KEY)
        self.file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self.sealing = self.cipher(0).encryptor()
        self.length = self.at = 0

    def write(self, data: "ReadableBuffer", /) -> int:
        """Add to the end."""
        sealed = self.sealing.update(bytes(data))
        self.file.seek(self.length)
        self.file.write(sealed)
        self.length += len(sealed)
        self.at = self.length
        return len(sealed)

    def readinto(self, into: "WriteableBuffer", /) -> int:
        """Read on from where it stands."""
        view = memoryview(into).cast("B")
        opening = self.cipher(self.at // UNIT).decryptor()
        opening.update(bytes(self.at % UNIT))
        self.file.seek(self.at)
        found = opening.update(self.file.read(len(view)))
        view[: len(found)] = found
        self.at += len(found)
        return len(found)

    def seek(self, to: int, whence: int = io.SEEK_SET, /) -> int:
        """Go somewhere else in it."""
        begins = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.length}[whence]
        self.at = max(0, min(begins + to, self.length))
        return self.at

    def tell(self) -> int:
        """Where it stands."""
        return self.at

    def readable(self) -> bool:
        """It is."""
        return True

    def writable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """Let go of it: nothing of it can be read any more, from anywhere."""
        if not self.closed and hasattr(self, "file"):
            self.file.close()
        super().close()

    def cipher(self, unit: int) -> Cipher[CTR]:
        """A key of its own for each, so that the numbers of its units can begin at nought."""
        return Cipher(AES256(self.key), CTR(unit.to_bytes(UNIT, "big")))


def room_on(folder: Path | None) -> int:
    """How many bytes more the disk takes."""
    return shutil.disk_usage(folder or tempfile.gettempdir()).free
