"""The organisation's signature under what leaves it: see docs/adr/0018.

A key is made when the first portfolio is signed, and sealed under the service's secret. When
that secret has changed, the old key cannot be opened any more, and a new one takes its place;
what was signed with the old one stays as good as it was.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session

from config import Settings
from journal.audit import Event, record
from journal.documents.manifest import Signer, fingerprint
from journal.models import Organisation, SigningKey
from journal.models.confidential import Somebody

NONCE = 12
MOST_SHOWN = 200
KEY_PAGE = "/organisation/key"
PURPOSE = b"alongside: the signing key of an organisation"


@dataclass(frozen=True)
class OrganisationKey:
    """A key that anybody may know of: whose it is, since when, and its fingerprint."""

    organisation: str
    made_at: datetime
    fingerprint: str


def signer_for(
    session: Session, asker: Somebody, settings: Settings, owner: UUID | None = None
) -> Signer:
    """The signature of whose organisation asks, with a key made now if there is none; `owner` is
    whose record it is, where somebody asks by a link.

    Who asks at the same time waits, so that two never make two.
    """
    wanted = sa.select(Organisation).where(Organisation.id == asker.organisation_id)
    organisation = session.scalars(wanted.with_for_update()).one()
    theirs = sa.select(SigningKey).where(SigningKey.organisation_id == organisation.id)
    newest = session.scalars(theirs.order_by(SigningKey.made_at.desc()).limit(1)).first()
    private = opened(newest, settings.secret_key) if newest else None
    private = private or made(session, asker, settings.secret_key, owner or asker.id)
    return Signer(
        organisation=organisation.name,
        public_key=private.public_key().public_bytes_raw(),
        key_page=f"{settings.base_url}{KEY_PAGE}",
        sign=private.sign,
    )


def all_keys(session: Session) -> list[OrganisationKey]:
    """The newest keys of all organisations here; an earlier one counts for what it signed."""
    wanted = sa.select(Organisation.name, SigningKey.made_at, SigningKey.public_key)
    joined = wanted.join(Organisation, Organisation.id == SigningKey.organisation_id)
    in_order = joined.order_by(Organisation.name, SigningKey.made_at.desc()).limit(MOST_SHOWN)
    return [
        OrganisationKey(row.name, row.made_at, fingerprint(row.public_key))
        for row in session.execute(in_order)
    ]


def key_replaced_since(
    session: Session, organisation_id: UUID, moment: datetime
) -> datetime | None:
    """When the key that signs now took the place of another, if that was after this moment."""
    theirs = sa.select(SigningKey.made_at).where(SigningKey.organisation_id == organisation_id)
    newest = session.scalars(theirs.order_by(SigningKey.made_at.desc()).limit(2)).all()
    return newest[0] if len(newest) > 1 and newest[0] > moment else None


def made(session: Session, asker: Somebody, secret: str, owner: UUID) -> Ed25519PrivateKey:
    """A new key, kept."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    nonce = os.urandom(NONCE)
    organisation = asker.organisation_id
    about = organisation.bytes + public
    sealed = nonce + cipher(secret).encrypt(nonce, private.private_bytes_raw(), about)
    session.add(SigningKey(organisation_id=organisation, public_key=public, sealed=sealed))
    subject = ("organisation", organisation)
    record(session, asker, Event.SIGNING_KEY_MADE, owner=owner, subject=subject)
    session.flush()
    return private


def opened(row: SigningKey, secret: str) -> Ed25519PrivateKey | None:
    """The private key; None where the service's secret is another than it was sealed with."""
    nonce, sealed = row.sealed[:NONCE], row.sealed[NONCE:]
    about = row.organisation_id.bytes + row.public_key
    try:
        return Ed25519PrivateKey.from_private_bytes(cipher(secret).decrypt(nonce, sealed, about))
    except InvalidTag:
        return None


def cipher(secret: str) -> AESGCM:
    """What private keys are sealed with."""
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret.encode()))
