"""`journal framework`: frameworks in and out, as the files of other systems."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click
import sqlalchemy as sa

import config
from journal import Application
from journal import content as texts
from journal.bringing_in import (
    Arrival,
    exchanged_from,
    keep,
    look_at,
    problems_before,
    versions_before,
)
from journal.commands.common import Failure, in_a_journal, with_app
from journal.content import Content
from journal.database import begin_writing
from journal.domain.framework import Framework
from journal.exchange import FORMATS, Exchanged, Reading, from_framework, read, report, write
from journal.exchange.problems import MOST_BYTES
from journal.exchange.texts import key_of
from journal.extensions import db
from journal.forms import trimmed
from journal.models import Organisation

MOST_TOLD = 20
"""Mistakes in a file that are told one by one."""

REFUSED = "{} cannot be taken in, and nothing was changed."
FORMAT = click.Choice(FORMATS)


@click.group("framework")
def framework() -> None:
    """Bring frameworks in, and take them out, as the files of other systems."""


@framework.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--format", "format_name", type=FORMAT, help="If it should not be recognised.")
@click.option("--as", "key", metavar="NAME", help="Keep it by this name, not by the file's own.")
@click.option("--version", default="", help="Keep it as this version, not as the file's own.")
@click.option("--organisation", default="", help="Whose standard it is, if there are several.")
def import_(
    file: Path,
    dry_run: bool,
    format_name: str | None,
    key: str | None,
    version: str,
    organisation: str,
) -> None:
    """Read FILE: a CASE package, Moodle's competency CSV or a Mahara matrix.

    A dry run without --organisation compares with what comes with the service, and needs no
    database.
    """
    reading = read(_contents(file), format_name or "")
    if reading.exchanged is None:
        raise Failure(_what_is_wrong(file, reading))
    name = key or reading.exchanged.key
    if key_of(name) != name:
        raise Failure(f"{name} cannot be a name here; try {key_of(name) or 'my-framework'}.")
    if dry_run and not organisation:
        known, problems = frameworks(), problems_before(reading.exchanged, _content(), name)
        told = [f"Brought in for good, it would be refused. {each}" for each in problems]
        tell(file, reading, [*told, *report(reading.exchanged, known.get(name), name)])
    else:
        bring_in(file, reading, name, trimmed(version), trimmed(organisation), dry_run)


@framework.command("export")
@click.argument("name")
@click.option("--format", "format_name", type=FORMAT, required=True, help="What kind of file.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where to write it.")
@click.option("--organisation", default="", help="Take the newest of a standard of its own.")
def export(name: str, format_name: str, out: Path, organisation: str) -> None:
    """Write the framework NAME to a file. The same framework always gives the same bytes."""
    found = own_of(name, organisation) if organisation else shipped_of(name)
    try:
        out.write_bytes(write(found, format_name))
    except OSError as error:
        raise Failure(f"{out} could not be written: {error.strerror}.") from error
    click.echo(f"{name} is in {out}: {len(found.statements)} statements, as {format_name}.")


def shipped_of(name: str) -> Exchanged:
    """A framework that comes with the service."""
    content = _content()
    there = frameworks(content)
    if name not in there:
        raise Failure(f"There is no framework {name}. There are: {', '.join(there)}.")
    own_standard = name == content.standard.framework.key
    return from_framework(there[name], content.standard.version if own_standard else "")


@with_app
def own_of(app: Application, name: str, organisation: str) -> Exchanged:
    """The newest version of a standard that an organisation brought in."""
    home = home_for(trimmed(organisation))
    kept = versions_before(db.session, home.id, name)
    if not kept:
        raise Failure(f"{home.name} brought in no standard called {name}.")
    return exchanged_from(kept[0])


def frameworks(content: Content | None = None) -> Mapping[str, Framework]:
    """Every framework that can be taken out or compared with, by its name."""
    return (content or _content()).frameworks


@with_app
def bring_in(
    app: Application,
    file: Path,
    reading: Reading,
    name: str,
    version: str,
    organisation: str,
    dry_run: bool,
) -> None:
    """Keep a file's framework as a standard of an organisation; or say what that would do."""
    if reading.exchanged is None:
        raise Failure(_what_is_wrong(file, reading))
    begin_writing(db.session)
    home, shipped = home_for(organisation), app.extensions["content"]
    arrival = look_at(db.session, home.id, reading.exchanged, shipped, name, version)
    if arrival.problems:
        raise Failure("\n".join([REFUSED.format(file.name), *arrival.problems]))
    if dry_run:
        tell(file, reading, arrival.told)
    else:
        click.echo(lay_in(home, arrival))


def tell(file: Path, reading: Reading, sentences: Iterable[str]) -> None:
    """What an import would do, line by line."""
    click.echo(f"{file.name} was read as {reading.format}.")
    for sentence in sentences:
        click.echo(sentence)
    click.echo("This was a dry run: nothing was changed.")


def lay_in(home: Organisation, arrival: Arrival) -> str:
    """Keep an imported standard, and say so in one line."""
    name = f"{arrival.framework.key}, version {arrival.version}"
    if arrival.is_there:
        return f"{name} is there already, word for word. Nothing was changed."
    keep(db.session, home, arrival, None)
    db.session.commit()
    return (
        f"{name} is now a standard of {home.name}: {len(arrival.framework)} statements. Before "
        "somebody can learn by it, it needs an assessment plan: see /admin/plans."
    )


def home_for(wanted: str) -> Organisation:
    """The organisation whose standard it becomes."""
    with in_a_journal():
        known = db.session.scalars(
            sa.select(Organisation)
            .where(Organisation.closed_at.is_(None))
            .order_by(Organisation.name)
        ).all()
    fitting = [each for each in known if not wanted or each.name == wanted]
    if len(fitting) != 1:
        names = ", ".join(f"“{each.name}”" for each in known) or "none yet"
        raise Failure(f"Please say with --organisation whose standard it is: {names}.")
    return fitting[0]


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
    told = [REFUSED.format(file.name), *reading.problems]
    more = len(told) - 1 - MOST_TOLD
    shown = told[: MOST_TOLD + 1]
    return "\n".join([*shown, f"And {more} more."] if more > 0 else shown)
