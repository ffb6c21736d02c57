"""`journal db`: look after the database."""

import click
import flask_migrate

from journal import Application
from journal.commands.common import with_app


@click.group("db")
def database() -> None:
    """Look after the database."""


@database.command("upgrade")
@click.argument("revision", default="head")
@with_app
def upgrade(app: Application, revision: str) -> None:
    """Bring the database up to date."""
    flask_migrate.upgrade(revision=revision)
    click.echo("The database is up to date.")


@database.command("revise", hidden=True)
@click.argument("number")
@click.argument("message")
@with_app
def revise(app: Application, number: str, message: str) -> None:
    """Write a migration from what the models say now (for developers)."""
    flask_migrate.migrate(message=message, rev_id=number)
    click.echo(f"Wrote migration {number}.")
