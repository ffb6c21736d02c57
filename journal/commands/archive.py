"""`journal archive`: a person's whole record as one file, and back into another installation.

No operator reads a journal with it: both ask for a code that only the person can make.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from tqdm import tqdm

from config import Settings
from journal import Application, record_codes, signing
from journal.archive import gather, packing
from journal.archive.bringing import bring_in, look_at
from journal.archive.reading import Refused, Source, is_closed, look_into
from journal.archive.tables import BY_NAME
from journal.audit import Event, record
from journal.commands.common import Failure, in_a_journal, with_app
from journal.commands.portfolio import find, let_in
from journal.commands.whole_files import FOR_ONE, whole_file
from journal.database import begin_writing
from journal.documents.blocks import BLOCK
from journal.documents.zips import TooLarge
from journal.extensions import db
from journal.models import Person
from journal.models.confidential import act_as
from journal.programmes import content_of
from journal.storage import DamagedFile, storage

PATIENCE = 2.0
TOO_LARGE = "This record is larger than 4 GB, which is more than one such file can hold."
PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that holds the passphrase, for scripts; without it you are asked.",
)
CODE = click.option("--code", default="", help="The code from the worker's privacy page.")


@click.group("archive")
def archive() -> None:
    """Take a person's whole record away as one file, or bring one in."""


@archive.command("export")
@click.option("--worker", required=True, metavar="EMAIL", help="Whose record.")
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it.",
)
@click.option("--closed", is_flag=True, help="Close it with a passphrase, in the age format.")
@PASSPHRASE
@CODE
@with_app
def export(
    app: Application, worker: str, out: Path, closed: bool, passphrase_file: Path | None, code: str
) -> None:
    """Write everything a worker wrote, private passages too. The worker sees that it was done."""
    settings: Settings = app.extensions["settings"]
    passphrase = new_passphrase(passphrase_file) if closed or passphrase_file else ""
    person = begun(worker)
    let_in(person, code, asks_for_code=not settings.demo)
    found = gather.record_of(db.session, person, content_of(db.session, person))
    addresses = gather.addresses_of(db.session, person)
    db.session.rollback()
    try:
        made = packing.archive_of(found, storage(), addresses)
        begin_writing(db.session)
        act_as(db.session, person)
        members = made.members(signing.signer_for(db.session, person, settings))
        size = packing.size_of(members, passphrase)
        subject = ("person", person.id)
        event = Event.ARCHIVE_MADE_BY_COMMAND
        record(db.session, person, event, owner=person.id, subject=subject)
        db.session.commit()
        put(out, packing.chunks(members, passphrase), size)
    except (DamagedFile, FileNotFoundError) as error:
        raise Failure(
            "A file of this record is damaged or gone, so nothing was written."
        ) from error
    except TooLarge as error:
        raise Failure(TOO_LARGE) from error
    entries = len(found["tables"]["entries"])
    how = ", closed with the passphrase" if passphrase else ", open to whoever has it"
    click.echo(f"Wrote {out}: {entries} entries and all else{how}. {person.name} can see this.")


@archive.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--worker", default="", metavar="EMAIL", help="Whose record it becomes part of.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option(
    "--trust",
    multiple=True,
    metavar="FINGERPRINT",
    help="A key that you know: what others confirmed under it counts here.",
)
@click.option("--same-person", is_flag=True, help="The names differ, and it is one person.")
@PASSPHRASE
@CODE
def import_(
    file: Path,
    worker: str,
    dry_run: bool,
    trust: tuple[str, ...],
    same_person: bool,
    passphrase_file: Path | None,
    code: str,
) -> None:
    """Bring the archive FILE into a worker's record: all of it or nothing.

    A dry run without --worker looks at the file alone and needs no database.
    """
    if not worker and not dry_run:
        raise Failure("Please say with --worker whose record it becomes part of.")
    source, passphrase = source_of(file), read_passphrase(passphrase_file)
    try:
        passphrase = asked_for(source, passphrase)
        if worker:
            lay(source, passphrase, worker, dry_run, (trust, same_person), code)
        else:
            look(source, passphrase)
    except Refused as error:
        raise Failure(str(error)) from error


def look(source: Source, passphrase: str) -> None:
    """What a file holds, for whoever has it."""
    arrived = look_into(source, passphrase)
    click.echo(
        f"The record of {arrived.name} at {arrived.organisation}, as it stood on "
        f"{arrived.made_at[:10]}: whole, and as it was signed with the key {arrived.fingerprint}."
    )
    for name, rows in arrived.rows.items():
        if rows:
            click.echo(f"{BY_NAME[name].title}: {len(rows)}.")
    click.echo("This was a dry run: nothing was changed.")


@with_app
def lay(
    app: Application,
    source: Source,
    passphrase: str,
    worker: str,
    dry_run: bool,
    trust: tuple[tuple[str, ...], bool],
    code: str,
) -> None:
    """Bring it in, or say what that would do."""
    settings: Settings = app.extensions["settings"]
    person = begun(worker)
    if dry_run:
        if not settings.demo and not record_codes.is_good(db.session, person, code):
            raise Failure(
                f"Please give --code, a code that {person.name} makes on their Privacy page. A "
                "dry run does not use it up."
            )
    else:
        let_in(person, code, asks_for_code=not settings.demo)
    looked = look_at(
        db.session,
        person,
        storage(),
        settings,
        source,
        passphrase,
        trust[0],
        same_person=trust[1],
        keep=not dry_run,
    )
    if dry_run:
        click.echo("\n".join([*looked.told(), "This was a dry run: nothing was changed."]))
        return
    begin_writing(db.session)
    try:
        bring_in(db.session, person, storage(), looked, Event.ARCHIVE_BROUGHT_IN_BY_COMMAND)
        db.session.commit()
    except Refused:
        db.session.rollback()
        raise
    click.echo("\n".join([*looked.told(), f"It is part of the record of {person.name} now."]))


def begun(worker: str) -> Person:
    """The person with this address, in a transaction that may write."""
    with in_a_journal():
        begin_writing(db.session)
        return find(worker)


def asked_for(source: Source, passphrase: str) -> str:
    """The passphrase of a file that is closed, from whoever sits at the terminal."""
    if passphrase or not is_closed(source) or not sys.stdin.isatty():
        return passphrase
    return str(click.prompt("Passphrase", hide_input=True, err=True))


def new_passphrase(file: Path | None) -> str:
    """What an archive is to be closed with."""
    if file is None:
        asked = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
        return str(asked)
    if found := read_passphrase(file):
        return found
    raise Failure(f"{file} holds no passphrase.")


def read_passphrase(file: Path | None) -> str:
    """The first line of a file."""
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0]
    except (OSError, ValueError) as error:
        raise Failure(f"{file} could not be read.") from error


def source_of(file: Path) -> Source:
    """The bytes of a file, as often as asked."""

    def blocks() -> Iterator[bytes]:
        with file.open("rb") as opened:
            while block := opened.read(BLOCK):
                yield block

    try:
        next(blocks(), b"")
    except OSError as error:
        raise Failure(f"{file} could not be read: {error.strerror}.") from error
    return blocks


def put(path: Path, chunks: Iterator[bytes], size: int) -> None:
    """Write a file that nobody else can open, under another name until it is whole."""
    try:
        with (
            whole_file(path, FOR_ONE) as file,
            tqdm(total=size, desc="Writing", unit="B", unit_scale=True, delay=PATIENCE,
                 disable=None, leave=False) as bar,
        ):  # fmt: skip
            for chunk in chunks:
                file.write(chunk)
                bar.update(len(chunk))
    except OSError as error:
        raise Failure(f"{path} could not be written: {error.strerror}.") from error
