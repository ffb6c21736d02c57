"""Looking after the people of one organisation, and of no other."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import ways_in
from journal.audit import Event
from journal.models import AuditEvent, Person, Purpose, Relationship, SignIn
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.letters import throw_away, waiting
from tests.rooms.test_invitations import person_at
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]


def test_the_list_shows_people_and_how_far_they_have_come_and_nothing_else(
    world: World, client_for: ClientFor, session: Session
) -> None:
    session.execute(sa.update(Person).where(Person.id == world.coach.id).values(left_at=now()))
    session.commit()
    page = client_for(world.admin).get("/admin").text
    assert re.findall(r'dir="auto" href="/admin/people/[^"]+">([^<]+)<', page) == sorted(
        person.name for key, person in world.people.items() if "stranger" not in key
    )
    assert len(re.findall("· active", page)) == 8
    assert "coach@test.example · left" in " ".join(page.split())
    assert "entries" not in page.partition("<main")[2].partition("</main>")[0].lower()


def test_people_are_found_by_name_or_address_and_the_list_is_paged(
    world: World, client_for: ClientFor, session: Session
) -> None:
    session.add_all(
        Person(
            organisation_id=world.admin.organisation_id,
            email=f"p{number}@paging.example",
            name=f"Ärger ~ {number % 3}",
        )
        for number in range(45)
    )
    session.commit()
    admin, seen, path = client_for(world.admin), set(), "/admin?find=PAGING.ex"
    for _ in range(3):
        page = admin.get(path).text
        seen |= set(re.findall(r"p\d+@paging.example", page))
        following = re.findall(r'href="(/admin\?find=[^"]+after=[^"]+)"', page)
        path = following[0].replace("&amp;", "&") if following else ""
    assert (len(seen), path) == (45, "")
    for strange in ("%", "_", "\x00", "x~", "00~" + str(world.admin.id)):
        assert admin.get("/admin", query_string={"after": strange}).status_code == 200
    assert "Nobody found" in admin.get("/admin", query_string={"find": "%"}).text


def test_people_are_connected_and_that_shares_nothing(
    world: World, client_for: ClientFor, session: Session
) -> None:
    throw_away(session)
    admin, coach = client_for(world.admin), client_for(world.coach)
    form = admin.get(f"/admin/relationships/new?worker={world.other_worker.id}").text
    assert 'value="other_worker@test.example"' in form
    typed = {"worker": world.other_worker.email, "kind": "coach", "other": "Coach@test.example"}
    assert admin.post("/admin/relationships/new", typed).status_code == 303
    assert coach.get(f"/people/{world.other_worker.id}").status_code == 200
    assert coach.get(f"/entries/{world.entries['others'].id}").status_code == 404
    again = admin.post("/admin/relationships/new", typed)
    assert again.status_code == 422
    assert "This is so already" in again.text
    assert {letter.to_address for letter in waiting(session)} == {
        world.other_worker.email, world.coach.email
    }  # fmt: skip
    said = visible(AuditEvent, to=world.other_worker).where(
        AuditEvent.event == Event.RELATIONSHIP_BEGUN
    )
    assert [each.actor_id for each in session.scalars(said)] == [world.admin.id]
    session.rollback()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"worker": "nobody@test.example"}, "worker"),
        ({"worker": "stranger@test.example"}, "worker"),
        ({"other": "stranger@test.example"}, "other"),
        ({"other": "coach@test.example"}, "other"),
        ({"other": "other_worker@test.example"}, "other"),
        ({"kind": "reader"}, "kind"),
        ({"kind": "friend"}, "kind"),
    ],
)
def test_only_two_different_people_of_the_organisation_are_connected(
    typed: dict[str, str], field: str, world: World, client_for: ClientFor, session: Session
) -> None:
    """Somebody elsewhere, somebody who has left and nobody at all get one answer."""
    session.execute(sa.update(Person).where(Person.id == world.coach.id).values(left_at=now()))
    session.commit()
    whole = {"worker": world.other_worker.email, "kind": "manager", "other": world.manager.email}
    answer = client_for(world.admin).post("/admin/relationships/new", {**whole, **typed})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert len(session.scalars(sa.select(Relationship)).all()) == len(world.relationships)
    session.rollback()


def test_an_administrator_ends_a_relationship_after_reading_what_that_does(
    world: World, client_for: ClientFor
) -> None:
    admin, reads = client_for(world.admin), client_for(world.supervisor)
    end = f"/admin/relationships/{world.relationships['supervisor'].id}/end"
    path = f"/entries/{world.entries['shared'].id}"
    told = admin.get(end).text
    ends, stays = told.index("What ends"), told.index("What stays")
    assert ends < told.index("can read nothing") < stays < told.index("stays with the peer worker")
    assert reads.get(path).status_code == 200
    assert admin.post(end).status_code == 303
    assert reads.get(path).status_code == 404
    assert admin.get(end).status_code == 404


def test_a_closed_account_is_shut_at_once(
    world: World, client_for: ClientFor, session: Session
) -> None:
    link = ways_in.make_link(session, world.supervisor, Purpose.NEW_PASSWORD)
    session.commit()
    admin, gone, worker = (
        client_for(world.people[each]) for each in ("admin", "supervisor", "worker")
    )
    assert gone.get("/account").status_code == 200
    close = f"/admin/people/{world.supervisor.id}/close"
    told = admin.get(close).text
    places = [told.index(each) for each in ("taken their record", "What ends", "signed out at once",
              "What stays", "Their journal stays theirs", "open the account again")]  # fmt: skip
    assert places == sorted(places)
    assert gone.get("/account").status_code == 200
    assert admin.post(close).status_code == 303
    assert gone.get("/account").status_code == 303
    typed = {"email": world.supervisor.email, "password": PASSWORD}
    assert client_for(None).post("/sign-in", typed).status_code == 422
    assert client_for(None).get(f"/new-password/{link}").status_code == 404
    assert "Supervisor Person Was your supervisor" in " ".join(
        re.sub("<[^>]+>", " ", worker.get("/people").text).split()
    )
    assert admin.post(f"/admin/people/{world.supervisor.id}/open-again").status_code == 303
    back = client_for(None)
    assert back.post("/sign-in", typed).status_code == 303
    assert back.get(f"/entries/{world.entries['shared'].id}").status_code == 404


def test_a_worker_who_leaves_keeps_a_journal_that_nobody_reads(
    world: World, client_for: ClientFor, session: Session
) -> None:
    admin, reads = client_for(world.admin), client_for(world.supervisor)
    assert admin.post(f"/admin/people/{world.worker.id}/close").status_code == 303
    assert reads.get(f"/entries/{world.entries['shared'].id}").status_code == 404
    assert admin.post(f"/admin/people/{world.worker.id}/open-again").status_code == 303
    assert client_for(world.worker).get(f"/entries/{world.entries['draft'].id}").status_code == 200
    said = visible(AuditEvent, to=world.worker).where(AuditEvent.actor_id == world.admin.id)
    events = [each.event for each in session.scalars(said)]
    assert {Event.PERSON_LEFT, Event.PERSON_RETURNED} <= set(events)
    session.rollback()


def test_nobody_closes_their_own_account(
    world: World, client_for: ClientFor, session: Session
) -> None:
    admin = client_for(world.admin)
    assert admin.post(f"/admin/people/{world.admin.id}/close").status_code == 422
    assert admin.get("/admin").status_code == 200


def test_another_organisation_is_not_there(
    world: World, client_for: ClientFor, session: Session
) -> None:
    """Every page and every act of one administrator, pointed at the people of the other."""
    far, near = client_for(world.stranger_admin), client_for(world.admin)
    person, bond = world.worker.id, world.relationships["supervisor"].id
    paths = (f"/admin/people/{person}", f"/admin/people/{person}/close",
             f"/admin/relationships/{bond}/end")  # fmt: skip
    acts = (f"/admin/people/{person}/close", f"/admin/people/{person}/open-again",
            f"/admin/people/{person}/invite-again", f"/admin/relationships/{bond}/end")  # fmt: skip
    assert [near.get(path).status_code for path in paths] == [200] * 3
    assert [far.get(path).status_code for path in paths] == [404] * 3
    assert [far.post(path).status_code for path in acts] == [404] * 4
    whole = far.get("/admin").text + far.get("/admin/relationships").text
    whole += far.get(f"/admin/relationships/new?worker={person}").text
    assert "worker@test.example" not in whole
    assert "Worker Person" not in whole
    kept = person_at(session, world.worker.email)
    assert kept is not None
    assert kept.left_at is None
    still_in = sa.select(SignIn).where(SignIn.ended_at.is_not(None))
    assert session.scalars(still_in).all() == []
    session.rollback()


def test_the_list_of_relationships_is_paged(
    world: World, client_for: ClientFor, session: Session
) -> None:
    others = [each for each in world.people.values()
              if each.organisation_id == world.admin.organisation_id]  # fmt: skip
    session.add_all(
        Relationship(
            organisation_id=one.organisation_id, worker_id=one.id, other_id=two.id,
            kind="coach", began_at=now() - timedelta(days=3),
        )
        for one in others[:4] for two in others[4:]
    )  # fmt: skip
    session.commit()
    admin, number, path = client_for(world.admin), 0, "/admin/relationships"
    while path:
        page = admin.get(path).text
        number += page.count("Since ")
        following = re.findall(r'href="(/admin/relationships\?after=[^"]+)"', page)
        path = following[0] if following else ""
    assert number == 5 + 4 * 5
