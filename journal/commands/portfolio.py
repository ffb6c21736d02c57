"""`journal portfolio`: make the files of a portfolio, with a code that only its worker can make."""

import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import click
import sqlalchemy as sa
from tqdm import tqdm

from config import Settings
from journal import Application, email_addresses, record_codes, signing
from journal.audit import Event
from journal.commands.common import Failure, in_a_journal, with_app
from journal.commands.whole_files import whole_file
from journal.content import Content
from journal.database import begin_writing
from journal.documents.manifest import Signer
from journal.documents.pdf import PdfError
from journal.documents.zips import Member, TooLarge
from journal.extensions import db
from journal.models import Person
from journal.models.confidential import act_as
from journal.portfolio import actions, queries
from journal.portfolio.edition import Edition
from journal.portfolio.enclosures import GONE
from journal.portfolio.files import edition_for
from journal.portfolio_forms import FORMS, IN_ZIP, ZIP
from journal.programmes import content_of

ALL = ",".join(FORMS)
PATIENCE, TICK = 2.0, 0.2
"""Seconds after which a bar is shown, and between two looks whether a file is made."""

TOO_LARGE = (
    "The files that go along are more than a ZIP holds, which is 4 GB in all. Nothing was made."
)
NO_FILE = "A file that goes along cannot be read where it is kept. Nothing was made."


@click.group("portfolio")
def portfolio() -> None:
    """Make the files of a portfolio, or check one."""


@portfolio.command("build")
@click.option("--worker", required=True, metavar="EMAIL", help="Whose portfolio.")
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; it is made if it is not there.",
)
@click.option("--format", "formats", default=ALL, show_default=True, help="Which files to write.")
@click.option("--code", default="", help="The code from the worker's privacy page.")
@with_app
def build(app: Application, worker: str, out: Path, formats: str, code: str) -> None:
    """Write a worker's newest portfolio as files. The worker sees that this was done."""
    endings = endings_of(formats)
    settings: Settings = app.extensions["settings"]
    with in_a_journal(of_the_demo=settings.demo):
        begin_writing(db.session)
        person = find(worker)
    let_in(person, code, asks_for_code=not settings.demo)
    edition = read(person, content_of(db.session, person))
    prepare(edition, endings)
    begin_writing(db.session)
    signer = signing.signer_for(db.session, person, settings) if ZIP in endings else None
    written = write_all(edition, endings, signer, out)
    actions.compiled(db.session, person, edition.portfolio, Event.PORTFOLIO_COMPILED_BY_COMMAND)
    db.session.commit()
    click.echo(f"Wrote {in_words(written)} for {person.name}, who can see this.")


def endings_of(formats: str) -> list[str]:
    """The formats asked for, each once."""
    wanted = list(dict.fromkeys(each.strip().lower() for each in formats.split(",")))
    unknown = [each for each in wanted if each not in FORMS]
    if unknown:
        raise Failure(f"There is no format “{unknown[0]}”. Please choose from: {', '.join(FORMS)}.")
    return wanted


def find(worker: str) -> Person:
    """The person with this address."""
    address = email_addresses.kept(worker)
    person = db.session.scalar(sa.select(Person).where(Person.email == address))
    if person is None:
        raise Failure(f"Nobody here has the address {address}.")
    return person


def let_in(person: Person, code: str, *, asks_for_code: bool) -> None:
    """Act as the person, once they have said yes with a code; the code is used up by that."""
    if not asks_for_code:
        act_as(db.session, person)
        return
    name = person.name
    is_theirs = bool(code) and record_codes.use(db.session, person, code)
    db.session.commit()
    if not is_theirs:
        raise Failure(
            f"Please give --code, a code that {name} makes on their Privacy page and hands to "
            "you. It works once, for an hour."
            if not code
            else f"This is not a code of {name}'s that still works. They can make a new one on "
            "their Privacy page."
        )


def read(person: Person, content: Content) -> Edition:
    """The newest portfolio as it stands; nothing stays open in the database after."""
    newest = queries.newest_portfolio(db.session, person)
    if newest is None:
        raise Failure(f"{person.name} has no portfolio yet. They can begin one at /portfolio.")
    found = edition_for(db.session, person, newest, content)
    db.session.rollback()
    return found


def prepare(edition: Edition, endings: list[str]) -> None:
    """Make every file that takes time, with a bar that shows itself once it is long."""
    needed = IN_ZIP if ZIP in endings else [key for key in IN_ZIP if key in endings]
    try:
        for key in endings:
            edition.check_room(key)
    except TooLarge as error:
        raise Failure(TOO_LARGE) from error
    began = time.monotonic()
    with (
        tqdm(total=len(needed), desc="Making the portfolio", unit=" files", delay=PATIENCE,
             disable=None, leave=False) as bar,
        ThreadPoolExecutor(max_workers=1) as pool,
    ):  # fmt: skip
        for key in needed:
            work = pool.submit(edition.member, key)
            while not wait([work], timeout=TICK).done:
                if time.monotonic() - began > PATIENCE:
                    bar.refresh()
            try:
                work.result()
            except PdfError as error:
                raise Failure(str(error)) from error
            except GONE as error:
                raise Failure(NO_FILE) from error
            bar.update()


def write_all(edition: Edition, endings: list[str], signer: Signer | None, out: Path) -> list[Path]:
    """Every file, whole or not at all."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        return [
            put(out / edition.name(key), edition.zip(signer) if key == ZIP and signer
                else edition.member(key))
            for key in endings
        ]  # fmt: skip
    except OSError as error:
        raise Failure(f"Nothing can be written to {out}: {error.strerror}.") from error


def put(path: Path, member: Member) -> Path:
    """Write a file under another name first, so that half a file never stands there."""
    with whole_file(path) as file:
        file.writelines(member.read())
    return path


def in_words(paths: list[Path]) -> str:
    """Names in a row: a, b and c."""
    *most, last = map(str, paths)
    return f"{', '.join(most)} and {last}" if most else last
