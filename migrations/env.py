"""Run the migrations in one transaction, on a connection of their own."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from journal.database import has_model, migration_engine
from journal.models import Base
from journal.models.base import UtcDateTime


def render(kind: str, item: object, autogen: object) -> str | bool:
    """Migrations stand alone: they name SQL's own types, not ours of today."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


def migrate(connection: sa.Connection) -> None:
    """Bring the schema to where it is asked to be, whole or not at all."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transactional_ddl=True,
        render_item=render,
        include_name=has_model,
    )
    with connection.begin():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(
                    f"The migration would leave rows without their parents: {broken}"
                )


engine = migration_engine(current_app.extensions["settings"])
with engine.connect() as opened:
    migrate(opened)
engine.dispose()
