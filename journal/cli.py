"""The console command `journal`: each command says what it did in one line."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
import flask_migrate

import config
from config import Settings, SettingsError
from journal import Application, content, create_app


class Failure(click.ClickException):
    """A command that could not do what it was asked; the message says what to do."""

    def format_message(self) -> str:
        """The sentence alone, without a prefix."""
        return self.message


def settings() -> Settings:
    """The settings of this installation, or the demo's with a word that it is the demo."""
    try:
        found = config.from_environment()
    except SettingsError as error:
        raise Failure(str(error)) from error
    if found is None:
        click.echo("No JOURNAL_ settings are set, so this is the demo's database.", err=True)
        return config.for_demo()
    return found


def make_app() -> Application:
    """The service for one command."""
    try:
        return create_app(settings())
    except content.ContentError as error:
        raise Failure(str(error)) from error


def with_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the service, inside its context."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        app = make_app()
        with app.app_context():
            return command(app, *args, **options)

    return wrapped


@click.group()
def main() -> None:
    """Alongside: a supervision and reflective-practice journal for peer workers."""


@main.group("db")
def database_group() -> None:
    """Look after the database."""


@database_group.command("upgrade")
@click.argument("revision", default="head")
@with_app
def upgrade(app: Application, revision: str) -> None:
    """Bring the database up to date."""
    flask_migrate.upgrade(revision=revision)
    click.echo("The database is up to date.")


@database_group.command("revise", hidden=True)
@click.argument("number")
@click.argument("message")
@with_app
def revise(app: Application, number: str, message: str) -> None:
    """Write a migration from what the models say now (for developers)."""
    flask_migrate.migrate(message=message, rev_id=number)
    click.echo(f"Wrote migration {number}.")


@main.group("content")
def content_group() -> None:
    """Look after the frameworks and texts."""


@content_group.command("check")
def check() -> None:
    """Check every file in content/ and name each mistake."""
    mistakes = content.check(config.ROOT / "content")
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    if mistakes:
        raise Failure(f"{len(mistakes)} to put right in content/.")
    click.echo("Everything in content/ is as it should be.")


if __name__ == "__main__":
    main(prog_name="journal", args=sys.argv[1:])
