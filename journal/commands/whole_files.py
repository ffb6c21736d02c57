"""A file that a command writes: under another name until it is whole.

Whoever writes holds a lock on the half-made file, and the lock goes with the process however it
ends. So what a killed command left behind is known by nobody holding it, and the next one that
writes into the same folder clears it away.
"""

import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST
from pathlib import Path
from typing import BinaryIO

HALF = re.compile(r"\..+\.[0-9a-f]{8}\.half-made")
FOR_ALL, FOR_ONE = 0o666, 0o600


@contextmanager
def whole_file(path: Path, mode: int = FOR_ALL) -> Iterator[BinaryIO]:
    """A file to write to, which stands at `path` once this ends well, and nowhere if not.

    Raises OSError, also for a device or a pipe: a file would take its place.
    """
    if path.exists() and not path.is_file():
        raise FileExistsError(EEXIST, "it is not an ordinary file")
    clear(path.parent)
    half, file = begin(path, mode)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def begin(path: Path, mode: int) -> tuple[Path, BinaryIO]:
    """A half-made file, and the lock on it; begun once more if it was cleared in between."""
    while True:
        half = path.with_name(f".{path.name}.{secrets.token_hex(4)}.half-made")
        file = os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb")
        with suppress(OSError):  # a folder that knows no locks
            lock(file)
        if os.fstat(file.fileno()).st_nlink:
            return half, file
        file.close()


def clear(folder: Path) -> None:
    """Take away the half-made files that nobody is writing any more."""
    for half in folder.iterdir():
        if HALF.fullmatch(half.name):
            with suppress(OSError), half.open("rb") as file:
                lock(file)
                half.unlink(missing_ok=True)


def lock(file: BinaryIO) -> None:
    """Hold it until it is closed. Raises OSError when another process does.

    Windows needs no lock here: there nobody can take away a file that is open.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
