"""What the tests of progress reviews and of the gateway do again and again."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal.formatting import today
from journal.models import JointRecord, Person, Relationship
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
WELL = "The first group I held alone."


def prepare(client: Client, worker: Person, **typed: str) -> str:
    """Prepare a review as a person does; its page."""
    form = {
        "record_id": str(uuid4()),
        "worker": str(worker.id),
        "day": today().isoformat(),
        "at": "10:00",
        "minutes": "60",
        **typed,
    }
    answer = client.post("/progress/reviews/new", form)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def write(client: Client, page: str, revision: int, **typed: str) -> Any:
    """Save one's own part as a browser would send it, made from a version."""
    shown = client.get(f"{page}/write").text
    found = re.findall(r'<textarea[^>]*name="([a-z_]+)"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    there = {name: unescape(text).strip() for name, text in found}
    return client.post(f"{page}/write", {**there, "revision": str(revision), **typed})


def ready(client: Client, page: str) -> None:
    """Say that the three have met."""
    assert client.post(f"{page}/ready").status_code == 303


def sign(client: Client, page: str, version: int, differently: str = "") -> Any:
    """Sign a version; with words, say how it is seen differently."""
    do = "differ" if differently else "sign"
    typed = {"number": str(version), "do": do, "words": differently}
    return client.post(f"{page}/sign", typed)


def written(world: World, client_for: ClientFor) -> str:
    """A review at version 2, ready to sign."""
    worker = client_for(world.worker)
    page = prepare(worker, world.worker)
    assert write(worker, page, 1, well=WELL).status_code == 303
    ready(worker, page)
    return page


def record_at(session: Session, person: Person, page: str) -> JointRecord:
    """The record behind an address, as somebody sees it now."""
    session.expire_all()
    wanted = visible(JointRecord, to=person).where(JointRecord.id == UUID(page.split("/")[-1]))
    return session.scalars(wanted).one()


def end(session: Session, world: World, *others: str) -> None:
    """These support the worker no longer, from this moment on."""
    for other in others:
        bond = session.get(Relationship, world.relationships[other].id)
        assert bond is not None
        bond.ended_at = now()
    session.commit()


def day(days: int) -> str:
    """A day so many days from now, as a form takes it."""
    return (today() + timedelta(days=days)).isoformat()


def facts(page: str) -> dict[str, str]:
    """What the system counted, by its heading."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {unescape(name): unescape(text).strip() for name, text in found}
