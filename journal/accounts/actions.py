"""What changes an account: each function one act, with its audit event."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import email_addresses, mail, throttle, ways_in
from journal.accounts import passwords
from journal.audit import Event, record
from journal.models import Person, Purpose, SignIn, SingleUseLink
from journal.models.base import now
from journal.models.confidential import act_as

DOOR = "sign-in"
DOOR_FROM = "sign-in-from"
PRESENT_PASSWORD = "present-password"  # noqa: S105 - the name of a door
FORGOTTEN = "forgotten-password"
FORGOTTEN_FROM = "forgotten-password-from"
LETTERS_TO_ONE = 3


class TooManyTries(Exception):
    """The door is shut for a while."""


class SomebodyElse(Exception):
    """The password is right, but the page that is open belongs to another account."""


class LinkIsOver(Exception):
    """Somebody else came through this link a moment before."""


def sign_in(
    session: Session,
    email: str,
    password: str,
    device: str,
    place: str = "",
    only: UUID | None = None,
) -> tuple[SignIn, str] | None:
    """The new row and token of this device, or None when e-mail and password do not fit.

    `only` is the one person whose page is still open there, when there is such a page.
    """
    person = find_out(session, email, password, place)
    if person is None:
        return None
    if only is not None and person.id != only:
        raise SomebodyElse
    opened = ways_in.open_device(session, person, device)
    act_as(session, person)
    note(session, person, Event.SIGNED_IN)
    return opened


def find_out(session: Session, email: str, password: str, place: str) -> Person | None:
    """The person whose e-mail and password these are: for signing in, and for unlocking.

    Tries are counted for every address, whether or not somebody has it, so that a shut door
    tells nothing; and for the place they come from, since a guesser has many addresses.
    """
    too_many_here = throttle.too_many(session, DOOR, email)
    if too_many_here or throttle.too_many(session, DOOR_FROM, place, throttle.TRIES_FROM_ONE_PLACE):
        raise TooManyTries
    person = person_at(session, email)
    if not passwords.matches(person.password_hash if person else None, password) or not person:
        throttle.note(session, DOOR, email)
        throttle.note(session, DOOR_FROM, place)
        return None
    return person


def sign_out(session: Session, row: SignIn) -> None:
    """End this device's sign-in, which may be locked: then nobody acts yet."""
    act_as(session, row.person)
    row.ended_at = now()
    note(session, row.person, Event.SIGNED_OUT)


def sign_out_device(session: Session, person: Person, row: SignIn) -> None:
    """End the sign-in of another device of one's own."""
    row.ended_at = now()
    note(session, person, Event.SIGNED_OUT_DEVICE)


def sign_out_everywhere(session: Session, person: Person) -> None:
    """End every device's sign-in."""
    ways_in.end_devices(session, person.id)
    note(session, person, Event.SIGNED_OUT_EVERYWHERE)


def choose_password(session: Session, link: SingleUseLink, password: str) -> None:
    """Use a link up for the password that it was made for."""
    if not ways_in.use_link(session, link):
        raise LinkIsOver
    act_as(session, link.person)
    set_password(session, link.person, password)


def change_password(
    session: Session, person: Person, present: str, password: str, device: str
) -> tuple[SignIn, str] | None:
    """A new password for somebody who knows the present one; this device is signed in afresh.

    None when the present one does not fit: whoever finds a device unlocked cannot take the
    account over, nor guess on and on.
    """
    if throttle.too_many(session, PRESENT_PASSWORD, str(person.id)):
        raise TooManyTries
    if not passwords.matches(person.password_hash, present):
        throttle.note(session, PRESENT_PASSWORD, str(person.id))
        return None
    set_password(session, person, password)
    mail.password_changed(session, person)
    return ways_in.open_device(session, person, device)


def set_password(session: Session, person: Person, password: str) -> None:
    """Keep a new password and shut every other way in: signed-in devices and unused links."""
    person.password_hash = passwords.hashed(password)
    ways_in.end_all(session, person.id)
    note(session, person, Event.PASSWORD_SET)


def ask_for_new_password(session: Session, email: str, place: str) -> None:
    """Send a link to the address if it belongs to an account; nobody can tell from here if it does.

    What takes long is done for everybody: checking a password takes fifty times as long as
    writing a link, so the clock tells nothing. Only so many letters go to one address, and
    whoever asks too often is answered as always.
    """
    passwords.matches(None, "")
    too_many_here = throttle.too_many(session, FORGOTTEN, email, LETTERS_TO_ONE)
    if too_many_here or throttle.too_many(session, FORGOTTEN_FROM, place, throttle.TRIES):
        return
    throttle.note(session, FORGOTTEN, email)
    throttle.note(session, FORGOTTEN_FROM, place)
    person = person_at(session, email)
    if person is None or person.password_hash is None or not mail.is_set_up():
        return
    secret = ways_in.make_link(session, person, Purpose.NEW_PASSWORD)
    mail.new_password(session, person, mail.page("accounts.new_password", token=secret))
    act_as(session, person)
    note(session, person, Event.PASSWORD_LINK_ASKED)


def person_at(session: Session, email: str) -> Person | None:
    """The person with this address who has not left."""
    address = email_addresses.kept(email)
    return session.scalar(
        sa.select(Person).where(Person.email == address, Person.left_at.is_(None))
    )


def note(session: Session, person: Person, event: Event) -> None:
    """Record what somebody did with their own account."""
    record(session, person, event, owner=person.id, subject=("person", person.id))
    session.flush()
