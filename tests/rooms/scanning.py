"""What the tests of the skills scan do again and again."""

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.models import Person, Relationship, SkillsScan
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.world import LONG_AGO, World

ClientFor = Callable[..., Client]
DUTIES = range(1, 11)
ANSWERED = {
    "skills": "some",
    "field_skills_already": "I facilitate the drop-in.",
    "knowledge": "no",
}


def begin(client: Client) -> str:
    """A scan begun by pressing the button: the address of its page."""
    begun = client.post("/skills-scan/begin")
    assert begun.status_code == 303
    return str(begun.location)


def base_of(page: str) -> str:
    """The mark of what was saved when the page of a duty was made."""
    found = re.search(r'name="base"[^>]*value="([^"]*)"', page)
    assert found
    return found.group(1)


def fill(client: Client, scan: str, duty: int, **fields: str) -> None:
    """Open the page of a duty, fill it in and save it."""
    here = f"{scan}/duty/{duty}"
    typed = {"base": base_of(client.get(here).text), "do": "whole", **(fields or ANSWERED)}
    assert client.post(here, typed).status_code == 303


def fill_all(client: Client, scan: str) -> None:
    """Answer everything."""
    for duty in DUTIES:
        fill(client, scan, duty)


def support(
    session: Session, world: World, worker: str, other: str, kind: RelationshipKind
) -> Relationship:
    """From now on, somebody is this to a worker."""
    session.rollback()
    made = Relationship(
        organisation_id=world.people[worker].organisation_id,
        worker_id=world.people[worker].id,
        other_id=world.people[other].id,
        kind=kind,
        began_at=now() - LONG_AGO,
    )
    session.add(made)
    session.commit()
    return made


def scan_of(session: Session, person: Person, number: int = 1) -> SkillsScan:
    """Somebody's scan with this number, as its author reads it."""
    session.rollback()
    wanted = visible(SkillsScan, to=person).where(
        SkillsScan.author_id == person.id, SkillsScan.number == number
    )
    return session.scalars(wanted).one()


def sent(session: Session, world: World) -> str:
    """The page of the worker's scan that was sent."""
    return f"/skills-scan/{scan_of(session, world.worker).id}"


def words_of(page: str) -> str:
    """The words of a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def end(session: Session, relationship_id: UUID) -> None:
    """Somebody stops being anything to the worker."""
    session.rollback()
    row = session.scalars(sa.select(Relationship).where(Relationship.id == relationship_id)).one()
    row.ended_at = now()
    session.commit()
