"""What the tests of supervision do again and again."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.formatting import today
from journal.models import JointRecord, Person, Relationship, Rhythm
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
HIDDEN = re.compile(
    r'name="(record_id|revision|base|item_id|number|about|key)"[^>]*value="([^"]*)"'
)
TERMS = {
    "starts_on": "2026-06-01",
    "review_on": "2026-12-01",
    "every_weeks": "4",
    "minutes": "60",
    "field_format": "1-to-1",
}
TIME = {"at": "14:00", "minutes": "50", "field_where": "By video"}


def hidden(page: str) -> dict[str, str]:
    """What a browser sends back without anybody seeing it."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def day(days: int) -> str:
    """A day so many days from now, as a form takes it."""
    return (today() + timedelta(days=days)).isoformat()


def two(world: World, client_for: ClientFor) -> tuple[Client, Client]:
    """A worker and a supervisor who hold nothing together yet."""
    return client_for(world.other_worker), client_for(world.other_supervisor)


def points_of(page: str) -> list[str]:
    """The points of an agenda as they are read."""
    return [unescape(text) for text in re.findall(r'class="agenda-text"[^>]*>([^<]*)<', page)]


def first_point(client: Client, session_page: str) -> str:
    """The address of the first point on an agenda, one thing at a time."""
    found = re.search(rf"{session_page}/agenda/[0-9a-f-]+", client.get(session_page).text)
    assert found
    return found.group(0)


def pair(world: World) -> UUID:
    """The relationship of two people who hold nothing together yet."""
    return world.relationships["other_supervisor"].id


def drawn_up(client: Client, world: World, **fields: str) -> str:
    """Draw up an agreement; the answer is its address."""
    form = f"/supervision/with/{pair(world)}/agreement"
    typed = {**hidden(client.get(form).text), **TERMS, "field_aim": "To think.", **fields}
    answer = client.post(form, typed)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def planned(client: Client, world: World, days: int = 0, **fields: str) -> str:
    """Plan a session; the answer is its address."""
    form = f"/supervision/with/{pair(world)}/plan"
    typed = {**hidden(client.get(form).text), **TIME, "day": day(days), **fields}
    answer = client.post(form, typed)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def put_on(client: Client, session_page: str, text: str) -> None:
    """Put a point on an agenda."""
    assert client.post(f"{session_page}/agenda", {"text": text}).status_code == 303


def say(client: Client, page: str, version: int, words: str = "") -> Any:
    """Agree to a version; with words, say how it is seen differently."""
    do = "differently" if words else "agree"
    return client.post(f"{page}/agree", {"number": str(version), "do": do, "words": words})


def written(client: Client, page: str, **fields: str) -> Any:
    """Change a record from the page as it stands now."""
    answer = client.post(f"{page}/edit", form_of(client, page, **fields))
    assert answer.status_code == 303, answer.text
    return answer


def form_of(client: Client, page: str, **fields: str) -> dict[str, str]:
    """The form of a record as a browser would send it, with something typed over it."""
    answer = client.get(f"{page}/edit")
    assert answer.status_code == 200, answer.status_code
    shown = answer.text
    values = re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', shown)
    kept = {
        name: unescape(value)
        for name, value in values
        if name not in {"csrf_token", "copy_id", "version"} and not name.startswith("field_where")
    }
    kept |= {
        name: unescape(text).removeprefix("\n").removeprefix("\r\n")
        for name, text in re.findall(
            r'<textarea[^>]*name="([a-z_]+)"[^>]*>(.*?)</textarea>', shown, re.DOTALL
        )
    }
    return {**kept, **fields}


def end(session: Session, world: World, other: str = "other_supervisor") -> None:
    """The two part, from this moment on."""
    bond = session.get(Relationship, world.relationships[other].id)
    assert bond is not None
    bond.ended_at = now()
    session.commit()


def record_at(session: Session, person: Person, page: str) -> JointRecord:
    """The record behind an address, as somebody sees it."""
    wanted = visible(JointRecord, to=person).where(JointRecord.id == UUID(page.split("/")[-1]))
    return session.scalars(wanted).one()


def rhythm(session: Session, bond: UUID) -> Rhythm:
    """The dates of a relationship."""
    session.expire_all()
    return session.scalars(sa.select(Rhythm).where(Rhythm.relationship_id == bond)).one()
