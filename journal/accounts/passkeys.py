"""Passkeys: a finger, a face or the device's own code opens a locked journal.

The secret never leaves the device, and the key only answers to our own address, so nothing
can be typed into a page that only looks like this one. A challenge is made for one person
and one purpose, lasts five minutes and is used up by the first answer.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import sqlalchemy as sa
import webauthn
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from journal import ways_in
from journal.accounts.actions import note
from journal.audit import Event
from journal.models import Passkey, Person, Purpose
from journal.models.base import now
from journal.models.confidential import act_as

MOST = 20
"""Nobody has more devices; the list of a page is bounded."""
BROKEN = (WebAuthnException, KeyError, RecursionError, TypeError, ValueError)
"""What an answer that no browser made may lead to."""


@dataclass(frozen=True)
class Ourselves:
    """Who a passkey answers to: the name of this service, and the address its pages stand at."""

    name: str
    origin: str


def ourselves(base_url: str, asked_at: str) -> Ourselves | None:
    """Whom passkeys answer to; None where the service has a number instead of a name.

    Browsers make no passkeys for a number such as 127.0.0.1. They do for localhost, which is
    the same machine, so somebody who came by that name can have one.
    """
    parts = urlsplit(base_url)
    if not is_number(parts.hostname or ""):
        return Ourselves(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")
    if asked_at.rstrip("/") == by_name(base_url):
        return Ourselves("localhost", by_name(base_url))
    return None


def by_name(base_url: str) -> str:
    """The same address with the name localhost, where the number means this same machine."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if not is_number(host) or not ip_address(host).is_loopback:
        return ""
    return f"{parts.scheme}://localhost" + (f":{parts.port}" if parts.port else "")


def is_number(host: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def passkeys_of(session: Session, person: Person) -> Sequence[Passkey]:
    """This person's passkeys, newest first."""
    return session.scalars(own(person).order_by(Passkey.added_at.desc()).limit(MOST)).all()


def get_passkey(session: Session, person: Person, passkey_id: UUID) -> Passkey | None:
    """One of this person's own passkeys."""
    return session.scalar(own(person).where(Passkey.id == passkey_id))


def can_unlock(session: Session, person: Person) -> bool:
    """Whether this person has any passkey."""
    return session.scalar(own(person).with_only_columns(Passkey.id).limit(1)) is not None


def own(person: Person) -> sa.Select[Passkey]:
    """Nobody sees another person's."""
    return sa.select(Passkey).where(Passkey.person_id == person.id)


def options_for_adding(session: Session, person: Person, us: Ourselves) -> str:
    """What the browser needs to make a passkey, in JSON. Whoever calls has asked the password."""
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=us.name,
            rp_name="Alongside",
            user_id=person.id.bytes,
            user_name=person.email,
            user_display_name=person.name,
            challenge=challenge(session, person, Purpose.ADDING_A_PASSKEY),
            authenticator_selection=AuthenticatorSelectionCriteria(
                user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=descriptors(session, person),
        )
    )


def add(session: Session, person: Person, us: Ourselves, answer: Any, name: str) -> bool:
    """Keep the passkey that the browser made; False when it does not answer our challenge."""
    asked = used_challenge(session, person, Purpose.ADDING_A_PASSKEY, answer)
    if asked is None or len(passkeys_of(session, person)) >= MOST:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=us.name,
            expected_origin=us.origin,
            require_user_verification=True,
        )
    except BROKEN:
        return False
    credential_id = bytes_to_base64url(made.credential_id)
    if session.scalar(sa.select(Passkey.id).where(Passkey.credential_id == credential_id)):
        return False
    session.add(
        Passkey(
            person_id=person.id,
            credential_id=credential_id,
            public_key=made.credential_public_key,
            uses=made.sign_count,
            name=name,
        )
    )
    note(session, person, Event.PASSKEY_ADDED)
    return True


def remove(session: Session, person: Person, passkey: Passkey) -> None:
    """Let go of a passkey: from now on it opens nothing here."""
    session.delete(passkey)
    note(session, person, Event.PASSKEY_REMOVED)


def options_for_unlocking(session: Session, person: Person, us: Ourselves) -> str:
    """What the browser needs to use one of this person's passkeys, in JSON."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=us.name,
            challenge=challenge(session, person, Purpose.UNLOCKING),
            allow_credentials=descriptors(session, person),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def answers(session: Session, person: Person, us: Ourselves, answer: Any) -> bool:
    """Whether one of this person's passkeys answered the challenge, with its owner there."""
    asked = used_challenge(session, person, Purpose.UNLOCKING, answer)
    if asked is None:
        return False
    passkey = session.scalar(own(person).where(Passkey.credential_id == str(answer.get("id"))))
    if passkey is None:
        return False
    try:
        used = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=us.name,
            expected_origin=us.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except BROKEN:
        return False
    passkey.uses = used.new_sign_count
    passkey.last_used_at = now()
    act_as(session, person)
    note(session, person, Event.UNLOCKED_WITH_PASSKEY)
    return True


def challenge(session: Session, person: Person, purpose: Purpose) -> bytes:
    """A fresh challenge for one person and one purpose."""
    return base64url_to_bytes(ways_in.make_link(session, person, purpose))


def used_challenge(session: Session, person: Person, purpose: Purpose, answer: Any) -> bytes | None:
    """The challenge that an answer is for, used up by this; None when it was not ours to answer."""
    try:
        told = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        secret = str(told["challenge"])
        asked = base64url_to_bytes(secret)
    except BROKEN:
        return None
    link = ways_in.find_link(session, purpose, secret)
    if link is None or link.person_id != person.id or not ways_in.use_link(session, link):
        return None
    return asked


def descriptors(session: Session, person: Person) -> list[PublicKeyCredentialDescriptor]:
    """This person's passkeys as a browser knows them."""
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id))
        for each in passkeys_of(session, person)
    ]
