"""The archive as one file: pages, record, files, a signed list of them; closed if one wishes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from journal.archive.gather import Record
from journal.archive.pages import Pages
from journal.archive.tables import WITH_FILES
from journal.cleaning.kinds import BY_MEDIA_TYPE
from journal.documents import age, zips
from journal.documents.manifest import Listed, Signer, signed
from journal.domain.making import UNWATCHED, Watch
from journal.domain.submission import FileKind
from journal.storage import Storage

RECORD = "record.json"
FILES = "files/"
OTHER = "bin"
WRITTEN_AS = {FileKind.TREE.value: "json", FileKind.LEAP2A.value: "xml"}


@dataclass(frozen=True)
class Archive:
    """Everything of an archive but its signature."""

    record: Record
    listed: tuple[Listed, ...]

    def members(self, signer: Signer) -> list[zips.Member]:
        """The files of the ZIP, with the signed list."""
        name = self.record["person"]["name"]
        made_of = {
            "title": f"The journal of {name}",
            "author": name,
            "as_it_stood_on": self.record["made_at"][:10],
            "record": self.record["format"],
        }
        return signed(made_of, self.listed, signer)


def archive_of(
    record: Record,
    storage: Storage,
    addresses: Mapping[str, tuple[str, int]],
    watch: Watch = UNWATCHED,
) -> Archive:
    """Put together; every file is read once now. Raises DamagedFile, FileNotFoundError and
    Stopped."""
    names = file_names(record)
    watch.begin(len(names) + 1)
    listed = [Listed(zips.held(RECORD, as_bytes(record)), "the whole record, for programs")]
    pages = Pages(record, names).all()
    listed += [Listed(zips.held(path, text.encode()), "a page") for path, text in pages]
    watch.part_done()
    for key, name in names.items():
        file = zips.streamed(name, partial(storage.read, *addresses[key]))
        listed.append(Listed(file, "a file"))
        watch.part_done()
    return Archive(record, tuple(listed))


def as_bytes(record: Record) -> bytes:
    """The record's own file."""
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def file_names(record: Record) -> dict[str, str]:
    """Where each file lies in the archive: by the id of its row, never by what somebody typed."""
    rows = [row for name in WITH_FILES for row in record["tables"][name]]
    return {row["id"]: f"{FILES}{row['id']}.{ending_of(row)}" for row in rows}


def ending_of(row: Mapping[str, Any]) -> str:
    """What a file's name ends with: by its media type, or by its kind among those handed in."""
    if "media_type" in row:
        kind = BY_MEDIA_TYPE.get(row["media_type"])
        return kind.extension if kind else OTHER
    return WRITTEN_AS.get(row["kind"], str(row["kind"]))


def size_of(members: list[zips.Member], passphrase: str) -> int:
    """How many bytes the file will have. Raises TooLarge."""
    length = zips.length(members)
    return age.size_of(length) if passphrase else length


def chunks(members: list[zips.Member], passphrase: str) -> Iterator[bytes]:
    """The file, piece by piece; nothing of it lies on a disk here. Raises TooLarge."""
    plain: Iterable[bytes] = zips.chunks(members)
    yield from age.closed(plain, passphrase) if passphrase else plain
