"""The server is killed with SIGKILL while four people write: no word it said it has is lost."""

import contextlib
import http.client
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
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

import flask_migrate
import pytest
import sqlalchemy as sa

from config import ROOT, Settings
from journal import create_app
from journal.extensions import db
from journal.models import Organisation, Person, Revision, Unfinished
from journal.models.confidential import visible
from tests.conftest import apart, inside
from tests.trials.writer import Answer, Writer
from tests.world import PASSWORD, PASSWORD_HASH

WRITERS = 4
CUT_OFF = (OSError, http.client.HTTPException)
A_LIFE_AT_MOST = 60  # seconds until a killed server must be back


@dataclass
class Progress:
    """What all writers and whoever kills the server know together."""

    wanted: int
    saves: int = 0
    lives: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock)

    def one_more(self) -> None:
        """A save was acknowledged."""
        with self.lock:
            self.saves += 1

    @property
    def is_over(self) -> bool:
        """Whether there are enough."""
        return self.saves >= self.wanted


@dataclass
class Scribe:
    """One of the four: keeps, saves, and remembers every word that was acknowledged."""

    name: str
    browser: Writer
    progress: Progress
    chance: random.Random
    in_revisions: list[str] = field(default_factory=list)
    last_kept: str = ""
    lost: list[str] = field(default_factory=list)
    copy_id: str = field(default_factory=lambda: str(uuid4()))
    entry: str = ""
    revision: int = 1
    version: int = 0
    sequence: int = 0
    words: int = 0
    life: int = 1
    broke: BaseException | None = None

    def works(self) -> None:
        """Until there are enough saves."""
        try:
            self.begins()
            while not self.progress.is_over:
                text = self.types()
                self.keeps(text)
                if self.chance.random() < 0.3:
                    self.saves(text)
        except BaseException as error:
            self.broke = error

    def types(self) -> str:
        """Words that were never typed before, and none that were: nothing is sent twice."""
        self.words += 1
        return f"{self.name}word{self.words}"

    def begins(self) -> None:
        """An entry to go on with."""
        typed = {"text": "Begun.", "dated": "2026-06-04", "entry_id": str(uuid4())}
        new = "/entries/new?kind=reflection&model=free"
        self.entry = self.until_answered(lambda: self.browser.sends(new, typed)).location

    def keeps(self, text: str) -> None:
        """As the script does: the same words with a new sequence until an answer comes."""
        while True:
            self.sequence += 1
            sent = {
                "place": f"{self.entry}/edit", "fields": {"text": text}, "editor": "e" * 32,
                "version": self.version, "sequence": self.sequence,
            }  # fmt: skip
            try:
                answer = self.browser.keeps(self.copy_id, sent)
            except CUT_OFF:
                self.looks_after_a_death()
                continue
            assert answer.status == 200, answer
            told = json.loads(answer.text)
            assert (told["copy"], told["sequence"]) == (self.copy_id, self.sequence), told
            self.version, self.last_kept = told["version"], text
            self.progress.one_more()
            return

    def saves(self, text: str) -> None:
        """Sends the form; pressed again when the answer was lost."""
        typed = {
            "text": text, "dated": "2026-06-04", "revision": str(self.revision),
            "copy_id": self.copy_id, "version": str(self.version),
        }  # fmt: skip
        here = f"{self.entry}/edit?model=free"
        answer = self.until_answered(lambda: self.browser.sends(here, typed))
        assert answer.status == 303, answer.text[:2000]
        self.in_revisions.append(text)
        self.revision += 1
        self.last_kept, self.version = "", 0
        self.copy_id = str(uuid4())
        self.progress.one_more()

    def until_answered(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again until the server is there."""
        while True:
            try:
                return ask()
            except CUT_OFF:
                self.looks_after_a_death()

    def looks_after_a_death(self) -> None:
        """Whatever was acknowledged before the server died must be there when it is back."""
        until = time.monotonic() + A_LIFE_AT_MOST
        while time.monotonic() < until:
            try:
                shown = self.browser.get(f"/unfinished/{self.copy_id}")
                newest = self.browser.get(f"{self.entry}/history/{self.revision + 1}")
            except CUT_OFF:
                continue
            self.compares(shown.text, newest.text)
            return
        raise TimeoutError("The server did not come back.")

    def compares(self, copy: str, newest: str) -> None:
        """The last words kept are in the copy, newer ones took their place, or they were saved
        by a form whose answer was lost."""
        is_newer = f"{self.name}word{self.words}" in copy + newest
        if self.last_kept and self.last_kept not in copy + newest and not is_newer:
            self.lost.append(self.last_kept)


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
