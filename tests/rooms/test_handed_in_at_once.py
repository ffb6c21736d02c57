"""Two requests at the very same moment about what is signed and handed in; and one from before."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.submission import StatementKind
from journal.models import PortfolioStatement
from journal.models.confidential import visible
from journal.portfolio import submissions
from tests.client import Client
from tests.rooms.handing_in import (
    ClientFor,
    a_manager,
    handed_in,
    hidden,
    ready_desk,
    sign_own,
)
from tests.rooms.portfolios import Desk
from tests.rooms.test_at_once import meeting
from tests.world import World

ASSESSOR = {"name": "Ash", "email": "ash@test.example", "organisation": "Fair", "days": "30"}
Press = tuple[Client, str, dict[str, Any]]


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has one piece that counts."""
    return ready_desk(session, world)


def pressed(desk: Desk, presses: list[Press], *before: str) -> list[int]:
    """The answers to these presses, all made at once; they meet before the first to write."""
    sent = [(who, path, {"csrf_token": who.token, **typed}) for who, path, typed in presses]
    desk.session.rollback()

    def press(one: Press) -> int:
        who, path, typed = one
        return who.open(path, method="POST", data=typed).status_code

    with meeting(*before), ThreadPoolExecutor(len(sent)) as threads:
        answers = list(threads.map(press, sent))
    desk.session.expire_all()
    return answers


def test_a_name_under_a_version_pressed_twice_stands_there_once(
    desk: Desk, session: Session, world: World, client_for: ClientFor
) -> None:
    manager, bond = a_manager(session, world, desk.worker)
    ask = client_for(desk.worker).post(
        f"{desk.path}/statements/ask", {"relationship": str(bond.id)}
    )
    assert ask.status_code == 303
    here = re.findall(r"/portfolio/to-sign/[0-9a-f-]+", client_for(manager).get("/portfolio").text)
    twice: list[Press] = [(client_for(manager), here[0], {"is_valid": "y"}) for _ in range(2)]
    assert pressed(desk, twice, "INSERT INTO portfolio_statements") == [303, 303]
    given = visible(PortfolioStatement, to=desk.worker).where(
        PortfolioStatement.portfolio_id == desk.portfolio.id
    )
    assert [each.kind for each in session.scalars(given)] == [StatementKind.VALIDITY]


def test_withdrawn_twice_at_once_it_is_withdrawn(desk: Desk, client_for: ClientFor) -> None:
    here = f"/portfolio/submissions/{handed_in(desk).id}/withdraw"
    twice: list[Press] = [(client_for(desk.worker), here, {}) for _ in range(2)]
    assert pressed(desk, twice, "INSERT INTO submission_ends") == [303, 303]


def test_no_link_is_left_open_behind_a_withdrawal(desk: Desk, client_for: ClientFor) -> None:
    made = handed_in(desk)
    here, typed = f"/portfolio/submissions/{made.id}", {**ASSESSOR, "link_id": str(uuid4())}
    both: list[Press] = [
        (client_for(desk.worker), f"{here}/withdraw", {}),
        (client_for(desk.worker), f"{here}/links/new", typed),
    ]
    answers = pressed(desk, both, "INSERT INTO submission_ends", "INSERT INTO assessor_links")
    assert answers[0] == 303
    left = submissions.links_of(desk.session, desk.worker, made.id)
    assert all(each.revoked_at for each in left), answers
    desk.session.rollback()


def test_a_page_from_before_the_withdrawal_does_not_say_that_it_froze(
    desk: Desk, client_for: ClientFor
) -> None:
    sign_own(desk)
    worker = client_for(desk.worker)
    page = worker.get(f"{desk.path}/hand-in").text
    typed = {name: hidden(page, name) for name in ("submission_id", "digest")}
    made = worker.post(f"{desk.path}/hand-in", typed).location
    worker.post(f"{made}/withdraw")
    worker.get(made)
    again = worker.post(f"{desk.path}/hand-in", typed).location
    said = worker.get(again).text
    assert again == made
    assert "so nothing was frozen" in said
    assert "Frozen. It stays" not in said
