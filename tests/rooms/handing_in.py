"""Portfolios that can be handed in, and browsers that come by an assessor's link."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import assessor_links
from journal.domain.relationships import RelationshipKind
from journal.domain.submission import FileKind
from journal.library import content
from journal.models import Person, Portfolio, Relationship, Submission
from journal.models.confidential import act_as, visible
from journal.portfolio import freezing, signing, submissions
from journal.portfolio.standing import Standing, standing_of
from journal.storage import storage
from tests.client import Client
from tests.rooms.portfolios import Desk, desk_of
from tests.world import World

ClientFor = Callable[..., Client]
STATEMENT = "I drew a map of quiet places with four people who use them."


def ready_desk(session: Session, world: World, pieces: int = 1) -> Desk:
    """A worker whose portfolio has pieces that count; nothing is signed yet."""
    desk = desk_of(session, world)
    for number in range(pieces):
        desk.write(f"map{number}", tags={"S1": "We drew it."}, statement=f"{STATEMENT} {number}")
        desk.add(f"map{number}", f"A map {number}")
    return desk


def standing(desk: Desk) -> Standing:
    """Where the portfolio stands now."""
    desk.session.rollback()
    desk.session.expire_all()
    mine = visible(Portfolio, to=desk.worker).where(Portfolio.id == desk.portfolio.id)
    found = desk.session.scalars(mine).one()
    return standing_of(desk.session, desk.worker, found, content())


def sign_own(desk: Desk) -> None:
    """The worker says that it is their own work, of what it is now."""
    now_it_is = standing(desk)
    act_as(desk.session, desk.worker)
    signing.say_own(desk.session, desk.worker, now_it_is)
    desk.session.commit()


def handed_in(desk: Desk, packed: freezing.Packed | None = None) -> Submission:
    """The portfolio signed and frozen as it stands, all files real but the PDF."""
    packed = packed or packed_now(desk)
    act_as(desk.session, desk.worker)
    freezing.store(storage(), desk.worker.id, packed)
    made = freezing.freeze(desk.session, storage(), desk.worker, uuid4(), packed, packed.standing)
    desk.session.commit()
    desk.session.expire_all()
    found = submissions.get_own(desk.session, desk.worker, made.id)
    assert found is not None
    return found


def packed_now(desk: Desk) -> freezing.Packed:
    """The portfolio signed, and its files made."""
    sign_own(desk)
    now_it_is = standing(desk)
    files = freezing.pack_text(now_it_is, {})
    return freezing.Packed(now_it_is, desk.portfolio.title, {**files, FileKind.PDF: b"%PDF-a"})


def a_link(
    desk: Desk, submission: Submission, days: int = 30, name: str = "Ash Fell"
) -> tuple[UUID, str, str]:
    """A link for an assessor: its id, its path, and the code."""
    act_as(desk.session, desk.worker)
    assessor = assessor_links.Assessor(name, "ash@test.example", "Fair Assessing", days)
    made = assessor_links.make(desk.session, desk.worker, submission, uuid4(), assessor)
    desk.session.commit()
    return made.link.id, made.address.removeprefix("http://localhost"), made.code


def comes_in(client: Client, path: str, code: str) -> Any:
    """An assessor gives the code; the answer."""
    return client.post(path, {"code": code})


def a_manager(session: Session, world: World, worker: Person) -> tuple[Person, Relationship]:
    """The line manager of the tests, for this worker."""
    bond = Relationship(
        organisation_id=worker.organisation_id,
        worker_id=worker.id,
        other_id=world.manager.id,
        kind=RelationshipKind.MANAGER,
    )
    session.add(bond)
    session.commit()
    return world.manager, bond


def hidden(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, page
    return found.group(1)
