"""Killed with SIGKILL in the middle of writing a portfolio to a disk: whole, or not there."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT
from journal.commands.portfolio import put
from journal.documents.zips import chunks, held, streamed

KILLED = -9
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
    whole = [held("a", bytes(3_000_000)), held("b", b"b")]
    put(path, streamed("portfolio.zip", lambda: chunks(whole)))
    assert path.read_bytes() == b"".join(chunks(whole))
