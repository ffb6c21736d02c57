"""What is too large for memory lies on disk sealed, and is the same when it is read."""

import os
from pathlib import Path

import pytest

from journal.documents.blocks import CutShort
from journal.spooling import Spool
from journal.storage import BLOCK, Storage


def test_it_is_read_as_it_was_written_from_any_place(tmp_path: Path) -> None:
    data = os.urandom(100_003)
    with Spool(tmp_path) as spool:
        for at in range(0, len(data), 777):
            spool.write(data[at : at + 777])
        assert spool.seek(0) == 0
        assert spool.read() == data
        for at in (0, 1, 15, 16, 17, 4096, 99_999, 100_003):
            spool.seek(at)
            assert spool.read(50) == data[at : at + 50]
            assert spool.tell() == min(at + 50, len(data))
        assert spool.seek(-3, os.SEEK_END) == len(data) - 3
        assert spool.read() == data[-3:]


def test_nobody_finds_it_by_name_and_what_lies_there_says_nothing(tmp_path: Path) -> None:
    with Spool(tmp_path) as spool:
        spool.write(b"nobody may read this " * 1000)
        assert list(tmp_path.iterdir()) == []
        spool.file.seek(0)
        sealed = spool.file.read()
    assert len(sealed) == 21_000
    assert b"nobody" not in sealed
    assert spool.file.closed


def test_a_long_file_is_kept_block_by_block_or_not_at_all(tmp_path: Path) -> None:
    place, address = Storage(tmp_path.as_uri(), "ab" * 32), "shelf/file"
    data = os.urandom(2 * BLOCK + 5)
    pieces = [data[at : at + 300_000] for at in range(0, len(data), 300_000)]
    for wrong in (len(data) + 1, len(data) - 1):
        with pytest.raises(CutShort):
            place.put_long(address, wrong, pieces)
        assert not place.has(address)
    place.put_long(address, len(data), pieces)
    assert b"".join(place.read(address, len(data))) == data
    assert b"".join(place.read(address, len(data), BLOCK - 2, BLOCK + 9)) == data[BLOCK - 2 :][:11]
    place.put_long(address, 0, [])
    assert b"".join(place.read(address, 0)) == b""
