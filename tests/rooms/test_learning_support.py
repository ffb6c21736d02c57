"""Learning support: for worker and coach. An employer sees nothing, not even that it is there."""

from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.client import Client
from tests.rooms.reviewing_together import ClientFor, prepare, record_at, sign, write
from tests.world import World

HELPS = "Coloured paper, and a quiet hour."
LINE = "I learn best with a quiet hour."


def begun(client: Client, review: str, **typed: str) -> Any:
    """Write about it beside a review."""
    return client.post(f"{review}/support", {"record_id": str(uuid4()), "helps": HELPS, **typed})


def test_the_employer_sees_nothing_of_it_and_the_two_sign_it(
    world: World, client_for: ClientFor
) -> None:
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    review = prepare(worker, world.worker)
    before = manager.get(review).text
    page = begun(worker, review).location
    for client in (worker, coach):
        assert HELPS in client.get(page).text
        assert page in client.get(review).text
        assert "Learning support" in client.get("/supervision").text
    for path in (page, f"{page}/write", f"{review}/support"):
        assert manager.get(path).status_code == 404
    assert begun(manager, review).status_code == 404
    assert write(manager, page, 1, helps="x").status_code == 404
    assert sign(manager, page, 1).status_code == 404
    after = manager.get(review).text
    assert HELPS not in after
    assert page not in after
    assert "earning" not in after.split("What you wrote")[1].split("Until next time")[0]
    assert "Support with learning" not in before + after
    for path in ("/supervision", "/actions", "/progress/reviews", "/learners", "/", "/people"):
        shown = manager.get(path).text
        assert page not in shown
        assert "support with learning" not in shown.lower()
    for client in (worker, coach):
        assert sign(client, page, 1).status_code == 303
    assert "You both agreed" in worker.get(page).text
    assert sign(worker, page, 1, "Wait.").status_code == 409


def test_the_worker_alone_chooses_a_line_for_the_employer(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    review = prepare(worker, world.worker)
    begun(coach, review)
    for client in (coach, manager):
        write(client, review, 1, support_said=LINE)
    assert "support_said" not in record_at(session, world.worker, review).fields
    session.rollback()
    assert write(worker, review, 1, support_said=LINE).status_code == 303
    assert LINE in manager.get(review).text


def test_both_begin_at_once_and_nothing_is_lost(world: World, client_for: ClientFor) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    review = prepare(worker, world.worker)
    first = begun(worker, review).location
    second = begun(coach, review, helps="Something else.")
    assert second.status_code == 303
    assert second.location == review
    assert "Something else." in coach.get("/unfinished").text
    assert coach.get(f"{review}/support").location == first
    assert write(coach, first, 1, adjust="A quiet room.").status_code == 303
    assert HELPS in coach.get(first).text


def test_nobody_else_finds_it(world: World, client_for: ClientFor) -> None:
    review = prepare(client_for(world.worker), world.worker)
    page = begun(client_for(world.worker), review).location
    for part in ("supervisor", "reader", "other_worker", "admin", "stranger"):
        client = client_for(world.people[part])
        assert client.get(page).status_code == 404
        assert client.get(f"{page}/write").status_code == 404
        assert sign(client, page, 1).status_code == 404
