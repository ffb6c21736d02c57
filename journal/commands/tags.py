"""`journal tags`: what a text may show, for scripts and for measuring."""

import json
from typing import BinaryIO

import click

import config
from journal import content as texts
from journal.commands.common import Failure
from journal.commands.lines import texts_of
from journal.suggesting import make_suggester


@click.group("tags")
def tags() -> None:
    """Point at the KSBs and principles that a text may show."""


@tags.command("suggest")
@click.argument("file", type=click.File("rb"))
def suggest(file: BinaryIO) -> None:
    """Read one JSON object a line with a `text`, and write one a line with the codes, best first.

    FILE may be - for standard input. Nothing leaves this machine.
    """
    try:
        suggester = make_suggester(texts.load(config.ROOT / "content"))
    except texts.ContentError as error:
        raise Failure(str(error)) from error
    for text in texts_of(file):
        found = suggester.suggest(text)
        words = {each.code: each.words for each in found}
        click.echo(json.dumps({"codes": list(words), "words": words}, ensure_ascii=False))
