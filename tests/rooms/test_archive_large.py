"""A record of a year of photos: it comes in and goes out with little in memory at any time."""

import hashlib
import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from journal import Application, uploads
from journal.documents import age
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions
from journal.models import Attachment, Entry
from journal.models.confidential import act_as, visible
from journal.storage import storage
from tests.archives import AT, Row, packed, record, with_entry
from tests.client import Client
from tests.rooms.attaching import ClientFor, part_of
from tests.rooms.test_attachments import sound_of
from tests.world import PASSWORD, World

MEGABYTE = 1024 * 1024
LARGE = 32 * MEGABYTE
LITTLE = 20 * MEGABYTE
"""Some copies of a block, and what is imported when it is first needed."""
WORDS = "four words of some length"
PAGE = "/archive/bring-in"
DRAFT = Draft(EntryKind.NOTE, None, "A day", "Words.", {}, date(2026, 3, 1), 30, False)


@pytest.fixture(autouse=True)
def limits(app: Application) -> Iterator[Settings]:
    """Small limits, for as long as a test lasts."""
    before: Settings = app.extensions["settings"]
    small = replace(before, file_megabytes=1, megabytes_of_a_person=4)
    app.extensions["settings"] = small
    yield small
    app.extensions["settings"] = before


def with_file(told: Row, entry: str, data: bytes, **otherwise: object) -> str:
    """A file on an entry of a record; where it lies in the archive."""
    key = hashlib.md5(data, usedforsecurity=False).hexdigest()
    key = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    told["tables"]["attachments"].append(
        {"id": key, "entry_id": entry, "author_id": told["person"]["id"], "name": "a.wav",
         "shows": "", "media_type": "audio/wav", "size": len(data), "added_at": AT,
         "sha256": hashlib.sha256(data).hexdigest(), "held_back_at": None} | otherwise
    )  # fmt: skip
    return f"files/{key}.wav"


def body_of(client: Client, data: bytes, do: str = "bring") -> bytes:
    """The form of the page, as a browser sends it."""
    fields = {"csrf_token": client.token, "do": do, "opened_with": WORDS}
    parts = [part_of(f'name="{name}"', text.encode()) for name, text in fields.items()]
    file = part_of('name="file"; filename="journal.zip"', data)
    return b"".join([*parts, file, b"--edge--\r\n"])


def sent(client: Client, body: bytes, length: int | None = None) -> TestResponse:
    """Send it; `length` is what the request says of itself."""
    said = {"CONTENT_LENGTH": str(length or len(body))}
    kind = "multipart/form-data; boundary=edge"
    return client.open(PAGE, method="POST", data=body, content_type=kind, environ_overrides=said)


def files_of(session: Session, world: World) -> list[Attachment]:
    """The files of whoever brings something in."""
    session.rollback()
    return list(session.scalars(visible(Attachment, to=world.stranger)))


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_large_archive_comes_in_from_the_page_and_is_never_whole_in_memory(
    is_closed: bool, session: Session, world: World, client_for: ClientFor
) -> None:
    told, sound = record(), sound_of(900_000)
    entry = with_entry(told)
    files = {with_file(told, entry, sound): sound}
    data = packed(told, files | {"files/of-no-row.bin": os.urandom(LARGE)})
    client = client_for(world.stranger)
    body = body_of(client, b"".join(age.closed([data], WORDS, 10)) if is_closed else data)
    tracemalloc.start()
    answer = sent(client, body)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.status_code == 303, answer.text
    assert most < LITTLE
    [file] = files_of(session, world)
    assert b"".join(storage().read(file.address, file.size)) == sound


def test_a_large_record_goes_out_and_is_never_whole_in_memory(
    session: Session, world: World, client_for: ClientFor
) -> None:
    me, data = world.stranger, os.urandom(LARGE)
    act_as(session, me)
    entry = actions.write(session, me, DRAFT, uuid4())
    address = storage().address_of(me.id, data)
    storage().put(address, data)
    row = {"media_type": "audio/wav", "size": LARGE, "sha256": hashlib.sha256(data).hexdigest()}
    whose = {"entry_id": entry.id, "author_id": me.id, "name": "a.wav", "shows": "x"}
    session.add(Attachment(**row, **whose, address=address))
    session.commit()
    client = client_for(me)
    client.post("/account/again", {"password": PASSWORD})
    sent, size = hashlib.sha256(), 0
    tracemalloc.start()
    answer = client.open("/archive", method="POST", data={"csrf_token": client.token})
    for block in answer.iter_encoded():
        sent.update(block)
        size += len(block)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == answer.content_length > LARGE
    assert most < LITTLE


def test_the_limit_is_said_before_and_held(world: World, client_for: ClientFor) -> None:
    client = client_for(world.stranger)
    page = client.get("/archive").text
    assert "Up to 108 MB" in page
    assert "a code that you make" in page
    body = body_of(client, b"PK")
    assert sent(client, body, 107 * MEGABYTE).status_code != 413
    assert sent(client, body, 110 * MEGABYTE).status_code == 413


def test_a_disk_that_is_too_full_takes_nothing_and_says_so(
    world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "SPARE", 2**60)
    client = client_for(world.stranger)
    answer = sent(client, body_of(client, packed(record())))
    assert answer.status_code == 507
    assert "tell whoever runs the service" in answer.text
    assert "What you typed beside the file is still there" in answer.text


def test_no_file_comes_in_that_is_larger_than_its_row_says_or_than_may_be(
    session: Session, world: World, client_for: ClientFor
) -> None:
    told = record()
    entry = with_entry(told)
    lying, long, fine = sound_of(500_000), sound_of(MEGABYTE + 1), sound_of(1000)
    files = {
        with_file(told, entry, lying, size=1): lying,
        with_file(told, entry, long): long,
        with_file(told, entry, fine): fine,
    }
    client = client_for(world.stranger)
    looked = sent(client, body_of(client, packed(told, files), "look"))
    assert "Stays behind: Files: 2" in looked.text
    assert sent(client, body_of(client, packed(told, files))).status_code == 303
    assert [file.size for file in files_of(session, world)] == [len(fine)]


def test_no_size_makes_room(session: Session, world: World, client_for: ClientFor) -> None:
    told = record()
    entry = with_entry(told)
    sounds = [sound_of(900_000 + number) for number in range(5)]
    files = {with_file(told, entry, sound): sound for sound in sounds}
    with_file(told, entry, b"nothing", size=-(2**31) + 1)
    client = client_for(world.stranger)
    answer = sent(client, body_of(client, packed(told, files)))
    assert answer.status_code == 422
    assert files_of(session, world) == []
    assert session.scalars(visible(Entry, to=world.stranger)).all() == []
    session.rollback()
