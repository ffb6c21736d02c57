"""A world that was written once, and how it comes back for every test in one step.

Its rows stand in a database beside the tests' own: a file on SQLite, a schema on PostgreSQL.
"""

# ruff: noqa: S608 - the only words put into SQL here are names of our own tables

import itertools
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from config import Settings
from journal.extensions import db
from journal.models import Base
from tests.world import World, build

OFTEN = 25
"""PostgreSQL reads past the rows of earlier tests until they are swept away: pages take three
times as long after two hundred tests."""
_EMPTIED = itertools.count(1)


@dataclass(frozen=True)
class Kept:
    """A world as it was written once: its objects, its rows and its files."""

    world: bytes
    rows: str
    folder: Path
    files: dict[Path, bytes]

    def put_back(self, engine: sa.Engine) -> World:
        """Into an empty database, past the guards, as only a test may."""
        run(engine, self.rows)
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self.files:
                path.unlink()
        for path, content in self.files.items():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        made: World = pickle.loads(self.world)  # noqa: S301 - our own, of a moment ago
        return made


def keep(settings: Settings, beside: Path) -> Kept:
    """Write the cast once, keep all of it, and leave the database empty again."""
    made = build(db.session)
    db.session.commit()
    engine = db.engine
    names = [table.name for table in Base.metadata.sorted_tables if is_filled(engine, table)]
    on_postgresql = engine.dialect.name == "postgresql"
    begins, ends = ("", "") if on_postgresql else (f"ATTACH '{beside}' AS kept;", ";DETACH kept")
    copies = [f"CREATE TABLE kept.{name} AS SELECT * FROM {name}" for name in names]
    at_first = ["CREATE SCHEMA kept", *copies] if on_postgresql else copies
    run(engine, begins + in_one(at_first) + ends)
    rows = [*unasked(engine), *(f"INSERT INTO {name} SELECT * FROM kept.{name}" for name in names)]
    counts = list(count_on()) if on_postgresql else []
    folder = Path(urlsplit(settings.storage_url).path)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    kept = Kept(pickle.dumps(made), begins + in_one([*rows, *counts]) + ends, folder, files)
    empty(engine)
    return kept


def empty(engine: sa.Engine) -> None:
    """Take every row out of every table, past the guards, as only a test may."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    run(engine, in_one([*unasked(engine), *(f"DELETE FROM {name}" for name in names)]))
    if engine.dialect.name == "postgresql" and next(_EMPTIED) % OFTEN == 0:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")


def run(engine: sa.Engine, script: str) -> None:
    """Send many statements at once: one way to the server and back instead of a hundred."""
    connection: Any = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            connection.executescript(script)
        else:
            connection.execute(script)
            connection.commit()
    finally:
        connection.close()


def in_one(statements: list[str]) -> str:
    """All of it or nothing."""
    return ";".join(["BEGIN", *statements, "COMMIT"])


def unasked(engine: sa.Engine) -> list[str]:
    """Within one transaction, PostgreSQL need not look for what each row points at.

    The rows were asked when they were first written, and where all go, none is left to point.
    """
    on_postgresql = engine.dialect.name == "postgresql"
    return ["SET LOCAL session_replication_role = replica"] if on_postgresql else []


def is_filled(engine: sa.Engine, table: sa.Table) -> bool:
    """Whether the cast has anything in this table."""
    with engine.connect().execution_options(migrating=True) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) > 0


def count_on() -> Iterator[str]:
    """PostgreSQL does not notice numbers that are put in by hand: let it count from the last."""
    for table in Base.metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            yield f"SELECT setval({sequence}, max({column.name})) FROM {table.name}"
