"""ZIP files that are streamed: another program reads them, and their length is known before."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.documents.zips import LARGEST, TooLarge, chunks, held, length, nested, streamed


@given(st.dictionaries(st.from_regex(r"[a-z\u00e9/]{1,20}[a-z]", fullmatch=True), st.binary()))
def test_what_goes_in_comes_out_and_its_length_was_known(files: dict[str, bytes]) -> None:
    members = [held(name, data) for name, data in files.items()]
    made = b"".join(chunks(members))
    assert len(made) == length(members)
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == files


def test_a_file_is_read_piece_by_piece_and_only_when_its_turn_comes() -> None:
    read: list[int] = []

    def blocks() -> Iterator[bytes]:
        for number in range(3):
            read.append(number)
            yield b"x" * 1000

    member = streamed("a", blocks)
    assert (member.size, read) == (3000, [0, 1, 2])
    stream = chunks([member])
    next(stream)
    next(stream)
    assert read == [0, 1, 2, 0]
    stream.close()
    assert read == [0, 1, 2, 0]


def test_a_zip_inside_a_zip_is_whole() -> None:
    inner = [held("a.txt", b"inside")]
    made = b"".join(chunks([nested("inner.zip", inner), held("b.txt", b"beside")]))
    with zipfile.ZipFile(io.BytesIO(made)) as outer:
        assert outer.read("inner.zip") == b"".join(chunks(inner))


def test_more_than_a_zip_can_hold_is_refused_before_the_first_byte() -> None:
    huge = replace(held("a", b""), size=LARGEST)
    with pytest.raises(TooLarge):
        next(chunks([huge]))


@pytest.mark.skipif(which("unzip") is None, reason="unzip is not installed")
def test_unzip_finds_no_fault_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"".join(chunks([held("a.txt", b"a" * 9999), held("b/c.txt", b"")])))
    done = subprocess.run(["unzip", "-tq", path], capture_output=True, text=True)  # noqa: S603, S607
    assert "No errors detected" in done.stdout
