"""The server is killed with SIGKILL while four people write: no word it said it has is lost."""

import contextlib
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa

from config import ROOT, Settings
from journal import create_app
from journal.extensions import db
from journal.models import Organisation, Person, Revision, Unfinished
from journal.models.confidential import visible
from tests.conftest import apart, inside
from tests.trials.scribe import A_LIFE_AT_MOST, CUT_OFF, Progress, Scribe
from tests.trials.writer import Writer
from tests.world import PASSWORD, PASSWORD_HASH

WRITERS = 4


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

    def die(self) -> None:
        """With SIGKILL: it has no chance to finish anything."""
        os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(self.pid, 0)


@pytest.fixture
def settings_of_its_own(tmp_path: Path) -> Settings:
    """A real database in a file that nobody else uses."""
    return Settings(
        secret_key=secrets.token_hex(32),
        database_url=f"sqlite:///{tmp_path / 'killed.db'}",
        database_key=secrets.token_hex(32),
        storage_url=tmp_path.as_uri(),
    )


@pytest.fixture
def server(settings_of_its_own: Settings) -> Iterator[Server]:
    """The service, alive."""
    app = create_app(settings_of_its_own)
    apart(lambda: inside(app, make_people))
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trials.fork_server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({**asdict(settings_of_its_own), "port": port}) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    made = Server(settings_of_its_own, port, process)
    made.begin()
    yield made
    made.die()
    process.kill()
    process.communicate()


def test_no_acknowledged_word_is_lost_when_the_server_is_killed(
    server: Server,
    many: Callable[[int, int], int],
    figures: Callable[[str], None],
) -> None:
    saves, kills = many(120, 5000), many(5, 55)
    seed = secrets.randbits(32)
    chance = random.Random(seed)  # noqa: S311 - to be told, and repeated
    progress = Progress(wanted=saves)
    scribes = [
        Scribe(f"w{number}", Writer(server.port), progress, random.Random(seed + number))  # noqa: S311
        for number in range(WRITERS)
    ]
    for number, scribe in enumerate(scribes):
        until = time.monotonic() + A_LIFE_AT_MOST
        while time.monotonic() < until:
            with contextlib.suppress(*CUT_OFF):
                scribe.browser.signs_in(f"writer{number}@test.example", PASSWORD)
                break
    threads = [threading.Thread(target=scribe.works, daemon=True) for scribe in scribes]
    for thread in threads:
        thread.start()
    done = kill_again_and_again(server, progress, scribes, kills, chance)
    for thread in threads:
        thread.join(timeout=A_LIFE_AT_MOST)
    broken = [scribe.broke for scribe in scribes if scribe.broke]
    assert not broken, f"seed {seed}: {broken}"
    server.die()

    lost, sound = apart(lambda: look_into(server.settings, scribes))
    figures(
        f"killed with SIGKILL {done} times during {progress.saves} acknowledged saves by "
        f"{WRITERS} writers: {len(lost)} acknowledged words lost, integrity check: {sound}"
    )
    assert lost == [], f"seed {seed}"
    assert sound == "ok", f"seed {seed}"
    assert done >= kills
    server.begin()


def kill_again_and_again(
    server: Server, progress: Progress, scribes: list[Scribe], kills: int, chance: random.Random
) -> int:
    """Spread over all the saves, each at a moment that nobody chose; the answer is how often."""
    done = 0
    moments = sorted(chance.uniform(0.02, 0.97) * progress.wanted for _ in range(kills))
    while done < len(moments):
        if any(scribe.broke for scribe in scribes):
            break
        if progress.saves >= moments[done]:
            time.sleep(chance.random() / 50)
            server.die()
            done += 1
            server.begin()
        else:
            time.sleep(0.001)
    return done


def look_into(settings: Settings, scribes: list[Scribe]) -> tuple[list[str], str]:
    """What is missing from the database, and what the database says of itself."""
    app = create_app(settings)
    return inside(app, lambda: (missing(scribes), integrity(db.engine)))


def missing(scribes: list[Scribe]) -> list[str]:
    """Every word that was acknowledged and is in neither a revision nor a copy."""
    lost = [word for scribe in scribes for word in scribe.lost]
    for number, scribe in enumerate(scribes):
        email = f"writer{number}@test.example"
        person = db.session.scalars(sa.select(Person).where(Person.email == email)).one()
        revisions = {row.text for row in db.session.scalars(visible(Revision, to=person))}
        copies = {
            str(row.fields["text"]) for row in db.session.scalars(visible(Unfinished, to=person))
        }
        lost += [word for word in scribe.in_revisions if word not in revisions]
        if scribe.last_kept and scribe.last_kept not in copies | revisions:
            lost.append(scribe.last_kept)
    return lost


def integrity(engine: sa.Engine) -> str:
    """SQLite's own word on the file."""
    with engine.connect() as connection:
        return str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())


def make_people() -> None:
    """A database, and four people who write."""
    flask_migrate.upgrade()
    home = Organisation(name="The Orchard")
    db.session.add(home)
    db.session.flush()
    db.session.add_all(
        Person(
            organisation_id=home.id,
            email=f"writer{number}@test.example",
            name=f"Writer {number}",
            password_hash=PASSWORD_HASH,
        )
        for number in range(WRITERS)
    )
    db.session.commit()
    db.engine.dispose()


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
