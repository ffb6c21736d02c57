"""A ZIP from elsewhere, opened with care: nothing is ever written where its names point."""

import io
import posixpath
import zipfile
from collections.abc import Iterable
from urllib.parse import unquote

from journal.documents.table import CannotRead
from journal.elsewhere.reading.found import MEGABYTE, MOST_MEMBERS, MOST_UNPACKED

DAMAGED = "This ZIP file is damaged or cut short. Please save or download it once more."
LOCKED = "This ZIP file has a password. Please save it once more without one."
TOO_LARGE_INSIDE = (
    f"This ZIP file holds more than {MOST_UNPACKED // MEGABYTE} MB when it is unpacked. Please "
    "choose fewer things when you export, or leave the largest files out."
)
TOO_MANY_INSIDE = (
    f"There are more than {MOST_MEMBERS:,} files in this ZIP. Please choose fewer things when you "
    "export."
)


class Packed:
    """The files of a ZIP by their path. Reading counts what really comes out, whatever it says."""

    def __init__(self, content: bytes) -> None:
        """Look at what is in it. CannotRead says why it cannot be opened."""
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
            infos = [info for info in self.archive.infolist() if not info.is_dir()]
        except Exception as error:  # zipfile raises many kinds for a broken archive
            raise CannotRead(DAMAGED) from error
        if len(infos) > MOST_MEMBERS:
            raise CannotRead(TOO_MANY_INSIDE)
        if any(info.flag_bits & 1 for info in infos):
            raise CannotRead(LOCKED)
        if sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise CannotRead(TOO_LARGE_INSIDE)
        self.infos = {info.filename.replace("\\", "/"): info for info in infos}
        self.folded = {name.casefold(): name for name in self.infos}

    @property
    def names(self) -> Iterable[str]:
        """The path of every file, as the ZIP has it."""
        return self.infos

    def size(self, name: str) -> int:
        """How many bytes a file says it has."""
        return self.infos[name].file_size

    def read(self, name: str) -> bytes:
        """All bytes of one file, and never more than it said: a bomb says little and grows."""
        info = self.infos[name]
        try:
            with self.archive.open(info) as packed:
                data = packed.read(info.file_size + 1)
        except Exception as error:  # a wrong checksum, an unknown way of packing
            raise CannotRead(DAMAGED) from error
        if len(data) > info.file_size:
            raise CannotRead(DAMAGED)
        return data

    def find(self, href: str, beside: str = "") -> str | None:
        """The path that a reference means, from the folder of the file that holds it; None when
        it leads out of the ZIP or to nothing in it."""
        plain = unquote(href.strip().partition("#")[0].partition("?")[0]).replace("\\", "/")
        plain = plain.removeprefix("file:").lstrip("/") if "://" not in plain else ""
        for path in (posixpath.join(posixpath.dirname(beside), plain), plain):
            known = self.known(posixpath.normpath(path)) if plain else None
            if known:
                return known
        return None

    def known(self, path: str) -> str | None:
        """The path as the ZIP has it, whether or not its letters are of the same size."""
        return path if path in self.infos else self.folded.get(path.casefold())
