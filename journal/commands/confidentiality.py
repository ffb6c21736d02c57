"""`journal confidentiality`: what a text may give away, for scripts and for measuring."""

import json
from typing import Any, BinaryIO

import click

from journal.commands.lines import texts_of
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
    for text in texts_of(file):
        findings = [_told(finding) for finding in find(text, names=names)]
        click.echo(json.dumps({"findings": findings}))


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind.value,
        "why": finding.why,
        "suggestion": finding.suggestion,
    }
