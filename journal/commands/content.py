"""`journal content`: look after the frameworks and texts."""

import click

import config
from journal import content as texts
from journal.commands.common import Failure


@click.group("content")
def content() -> None:
    """Look after the frameworks and texts."""


@content.command("check")
def check() -> None:
    """Check every file in content/ and name each mistake."""
    mistakes = texts.check(config.ROOT / "content")
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    if mistakes:
        raise Failure(f"{len(mistakes)} to put right in content/.")
    click.echo("Everything in content/ is as it should be.")
