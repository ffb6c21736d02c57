"""Passkeys without a browser: who may ask, where they work, and what is refused.

That a real one is made and used is shown in tests/browser/test_lock_screen.py.
"""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from webauthn.helpers import bytes_to_base64url

from journal import throttle
from journal.accounts import passkeys
from journal.accounts.passkeys import Ourselves
from journal.models import Passkey, Purpose, SingleUseLink
from journal.models.base import now
from tests.client import Client
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]
US = Ourselves("localhost", "http://localhost")


def kept(session: Session, world: World, part: str = "worker") -> Passkey:
    """A passkey of this person, whose secret nobody has."""
    passkey = Passkey(
        person_id=world.people[part].id,
        credential_id=bytes_to_base64url(part.encode()),
        public_key=b"no key",
        uses=0,
        name=f"{part}'s phone",
    )
    session.add(passkey)
    session.commit()
    return passkey


def answer_to(challenge: str) -> dict[str, object]:
    """What a browser would send, with a signature that is none."""
    told = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": US.origin})
    return {
        "id": bytes_to_base64url(b"worker"),
        "rawId": bytes_to_base64url(b"worker"),
        "type": "public-key",
        "response": {
            "clientDataJSON": bytes_to_base64url(told.encode()),
            "authenticatorData": bytes_to_base64url(b"x" * 37),
            "signature": bytes_to_base64url(b"x"),
        },
    }


@pytest.mark.parametrize(
    ("base_url", "asked_at", "us"),
    [
        ("https://journal.example", "https://journal.example/",
         Ourselves("journal.example", "https://journal.example")),
        ("https://journal.example:8443", "https://elsewhere.example/",
         Ourselves("journal.example", "https://journal.example:8443")),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000/", None),
        ("http://127.0.0.1:5000", "http://localhost:5000/",
         Ourselves("localhost", "http://localhost:5000")),
        ("http://127.0.0.1:5000", "http://localhost:6000/", None),
        ("http://192.0.2.7", "http://localhost/", None),
        ("http://[::1]:5000", "http://[::1]:5000/", None),
    ],
)  # fmt: skip
def test_passkeys_answer_to_the_name_of_the_service(
    base_url: str, asked_at: str, us: Ourselves | None
) -> None:
    assert passkeys.ourselves(base_url, asked_at) == us


def test_adding_one_asks_for_the_password(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    begin = "/account/passkeys/begin"
    for number in range(throttle.TRIES):
        assert client.post(begin, {"password": f"wrong {number}"}).status_code == 422
    assert client.post(begin, {"password": PASSWORD}).status_code == 422
    other = client_for(world.supervisor).post(begin, {"password": PASSWORD})
    assert other.json["authenticatorSelection"]["userVerification"] == "required"
    assert other.json["rp"]["id"] == "localhost"


def test_nothing_is_added_without_a_challenge_of_ours(
    world: World, client_for: ClientFor, session: Session
) -> None:
    client = client_for(world.worker)
    headers = {"X-CSRFToken": client.token}
    for sent in (None, [], {}, {"answer": 1}, {"answer": answer_to("bm90LW91cnM")}):
        tried = client.open("/account/passkeys", method="POST", json=sent, headers=headers)
        assert tried.status_code == 422
    assert session.scalars(sa.select(Passkey)).all() == []


def test_a_challenge_is_for_one_person_one_purpose_and_one_try(
    world: World, session: Session
) -> None:
    kept(session, world)
    for person, purpose, fits in (
        (world.supervisor, Purpose.UNLOCKING, False),
        (world.worker, Purpose.ADDING_A_PASSKEY, False),
        (world.worker, Purpose.UNLOCKING, True),
        (world.worker, Purpose.UNLOCKING, False),
    ):
        if fits or person is world.supervisor:
            secret = bytes_to_base64url(
                passkeys.challenge(session, world.worker, Purpose.UNLOCKING)
            )
        found = passkeys.used_challenge(session, person, purpose, answer_to(secret))
        assert (found is not None) is fits
    session.commit()


def test_a_challenge_runs_out(world: World, session: Session) -> None:
    secret = bytes_to_base64url(passkeys.challenge(session, world.worker, Purpose.UNLOCKING))
    link = session.scalars(sa.select(SingleUseLink)).one()
    assert link.expires_at - now() <= timedelta(minutes=5)
    link.expires_at = now()
    asked = answer_to(secret)
    assert passkeys.used_challenge(session, world.worker, Purpose.UNLOCKING, asked) is None
    session.commit()


def test_a_signature_that_is_none_opens_nothing_and_uses_the_challenge_up(
    world: World, client_for: ClientFor, session: Session
) -> None:
    kept(session, world)
    client = client_for(world.worker)
    headers = {"X-CSRFToken": client.token, "Accept": "application/json"}
    client.post("/lock")
    begun = client.open("/unlock/passkey/begin", method="POST", json={}, headers=headers)
    assert [each["id"] for each in begun.json["allowCredentials"]] == [
        bytes_to_base64url(b"worker")
    ]
    sent = {"answer": answer_to(begun.json["challenge"])}
    tried = client.open("/unlock/passkey", method="POST", json=sent, headers=headers)
    assert tried.status_code == 422
    assert client.get("/entries").status_code == 303
    assert session.scalars(sa.select(SingleUseLink.used_at)).one() is not None


def test_the_passkeys_of_others_are_nobodys_business(
    world: World, client_for: ClientFor, session: Session
) -> None:
    passkey = kept(session, world)
    other, client = client_for(world.supervisor), client_for(world.worker)
    assert "worker&#39;s phone" not in other.get("/account").text
    assert other.post(f"/account/passkeys/{passkey.id}/remove").status_code == 404
    headers = {"X-CSRFToken": other.token}
    begun = other.open("/unlock/passkey/begin", method="POST", json={}, headers=headers)
    assert begun.status_code == 404
    assert "worker&#39;s phone" in client.get("/account").text
    assert client.post(f"/account/passkeys/{passkey.id}/remove").status_code == 303
    assert session.scalars(sa.select(Passkey)).all() == []
    told = client.get("/privacy?whose=mine").text
    assert "You removed a passkey" in told
