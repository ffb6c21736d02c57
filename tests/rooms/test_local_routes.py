"""Whom people can turn to close by, as their administrator says."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.admin.local_help import MOST_ROUTES
from journal.audit import Event
from journal.models import AuditEvent, LocalRoute
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
LIST, NEW = "/admin/local-routes", "/admin/local-routes/new"
DUTY = {"name": "Duty manager", "how": "Ring the office", "hours": "Any time"}


def names_on(client: Client) -> list[str]:
    """The list as it stands on the administrator's page."""
    return re.findall(r'class="row-title"[^>]*>([^<]+)<', client.get(LIST).text)


def route_named(session: Session, name: str) -> LocalRoute:
    """The route of this name, read afresh."""
    session.rollback()
    session.expire_all()
    return session.scalars(sa.select(LocalRoute).where(LocalRoute.name == name)).one()


def test_added_changed_moved_and_taken_off(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin, worker = client_for(world.admin), client_for(world.worker)
    first = world.local_routes["admin"].name
    assert admin.post(NEW, DUTY).location == LIST
    assert names_on(admin) == [first, "Duty manager"]
    page = f"{LIST}/{route_named(session, 'Duty manager').id}"
    assert "Ring the office" in admin.get(page).text
    assert admin.post(page, {**DUTY, "how": "Knock", "hours": ""}).location == LIST
    assert "Knock" in worker.get("/limit").text
    for _ in range(2):
        assert admin.post(f"{page}/up").location == LIST
        assert names_on(admin) == ["Duty manager", first]
    assert worker.get("/limit").text.index("Duty manager") < worker.get("/limit").text.index(first)
    assert admin.post(f"{page}/remove").location == LIST
    assert names_on(admin) == [first]
    assert "Duty manager" not in worker.get("/limit").text
    assert admin.get(page).status_code == 404


def test_what_is_missing_gets_a_sentence(world: World, client_for: ClientFor) -> None:
    admin = client_for(world.admin)
    answer = admin.post(NEW, {"name": " ", "how": "", "hours": "Mornings"})
    assert answer.status_code == 422
    for sentence in ("Please say who it is.", "Please say how to reach them.", "Mornings"):
        assert sentence in answer.text
    page = f"{LIST}/{world.local_routes['admin'].id}"
    assert admin.post(page, {**DUTY, "how": "x" * 201}).status_code == 422


def test_another_organisations_list_is_not_there(
    session: Session, world: World, client_for: ClientFor
) -> None:
    stranger, ours = client_for(world.stranger_admin), world.local_routes["admin"]
    for path in ("", "/up", "/remove"):
        assert stranger.post(f"{LIST}/{ours.id}{path}", DUTY).status_code == 404
    assert stranger.get(f"{LIST}/{ours.id}").status_code == 404
    assert route_named(session, ours.name).how == ours.how


def test_the_list_ends_before_nobody_reads_it(world: World, client_for: ClientFor) -> None:
    admin = client_for(world.admin)
    for _ in range(MOST_ROUTES - 1):
        assert admin.post(NEW, DUTY).status_code == 303
    answer = admin.post(NEW, DUTY)
    assert answer.status_code == 422
    assert "take one off the list first" in answer.text
    assert len(names_on(admin)) == MOST_ROUTES


def test_each_change_is_in_the_administrators_account(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin = client_for(world.admin)
    admin.post(NEW, DUTY)
    page = f"{LIST}/{route_named(session, 'Duty manager').id}"
    admin.post(page, {**DUTY, "how": "Knock"})
    admin.post(f"{page}/up")
    admin.post(f"{page}/remove")
    session.rollback()
    mine = visible(AuditEvent, to=world.admin).where(AuditEvent.subject_kind == "local_route")
    told = [event.event for event in session.scalars(mine.order_by(AuditEvent.at))]
    assert told == [
        Event.LOCAL_ROUTE_ADDED.value,
        Event.LOCAL_ROUTE_CHANGED.value,
        Event.LOCAL_ROUTE_CHANGED.value,
        Event.LOCAL_ROUTE_REMOVED.value,
    ]
