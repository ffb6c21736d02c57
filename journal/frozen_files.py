"""The files of what was handed in: kept before the row that names them, checked whenever read."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from flask import Response

from journal import file_serving
from journal.documents import tree
from journal.documents.canonical import NotADocument, from_bytes
from journal.domain.submission import EnclosedKind, FileKind
from journal.models import Submission, SubmissionFile
from journal.storage import DamagedFile, Storage

log = logging.getLogger(__name__)


class Changed(Exception):
    """A stored file is not what was frozen, or has gone: it is named, and never given out."""

    def __init__(self, kind: FileKind | EnclosedKind) -> None:
        """Which file it is."""
        super().__init__(f"The {kind.label} is not what was frozen.")
        self.kind = kind


class Named(Protocol):
    """A file that was made, as something names it."""

    @property
    def kind(self) -> FileKind:
        """Which of them."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def sha256(self) -> str:
        """What its bytes are."""

    @property
    def address(self) -> str:
        """Where it lies."""


class Handed(Protocol):
    """A submission, or what is known of one."""

    @property
    def id(self) -> UUID:
        """Which one."""

    @property
    def files(self) -> Sequence[Named]:
        """The files that were made of it."""


def store(storage: Storage, owner: UUID, data: bytes) -> None:
    """Keep one file, whole and durably, where its row will look for it."""
    storage.put(storage.address_of(owner, data), data)


def row_for(
    storage: Storage, submission: Submission, kind: FileKind, data: bytes
) -> SubmissionFile:
    """What is known of one stored file of a submission; the row is not written yet."""
    return SubmissionFile(
        submission_id=submission.id,
        author_id=submission.author_id,
        kind=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        address=storage.address_of(submission.author_id, data),
    )


def read(storage: Storage, submission: Handed, kind: FileKind) -> bytes:
    """One file, whole and as it was frozen. Raises Changed for anything else."""
    found = next((each for each in submission.files if each.kind is kind), None)
    if found is None:
        raise Changed(kind)
    try:
        data = b"".join(storage.read(found.address, found.size))
    except (DamagedFile, FileNotFoundError, OSError, ValueError) as error:
        log.exception("The %s of submission %s was changed or has gone.", kind, submission.id)
        raise Changed(kind) from error
    if hashlib.sha256(data).hexdigest() != found.sha256:
        log.error("The %s of submission %s is another.", kind, submission.id)
        raise Changed(kind)
    return data


def download(
    storage: Storage, submission: Submission, number: int, is_still_theirs: Callable[[], bool]
) -> Response | None:
    """A file that went along, in blocks; None when there is none of this number.

    It lies at an address that is made of its content, and each block is sealed with it: whatever
    is not what was frozen cannot be opened. Raises Changed when it has gone.
    """
    found = next((each for each in submission.enclosures if each.number == number), None)
    if found is None:
        return None
    if found.address != storage.address_for(submission.author_id, bytes.fromhex(found.sha256)):
        raise Changed(EnclosedKind.ENCLOSED)
    try:
        return file_serving.download(found, storage, is_still_theirs)
    except FileNotFoundError as error:
        log.exception("File %d of submission %s has gone.", number, submission.id)
        raise Changed(EnclosedKind.ENCLOSED) from error


def document_in(storage: Storage, submission: Handed) -> tree.Document:
    """The document as it was frozen."""
    try:
        return from_bytes(read(storage, submission, FileKind.TREE))
    except NotADocument as error:
        raise Changed(FileKind.TREE) from error
