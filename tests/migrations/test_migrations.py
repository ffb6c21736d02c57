"""Migrations go up and down on filled tables, and end where the models are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from config import ROOT, Settings
from journal import Application
from journal.database import has_model, migration_engine
from journal.extensions import db
from journal.models import Base, Entry, Feedback
from tests.access.probes import everything_written
from tests.world import World

NUMBERED = {path.name.split("_")[0] for path in Path(ROOT / "migrations/versions").glob("*.py")}


@pytest.fixture
def connection(app: Application, settings: Settings) -> Iterator[sa.Connection]:
    """A connection as migrations have one."""
    engine = migration_engine(settings)
    with app.app_context(), engine.connect() as opened:
        yield opened
    engine.dispose()


def test_the_migrations_make_what_the_models_say(connection: sa.Connection) -> None:
    options = {"compare_type": True, "include_name": has_model}
    context = MigrationContext.configure(connection, opts=options)
    assert compare_metadata(context, Base.metadata) == []


def test_the_last_migration_goes_down_and_up_again_with_every_row_kept(
    app: Application, world: World, connection: sa.Connection
) -> None:
    """What the migration before it could hold survives; what came with it goes with it."""
    before = all_rows(connection)
    flask_migrate.downgrade(revision="-1")
    inspector = sa.inspect(connection)
    held = {
        name: {each["name"] for each in inspector.get_columns(name)}
        for name in set(inspector.get_table_names()) & before.keys()
    }
    connection.rollback()
    flask_migrate.upgrade()
    after = all_rows(connection)
    assert any(before.values())
    for name, columns in held.items():
        kept, were = (only(columns, rows[name]) for rows in (after, before))
        assert kept == were, name


def all_rows(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by column; nothing stays open."""
    rows = {
        table.name: [dict(row._mapping) for row in connection.execute(table.select())]
        for table in Base.metadata.sorted_tables
    }
    connection.rollback()
    db.engine.dispose()
    return rows


def only(columns: set[str], rows: list[dict[str, Any]]) -> list[str]:
    """The rows with these columns alone, in an order that two readings share."""
    return sorted(repr({key: row[key] for key in row if key in columns}) for row in rows)


def test_what_was_there_before_the_second_migration_is_still_there_after_it(
    app: Application, world: World
) -> None:
    """What readers may read of an old entry last changed with its last save, as far as we know."""
    with app.app_context():
        before = everything_written(db.engine)
        with db.engine.begin() as connection:
            raised = connection.execution_options(migrating=True, writes=True)
            raised.execute(sa.update(Entry.__table__).values(revision=7, changed_in=3))
        db.engine.dispose()
        flask_migrate.downgrade(revision="001")
        flask_migrate.upgrade()
        after = everything_written(db.engine)
        with db.engine.connect().execution_options(migrating=True) as connection:
            columns = sa.select(Entry.__table__.c.revision, Entry.__table__.c.changed_in)
            assert set(map(tuple, connection.execute(columns))) == {(7, 7)}
    for table in ("revisions", "tags", "shares", "audit_events"):
        assert after.get(table) == before.get(table)
    text = list(Feedback.__table__.c.keys()).index("text")
    was, now_is = ([row[text] for row in rows["feedback"]] for rows in (before, after))
    assert now_is == was
    assert len(after["search_documents"]) == len(before["search_documents"])


def test_all_the_way_down_leaves_no_table(app: Application, connection: sa.Connection) -> None:
    db.engine.dispose()
    flask_migrate.downgrade(revision="base")
    left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    connection.rollback()
    flask_migrate.upgrade()
    assert left == set()


def test_migrations_are_numbered_in_one_line() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert sorted(numbers, reverse=True) == numbers
    assert set(numbers) == NUMBERED
    assert len(scripts.get_heads()) == 1


@pytest.mark.parametrize("table", ["people", "entries", "relationships"])
def test_changing_a_parent_keeps_its_children(
    table: str, app: Application, world: World, connection: sa.Connection
) -> None:
    """SQLite changes a table by copying it; with foreign keys on, that deletes the children."""
    from alembic.operations import Operations

    before = everything_written(db.engine)
    db.engine.dispose()
    operations = Operations(MigrationContext.configure(connection))
    with connection.begin():
        for change in ("add_column", "drop_column"):
            with operations.batch_alter_table(table, recreate="auto") as batch:
                if change == "add_column":
                    batch.add_column(sa.Column("tried", sa.Integer))
                    batch.alter_column("id", existing_type=sa.Uuid(), nullable=False)
                else:
                    batch.drop_column("tried")
    assert everything_written(db.engine) == before
