"""`journal framework`: frameworks in and out, as the files of other systems."""

from collections.abc import Mapping
from pathlib import Path

import click

import config
from journal import content as texts
from journal.commands.common import Failure
from journal.content import Content
from journal.domain.framework import Framework
from journal.exchange import (
    FORMATS,
    Exchanged,
    Reading,
    framework_from,
    from_framework,
    read,
    report,
    write,
)
from journal.exchange.problems import MOST_BYTES
from journal.exchange.texts import key_of

MOST_TOLD = 20
"""Mistakes in a file that are told one by one."""

FORMAT = click.Choice(FORMATS)


class NotYet(Failure):
    """Something that this version cannot do."""

    exit_code = 2


@click.group("framework")
def framework() -> None:
    """Bring frameworks in, and take them out, as the files of other systems."""


@framework.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--format", "format_name", type=FORMAT, help="If it should not be recognised.")
@click.option("--as", "key", metavar="NAME", help="Keep it by this name, not by the file's own.")
def import_(file: Path, dry_run: bool, format_name: str | None, key: str | None) -> None:
    """Read FILE: a CASE package, Moodle's competency CSV or a Mahara matrix."""
    reading = read(_contents(file), format_name or "")
    if reading.exchanged is None:
        raise Failure(_what_is_wrong(file, reading))
    name = key or reading.exchanged.key
    if key_of(name) != name:
        raise Failure(f"{name} cannot be a name here; try {key_of(name) or 'my-framework'}.")
    if not dry_run:
        lay_in(framework_from(reading.exchanged, name), reading.exchanged)
        return
    click.echo(f"{file.name} was read as {reading.format}.")
    for sentence in report(reading.exchanged, frameworks().get(name), name):
        click.echo(sentence)
    click.echo("This was a dry run: nothing was changed.")


@framework.command("export")
@click.argument("name")
@click.option("--format", "format_name", type=FORMAT, required=True, help="What kind of file.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where to write it.")
def export(name: str, format_name: str, out: Path) -> None:
    """Write the framework NAME to a file. The same framework always gives the same bytes."""
    content = _content()
    there = frameworks(content)
    if name not in there:
        raise Failure(f"There is no framework {name}. There are: {', '.join(there)}.")
    own_standard = name == content.standard.framework.key
    version = content.standard.version if own_standard else ""
    try:
        out.write_bytes(write(from_framework(there[name], version), format_name))
    except OSError as error:
        raise Failure(f"{out} could not be written: {error.strerror}.") from error
    click.echo(f"{name} is in {out}: {len(there[name])} statements, as {format_name}.")


def frameworks(content: Content | None = None) -> Mapping[str, Framework]:
    """Every framework that can be taken out or compared with, by its name."""
    return (content or _content()).frameworks


def lay_in(new: Framework, exchanged: Exchanged) -> None:
    """Keep an imported framework. Nothing keeps one yet: this is the place to do it."""
    del exchanged
    raise NotYet(
        f"{new.key} was read and nothing was changed: this version can only say what an import"
        " would do. Add --dry-run to see it."
    )


def _content() -> Content:
    try:
        return texts.load(config.ROOT / "content")
    except texts.ContentError as error:
        raise Failure(str(error)) from error


def _contents(file: Path) -> bytes:
    """The file's bytes, no more than are needed to see that it is too long."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Failure(f"{file} could not be read: {error.strerror}.") from error


def _what_is_wrong(file: Path, reading: Reading) -> str:
    told = [f"{file.name} cannot be taken in, and nothing was changed.", *reading.problems]
    more = len(told) - 1 - MOST_TOLD
    shown = told[: MOST_TOLD + 1]
    return "\n".join([*shown, f"And {more} more."] if more > 0 else shown)
