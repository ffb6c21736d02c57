"""What was sealed without network: opened for its writer alone, and kept without replacing."""

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal import Application, sealing
from journal.extensions import db
from journal.models import Person, Unfinished
from journal.models.confidential import visible
from journal.models.person import SEED
from tests.client import Client
from tests.rooms.test_unfinished import DESK, NEW, PHONE, keep
from tests.sealing import seal
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]
OURS, THEIRS = os.urandom(SEED), os.urandom(SEED)
COPY = uuid4()


@given(fields=st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_whatever_is_sealed_opens_again_letter_for_letter(fields: dict[str, Any]) -> None:
    box = seal(sealing.public_key(OURS), str(COPY), {"fields": fields})
    assert sealing.open_box(OURS, COPY, box) == {"fields": fields}


@given(st.data())
def test_one_changed_bit_anywhere_is_refused(data: st.DataObject) -> None:
    box = bytearray(seal(sealing.public_key(OURS), str(COPY), {"fields": {"text": "Steps."}}))
    at = data.draw(st.integers(0, len(box) * 8 - 1))
    box[at // 8] ^= 1 << at % 8
    with pytest.raises(sealing.CannotOpen):
        sealing.open_box(OURS, COPY, bytes(box))


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(sealing.CannotOpen):
        sealing.open_box(OURS, COPY, b"\x01" + noise)


def test_a_box_opens_for_nobody_else_and_under_no_other_id() -> None:
    box = seal(sealing.public_key(OURS), str(COPY), "Steps.")
    for seed, copy_id in ((THEIRS, COPY), (OURS, uuid4())):
        with pytest.raises(sealing.CannotOpen):
            sealing.open_box(seed, copy_id, box)
    assert sealing.open_box(OURS, COPY, box) == "Steps."


def test_a_cut_box_and_one_that_is_too_large_are_refused() -> None:
    public = sealing.public_key(OURS)
    box = seal(public, str(COPY), "Steps.")
    for length in (0, 1, 66, 78, 94, len(box) - 1):
        with pytest.raises(sealing.CannotOpen):
            sealing.open_box(OURS, COPY, box[:length])
    with pytest.raises(sealing.CannotOpen):
        sealing.open_box(OURS, COPY, seal(public, str(COPY), "x" * sealing.LARGEST_BOX))


def test_the_size_of_a_box_does_not_tell_a_short_text_from_another() -> None:
    public = sealing.public_key(OURS)
    assert len({len(seal(public, str(COPY), "x" * many)) for many in (1, 20, 900)}) == 1


def send(client: Client, copy_id: UUID | str, box: bytes) -> TestResponse:
    """Send one box as the page's script does."""
    return client.open(
        "/unfinished/sealed",
        method="POST",
        json={"copy": str(copy_id), "box": urlsafe_b64encode(box).decode()},
        headers={"X-CSRFToken": client.token, "Accept": "application/json"},
    )


def sealed_for(person: Person, copy_id: UUID | str, text: str, **more: Any) -> bytes:
    """What a page of this person's puts aside."""
    payload = {"place": NEW, "fields": {"text": text}, "editor": PHONE, "version": 0, "sequence": 1}
    assert person.sealing_seed
    return seal(sealing.public_key(person.sealing_seed), str(copy_id), {**payload, **more})


def texts_of(session: Session, person: Person) -> list[str]:
    """Every unfinished text of somebody's."""
    session.rollback()
    return sorted(copy.fields["text"] for copy in session.scalars(visible(Unfinished, to=person)))


def test_what_was_sealed_is_kept_and_can_be_gone_on_with(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    answer = send(coach, copy_id, sealed_for(world.coach, copy_id, "Written on the train."))
    assert answer.status_code == 200
    told = answer.get_json()
    assert told["asked"] == told["kept"] == copy_id
    assert (told["editor"], told["sequence"]) == (PHONE, 1)
    assert texts_of(session, world.coach) == ["Written on the train."]
    assert "Written on the train." in coach.get(told["goOn"]).text


def test_what_was_sealed_never_replaces_what_was_written_elsewhere(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "Begun.", editor=PHONE)
    keep(coach, copy_id, "Begun. At the desk.", editor=DESK, version=1)
    box = sealed_for(world.coach, copy_id, "Begun. On the train.", version=1, sequence=2)
    told = send(coach, copy_id, box).get_json()
    assert told["kept"] != copy_id
    assert texts_of(session, world.coach) == ["Begun. At the desk.", "Begun. On the train."]


def test_a_box_sent_again_makes_no_second_copy(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """The answer was lost, or another tab sent it too; also when it became a copy of its own."""
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "At the desk.", editor=DESK)
    box = sealed_for(world.coach, copy_id, "On the train.")
    first, second = (send(coach, copy_id, box).get_json() for _ in range(2))
    assert first["kept"] == second["kept"] != copy_id
    assert texts_of(session, world.coach) == ["At the desk.", "On the train."]


def test_a_box_that_comes_after_newer_words_of_its_page_takes_nothing_back(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "On the train. And off it.", sequence=3)
    answer = send(coach, copy_id, sealed_for(world.coach, copy_id, "On the train.", sequence=2))
    assert answer.status_code == 200
    assert texts_of(session, world.coach) == ["On the train. And off it."]


@pytest.mark.parametrize("kind", ["foreign", "another id", "changed", "noise", "no box", "no JSON"])
def test_what_cannot_be_opened_is_refused_in_the_same_words(
    kind: str, session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    box = sealed_for(world.coach, copy_id, "On the train.")
    boxes = {
        "foreign": sealed_for(world.worker, copy_id, "On the train."),
        "another id": sealed_for(world.coach, uuid4(), "On the train."),
        "changed": box[:-1] + bytes([box[-1] ^ 1]),
        "noise": os.urandom(2000),
        "no box": b"",
        "no JSON": box,
    }
    headers = {"X-CSRFToken": coach.token, "Accept": "application/json"}
    if kind == "no JSON":
        answer = coach.open("/unfinished/sealed", method="POST", data=box, headers=headers)
    else:
        answer = send(coach, copy_id, boxes[kind])
    assert answer.status_code == 422
    assert answer.get_json() == {
        "problem": "This could not be opened. It stays sealed on the device."
    }
    assert texts_of(session, world.coach) == []
    assert all("On the train." not in text for text in texts_of(session, world.worker))


@pytest.mark.parametrize(
    "wrong", [{"place": "https://elsewhere.example/"}, {"editor": "me"}, {"fields": 3}]
)
def test_what_our_pages_never_seal_is_refused(
    wrong: dict[str, Any], session: Session, world: World, client_for: ClientFor
) -> None:
    copy_id = str(uuid4())
    answer = send(client_for(world.coach), copy_id, sealed_for(world.coach, copy_id, "x", **wrong))
    assert answer.status_code == 422
    assert texts_of(session, world.coach) == []


def test_a_locked_or_signed_out_device_sends_nothing_in(
    world: World, client_for: ClientFor
) -> None:
    copy_id = str(uuid4())
    box = sealed_for(world.coach, copy_id, "On the train.")
    assert send(client_for(None), copy_id, box).status_code == 401
    coach = client_for(world.coach)
    assert send(coach, copy_id, box).status_code == 200
    coach.post("/lock")
    assert send(coach, copy_id, box).status_code == 423


def test_somebody_from_before_gets_a_seed_at_the_next_sign_in(
    app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    session.execute(sa.update(Person).values(sealing_seed=None))
    session.commit()
    assert 'data-key=""' in client_for(world.coach).get("/account").text
    visitor = client_for(None)
    typed = {"email": world.coach.email, "password": PASSWORD}
    assert visitor.post("/sign-in", typed).status_code == 303
    with app.app_context():
        seed = db.session.get(Person, world.coach.id).sealing_seed  # type: ignore[union-attr]
        assert seed is not None
        assert len(seed) == SEED
    assert 'data-key=""' not in visitor.get("/account").text


def test_what_waits_on_the_device_of_somebody_who_left_stays_shut_for_good(
    session: Session, world: World, client_for: ClientFor
) -> None:
    box, copy_id = sealed_for(world.coach, COPY, "On the train."), COPY
    admin, close = client_for(world.admin), f"/admin/people/{world.coach.id}/close"
    assert "can never be opened again" in admin.get(close).text
    assert admin.post(close).status_code == 303
    session.rollback()
    seed = sa.select(Person.sealing_seed).where(Person.id == world.coach.id)
    assert session.scalar(seed) is None
    admin.post(close.replace("/close", "/open-again"))
    client_for(None).post("/sign-in", {"email": world.coach.email, "password": PASSWORD})
    session.rollback()
    assert session.scalar(seed) is not None, "a new one"
    assert send(client_for(world.coach), copy_id, box).status_code == 422
    assert texts_of(session, world.coach) == []


def test_every_person_has_a_key_of_their_own_and_pages_hold_no_seed(
    session: Session, world: World, client_for: ClientFor
) -> None:
    session.rollback()
    seeds = {person.sealing_seed for person in session.scalars(sa.select(Person))}
    assert len(seeds) == len(world.people)
    assert None not in seeds
    page = client_for(world.coach).get("/account").text
    assert sealing.key_for_pages(world.coach) in page
    assert urlsafe_b64encode(world.coach.sealing_seed or b"").decode() not in page
