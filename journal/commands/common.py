"""What every command shares: the settings, the service, and how it fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
import sqlalchemy as sa

import config
from config import Settings, SettingsError
from journal import Application, content, create_app
from journal.extensions import db


class Failure(click.ClickException):
    """A command that could not do what it was asked; the message says what to do."""

    def show(self, file: Any = None) -> None:
        """The sentence alone, on the error stream."""
        click.echo(self.message, err=True)


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


def make_app(chosen: Settings) -> Application:
    """The service; a mistake in content/ is told by file and line."""
    try:
        return create_app(chosen)
    except content.ContentError as error:
        raise Failure(str(error)) from error


@contextmanager
def in_a_journal(*, of_the_demo: bool = False) -> Iterator[None]:
    """What is asked of the database first; where there are no tables, say how to make them."""
    try:
        yield
    except sa.exc.DatabaseError as error:
        raise Failure(
            "There is no journal in this database yet. Make the demo's with: python3 run.py demo"
            if of_the_demo
            else "There is no journal in this database yet. Make it with: journal db upgrade"
        ) from error


def with_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the service as its first argument, inside its context."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        app = make_app(settings())
        with app.app_context():
            try:
                return command(app, *args, **options)
            finally:
                db.engine.dispose()

    return wrapped
