"""A large file goes along in blocks: it never stands in memory as a whole."""

import hashlib
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from journal.documents.zips import BLOCK, TooLarge, whole
from journal.domain.enclosing import MEGABYTE, AttachedFile, Enclosure, enclosed_in
from journal.portfolio.enclosures import FOLDER, Enclosures
from journal.storage import DamagedFile, Storage

SIZE = 200 * MEGABYTE


class Silence(Storage):
    """A place where every file is silence, however long."""

    def read(
        self, address: str, size: int, start: int = 0, stop: int | None = None
    ) -> Iterator[bytes]:
        """One block after another."""
        return (bytes(BLOCK) for _ in range(0, size, BLOCK))


def silent(sha256: str, size: int = SIZE, count: int = 1) -> Enclosures:
    """Recordings of nothing that go along with the first piece."""
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    file = AttachedFile(uuid4(), "x", "", "audio/wav", size, sha256, "a/b", moment)
    some = [Enclosure(file, goes_along=True, caption="Nothing")] * count
    return Enclosures(enclosed_in([(1, some)]), Silence("file:///nowhere", "ab" * 32))


def digest(size: int) -> str:
    """The SHA-256 of so much silence."""
    found = hashlib.sha256()
    for _ in range(0, size, BLOCK):
        found.update(bytes(BLOCK))
    return found.hexdigest()


def test_two_hundred_megabytes_pass_through_a_few() -> None:
    files = silent(digest(SIZE))
    tracemalloc.start()
    made = whole("all.zip", [files.member(each) for each in files.files])
    sent = sum(len(block) for block in made.read())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent == made.size > SIZE
    assert most < 8 * MEGABYTE


def test_a_file_that_is_not_what_was_kept_is_no_member() -> None:
    files = silent("ab" * 32, BLOCK)
    with pytest.raises(DamagedFile):
        files.member(files.files[0])


def test_more_than_four_gigabytes_is_refused_before_a_byte_is_read() -> None:
    files = silent("ab" * 32, count=20)
    assert files.files[0].name == "piece-1-1.wav"
    assert FOLDER == "files/"
    with pytest.raises(TooLarge):
        files.check_room(2)
    files.check_room(0)
