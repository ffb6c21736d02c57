"""A real server that is killed with SIGKILL and begins again, as often as a trial likes."""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from config import ROOT, Settings


@dataclass
class Server:
    """The lives of the service."""

    settings: Settings
    port: int
    process: subprocess.Popen[str]
    pid: int = 0

    def begin(self) -> None:
        """A new life."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        self.pid = int(self.process.stdout.readline())

    def is_back(self) -> bool:
        """Whether somebody who knocks is heard."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            return True
        return False

    def die(self) -> None:
        """With SIGKILL: it has no chance to finish anything."""
        os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(self.pid, 0)


def settings_in(folder: Path) -> Settings:
    """A real database in a file that nobody else uses."""
    return Settings(
        secret_key=secrets.token_hex(32),
        database_url=f"sqlite:///{folder / 'killed.db'}",
        database_key=secrets.token_hex(32),
        storage_url=(folder / "files").as_uri(),
    )


@contextlib.contextmanager
def alive(settings: Settings, **environment: str) -> Iterator[Server]:
    """The service, in its first life; its database is there already."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trials.fork_server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({**asdict(settings), "port": port}) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    made = Server(settings, port, process)
    made.begin()
    try:
        yield made
    finally:
        made.die()
        process.kill()
        process.communicate()


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
