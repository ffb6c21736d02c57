"""Who supports whom: seeing it, naming a reader, and how it ends."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application, relationships, throttle
from journal.audit import Event
from journal.domain.relationships import RelationshipKind
from journal.entries import actions as entries
from journal.models import AuditEvent, Person, Relationship
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.letters import throw_away, waiting
from tests.world import World, add_entry

ClientFor = Callable[..., Client]


def section(page: str, heading: str) -> str:
    """The part of a page below a heading, as text."""
    part = page.partition(f">{heading}<")[2].partition("</section>")[0]
    return " ".join(re.sub("<[^>]+>", " ", part).split())


def end_path(world: World, other: str) -> str:
    """Where a relationship of the worker's is ended."""
    return f"/people/relationships/{world.relationships[other].id}/end"


def test_people_are_shown_from_where_one_stands(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker).get("/people").text
    for name, kind in (
        ("Supervisor", "supervisor"),
        ("Manager", "line manager"),
        ("Coach", "coach"),
    ):
        assert f"{name} Person Your {kind}, since" in section(worker, "Who supports me")
    assert "Ex Supervisor Person Was your supervisor" in section(worker, "In the past")
    assert "Ex Supervisor" not in section(worker, "Who supports me")
    assert "Nobody at the moment" in section(worker, "Whom I support")
    supervisor = client_for(world.supervisor).get("/people").text
    assert "Worker Person You are their supervisor" in section(supervisor, "Whom I support")
    assert "Other Worker" not in supervisor
    ex = client_for(world.ex_supervisor).get("/people").text
    assert "Worker Person You were their supervisor" in section(ex, "In the past")
    assert f"/people/{world.worker.id}" not in ex


@pytest.mark.parametrize(
    ("viewer", "person", "status"),
    [
        ("worker", "supervisor", 200),
        ("supervisor", "worker", 200),
        ("reader", "worker", 200),
        ("ex_supervisor", "worker", 404),
        ("worker", "ex_supervisor", 404),
        ("worker", "worker", 404),
        ("worker", "other_worker", 404),
        ("other_supervisor", "worker", 404),
        ("admin", "worker", 404),
        ("stranger", "worker", 404),
        ("worker", "stranger", 404),
    ],
)
def test_only_people_who_are_something_to_each_other_have_a_page(
    viewer: str, person: str, status: int, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.people[viewer])
    assert client.get(f"/people/{world.people[person].id}").status_code == status
    shares = client.get(f"/people/{world.people[person].id}/entries").status_code
    assert shares == (200 if person == "worker" and status == 200 else 404)


def test_a_supporter_finds_what_is_shared_and_the_worker_sees_that(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = client_for(world.supervisor).get(f"/people/{world.worker.id}/entries").text
    shown = {name for name, entry in world.entries.items() if str(entry.id) in page}
    assert shown == {"shared", "product"}
    seen = visible(AuditEvent, to=world.worker).where(
        AuditEvent.actor_id == world.supervisor.id, AuditEvent.event == Event.ENTRY_LISTED
    )
    noted = {event.subject_id for event in session.scalars(seen)}
    assert noted == {world.entries[name].id for name in shown}
    session.rollback()


def test_what_is_shared_is_paged_and_costs_the_same(
    app: Application, world: World, client_for: ClientFor, session: Session
) -> None:
    path = f"/people/{world.worker.id}/entries"
    client = client_for(world.supervisor)
    few = queries_of(app, client, path)
    for number in range(25):
        add_entry(session, world, "worker", f"more{number}", shared_with=("supervisor",))
    session.commit()
    assert queries_of(app, client, path) <= few + 1
    first = client.get(path).text
    [older] = re.findall(r'href="(/people/[^"]+after=[^"]+)"', first)
    pages = first + client.get(older.replace("&amp;", "&")).text
    assert len(set(re.findall(r'href="(/entries/[0-9a-f-]{36})"', pages))) == 27


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "\x00~\x00",
        "2026-01-01T00:00:00~00000000-0000-4000-8000-000000000000",
        "9999-12-31T23:59:59-14:00~00000000-0000-4000-8000-000000000000",
    ],
)
def test_a_key_that_is_none_shows_the_first_page(
    after: str, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    for path in ("/people", "/people/past"):
        answer = client.get(path, query_string={"after": after})
        assert answer.status_code == 200
        assert "Supervisor Person" in answer.text


@pytest.mark.parametrize("who_ends", ["worker", "supervisor"])
def test_access_ends_with_the_next_request_and_does_not_come_back(
    who_ends: str, world: World, client_for: ClientFor, session: Session
) -> None:
    """The whole promise: readable, ended, gone, and not revived by a new relationship."""
    reads, ends = client_for(world.supervisor), client_for(world.people[who_ends])
    path = f"/entries/{world.entries['shared'].id}"
    assert reads.get(path).status_code == 200
    warned = ends.get(end_path(world, "supervisor")).text
    assert "From the next page" in warned
    assert "stays with" in warned
    assert reads.get(path).status_code == 200, "asking whether to end it ends nothing"
    assert ends.post(end_path(world, "supervisor")).status_code == 303
    assert reads.get(path).status_code == 404
    assert reads.get(f"/people/{world.worker.id}").status_code == 404
    assert ends.get(end_path(world, "supervisor")).status_code == 404
    act_as(session, world.admin)
    relationships.begin(
        session, world.admin, world.worker, world.supervisor, RelationshipKind.SUPERVISOR
    )
    session.commit()
    assert reads.get(f"/people/{world.worker.id}").status_code == 200
    assert reads.get(path).status_code == 404
    assert "Nothing at the moment" in reads.get(f"/people/{world.worker.id}/entries").text
    mine = client_for(world.worker).get(path).text
    assert "Supervisor Person" in mine, "what was said stays with the worker, signed"


def test_ending_twice_is_ending_once(world: World, client_for: ClientFor, session: Session) -> None:
    throw_away(session)
    worker = client_for(world.worker)
    answers = [worker.post(end_path(world, "manager")).status_code for _ in range(2)]
    assert answers == [303, 303]
    said = visible(AuditEvent, to=world.worker).where(AuditEvent.event == Event.RELATIONSHIP_ENDED)
    assert [each.actor_id for each in session.scalars(said)] == [world.worker.id]
    assert [letter.to_address for letter in waiting(session)] == [world.manager.email]


def test_ending_one_of_two_says_what_stays(
    world: World, client_for: ClientFor, session: Session
) -> None:
    act_as(session, world.admin)
    relationships.begin(
        session, world.admin, world.worker, world.supervisor, RelationshipKind.MANAGER
    )
    session.commit()
    page = client_for(world.worker).get(end_path(world, "supervisor")).text
    assert "They stay your line manager" in page
    assert "They stay" not in client_for(world.worker).get(end_path(world, "coach")).text


@pytest.mark.parametrize(
    "part", ["other_worker", "coach", "ex_supervisor", "admin", "stranger", "stranger_admin"]
)
def test_nobody_else_ends_it(
    part: str, world: World, client_for: ClientFor, session: Session
) -> None:
    client = client_for(world.people[part])
    assert client.get(end_path(world, "supervisor")).status_code == 404
    assert client.post(end_path(world, "supervisor")).status_code == 404
    bond = session.get(Relationship, world.relationships["supervisor"].id, populate_existing=True)
    assert bond is not None
    assert bond.ended_at is None
    session.rollback()


def test_a_worker_names_a_reader_shares_and_ends_it(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, reads = client_for(world.worker), client_for(world.other_worker)
    path = f"/entries/{world.entries['draft'].id}"
    named = worker.post("/people/readers/new", {"email": "Other_Worker@test.example"})
    assert named.status_code == 303
    assert "Worker Person You are their reader" in section(
        reads.get("/people").text, "Whom I support"
    )
    assert reads.get(path).status_code == 404, "naming shares nothing"
    bond = session.scalars(
        sa.select(Relationship).where(Relationship.other_id == world.other_worker.id)
    ).one()
    draft = session.merge(world.entries["draft"], load=False)
    act_as(session, world.worker)
    entries.share(session, world.worker, draft, [bond], "http://localhost/")
    session.commit()
    assert reads.get(path).status_code == 200
    assert worker.post(f"/people/relationships/{bond.id}/end").status_code == 303
    assert reads.get(path).status_code == 404


@pytest.mark.parametrize("who", ["nobody", "stranger", "left", "invited", "self"])
def test_who_cannot_be_a_reader_all_look_the_same(
    who: str, world: World, client_for: ClientFor, session: Session
) -> None:
    """What another organisation has is never told apart from what does not exist."""
    session.execute(sa.update(Person).where(Person.id == world.coach.id).values(left_at=now()))
    session.execute(
        sa.update(Person).where(Person.id == world.manager.id).values(password_hash=None)
    )
    session.commit()
    address = {
        "nobody": "nobody@test.example", "stranger": world.stranger.email,
        "left": world.coach.email, "invited": world.manager.email, "self": world.worker.email,
    }[who]  # fmt: skip
    answer = client_for(world.worker).post("/people/readers/new", {"email": address})
    assert answer.status_code == 422
    assert "Nobody where you work has an account with this address" in answer.text
    assert address in answer.text
    readers = sa.select(Relationship).where(Relationship.kind == RelationshipKind.READER)
    assert [each.other_id for each in session.scalars(readers)] == [world.reader.id]
    session.rollback()


def test_a_reader_is_named_once_and_addresses_cannot_be_tried_one_by_one(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    again = worker.post("/people/readers/new", {"email": world.reader.email})
    assert again.status_code == 422
    assert "your reader already" in again.text
    for number in range(throttle.TRIES):
        worker.post("/people/readers/new", {"email": f"nobody{number}@test.example"})
    stopped = worker.post("/people/readers/new", {"email": world.other_worker.email})
    assert stopped.status_code == 422
    assert "wait a quarter of an hour" in stopped.text


def test_the_past_is_paged(world: World, client_for: ClientFor, session: Session) -> None:
    began = now() - timedelta(days=100)
    session.add_all(
        Relationship(
            organisation_id=world.worker.organisation_id, worker_id=world.worker.id,
            other_id=world.other_worker.id, kind=RelationshipKind.READER,
            began_at=began, ended_at=began + timedelta(days=number),
        )
        for number in range(25)
    )  # fmt: skip
    session.commit()
    worker = client_for(world.worker)
    assert section(worker.get("/people").text, "In the past").count("Was your") == 10
    first = worker.get("/people/past").text
    [after] = re.findall(r'href="(/people/past\?after=[^"]+)"', first)
    assert first.count("Was your") + worker.get(after).text.count("Was your") == 26


def queries_of(app: Application, client: Client, path: str) -> int:
    """How many queries a page costs."""
    from journal.extensions import db

    asked: list[str] = []

    def count(connection: object, cursor: object, sql: str, *rest: object) -> None:
        asked.append(sql)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", count)
    client.get(path)
    sa.event.remove(engine, "before_cursor_execute", count)
    return len(asked)
