"""Statements on a portfolio: each belongs to one exact version, and only that one is read."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from journal import relationships
from journal.database import begin_writing
from journal.domain.standing import Decision
from journal.models import PortfolioStatement, VersionToSign
from journal.models.confidential import act_as, visible
from tests.rooms.handing_in import STATEMENT, ClientFor, a_manager, hidden, ready_desk
from tests.rooms.portfolios import Desk, row_of, words_of
from tests.world import World

EARLIER = "given on an earlier version"
THIS = "given on this version"


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has one piece that counts."""
    return ready_desk(session, world)


def sign_own(client_for: ClientFor, desk: Desk) -> str:
    """The worker signs on the page; the page that follows."""
    worker = client_for(desk.worker)
    here = f"{desk.path}/statements"
    digest = hidden(worker.get(here).text, "digest")
    done = worker.post(f"{here}/own-work", {"digest": digest, "is_own": "y"})
    assert done.status_code == 303
    return worker.get(here).text


@dataclass(frozen=True)
class Asked:
    """A version to sign, by what an address needs of it."""

    id: UUID
    relationship_id: UUID


def ask(client_for: ClientFor, desk: Desk, world: World) -> Asked:
    """The worker asks their line manager to sign what stands now."""
    _, bond = a_manager(desk.session, world, desk.worker)
    worker = client_for(desk.worker)
    done = worker.post(f"{desk.path}/statements/ask", {"relationship": str(bond.id)})
    assert done.status_code == 303
    return newest(desk)


def newest(desk: Desk) -> Asked:
    """The version asked about last."""
    desk.session.rollback()
    mine = visible(VersionToSign, to=desk.worker).order_by(VersionToSign.asked_at.desc())
    found = desk.session.scalars(mine).first()
    assert found is not None
    asked = Asked(found.id, found.relationship_id)
    desk.session.rollback()
    return asked


def test_own_work_is_signed_once_on_what_was_read(desk: Desk, client_for: ClientFor) -> None:
    assert THIS in sign_own(client_for, desk)
    worker = client_for(desk.worker)
    digest = given(desk)[0]
    worker.post(f"{desk.path}/statements/own-work", {"digest": digest, "is_own": "y"})
    assert len(given(desk)) == 1


def given(desk: Desk) -> list[str]:
    """The fingerprints that something was said of, as the worker reads them."""
    desk.session.rollback()
    mine = visible(PortfolioStatement, to=desk.worker).where(
        PortfolioStatement.portfolio_id == desk.portfolio.id
    )
    digests = [each.digest for each in desk.session.scalars(mine)]
    desk.session.rollback()
    return digests


@pytest.mark.parametrize("change", ["statement", "order", "confirmation", "words", "piece"])
def test_every_change_of_the_content_makes_it_an_earlier_version(
    change: str, desk: Desk, client_for: ClientFor, session: Session
) -> None:
    desk.write("other", tags={"S3": "We wrote it."}, statement="A leaflet.")
    desk.add("other", "A leaflet")
    assert EARLIER not in sign_own(client_for, desk)
    worker = client_for(desk.worker)
    if change == "statement":
        desk.new_statement("map0", "Another statement.")
    elif change == "order":
        assert worker.post(f"{row_of(desk, 'other')}/move", {"do": "up"}).status_code == 303
    elif change == "confirmation":
        desk.decide("map0", "S1", Decision.CONFIRMED)
    elif change == "words":
        page = worker.get(f"{desk.path}/words").text
        typed = {"base": hidden(page, "base"), "title": "Twelve months"}
        assert worker.post(f"{desk.path}/words", typed).status_code == 303
    else:
        assert worker.post(f"{row_of(desk, 'other')}/remove").status_code == 303
    page = worker.get(f"{desk.path}/statements").text
    assert EARLIER in page
    assert THIS not in words_of(page)


def test_what_changed_since_the_page_was_opened_is_not_signed(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    here = f"{desk.path}/statements"
    digest = hidden(worker.get(here).text, "digest")
    desk.new_statement("map0", "Another statement.")
    done = worker.post(f"{here}/own-work", {"digest": digest, "is_own": "y"})
    assert done.status_code == 303
    assert "has changed since" in worker.get(here).text
    assert given(desk) == []


def test_without_the_tick_nothing_is_signed(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    here = f"{desk.path}/statements"
    digest = hidden(worker.get(here).text, "digest")
    answer = worker.post(f"{here}/own-work", {"digest": digest})
    assert answer.status_code == 422
    assert "Please tick this" in answer.text


def test_a_manager_reads_the_version_asked_about_and_no_other(
    desk: Desk, world: World, client_for: ClientFor
) -> None:
    asked = ask(client_for, desk, world)
    manager = client_for(world.manager)
    here = f"/portfolio/to-sign/{asked.id}"
    assert here in manager.get("/portfolio").text
    page = manager.get(here).text
    assert f"{STATEMENT} 0" in page
    assert "rawtext" not in page
    desk.new_statement("map0", "Words of afterwards.")
    assert "Words of afterwards" not in manager.get(here).text
    assert manager.get(desk.path).status_code == 404
    opened = "read the version of your portfolio"
    assert opened in client_for(desk.worker).get("/privacy").text
    done = manager.post(here, {"is_valid": "y", "behaviours": "y"})
    assert done.status_code == 303
    told = words_of(client_for(desk.worker).get(f"{desk.path}/statements").text)
    assert told.count(EARLIER) >= 2
    assert "Manager Person (line manager)" in told
    signed = words_of(manager.get(here).text)
    assert "You have signed both statements." in signed
    assert "Sign with my name" not in signed
    manager.post(f"{here}/differently", {"differently": "One word of it."})
    assert "Sign with my name" in words_of(manager.get(here).text)
    manager.post(here, {"is_valid": "y", "behaviours": "y"})
    assert "Sign with my name" not in words_of(manager.get(here).text)


def test_signed_twice_it_is_signed_once_and_seen_differently_takes_it_back(
    desk: Desk, world: World, client_for: ClientFor
) -> None:
    asked = ask(client_for, desk, world)
    manager, here = client_for(world.manager), f"/portfolio/to-sign/{asked.id}"
    for _ in range(2):
        assert manager.post(here, {"is_valid": "y"}).status_code == 303
    assert len(given(desk)) == 1
    assert manager.post(f"{here}/differently", {"differently": ""}).status_code == 422
    words = "The map was made by two of you."
    assert manager.post(f"{here}/differently", {"differently": words}).status_code == 303
    attention = client_for(desk.worker).get(f"{desk.path}/attention").text
    assert words in attention
    assert "has not signed that it is valid" in attention
    assert manager.post(here, {"is_valid": "y"}).status_code == 303
    assert words not in client_for(desk.worker).get(f"{desk.path}/attention").text


@pytest.mark.parametrize("why", ["relationship ended", "taken back", "another asked", "guessed"])
def test_a_manager_who_may_not_read_it_any_more_signs_nothing(
    why: str, desk: Desk, world: World, client_for: ClientFor, session: Session
) -> None:
    asked = ask(client_for, desk, world)
    reader, here = client_for(world.manager), f"/portfolio/to-sign/{asked.id}"
    assert reader.get(here).status_code == 200
    if why == "relationship ended":
        begin_writing(session)
        bond = relationships.between(session, desk.worker.id, world.manager.id)
        assert bond is not None
        act_as(session, desk.worker)
        relationships.end(session, desk.worker, bond)
        session.commit()
    elif why == "taken back":
        assert client_for(desk.worker).post(f"{here}/withdraw").status_code == 303
    elif why == "another asked":
        reader = client_for(world.coach)
    else:
        here = f"/portfolio/to-sign/{uuid4()}"
    assert reader.get(here).status_code == 404
    assert reader.post(here, {"is_valid": "y"}).status_code == 404
    assert reader.post(f"{here}/differently", {"differently": "No."}).status_code == 404
    assert given(desk) == []


def test_asking_again_after_a_change_shows_the_manager_the_new_version_alone(
    desk: Desk, world: World, client_for: ClientFor
) -> None:
    first = ask(client_for, desk, world)
    worker = client_for(desk.worker)
    relationship = {"relationship": str(first.relationship_id)}
    worker.post(f"{desk.path}/statements/ask", relationship)
    assert newest(desk).id == first.id
    desk.new_statement("map0", "Words of afterwards.")
    worker.post(f"{desk.path}/statements/ask", relationship)
    manager = client_for(world.manager)
    assert manager.get(f"/portfolio/to-sign/{first.id}").status_code == 404
    assert "Words of afterwards" in manager.get(f"/portfolio/to-sign/{newest(desk).id}").text


def test_nobody_but_a_line_manager_of_this_moment_can_be_asked(
    desk: Desk, world: World, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    for name in ("other_supervisor", "manager"):
        bond = world.relationships[name].id
        answer = worker.post(f"{desk.path}/statements/ask", {"relationship": str(bond)})
        assert answer.status_code == 404


def test_whoever_is_asked_to_sign_finds_it_on_their_first_page_until_they_have(
    desk: Desk, world: World, client_for: ClientFor
) -> None:
    asked = ask(client_for, desk, world)
    manager = client_for(world.manager)
    way = f'href="/portfolio/to-sign/{asked.id}"'
    home = manager.get("/").text
    assert way in home
    assert "Nothing waits for you." not in words_of(home)
    before = words_of(manager.get("/portfolio").text).count("you have answered")
    done = manager.post(f"/portfolio/to-sign/{asked.id}", {"is_valid": "y"})
    assert done.status_code == 303
    assert way not in manager.get("/").text
    page = manager.get("/portfolio").text
    assert way in page
    assert words_of(page).count("you have answered") == before + 1
