"""Cut off in the middle of a download: whoever asked for it knows, and nothing is left behind."""

import hashlib
import http.client
import io
import re
import socket
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import sqlalchemy as sa

from journal import Application, create_app
from journal.extensions import db
from journal.models.base import Base
from tests.conftest import apart, inside
from tests.trials.hand_over import EMAIL, signed_portfolio
from tests.trials.lives import Server, alive, settings_in
from tests.trials.scribe import CUT_OFF
from tests.trials.writer import PATIENCE, Writer
from tests.world import PASSWORD

RECORDING = b"\x80" * 24_000_000
"""More than what a server and the network between hold ahead of a reader who waits."""
FIRST, AHEAD = 100_000, 65_536
NOTES = {"audit_events"}
"""All that a download leaves in the database, cut off or not: a note that it began."""
LINK = {
    "name": "Ash Fell", "email": "ash@test.example", "organisation": "Fair Assessing", "days": "30",
}  # fmt: skip


@dataclass
class Handed:
    """A service with a portfolio that was handed in, and two who may take it away."""

    app: Application
    server: Server
    folder: Path
    downloads: dict[str, tuple[Writer, str, str]]

    def take(self, name: str) -> bytes:
        """All of it; raises one of CUT_OFF when the client sees that it is not."""
        with self.begun(name) as answer:
            return answer.read()

    @contextmanager
    def begun(self, name: str) -> Iterator[http.client.HTTPResponse]:
        """A download that is under way."""
        writer, method, path = self.downloads[name]
        if name == "archive":
            writer.sends("/account/again", {"password": PASSWORD})
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        cookie = "; ".join(f"{each}={text}" for each, text in writer.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf_token": writer.token}) if method == "POST" else None
        connection.sock = socket.socket()
        connection.sock.settimeout(PATIENCE)
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, AHEAD)
        connection.sock.connect(("127.0.0.1", self.server.port))
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            assert answer.status == 200, (name, answer.status, answer.headers["Location"])
            yield answer
        finally:
            connection.close()

    def waits(self) -> None:
        """Until the server is there."""
        until = time.monotonic() + PATIENCE
        while not self.server.is_back():
            assert time.monotonic() < until, "The server did not come back."

    def left(self) -> tuple[set[str], dict[str, int]]:
        """Every file there is, and how many rows each table has but the account's."""
        files = {str(each) for each in self.folder.rglob("*") if each.is_file()}
        return files, apart(lambda: inside(self.app, rows))


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handed]:
    """A worker who handed in a portfolio with a long recording, and an assessor who is in."""
    folder = tmp_path_factory.mktemp("sending")
    settings = settings_in(folder)
    app = create_app(settings)
    path = apart(lambda: inside(app, lambda: signed_portfolio(RECORDING)))
    (folder / "passing").mkdir()
    with alive(settings, TMPDIR=str(folder / "passing")) as server:
        made = Handed(app, server, folder, {})
        made.waits()
        worker, assessor = Writer(server.port), Writer(server.port)
        worker.signs_in(EMAIL, PASSWORD)
        here = hands_in(worker, path)
        way_in = lets_in(worker, assessor, here)
        made.downloads |= {
            "zip": (worker, "POST", f"{path}/zip"),
            "own file": (worker, "GET", f"{here}/files/1"),
            "assessor's file": (assessor, "GET", f"{way_in}/files/1"),
            "archive": (worker, "POST", "/archive"),
        }
        yield made


def test_killed_in_the_middle_of_a_download_nobody_takes_it_for_whole(handed: Handed) -> None:
    whole = {name: handed.take(name) for name in handed.downloads}
    for name in ("own file", "assessor's file"):
        assert hashlib.sha256(whole[name]).digest() == hashlib.sha256(RECORDING).digest()
    before = handed.left()
    for name, data in whole.items():
        with handed.begun(name) as answer:
            assert answer.read(FIRST) == data[:FIRST] or name == "archive"
            handed.server.die()
            with pytest.raises(CUT_OFF):
                answer.read()
        handed.server.begin()
        handed.waits()
        assert handed.left() == before, name
    for name, data in whole.items():
        again = handed.take(name)
        assert again == data or name == "archive", name
        assert zipfile.is_zipfile(io.BytesIO(again)) or name not in {"zip", "archive"}


def test_what_breaks_in_the_middle_does_not_look_whole(handed: Handed) -> None:
    for name in handed.downloads:
        with handed.begun(name) as answer:
            answer.read(FIRST)
            spoil_the_end(handed.folder / "files")
            with pytest.raises(CUT_OFF):
                answer.read()
        spoil_the_end(handed.folder / "files")


def spoil_the_end(files: Path) -> None:
    """Change the last byte of the largest file; the second time puts it right again."""
    largest = max((each for each in files.rglob("*") if each.is_file()), key=size_of)
    with largest.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))


def size_of(path: Path) -> int:
    """How many bytes it has."""
    return path.stat().st_size


def rows() -> dict[str, int]:
    """How many rows each table has, but the account of what was read."""
    with db.engine.connect().execution_options(migrating=True) as connection:
        counted = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in Base.metadata.sorted_tables
            if table.name not in NOTES
        }
    db.engine.dispose()
    return {name: count or 0 for name, count in counted.items()}


def hands_in(worker: Writer, path: str) -> str:
    """Freeze it; the address of what was handed in."""
    page = worker.get(f"{path}/hand-in").text
    hidden = dict(re.findall(r'name="(submission_id|digest)"[^>]*value="([^"]*)"', page))
    return worker.sends(f"{path}/hand-in", hidden).location


def lets_in(worker: Writer, assessor: Writer, here: str) -> str:
    """Make a link, and come in by it; its path."""
    typed = {"link_id": str(uuid4()), **LINK}
    page = worker.get(worker.sends(f"{here}/links/new", typed).location).text
    [path, *_] = re.findall(r"(/assess/[\w-]+)", page)
    [code] = re.findall(r"<code>(\w{4}-\w{4})</code>", page)
    assessor.token = assessor.token_in(assessor.get(path).text)
    assert assessor.sends(path, {"code": code}).status == 303
    return path
