"""Co-reflection in a group: several workers, a facilitator, a record that they share."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.models import Relationship
from journal.models.base import now
from tests.client import Client
from tests.rooms.supervising import (
    TIME,
    day,
    end,
    first_point,
    hidden,
    points_of,
    put_on,
    say,
    written,
)
from tests.world import World

ClientFor = Callable[..., Client]
FORM = "/supervision/group"
WORKERS = ("worker", "other_worker", "reader")


@pytest.fixture
def bonds(session: Session, world: World) -> dict[str, str]:
    """The supervisor supervises three; the ids of the relationships by the worker's part."""
    found = {"worker": world.relationships["supervisor"].id}
    for part in WORKERS[1:]:
        bond = Relationship(
            organisation_id=world.supervisor.organisation_id,
            worker_id=world.people[part].id,
            other_id=world.supervisor.id,
            kind=RelationshipKind.SUPERVISOR,
            began_at=now() - timedelta(days=20),
        )
        session.add(bond)
        session.flush()
        world.relationships[f"supervisor of {part}"] = bond
        found[part] = bond.id
    session.commit()
    return {part: str(bond) for part, bond in found.items()}


def gathered(client: Client, people: list[str], days: int = 0, form: str = FORM) -> str:
    """Plan a co-reflection; the answer is its address."""
    typed = {**hidden(client.get(form).text), **TIME, "day": day(days), "people": people}
    answer = client.post(form, typed)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_four_think_together_and_each_says_their_own_word(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator = client_for(world.supervisor)
    workers = [client_for(world.people[part]) for part in WORKERS]
    page = gathered(facilitator, list(bonds.values()))
    for client in workers:
        assert page in client.get("/supervision").text
        put_on(client, page, "What we bring of ourselves")
    written(workers[1], page, field_points="Being asked to take a side.")
    assert workers[0].post(f"{page}/held").status_code == 303
    assert "Who agreed" not in workers[0].get(page).text
    facilitator.post(f"{page}/held")
    for client in (facilitator, *workers[:2]):
        assert say(client, page, 2).status_code == 303
    say(workers[2], page, 2, "It was harder for me than this says.")
    shown = workers[0].get(page).text
    assert "It was harder for me than this says." in shown
    assert shown.count("word-confirmed") == 3
    assert "yours alone" in shown
    assert "/entries/new?kind=reflection" in shown
    say(workers[2], page, 2)
    assert "Everybody agreed" in facilitator.get(page).text
    assert "Being asked to take a side." in workers[0].get(page).text


def test_only_those_chosen_find_it(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    page = gathered(client_for(world.supervisor), [bonds["worker"], bonds["other_worker"]])
    for part in ("reader", "manager", "coach", "other_supervisor", "admin", "stranger"):
        assert client_for(world.people[part]).get(page).status_code == 404, part


def test_what_was_brought_to_one_person_does_not_reach_the_group(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    worker, facilitator = client_for(world.other_worker), client_for(world.supervisor)
    worker.post("/supervision/bring", {"text": "Only for you", "to": bonds["other_worker"]})
    page = gathered(facilitator, list(bonds.values()), 1)
    worker.post("/supervision/bring", {"text": "This too", "to": bonds["other_worker"]})
    assert points_of(client_for(world.worker).get(page).text) == []
    waiting = worker.get(f"/supervision/with/{bonds['other_worker']}").text
    assert points_of(waiting) == ["Only for you", "This too"]


def test_what_the_group_did_not_reach_comes_back_to_the_group(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    worker, facilitator = client_for(world.other_worker), client_for(world.supervisor)
    page = gathered(facilitator, list(bonds.values()))
    put_on(worker, page, "Reached")
    put_on(worker, page, "Not reached")
    facilitator.post(first_point(facilitator, page), {"do": "done"})
    facilitator.post(f"{page}/held")
    again = re.search(r'href="(/supervision/group\?follows=[^"]*)"', facilitator.get(page).text)
    assert again
    coming = gathered(facilitator, list(bonds.values()), 30, again.group(1))
    assert points_of(worker.get(coming).text) == ["Not reached"]
    assert points_of(worker.get(page).text) == ["Reached"]


def test_one_who_leaves_keeps_what_was_and_the_others_go_on(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator, staying = client_for(world.supervisor), client_for(world.reader)
    page = gathered(facilitator, list(bonds.values()))
    end(session, world, "supervisor of other_worker")
    assert client_for(world.other_worker).get(page).status_code == 200
    written(staying, page, field_points="We go on.")
    assert "We go on." in facilitator.get(page).text
    for part in ("supervisor", "supervisor of reader"):
        end(session, world, part)
    assert facilitator.get(page).status_code == 404
    assert "closed as it stood" in staying.get(page).text


def test_a_worker_does_not_move_the_time_of_a_group(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator, worker = client_for(world.supervisor), client_for(world.worker)
    page = gathered(facilitator, list(bonds.values()), 3)
    form = worker.get(f"{page}/edit")
    assert form.status_code == 200
    assert 'name="day"' not in form.text
    before = worker.get(page).text
    written(worker, page, field_points="A thought.", day=day(9), at="08:15")
    assert "08:15" not in worker.get(page).text
    assert "14:00" in before
    assert worker.post(f"{page}/cancel", {"why": "No"}).status_code == 303
    assert "cancelled" not in worker.get(page).text


@pytest.mark.parametrize("people", [[], ["one"], ["one", "one"], ["one", "not-an-id"]])
def test_a_group_is_two_or_more(
    people: list[str], world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator = client_for(world.supervisor)
    chosen = [bonds["worker"] if each == "one" else each for each in people]
    typed = {**hidden(facilitator.get(FORM).text), **TIME, "day": day(1), "people": chosen}
    answer = facilitator.post(FORM, typed)
    assert answer.status_code == 422
    assert "two people or more" in answer.text


def test_who_supervises_nobody_or_one_gathers_no_group(world: World, client_for: ClientFor) -> None:
    for part in ("worker", "other_supervisor", "manager"):
        assert client_for(world.people[part]).get(FORM).status_code == 404
