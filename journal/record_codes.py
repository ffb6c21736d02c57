"""The one-use code with which a person lets a command take their own record away.

No command reads a journal behind its owner's back: it asks for a code that only the
owner can make, on their privacy page, and the owner sees there that it was used.
"""

import secrets

from sqlalchemy.orm import Session

from journal import ways_in
from journal.audit import Event, record
from journal.models import Person, Purpose
from journal.models.confidential import act_as

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody takes for one another."""
GROUPS, GROUP = 4, 4
LASTS = ways_in.LASTS[Purpose.RECORD_CODE]


def make(session: Session, person: Person) -> str:
    """A fresh code, good for one use within the hour; an earlier one is dead."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    ways_in.make_link(session, person, Purpose.RECORD_CODE, secret=letters)
    subject = ("person", person.id)
    record(session, person, Event.RECORD_CODE_MADE, owner=person.id, subject=subject)
    session.flush()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def use(session: Session, person: Person, code: str) -> bool:
    """Use the code up and write that it was used; False when it is not this person's code now.

    From here on the session acts as the person. The caller commits, whatever it does next,
    so that the code is dead and its owner can see that somebody used it.
    """
    link = ways_in.find_link(session, Purpose.RECORD_CODE, as_kept(code))
    if link is None or link.person_id != person.id or not ways_in.use_link(session, link):
        return False
    act_as(session, person)
    subject = ("person", person.id)
    record(session, person, Event.RECORD_CODE_USED, owner=person.id, subject=subject)
    session.flush()
    return True


def is_good(session: Session, person: Person, code: str) -> bool:
    """Whether it is this person's code now; asking does not use it up."""
    link = ways_in.find_link(session, Purpose.RECORD_CODE, as_kept(code))
    return link is not None and link.person_id == person.id


def as_kept(code: str) -> str:
    """A code as somebody types it, made into what was hashed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
