"""What somebody may see of their own account."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import Person, SignIn
from journal.models.base import now

MOST_DEVICES = 50


def devices_of(session: Session, person: Person) -> Sequence[SignIn]:
    """The devices on which this person is signed in now, newest first."""
    return session.scalars(
        own_devices(person).order_by(SignIn.began_at.desc()).limit(MOST_DEVICES)
    ).all()


def get_device(session: Session, person: Person, sign_in_id: UUID) -> SignIn | None:
    """One of this person's own devices."""
    return session.scalar(own_devices(person).where(SignIn.id == sign_in_id))


def own_devices(person: Person) -> sa.Select[SignIn]:
    """Signed in, and not run out."""
    return sa.select(SignIn).where(
        SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.expires_at > now()
    )
