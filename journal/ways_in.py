"""The ways into an account besides its password: signed-in devices, and links that open once.

Of every secret only the hash is kept, so that a stolen database opens nothing.
"""

import secrets
from datetime import timedelta
from os import urandom
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import Person, Purpose, SignIn, SingleUseLink
from journal.models.base import now
from journal.models.person import SEED
from journal.signed_in import STAYS_SIGNED_IN, hash_of

LASTS = {
    Purpose.INVITATION: timedelta(days=14),
    Purpose.NEW_PASSWORD: timedelta(hours=1),
    Purpose.RECORD_CODE: timedelta(hours=1),
    Purpose.ADDING_A_PASSKEY: timedelta(minutes=5),
    Purpose.UNLOCKING: timedelta(minutes=5),
}


def open_device(session: Session, person: Person, device: str) -> tuple[SignIn, str]:
    """Sign a device in: its row, and the token that goes into its cookie."""
    person.sealing_seed = person.sealing_seed or urandom(SEED)
    token = new_token()
    row = SignIn(
        person_id=person.id,
        token_hash=hash_of(token),
        device=device,
        expires_at=now() + STAYS_SIGNED_IN,
    )
    row.person = person
    session.add(row)
    session.flush()
    return row, token


def end_devices(session: Session, person_id: UUID) -> None:
    """Sign every device of this person out."""
    session.execute(
        sa.update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )


def make_link(session: Session, person: Person, purpose: Purpose, secret: str = "") -> str:
    """A fresh secret for one purpose; those made before for the same purpose are dead."""
    end_links(session, person.id, purpose)
    secret = secret or new_token()
    session.add(
        SingleUseLink(
            person_id=person.id,
            purpose=purpose,
            token_hash=hash_of(secret),
            expires_at=now() + LASTS[purpose],
        )
    )
    session.flush()
    return secret


def find_link(session: Session, purpose: Purpose, secret: str) -> SingleUseLink | None:
    """The link that this secret belongs to, while it can still be used. Looking uses nothing."""
    return session.scalar(
        sa.select(SingleUseLink)
        .join(SingleUseLink.person)
        .where(
            SingleUseLink.token_hash == hash_of(secret),
            SingleUseLink.purpose == purpose,
            SingleUseLink.used_at.is_(None),
            SingleUseLink.expires_at > now(),
            Person.left_at.is_(None),
        )
    )


def use_link(session: Session, link: SingleUseLink) -> bool:
    """Use a link up. Of two who come at the same moment, one is told no."""
    done: Any = session.execute(
        sa.update(SingleUseLink)
        .where(SingleUseLink.id == link.id, SingleUseLink.used_at.is_(None))
        .values(used_at=now())
    )
    return bool(done.rowcount == 1)


def end_links(session: Session, person_id: UUID, purpose: Purpose | None = None) -> None:
    """Make this person's unused links dead: those for one purpose, or all."""
    unused = sa.update(SingleUseLink).where(
        SingleUseLink.person_id == person_id, SingleUseLink.used_at.is_(None)
    )
    if purpose is not None:
        unused = unused.where(SingleUseLink.purpose == purpose)
    session.execute(unused.values(used_at=now()))


def end_all(session: Session, person_id: UUID) -> None:
    """Shut every way in but the password."""
    end_devices(session, person_id)
    end_links(session, person_id)


def new_token() -> str:
    """A secret of 256 bits that fits into an address."""
    return secrets.token_urlsafe(32)
