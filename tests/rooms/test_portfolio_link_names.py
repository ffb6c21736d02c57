"""What a link or a button does is heard from its own name: many pieces make many of each."""

import pytest
from lxml import html
from sqlalchemy.orm import Session

from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.models.confidential import act_as
from tests.rooms.handing_in import ClientFor, handed_in, ready_desk
from tests.rooms.portfolios import REASON, STATEMENT, Desk
from tests.world import World

PAGES = ("", "/board", "/suggestion", "/attention", "/look-over", "/statements", "/hand-in")


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """Two of everything: deleted, without a reason, without a tag, not chosen; handed in twice."""
    desk = ready_desk(session, world, pieces=1)
    handed_in(desk)
    for each in ("one", "two"):
        desk.write(f"gone{each}", tags={"S3": REASON}, statement=STATEMENT)
        desk.write(f"bare{each}", tags={"S3": "", "S4": REASON}, statement=STATEMENT)
        desk.write(f"idle{each}", statement=STATEMENT)
        desk.write(f"open{each}", tags={"S3": ""}, statement=STATEMENT)
        desk.write(f"raw{each}", EntryKind.REFLECTION)
        for name in ("gone", "bare", "idle"):
            desk.add(f"{name}{each}", f"Piece {name}{each}" if name != "bare" else "")
    handed_in(desk)
    for each in ("one", "two"):
        act_as(session, desk.worker)
        entry = desk.made[f"gone{each}"]
        session.refresh(entry)
        entries.delete(session, desk.worker, entry)
        session.commit()
    return desk


@pytest.mark.parametrize("page", PAGES)
def test_what_leads_to_two_places_has_two_names(
    page: str, desk: Desk, client_for: ClientFor
) -> None:
    ways = ways_of(client_for(desk.worker).get(desk.path + page).text)
    assert ways
    assert {name: sorted(ways[name]) for name in ways if len(ways[name]) > 1} == {}


def ways_of(page: str) -> dict[str, set[str]]:
    """Where each name of the main part leads: a link to its address, a button to its form's."""
    main = html.document_fromstring(page).get_element_by_id("main")
    found: dict[str, set[str]] = {}
    for link in main.iter("a"):
        found.setdefault(name_of(link), set()).add(link.get("href", ""))
    for form in main.iter("form"):
        for button in form.iter("button"):
            found.setdefault(name_of(button), set()).add(form.get("action", ""))
    return found


def name_of(element: html.HtmlElement) -> str:
    """The words that a screen reader says for it."""
    return " ".join(element.text_content().split())
