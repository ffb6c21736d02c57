"""`journal archive`, between two installations that know nothing of each other."""

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import flask_migrate
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, create_app, record_codes
from journal.archive import gather
from journal.archive.gather import target_of
from journal.archive.tables import BY_NAME, CARRIED, Comes
from journal.extensions import db
from journal.library import content
from journal.models import Organisation, Person
from journal.models.confidential import act_as
from journal.storage import storage
from tests.archives import packed, record
from tests.commanding import Run, runner
from tests.tidy import closing_connections
from tests.world import World

Row = dict[str, Any]
WORKER = "worker@test.example"
NEW = "new@test.example"
WORDS = "a passphrase of three words"
SEEN_TO = {
    "relationships": {"ended_at", "knows_of_sessions"},
    "testimonies": {"expires_at"},
    "feedback_cards": {"expires_at"},
    "attachments": {"held_back_at"},
    "ksb_ratings": {"shown"},
    "actions": {"reminded_on"},
    "versions_to_sign": {"withdrawn_at"},
    "records_handed_on": {"taken_back_at"},
    "unfinished": {"place"},
    "agenda_items": {"about_key"},
}
"""Columns that are otherwise after the move, each for a reason of its own: no door opens again."""
IDS_IN_LISTS = {"feedback_ids", "certificate_ids"}


@dataclass(frozen=True)
class There:
    """A second installation, with somebody who has just been invited to it."""

    app: Application
    run: Run

    def see(self, look: Callable[[Session, Person], Any]) -> Any:
        """What that person sees there, and does."""
        with self.app.app_context():
            me = db.session.scalars(sa.select(Person).where(Person.email == NEW)).one()
            act_as(db.session, me)
            found = look(db.session, me)
            db.session.commit()
            return found

    def code(self) -> str:
        """A code that this person has just made."""
        return str(self.see(record_codes.make))

    def everything(self) -> Row:
        """The whole record as it is there now."""
        return self.see(lambda session, me: gather.record_of(session, me, content()))  # type: ignore[no-any-return]


@pytest.fixture
def here(app: Application, settings: Settings) -> Run:
    """The command on the test's own database."""
    return runner(settings, "archive")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[There]:
    """Another organisation's installation: other keys, other files, nobody in common."""
    settings = Settings(
        secret_key=secrets.token_hex(32),
        database_url=f"sqlite:///{tmp_path / 'there.db'}",
        database_key=secrets.token_hex(32),
        base_url="http://there.example",
        storage_url=(tmp_path / "there").as_uri(),
    )
    with closing_connections():
        made = create_app(settings)
        with made.app_context():
            flask_migrate.upgrade()
            home = Organisation(name="The Lighthouse")
            db.session.add(home)
            db.session.flush()
            db.session.add(Person(organisation_id=home.id, email=NEW, name="Worker Person"))
            db.session.commit()
        yield There(made, runner(settings, "archive"))
        with made.app_context():
            db.engine.dispose()


@pytest.fixture
def code(session: Session, world: World) -> Callable[[], str]:
    """A code that the worker has just made, as often as it is asked."""

    def make() -> str:
        act_as(session, world.worker)
        made = record_codes.make(session, session.get_one(Person, world.worker.id))
        session.commit()
        return made

    return make


def test_everything_is_in_place_in_another_installation(
    here: Run, there: There, code: Callable[[], str], tmp_path: Path
) -> None:
    out = tmp_path / "record.zip"
    done = here("export", "--worker", WORKER, "--out", str(out), "--code", code())
    assert done.exit_code == 0, done.output
    assert out.stat().st_mode & 0o777 == 0o600
    with ZipFile(out) as opened:
        before = json.loads(opened.read("record.json"))
        files = {name: opened.read(name) for name in opened.namelist() if name[:6] == "files/"}
        key = json.loads(opened.read("manifest.json"))["signed_by"]["fingerprint"]
    assert {name for name, rows in before["tables"].items() if rows} >= WRITTEN_BY_THE_CAST

    words = (str(out), "--worker", NEW, "--trust", key)
    empty = there.everything()
    tried = there.run("import", *words, "--dry-run", "--code", there.code())
    assert tried.exit_code == 0, tried.output
    assert there.everything()["tables"]["entries"] == empty["tables"]["entries"] == []

    done = there.run("import", *words, "--code", there.code())
    assert done.exit_code == 0, done.output
    after = there.everything()
    for carried in CARRIED:
        if carried.comes is not Comes.NEVER:
            assert masked(after, carried.name) == masked(before, carried.name), carried.name
    assert sorted(files.values()) == sorted(bytes_there(there, after))
    assert no_door_is_open(after)

    again = there.run("import", *words, "--code", there.code())
    assert again.exit_code != 0
    assert "came in already" in again.stderr
    assert there.everything()["tables"]["entries"] == after["tables"]["entries"]


WRITTEN_BY_THE_CAST = {each.name for each in CARRIED} - {"phrases"}


def masked(record: Row, table: str) -> Counter[str]:
    """Every row of a table without ids: instead of one, all that it leads to says."""
    known = {
        row["id"]: json.dumps(plain(name, row), sort_keys=True)
        for name, rows in record["tables"].items()
        for row in rows
        if "id" in row
    }
    known |= {each["id"]: each["name"].partition(" (")[0] for each in record["people"]}
    known[record["person"]["id"]] = "myself"
    model = BY_NAME[table].model
    found = []
    for row in record["tables"][table]:
        leads = {name: known.get(row[name]) for name in row if target_of(model, name)}
        lists = {
            name: sorted(known[each] for each in row[name] if each in known)
            for name in IDS_IN_LISTS & row.keys()
        }
        found.append(json.dumps([plain(table, row), leads, lists], sort_keys=True))
    return Counter(found)


def plain(table: str, row: Row) -> Row:
    """What a row says itself: no ids, and not what is seen to on the way."""
    return {
        name: value
        for name, value in row.items()
        if name not in SEEN_TO.get(table, ())
        and name not in IDS_IN_LISTS
        and not name.endswith("_id")
        and name != "id"
    }


def bytes_there(there: There, record: Row) -> list[bytes]:
    """The bytes of every file of the record as they can be read there."""

    def read(session: Session, me: Person) -> list[bytes]:
        found = gather.addresses_of(session, me)
        return [b"".join(storage().read(*place)) for place in found.values()]

    return there.see(read)  # type: ignore[no-any-return]


def no_door_is_open(record: Row) -> bool:
    """Nothing that came in lets anybody read anything."""
    tables = record["tables"]
    return (
        tables["shares"] == []
        and all(row["ended_at"] for row in tables["relationships"])
        and not any(row["shown"] for row in tables["ksb_ratings"])
        and all(row["withdrawn_at"] for row in tables["versions_to_sign"])
        and all(row["taken_back_at"] for row in tables["records_handed_on"])
    )


def test_without_the_persons_own_code_nothing_is_read_or_written(
    here: Run, code: Callable[[], str], tmp_path: Path
) -> None:
    out, file = tmp_path / "record.zip", tmp_path / "elsewhere.zip"
    file.write_bytes(packed(record()))
    theirs, other = code(), "other_worker@test.example"
    for words in (
        ("export", "--worker", WORKER, "--out", str(out)),
        ("export", "--worker", other, "--out", str(out), "--code", theirs),
        ("import", str(file), "--worker", WORKER),
        ("import", str(file), "--worker", other, "--dry-run", "--code", theirs),
    ):
        done = here(*words)
        assert done.exit_code != 0
        assert "Privacy page" in done.stderr
    assert list(tmp_path.glob("*record*")) == []
    looked = here("import", str(file), "--dry-run")
    assert looked.exit_code == 0, looked.output
    assert "nothing was changed" in looked.stdout
