"""Files on entries, as a peer worker adds them."""

import hashlib
import os
from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from config import Settings
from journal import Application
from journal.cleaning.kinds import PNG
from tests.cleaning import makers
from tests.cleaning.makers import CANARY
from tests.rooms.attaching import ClientFor, added, files_of, page_of, send, send_parts
from tests.world import World

MEGABYTE = 1024 * 1024


def test_a_photo_is_added_cleaned_and_opened_again(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    answer = send(worker, page_of(world), (makers.jpeg(), "IMG_1.JPG"), shows="A flipchart.")
    assert answer.status_code == 303
    page = worker.get(answer.location).text
    assert "Removed before keeping it: the place where it was taken" in page
    assert 'alt="A flipchart."' in page
    kept = added(session, world)
    opened = worker.get(f"/attachments/{kept.id}")
    assert CANARY.encode() not in opened.data
    assert hashlib.sha256(opened.data).hexdigest() == kept.sha256
    assert kept.sha256 in page


def test_of_several_files_those_are_kept_that_can_be_and_the_others_are_named(
    session: Session, world: World, client_for: ClientFor
) -> None:
    answer = send(
        client_for(world.worker),
        page_of(world),
        (makers.png(), "good.png"),
        (b"<svg onload=alert(1)>", "bad.svg"),
        shows="What we did.",
    )
    assert answer.status_code == 422
    assert "Added good.png." in answer.text
    assert "bad: This is a web page or a drawing" in answer.text
    assert 'value="What we did."' in answer.text
    assert added(session, world).name == "good.png"


def test_a_script_is_told_in_json(session: Session, world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    headers = {"Accept": "application/json", "X-CSRFToken": worker.token}
    for data, status, said in ((makers.png(), 200, "added"), (b"", 422, "problems")):
        answer = send_parts(worker, page_of(world), [(data, "a.png")], {}, **headers)
        assert answer.status_code == status
        assert len(answer.json[said]) == 1  # type: ignore[index]


def test_a_form_without_a_file_asks_for_one(world: World, client_for: ClientFor) -> None:
    answer = client_for(world.worker).post(page_of(world), {"shows": "Something"})
    assert answer.status_code == 422
    assert "Please choose a file first." in answer.text


def test_a_file_sent_twice_is_there_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    for _ in range(2):
        assert send(worker, page_of(world), (makers.png(), "a.png")).status_code == 303
    assert len(files_of(session, world.worker, world.entries["draft"])) == 2


@pytest.fixture
def limits(app: Application) -> object:
    """Small limits, for as long as a test lasts."""
    before: Settings = app.extensions["settings"]
    small = {"file_megabytes": 1, "files_on_an_entry": 2, "megabytes_of_a_person": 1}
    app.extensions["settings"] = Settings(**{**vars(before), **small})
    yield
    app.extensions["settings"] = before


@pytest.mark.usefixtures("limits")
def test_the_limits_are_said_and_held(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    assert "Up to 1 MB a file and 2 files an entry" in worker.get(page_of(world)).text
    large = send(worker, page_of(world), (bytes(MEGABYTE + 1), "large.png"))
    assert "larger than 1 MB" in large.text
    assert send(worker, page_of(world), (makers.png(), "one.png")).status_code == 303
    third = send(worker, page_of(world), (makers.webp(), "two.webp"))
    assert third.status_code == 422
    assert "There are 2 files on this entry already" in third.text
    sound = sound_of(900_000)
    assert send(worker, page_of(world, "shared"), (sound, "a.wav")).status_code == 303
    full = send(worker, page_of(world, "product"), (sound, "a.wav"))
    assert full.status_code == 422
    assert "reached 1 MB in all" in full.text


def sound_of(size: int) -> bytes:
    """A plain recording of this many bytes."""
    body = b"WAVE" + makers.wav()[12:36] + makers.chunk(b"data", os.urandom(size))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.mark.usefixtures("limits")
def test_more_than_a_request_may_hold_is_refused_before_it_is_read(
    world: World, client_for: ClientFor
) -> None:
    answer = send(client_for(world.worker), page_of(world), (bytes(4 * MEGABYTE), "a.png"))
    assert answer.status_code == 413


def test_only_the_page_for_files_takes_a_large_request(world: World, client_for: ClientFor) -> None:
    worker, large = client_for(world.worker), os.urandom(5 * MEGABYTE)
    assert send(worker, page_of(world), (sound_of(5 * MEGABYTE), "a.wav")).status_code == 303
    edit = f"/entries/{world.entries['draft'].id}/edit"
    assert send(worker, edit, (large, "a.wav")).status_code == 413


def test_a_stranger_is_turned_away_before_the_files_are_read(
    world: World, client_for: ClientFor
) -> None:
    """A body far over every limit: had anybody looked at it, the answer would be 413."""
    huge = (bytes(60 * MEGABYTE), "a.png")
    stranger = client_for(world.other_worker)
    assert send(stranger, page_of(world), huge).status_code == 404
    own = client_for(world.worker)
    headers = {"X-CSRFToken": "not a token", "Accept": "application/json"}
    answer = send_parts(own, page_of(world), [huge], {}, **headers)
    assert answer.status_code == 401


def test_words_can_be_put_to_a_file_later(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, kept = client_for(world.worker), world.attachments["draft"]
    page = f"/attachments/{kept.id}/words"
    assert kept.shows in worker.get(page).text
    assert worker.post(page, {"shows": "x" * 201}).status_code == 422
    assert worker.post(page, {"shows": "My voice, three minutes."}).status_code == 303
    assert added(session, world).shows == "My voice, three minutes."


def test_a_picture_called_a_pdf_is_a_picture(
    session: Session, world: World, client_for: ClientFor
) -> None:
    send(client_for(world.worker), page_of(world), (makers.png(), "report.pdf"))
    kept = added(session, world)
    assert (kept.name, kept.media_type) == ("report.png", PNG.media_type)


def test_the_page_says_who_could_open_it(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    assert "Only you can open what you add here" in worker.get(page_of(world, "draft")).text
    assert "Supervisor Person" in worker.get(page_of(world, "shared")).text
    assert urlsplit(page_of(world)).path.endswith("/attachments")
