"""`journal people`: let the first people in."""

from collections.abc import Sequence

import click
import sqlalchemy as sa

from journal import Application, email_addresses, mail
from journal.admin.forms import LONGEST_NAME
from journal.admin.invitations import Invitation
from journal.admin.invitations import invite as make_invitation
from journal.commands.common import Failure, with_app
from journal.database import begin_writing
from journal.extensions import db
from journal.forms import trimmed
from journal.models import Organisation

FIRST_ORGANISATION = "Our organisation"


@click.group("people")
def people() -> None:
    """Let people in."""


@people.command("invite")
@click.argument("email")
@click.option("--name", default="", help="As colleagues know them.")
@click.option("--administrator", is_flag=True, help="They may invite and connect people too.")
@click.option("--organisation", default="", help="Where they belong, if there are several.")
@click.option("--new-organisation", default="", help="Begin one of this name, with them in it.")
@with_app
def invite(
    app: Application,
    email: str,
    name: str,
    administrator: bool,
    organisation: str,
    new_organisation: str,
) -> None:
    """Invite somebody by e-mail. On an empty installation they become its first administrator."""
    address = email_addresses.kept(email)
    name = trimmed(name) or address.partition("@")[0]
    check(address, name)
    begin_writing(db.session)
    home, is_new = home_for(trimmed(organisation), trimmed(new_organisation))
    made = make_invitation(
        db.session,
        home,
        email=address,
        name=name,
        is_administrator=administrator or is_new,
        by=None,
    )
    if made is None:
        db.session.rollback()
        raise Failure(
            f"{address} cannot be invited: the address belongs to an account already. Whoever "
            "has it can sign in, or ask for a new password on the sign-in page."
        )
    db.session.commit()
    click.echo(what_was_done(made))


def check(address: str, name: str) -> None:
    """Stop before anything is written when the words cannot be right."""
    if not email_addresses.looks_right(address):
        raise Failure(email_addresses.NOT_AN_ADDRESS)
    if len(name) > LONGEST_NAME:
        raise Failure(f"Please keep the name to {LONGEST_NAME} characters or fewer.")


def home_for(wanted: str, new: str) -> tuple[Organisation, bool]:
    """The organisation, and whether it is a new one, which needs an administrator."""
    known = db.session.scalars(
        sa.select(Organisation).where(Organisation.closed_at.is_(None)).order_by(Organisation.name)
    ).all()
    if new or not known:
        return begin_organisation(new or wanted or FIRST_ORGANISATION, known), True
    fitting = [each for each in known if not wanted or each.name == wanted]
    if len(fitting) != 1:
        names = ", ".join(f"“{each.name}”" for each in known)
        raise Failure(
            f"Please say with --organisation which one: {names}. A further one is begun with "
            "--new-organisation NAME."
        )
    return fitting[0], False


def begin_organisation(name: str, known: Sequence[Organisation]) -> Organisation:
    """A new organisation; two of one name could not be told apart."""
    if any(each.name == name for each in known):
        raise Failure(f"There is an organisation called “{name}” already.")
    organisation = Organisation(name=name)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def what_was_done(made: Invitation) -> str:
    """One line that says it, with the link where nobody else would hand it over."""
    who = f"{made.person.name} ({made.person.email})"
    part = "administrator of " if made.person.is_administrator else ""
    start = f"Invited {who}, {part}{made.person.organisation.name}."
    if mail.is_set_up():
        return f"{start} A letter with the link waits to be sent."
    return f"{start} Give them this link; it works once, for 14 days: {made.link}"
