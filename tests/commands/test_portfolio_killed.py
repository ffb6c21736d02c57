"""Killed with SIGKILL in the middle of writing a portfolio to a disk: whole, or not there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from config import ROOT
from journal.commands.portfolio import put
from journal.commands.whole_files import FOR_ONE, whole_file
from journal.documents.zips import chunks, held, streamed

KILLED = -9
TIMES = count()
WRITER = """
import os, signal, sys
from pathlib import Path
from journal.commands.portfolio import put
from journal.documents.zips import chunks, held, streamed

def blocks():
    for number, block in enumerate(chunks([held("a", bytes(3_000_000)), held("b", b"b")])):
        if number == int(sys.argv[2]) and armed:
            os.kill(os.getpid(), signal.SIGKILL)
        yield block

armed = False
member = streamed("portfolio.zip", blocks)
armed = True
put(Path(sys.argv[1]), member)
"""


@pytest.mark.parametrize(("at", "old"), [(2, None), (6, b"the one of last week")])
def test_a_file_is_whole_or_as_it_was_before(at: int, old: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "portfolio.zip"
    if old is not None:
        path.write_bytes(old)
    command = [sys.executable, "-c", WRITER, str(path), str(at)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)  # noqa: S603
    assert done.returncode == KILLED, done.stderr
    assert (path.read_bytes() if path.exists() else None) == old
    assert len(list(tmp_path.glob(".*"))) == 1
    whole = [held("a", bytes(3_000_000)), held("b", b"b")]
    put(path, streamed("portfolio.zip", lambda: chunks(whole)))
    assert path.read_bytes() == b"".join(chunks(whole))
    assert list(tmp_path.iterdir()) == [path]


def test_what_somebody_is_writing_just_now_is_left_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "journal.zip", tmp_path / "portfolio.zip"
    (tmp_path / ".notes.half-made").write_bytes(b"somebody's own")
    with whole_file(first, FOR_ONE) as under_way:
        under_way.write(b"whole ")
        with whole_file(second) as beside:
            beside.write(b"beside")
        under_way.write(b"at last")
    assert (first.read_bytes(), second.read_bytes()) == (b"whole at last", b"beside")
    assert first.stat().st_mode & 0o777 == FOR_ONE
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"journal.zip", "portfolio.zip", ".notes.half-made"}


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileExistsError):
        put(pipe, held("journal.zip", b"whole"))
    assert pipe.is_fifo()


def breaks_off() -> Iterator[bytes]:
    """Blocks that come to no good end when they are read for the second time."""
    yield b"half"
    if next(TIMES):
        raise ZeroDivisionError


def test_what_breaks_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.zip"
    path.write_bytes(b"the one of last week")
    with pytest.raises(ZeroDivisionError):
        put(path, streamed("journal.zip", breaks_off))
    assert path.read_bytes() == b"the one of last week"
    assert list(tmp_path.iterdir()) == [path]
