"""`journal confidentiality`: what a text may give away, for scripts and for measuring."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import click

from journal.commands.common import Failure
from journal.domain.confidentiality import Finding, find
from journal.names_model import names_model, why_not


@click.group("confidentiality")
def confidentiality() -> None:
    """Point at what might show who a text is about."""


@confidentiality.command("check")
@click.argument("file", type=click.File("rb"))
def check(file: BinaryIO) -> None:
    """Read one JSON object a line with a `text`, and write one a line with the findings.

    FILE may be - for standard input. Offsets count characters. Nothing leaves this machine.
    """
    names = names_model()
    if names is None:
        click.echo(why_not(), err=True)
    for text in _texts(file):
        findings = [_told(finding) for finding in find(text, names=names)]
        click.echo(json.dumps({"findings": findings}))


def _texts(file: BinaryIO) -> Iterator[str]:
    """The text of each line that has any; a line that cannot be read is named by its number."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise Failure(f"Line {number} is not JSON.") from error
        if not isinstance(read, dict) or not isinstance(read.get("text"), str):
            raise Failure(f'Line {number} has no "text" that is written in quotes.')
        yield read["text"]


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind.value,
        "why": finding.why,
        "suggestion": finding.suggestion,
    }
