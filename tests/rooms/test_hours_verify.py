"""Verifying in one sitting: by a line manager or coach, never by oneself, never what changed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from journal import relationships
from journal.audit import Event
from journal.domain.relationships import RelationshipKind
from journal.hours import actions
from journal.models import AuditEvent, HoursLine, Person, Relationship
from journal.models.confidential import visible
from journal.training_so_far import logged_by
from tests.client import Client
from tests.letters import throw_away, waiting
from tests.queries import queries_of
from tests.rooms.hours import SAID, id_in, log, set_programme, standing_lines, typed
from tests.world import World

ClientFor = Callable[..., Client]
Act = Callable[[Person], Person]


def states(session: Session, world: World) -> dict[str, bool]:
    """Whether each standing line of the worker is verified, by its description."""
    lines = standing_lines(session, world.worker)
    return {line.description: bool(line.words and line.words[-1].agrees) for line in lines}


def test_many_lines_are_verified_in_one_press(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    places = [log(worker, description=f"{SAID}, {number}") for number in range(3)]
    page = coach.get("/progress/verify").text
    for place in places:
        assert f'value="{id_in(place)}"' in page
    ticked = [str(id_in(place)) for place in places[:2]]
    assert coach.post("/progress/verify", {"line": ticked}).status_code == 303
    found = states(session, world)
    assert [found[f"{SAID}, {number}"] for number in range(3)] == [True, True, False]
    assert f'value="{id_in(places[0])}"' not in coach.get("/progress/verify").text
    session.rollback()


def test_all_that_was_shown_of_one_worker_and_nothing_that_came_later(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, manager = client_for(world.worker), client_for(world.manager)
    log(worker)
    page = manager.get("/progress/verify").text
    shown = re.findall(r'name="shown" value="([^"]+)"', page)
    log(worker, description=SAID + ", later")
    everything = {"all": str(world.worker.id), "shown": shown}
    assert manager.post("/progress/verify", everything).status_code == 303
    found = states(session, world)
    assert found.pop(SAID + ", later") is False
    assert all(found.values())
    session.rollback()


def test_a_question_stands_beside_the_line_until_it_is_changed_or_verified(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach, manager = (
        client_for(each) for each in (world.worker, world.coach, world.manager)
    )
    here = log(worker)
    asked = coach.post(f"{here}/ask", {"words": "Who led the session?"})
    assert asked.status_code == 303
    letter = waiting(session, world.worker.email)[-1]
    assert here in letter.body
    assert "Who led" not in letter.body
    for client in (worker, manager):
        page = client.get(here).text
        assert "Who led the session?" in page
        assert "asked about it" in page
    assert "Who led the session?" in manager.get("/progress/verify").text
    assert coach.post(f"{here}/ask", {"words": "  "}).status_code == 422
    manager.post(f"{here}/verify")
    assert "Verified by <bdi>Manager Person</bdi>" in worker.get(here).text
    coach.post(f"{here}/ask", {"words": "And on which day?"})
    assert "asked about it" in worker.get(here).text
    session.rollback()


def test_verified_twice_is_said_once(world: World, client_for: ClientFor, session: Session) -> None:
    here = log(client_for(world.worker))
    for person in (world.coach, world.coach, world.manager):
        client_for(person).post(f"{here}/verify")
    lines = standing_lines(session, world.worker)
    line = next(each for each in lines if each.id == id_in(here))
    assert [word.author_id for word in line.words] == [world.coach.id]
    session.rollback()


@pytest.mark.parametrize(
    "part",
    ["worker", "supervisor", "ex_supervisor", "reader", "other_worker", "other_supervisor",
     "admin", "stranger"],
)  # fmt: skip
def test_nobody_else_verifies_or_asks_and_nobody_their_own(
    part: str, world: World, client_for: ClientFor, session: Session
) -> None:
    here = log(client_for(world.worker))
    client = client_for(world.people[part])
    assert client.post(f"{here}/verify").status_code == 404
    assert client.post(f"{here}/ask", {"words": "Why?"}).status_code == 404
    client.post("/progress/verify", {"line": str(id_in(here))})
    client.post("/progress/verify", {"all": str(world.worker.id), "shown": str(id_in(here))})
    assert states(session, world)[SAID] is False
    assert str(id_in(here)) not in client.get("/progress/verify").text
    session.rollback()


def test_the_action_itself_refuses_who_may_not(world: World, session: Session, acting: Act) -> None:
    wanted = visible(HoursLine, to=world.worker).where(HoursLine.id == world.ids["line_id"][0])
    line = session.scalars(wanted).one()
    for person in (world.worker, world.supervisor, world.other_supervisor):
        acting(person)
        with pytest.raises(actions.NotTheirs):
            actions.verify(session, person, [line])
        with pytest.raises(actions.NotTheirs):
            actions.ask(session, person, line, "Why?", "http://localhost/")
    session.rollback()


def test_somebody_who_manages_themselves_on_another_account_of_roles_cannot_verify_their_own(
    world: World, client_for: ClientFor, session: Session
) -> None:
    """The coach learns too, with the manager as theirs: the manager verifies, they do not."""
    session.add(
        Relationship(
            organisation_id=world.coach.organisation_id,
            worker_id=world.coach.id,
            other_id=world.manager.id,
            kind=RelationshipKind.MANAGER,
        )
    )
    session.commit()
    coach = client_for(world.coach)
    own = log(coach, description=SAID + ", the coach's")
    assert str(id_in(own)) not in coach.get("/progress/verify").text
    assert coach.post(f"{own}/verify").status_code == 404
    assert client_for(world.manager).post(f"{own}/verify").status_code == 303


def test_an_end_of_the_relationship_bites_on_the_next_request(
    world: World, client_for: ClientFor, session: Session, acting: Act
) -> None:
    here, coach = log(client_for(world.worker)), client_for(world.coach)
    assert SAID in coach.get("/progress/verify").text
    bond = session.get_one(Relationship, world.relationships["coach"].id)
    relationships.end(session, acting(world.worker), bond)
    session.commit()
    for page in (here, f"/progress/{world.worker.id}", f"/progress/{world.worker.id}/hours"):
        assert coach.get(page).status_code == 404
    assert SAID not in coach.get("/progress/verify").text
    assert coach.post(f"{here}/verify").status_code == 404
    assert coach.post(f"/progress/{world.worker.id}/hours/take-out").status_code == 404
    coach.post("/progress/verify", {"line": str(id_in(here))})
    assert states(session, world)[SAID] is False
    session.rollback()


def test_a_line_changed_meanwhile_is_not_verified_unseen(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    here = log(worker)
    worker.post(f"{here}/change", typed(description=SAID + ", and more"))
    coach.post("/progress/verify", {"line": str(id_in(here))})
    assert "1 line was changed or verified meanwhile" in coach.get("/progress/verify").text
    assert states(session, world)[SAID + ", and more"] is False
    session.rollback()


@pytest.mark.parametrize(
    "sent",
    [{}, {"line": "nonsense"}, {"line": ""}, {"all": "nonsense"}, {"all": "", "shown": "x"}],
)
def test_nonsense_verifies_nothing(
    sent: dict[str, Any], world: World, client_for: ClientFor, session: Session
) -> None:
    before = states(session, world)
    assert client_for(world.coach).post("/progress/verify", sent).status_code == 303
    assert states(session, world) == before
    session.rollback()


def test_each_word_is_in_the_account_of_the_worker(
    world: World, client_for: ClientFor, session: Session
) -> None:
    here, coach = log(client_for(world.worker)), client_for(world.coach)
    coach.post(f"{here}/ask", {"words": "Why?"})
    coach.post(f"{here}/verify")
    mine = visible(AuditEvent, to=world.worker).where(AuditEvent.subject_id == id_in(here))
    events = [each.event for each in session.scalars(mine.order_by(AuditEvent.at))]
    assert events.count(Event.HOURS_QUESTIONED) == events.count(Event.HOURS_VERIFIED) == 1
    session.rollback()


def test_a_supervisor_reads_hours_only_where_the_worker_lets_them_and_verifies_none(
    world: World, client_for: ClientFor, session: Session
) -> None:
    here, supervisor = log(client_for(world.worker)), client_for(world.supervisor)
    assert supervisor.get(f"/progress/{world.worker.id}").status_code == 404
    set_programme(session, world.worker, shown_to_supervisors=True)
    assert supervisor.get(f"/progress/{world.worker.id}").status_code == 200
    assert SAID in supervisor.get(here).text
    assert "Your word on it" not in supervisor.get(here).text
    assert supervisor.post(f"{here}/verify").status_code == 404
    assert SAID not in supervisor.get("/progress/verify").text
    set_programme(session, world.worker, shown_to_supervisors=False)
    assert supervisor.get(here).status_code == 404


def test_more_lines_cost_no_more_queries(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    pages = (
        "/progress/verify",
        f"/progress/{world.worker.id}/hours",
        f"/progress/{world.worker.id}",
    )
    log(worker)
    few = [len(queries_of(coach, page)) for page in pages for _ in range(2)][1::2]
    for number in range(6):
        log(worker, description=f"{SAID}, {number}")
    assert [len(queries_of(coach, page)) for page in pages for _ in range(2)][1::2] == few
    session.rollback()


def test_a_worker_writes_back_to_a_question_and_never_verifies_by_it(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    place = log(worker)
    assert worker.post(f"{place}/answer", {"words": "Nobody asked"}).status_code == 303
    assert "Nobody asked" not in worker.get(place).text
    assert coach.post(f"{place}/ask", {"words": "Was this in paid time?"}).status_code == 303
    session.rollback()
    throw_away(session)
    held = worker.post(f"{place}/answer", {"words": "Yes, ask 07700 900123."})
    assert held.status_code == 422
    assert "could somebody be recognised?" in held.text
    for _ in range(2):
        assert worker.post(f"{place}/answer", {"words": "Yes, all of it."}).status_code == 303
    [letter] = waiting(session)
    assert letter.to_address == "coach@test.example"
    assert "paid" not in letter.body + letter.subject
    for page in (place, "/progress/verify"):
        assert coach.get(page).text.count("Yes, all of it.") == 1
    assert "there is an answer" in coach.get("/progress/verify").text
    assert states(session, world)[SAID] is False, "an answer verifies nothing"
    for part in ("coach", "manager", "supervisor", "other_worker"):
        other = client_for(world.people[part])
        assert other.post(f"{place}/answer", {"words": "Not mine"}).status_code == 404
    assert coach.post(f"{place}/verify").status_code == 303
    assert worker.post(f"{place}/answer", {"words": "One more thing"}).status_code == 303
    assert "One more thing" not in worker.get(place).text, "nobody asks any more"
    assert "Verified by" in worker.get(place).text
    session.rollback()
    verified = logged_by(session, world.coach, [world.worker.id])[world.worker.id].verified
    assert verified >= 90
