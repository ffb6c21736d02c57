"""One's whole record as a file, on a page of one's own; and one from elsewhere brought in."""

import hashlib
import io
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pyrage
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal import signed_in, throttle
from journal.archive import bringing
from journal.archive.reading import Refused
from journal.audit import Event
from journal.database import begin_writing
from journal.models import (
    AuditEvent,
    BroughtIn,
    Entry,
    Feedback,
    Person,
    Phrase,
    Tag,
    Verdict,
)
from journal.models.confidential import act_as, in_the_name_of, visible
from journal.models.guards import Unguarded
from journal.storage import storage
from tests.archives import (
    AT,
    Row,
    fingerprint_of,
    packed,
    record,
    with_entry,
    with_feedback,
    with_verdict,
)
from tests.client import Client
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]
LEFT_OUT = tuple(f"canaryworker{each}" for each in ("search", "pages", "waiting", "donefile"))
"""What is kept for a day only, or made anew, and the name of a file that something came in."""
WORDS = "four words of some length"


@pytest.fixture
def told() -> Row:
    """A record from elsewhere: an entry, a tag, a confirmation and feedback."""
    made = record()
    entry = with_entry(made, "A day elsewhere")
    with_verdict(made, entry)
    with_feedback(made, entry)
    return made


def sent(data: bytes, do: str = "bring") -> dict[str, Any]:
    """A file as the form of the page sends it."""
    return {"file": (io.BytesIO(data), "journal.zip"), "do": do}


def proved(client: Client) -> Client:
    """Somebody who has just said again who they are."""
    assert client.post("/account/again", {"password": PASSWORD}).status_code == 303
    return client


def rows_of(session: Session, person: Person, model: Any) -> list[Any]:
    """Somebody's own rows."""
    session.rollback()
    return list(session.scalars(visible(model, to=person).where(model.author_id == person.id)))


def lay_in(
    session: Session, settings: Settings, person: Person, told: Row, *trusted: str
) -> bringing.Looked:
    """Bring a record in, as the command does."""
    act_as(session, person)
    data = packed(told)
    looked = bringing.look_at(
        session, person, storage(), settings, lambda: [data], trusted=trusted, keep=True
    )
    begin_writing(session)
    bringing.bring_in(session, person, storage(), looked, Event.ARCHIVE_BROUGHT_IN_BY_COMMAND)
    session.commit()
    return looked


def test_a_worker_takes_everything_along_and_can_see_that_it_was_done(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    assert 'href="/archive"' in client.get("/privacy").text
    answer = proved(client).post("/archive")
    assert (answer.status_code, answer.content_length) == (200, len(answer.data))
    with ZipFile(io.BytesIO(answer.data)) as opened:
        names = [name for name in opened.namelist() if name.endswith(".html")]
        pages = b"".join(opened.read(name) for name in names if name != "verify.html")
        kept = [name for name in opened.namelist() if name.startswith(("record", "files"))]
        whole = b"".join(map(opened.read, kept))
    assert b"<script" not in pages
    assert re.findall(rb">[^<]*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d{4}-\d\d-\d\dT", pages) == []
    own = [name for name in names if not name.startswith("files/")]
    assert pages.count(b'<nav aria-label="In this archive">') == len(own) - 1
    assert "index.html" in names
    mine = [word for word, seen in world.canaries.items() if seen == {"worker"}]
    private = [each for each in mine if "kept" in each]
    assert private
    assert [each for each in private if each.encode() not in pages] == []
    missing = [each for each in mine if each.encode() not in whole]
    assert [each for each in missing if not each.startswith(LEFT_OUT)] == []
    hidden = [word for word, seen in world.canaries.items() if "worker" not in seen]
    assert [each for each in hidden if each.encode() in whole] == []
    events = [row.event for row in session.scalars(visible(AuditEvent, to=world.worker))]
    session.rollback()
    assert events.count(Event.ARCHIVE_MADE) == 1


@pytest.mark.parametrize("typed", ["2026-02-30", "2026-13-45", "0001-01-01T00:00:00+09:00"])
def test_words_that_look_like_a_day_and_are_none_keep_nobody_from_their_record(
    typed: str, session: Session, world: World, client_for: ClientFor
) -> None:
    act_as(session, world.worker)
    session.add(Phrase(author_id=world.worker.id, text=typed))
    session.commit()
    answer = proved(client_for(world.worker)).post("/archive")
    with ZipFile(io.BytesIO(answer.data)) as opened:
        assert typed in opened.read("other/phrases.html").decode()


def test_it_is_closed_with_a_passphrase_that_was_typed_twice(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.other_worker)
    proved(client)
    for words, again in (("short", "short"), (WORDS, "something else"), ("", "")):
        typed = {"closed": "y", "passphrase": words, "again": again}
        assert client.post("/archive", typed).status_code == 422
    made = client.post("/archive", {"closed": "y", "passphrase": WORDS, "again": WORDS})
    assert made.content_length == len(made.data)
    assert pyrage.passphrase.decrypt(made.data, WORDS)[:4] == b"PK\x03\x04"


def test_a_screen_that_lies_open_gives_no_record_away(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    asked = "/account/again?next=/archive"
    assert asked in client.get("/archive").text
    assert 'name="passphrase"' not in client.get("/archive").text
    tried = client.post("/archive")
    assert (tried.status_code, tried.location) == (303, asked)
    assert client.get(asked).status_code == 200
    wrong = client.post(asked, {"password": "not it"})
    assert wrong.status_code == 422
    assert "not the password of this account" in wrong.text
    assert client.post("/archive").location == asked

    right = client.post(asked, {"password": PASSWORD})
    assert (right.status_code, right.location) == (303, "/archive")
    assert client.get(asked).location == "/archive"
    assert 'name="passphrase"' in client.get("/archive").text
    assert client.post("/archive", {"closed": "y"}).status_code == 422
    assert client.post("/archive").status_code == 200
    assert client.post("/archive").location == asked

    with proved(client).browser.session_transaction() as cookie:
        cookie["proved"] -= signed_in.PROOF_LASTS + 1
    assert client.post("/archive").location == asked
    events = [row.event for row in session.scalars(visible(AuditEvent, to=world.worker))]
    session.rollback()
    assert events.count(Event.ARCHIVE_MADE) == 1


def test_who_is_there_is_asked_no_more_often_than_at_the_door(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    for number in range(throttle.TRIES):
        assert client.post("/account/again", {"password": f"no {number}"}).status_code == 422
    assert client.post("/account/again", {"password": PASSWORD}).status_code == 422
    other = client_for(world.supervisor)
    away = "/account/again?next=https://elsewhere.example/"
    assert other.post(away, {"password": PASSWORD}).location == "/"
    assert client_for(None).post("/account/again", {"password": PASSWORD}).status_code == 401


def test_one_from_elsewhere_comes_in_whole_and_once(
    session: Session, world: World, client_for: ClientFor, told: Row
) -> None:
    me = world.stranger
    client, data = client_for(me), packed(told)
    looked = client.post("/archive/bring-in", sent(data, "look"))
    assert looked.status_code == 200
    assert "Entries: 1." in looked.text
    assert "Stays behind: Words on tags: 1" in looked.text
    assert rows_of(session, me, Entry) == []

    assert client.post("/archive/bring-in", sent(data)).status_code == 303
    [entry] = rows_of(session, me, Entry)
    assert entry.title == "A day elsewhere"
    assert str(entry.id) != told["tables"]["entries"][0]["id"]
    page = client.get(f"/entries/{entry.id}").text
    assert "Sam Supporter (from an archive, not checked)" in page
    assert "I saw it." not in page
    assert [row.counts for row in rows_of(session, me, BroughtIn)] == [False]

    again = client.post("/archive/bring-in", sent(data))
    assert again.status_code == 422
    assert "came in already" in again.text
    assert len(rows_of(session, me, Entry)) == 1


def test_ones_own_archive_does_not_double_what_is_here(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.other_worker)
    data = proved(client).post("/archive").data
    before = len(rows_of(session, world.other_worker, Entry))
    answer = client.post("/archive/bring-in", sent(data))
    assert answer.status_code == 422
    assert "archive of this very record" in answer.text
    assert len(rows_of(session, world.other_worker, Entry)) == before


def test_only_a_key_that_is_known_makes_a_confirmation_count(
    session: Session, settings: Settings, world: World, told: Row
) -> None:
    with pytest.raises(Refused, match="--same-person"):
        lay_in(session, settings, world.stranger, told, fingerprint_of())
    told["person"]["name"] = "stranger  PERSON"
    looked = lay_in(session, settings, world.stranger, told, fingerprint_of())
    assert looked.known
    [entry] = rows_of(session, world.stranger, Entry)
    beside = visible(Verdict, to=world.stranger).where(Verdict.entry_id == entry.id)
    verdict = session.scalars(beside).one()
    [name] = session.scalars(sa.select(Person.name).where(Person.id == verdict.author_id))
    assert name == "Sam Supporter (from an archive)"


def test_nothing_comes_in_by_half(
    session: Session, world: World, client_for: ClientFor, told: Row
) -> None:
    told["tables"]["tags"].append({**told["tables"]["tags"][0], "id": str(uuid4())})
    answer = client_for(world.stranger).post("/archive/bring-in", sent(packed(told)))
    assert answer.status_code == 422
    assert "does not fit together" in answer.text
    assert rows_of(session, world.stranger, Entry) == rows_of(session, world.stranger, Tag) == []
    assert rows_of(session, world.stranger, BroughtIn) == []
    remembered = sa.select(Person).where(Person.remembered_for_id.is_not(None))
    assert session.scalars(remembered).all() == []
    session.rollback()


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example/", "java:x"])
def test_no_row_leads_away_or_breaks_a_page(
    place: str, session: Session, world: World, client_for: ClientFor, told: Row
) -> None:
    mine = {"author_id": told["person"]["id"]}
    copy = {"editor": "", "version": 1, "sequence": 1, "began_at": AT, "saved_at": AT,
            "put_away_at": None, **mine}  # fmt: skip
    told["tables"]["unfinished"] = [
        {"id": str(uuid4()), "place": place, "fields": {"text": "Lost"}, **copy},
        {"id": str(uuid4()), "place": "/entries/new", "fields": {"text": [5]}, **copy},
        {"id": str(uuid4()), "place": "/entries/new", "fields": {"text": "Kept words"}, **copy},
    ]
    line = {"codes": ["K1"], "description": "x", "entry_id": None, "in_paid_hours": True,
            "logged_at": AT, "method": "teaching", "minutes": 60, "replaced_at": None,
            "replaces_id": None, **mine}  # fmt: skip
    told["tables"]["hours_lines"] = [
        {"id": str(uuid4()), "dated": dated, **line}
        for dated in ("0001-01-01", "2026-03-01", "9999-12-31")
    ]
    client = client_for(world.stranger)
    looked = client.post("/archive/bring-in", sent(packed(told), "look")).text
    left = "Unfinished writing: 2, Training hours: 2; it is not as Alongside writes it."
    assert f"Stays behind: {left}" in looked
    assert client.post("/archive/bring-in", sent(packed(told))).status_code == 303
    page = client.get("/unfinished").text
    assert "Kept words" in page
    assert place not in page
    for path in ("/", "/progress", "/progress/hours"):
        assert client.get(path).status_code == 200


def test_a_file_is_what_it_is_found_to_be_and_no_page_of_somebody_elses(
    session: Session, settings: Settings, world: World, told: Row
) -> None:
    entry, mine = told["tables"]["entries"][0]["id"], told["person"]["id"]
    page = b"<!doctype html><script>alert(1)</script>"
    key = str(uuid4())
    told["tables"]["attachments"].append(
        {"id": key, "entry_id": entry, "author_id": mine, "name": "../../x\r\n.html",
         "shows": "", "media_type": "text/html", "size": len(page), "added_at": AT,
         "sha256": hashlib.sha256(page).hexdigest(), "held_back_at": None}
    )  # fmt: skip
    data = packed(told, {f"files/{key}.html": page})
    act_as(session, world.stranger)
    looked = bringing.look_at(
        session, world.stranger, storage(), settings, lambda: [data], keep=False
    )
    session.rollback()
    assert looked.files == {}
    assert any("its file cannot be kept" in line for line in looked.told())


def test_those_who_are_remembered_are_nobody_to_find_or_to_sign_in(
    session: Session, settings: Settings, world: World, client_for: ClientFor, told: Row
) -> None:
    lay_in(session, settings, world.stranger, told)
    them = session.scalars(sa.select(Person).where(Person.remembered_for_id.is_not(None))).one()
    session.rollback()
    assert (them.password_hash, them.left_at is None) == (None, False)
    admin = client_for(world.stranger_admin)
    assert "Sam Supporter" not in admin.get("/admin/people?find=Sam").text
    assert admin.get(f"/admin/people/{them.id}").status_code == 404
    page = client_for(None).post("/sign-in", {"email": them.email, "password": ""})
    assert page.status_code in (401, 422)


def test_nobody_with_an_account_can_be_named_by_an_archive(session: Session, world: World) -> None:
    entry = world.entries["draft"]
    act_as(session, world.worker)
    forged = Feedback(entry_id=entry.id, author_id=world.manager.id, text="Yes!", on_revision=1)
    session.add(forged)
    with in_the_name_of(session, [world.manager]), pytest.raises(Unguarded):
        session.flush()
    session.rollback()
