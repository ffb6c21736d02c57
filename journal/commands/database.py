"""`journal db`: look after the database."""

from pathlib import Path

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
    """Write a migration from what the models say now (for developers).

    One that is written anew may have others after it, which step aside meanwhile.
    """
    versions = Path(app.extensions["migrate"].directory) / "versions"
    later = [path for path in versions.glob("*.py") if path.name.partition("_")[0] > number]
    aside = {path: path.rename(path.with_suffix(".aside")) for path in later}
    try:
        flask_migrate.migrate(message=message, rev_id=number)
    finally:
        for path, moved in aside.items():
            moved.rename(path)
    click.echo(f"Wrote migration {number}.")
