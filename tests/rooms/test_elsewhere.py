"""Bringing in from elsewhere: a look first, all or nothing, one's own alone, no doubles."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.audit import Event
from journal.elsewhere import actions
from journal.models import Arrival, AuditEvent, Entry, Share, Verdict
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.elsewhere.made import PNG, entry, link, portfolio, resource, tag, xhtml
from tests.world import World

ClientFor = Callable[..., Client]
PAGE = "/entries/bring-in"
POST = entry(
    "A day in May",
    xhtml("<p>We had <b>tea</b>.</p><script>alert(1)</script>"),
    more=tag("K27") + tag("Mutual") + tag("garden") + link("related", "portfolio:f1"),
)
FILES = (resource("../../cup.png", "files/p.png", shows="A cup"),
         resource("bad.png", "files/bad.png", name="portfolio:f2"))  # fmt: skip
MAHARA = portfolio(
    POST, entry("Robin", kind="leap2:person", name="p:9"), *FILES, p=PNG, bad=b"<svg onload='x'>"
)
TABLE = b"Title,Date,What happened,KSBs\nEarlier,03/02/2025,=cmd|x,K4 K99\n"


def look(client: Client, data: bytes, name: str = "old.zip") -> TestResponse:
    """Choose a file and have it looked through."""
    sent = {"file": (io.BytesIO(data), name)}
    return client.post(PAGE, sent, content_type="multipart/form-data")


def brought(session: Session, world: World, title: str) -> list[Entry]:
    """The worker's entries of this title."""
    session.rollback()
    mine = visible(Entry, to=world.worker).where(Entry.title == title)
    return list(session.scalars(mine))


def place_of(answer: TestResponse) -> str:
    """Where the answer leads."""
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_portfolio_is_looked_through_and_then_comes_in_whole(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    place = place_of(look(client, MAHARA))
    page = client.get(place).text
    for words in ("A day in May", "3 May 2025", "K27", "cup.png", "Robin", "It is about a person"):
        assert words in page
    assert "can hold a program, so we do not keep it" in page
    assert brought(session, world, "A day in May") == []

    done = client.get(place_of(client.post(place))).text
    assert "1 entry</strong> came in from" in done
    assert "Robin" in done
    (made,) = brought(session, world, "A day in May")
    assert (made.text, made.dated.isoformat()) == (
        "We had **tea**.\n\n---\n\nTags there: garden", "2025-05-03",
    )  # fmt: skip
    assert {(each.framework, each.code) for each in made.tags} == {
        ("peer-worker", "K27"), ("principles", "mutual"),
    }  # fmt: skip
    (file,) = made.attachments
    assert (file.name, file.shows, file.media_type) == ("cup.png", "A cup", "image/png")
    assert client.get(f"/attachments/{file.id}").data.startswith(b"\x89PNG")
    assert "Brought over from <bdi>Mahara</bdi>" in client.get(f"/entries/{made.id}").text


def test_what_came_in_is_private_and_claimed_and_the_account_tells_of_it(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    client.post(place_of(look(client, MAHARA)))
    (made,) = brought(session, world, "A day in May")
    about = {"to": world.worker}
    assert session.scalars(visible(Share, **about).where(Share.entry_id == made.id)).all() == []
    assert session.scalars(visible(Verdict, **about).where(Verdict.entry_id == made.id)).all() == []
    for other in (world.supervisor, world.manager, world.other_worker, world.admin):
        assert client_for(other).get(f"/entries/{made.id}").status_code == 404
    events = {each.event for each in session.scalars(visible(AuditEvent, to=world.worker)).all()}
    assert {Event.ARRIVAL_KEPT, Event.ENTRIES_BROUGHT_IN} <= events


def test_the_same_file_twice_and_the_same_press_twice_double_nothing(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    place = place_of(look(client, MAHARA))
    client.post(place)
    assert client.post(place).status_code == 303
    again = look(client, MAHARA)
    assert again.status_code == 200
    assert "Everything in this file is in your journal already" in again.text
    (made,) = brought(session, world, "A day in May")
    client.post(f"/entries/{made.id}/delete")
    assert "is in your journal already" in look(client, MAHARA).text


def test_a_table_with_a_line_amiss_changes_nothing_and_names_the_line(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    before = session.scalars(visible(Arrival, to=world.worker)).all()
    answer = look(client, TABLE + b"Second,02/25/2025,w,K1\n", "a.csv")
    assert answer.status_code == 422
    assert "2 lines need a look" in answer.text
    assert re.search(r"Line 3 · <strong>Needs a look", answer.text)
    assert brought(session, world, "Earlier") == []
    assert len(session.scalars(visible(Arrival, to=world.worker)).all()) == len(before)


def test_a_table_comes_in_and_names_the_codes_it_does_not_know(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    place = place_of(look(client, TABLE, "a.csv"))
    assert "no such code: “K99”" in client.get(place).text
    client.post(place)
    (made,) = brought(session, world, "Earlier")
    assert made.text == "=cmd|x\n\n---\n\nTags there: K99"
    assert [each.code for each in made.tags] == ["K4"]


@pytest.mark.parametrize("whose", ["supervisor", "other_worker", "admin", "stranger"])
def test_nobody_else_sees_or_says_yes_to_what_waits(
    whose: str, client_for: ClientFor, world: World, session: Session
) -> None:
    place = place_of(look(client_for(world.worker), MAHARA))
    other = client_for(world.people[whose])
    for answer in (other.get(place), other.post(place), other.post(f"{place}/forget")):
        assert answer.status_code == 404
    assert brought(session, world, "A day in May") == []


def test_what_waits_is_read_by_its_owner_alone(world: World, session: Session) -> None:
    for whose in ("worker", "other_worker", "supervisor", "admin", "stranger"):
        reader = world.people[whose]
        owners = {each.author_id for each in session.scalars(visible(Arrival, to=reader))}
        assert owners <= {reader.id}, whose


def test_what_waits_can_be_put_aside_and_is_after_a_day(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    place = place_of(look(client, MAHARA))
    assert place_of(client.post(f"{place}/forget")) == PAGE
    assert client.get(place).status_code == 404
    later = place_of(look(client, MAHARA))
    act_as(session, world.worker)
    with as_if(now() + timedelta(hours=25)):
        assert actions.purge(session, world.worker) == 1
    session.commit()
    assert client.get(later).status_code == 404


def test_if_one_entry_cannot_be_written_none_is(
    client_for: ClientFor, world: World, session: Session
) -> None:
    client = client_for(world.worker)
    place = place_of(look(client, MAHARA))
    waiting = visible(Arrival, to=world.worker).where(Arrival.brought_at.is_(None))
    arrival = session.scalars(waiting).one()
    act_as(session, world.worker)
    steps = arrival.plan["steps"]
    arrival.plan = {**arrival.plan, "steps": [*steps, {**steps[0], "came_as": "x", "dated": "no"}]}
    session.commit()
    assert client.post(place).status_code == 500
    assert brought(session, world, "A day in May") == []


def test_a_file_that_is_none_is_told_on_the_page(client_for: ClientFor, world: World) -> None:
    client = client_for(world.worker)
    for data, words in ((b"", "This file is empty"), (b"%PDF-1", "This is a PDF")):
        answer = look(client, data)
        assert answer.status_code == 422
        assert words in answer.text
        assert "Nothing was changed" in answer.text
    assert "choose a file first" in client.post(PAGE).text


def test_the_pages_lead_there_and_the_templates_hold_the_headings(
    client_for: ClientFor, world: World
) -> None:
    client = client_for(world.worker)
    for place in ("/entries", "/help"):
        assert f'href="{PAGE}"' in client.get(place).text
    assert client.post(f"{PAGE}/template", {"as": "csv"}).data.startswith(b"\xef\xbb\xbfTitle,Date")
    assert client.post(f"{PAGE}/template", {"as": "xlsx"}).data.startswith(b"PK")
