"""The server is killed with SIGKILL while four people write: no word it said it has is lost."""

import contextlib
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa

from config import Settings
from journal import create_app
from journal.extensions import db
from journal.models import Organisation, Person, Revision, Unfinished
from journal.models.confidential import visible
from tests.conftest import apart, inside
from tests.trials.lives import Server, alive, settings_in
from tests.trials.scribe import A_LIFE_AT_MOST, CUT_OFF, Progress, Scribe
from tests.trials.writer import Writer
from tests.world import PASSWORD, PASSWORD_HASH

WRITERS = 4


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The service, alive."""
    settings = settings_in(tmp_path)
    app = create_app(settings)
    apart(lambda: inside(app, make_people))
    with alive(settings) as made:
        yield made


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
