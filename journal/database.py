"""The engine: encrypted SQLite in one file, or PostgreSQL; the same rules hold on both."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import Settings
from journal.models.guards import guard_engine

WAIT_FOR_LOCK_MS = 10_000
CACHE_KIB = 32_000
ON_EVERY_CONNECTION = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    f"PRAGMA busy_timeout = {WAIT_FOR_LOCK_MS}",
)
WRITES = {"writes": True}
MADE_BY_HAND = ("search_words", "ix_search_documents_words")
"""How the names begin of what no model describes: the full-text indexes, made by a migration."""


def engine_options(settings: Settings) -> dict[str, Any]:
    """What `create_engine` needs for the database that the settings name.

    An error never prints what somebody wrote: it would stand in the log.
    """
    url = sa.make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return {
            "url": url.set(drivername="postgresql+psycopg"),
            "pool_pre_ping": True,
            "hide_parameters": True,
        }
    import sqlcipher3.dbapi2

    raw_key = f"x'{settings.database_key}'"
    return {
        "url": url.set(drivername="sqlite+pysqlcipher", password=raw_key),
        "module": sqlcipher3.dbapi2,
        "poolclass": sa.pool.QueuePool,
        "hide_parameters": True,
        "connect_args": {"check_same_thread": False},
    }


def prepare(engine: sa.Engine) -> None:
    """Put the walls and, for SQLite, the habits of every connection on an engine."""
    event.listen(engine, "before_cursor_execute", guard_engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_pragmas)
        event.listen(engine, "begin", begin)


def migration_engine(settings: Settings) -> sa.Engine:
    """An engine for migrations alone.

    On SQLite a table is changed by copying it, and dropping the old one would delete the
    children of its rows, so foreign keys are off here and checked at the end instead.
    """
    options = engine_options(settings) | {"poolclass": sa.pool.NullPool}
    engine = sa.create_engine(options.pop("url"), **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_pragmas)
        event.listen(engine, "connect", let_foreign_keys_rest)
        event.listen(engine, "begin", begin)
    return engine.execution_options(**WRITES)


def has_model(name: str | None, kind: str, parents: object) -> bool:
    """Whether a table or index of the database is one that the models describe."""
    return not (name or "").startswith(MADE_BY_HAND)


def let_foreign_keys_rest(connection: Any, record: object) -> None:
    """Neither check nor cascade while tables are being changed."""
    connection.execute("PRAGMA foreign_keys = OFF")


def set_pragmas(connection: Any, record: object) -> None:
    """Durable, checked and wiped on deletion; SQLite forgets all of it with each connection."""
    connection.isolation_level = None
    for pragma in ON_EVERY_CONNECTION:
        connection.execute(pragma)


def begin_writing(session: Session) -> None:
    """Begin the session's transaction as a writer; call it before anything is read."""
    session.connection(execution_options=WRITES)


def begin(connection: sa.Connection) -> None:
    """Begin as a writer where the request will write.

    A transaction that reads first and then writes is refused at once when somebody else
    wrote in between, however long it would be ready to wait.
    """
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def fold_in_log(engine: sa.Engine) -> None:
    """Fold SQLite's log into the database: until then it still holds pages of what was erased."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
