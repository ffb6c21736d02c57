"""The supervisor's day: one line for each worker, counted from what the reader may see."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from journal import joint_records
from journal.database import begin_writing
from journal.domain.joint_records import RecordKind, RecordState, SupervisionPurpose
from journal.domain.relationships import RelationshipKind
from journal.formatting import short_day, today
from journal.joint_records import Written
from journal.models import Person, Relationship, Rhythm
from journal.models.base import now
from journal.models.confidential import act_as
from tests.queries import queries_of
from tests.rooms.reviewing import ClientFor, fresh, words_of
from tests.rooms.test_feedback_loop import suggested, try_it
from tests.world import PASSWORD_HASH, World, end_relationship
from tests.world_actions import add_action

MANY = 40


def test_each_worker_has_a_line_with_what_waits_and_when(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try it.")
    try_it(client_for(world.worker), entry, given, "Done so.")
    session.rollback()
    begin_writing(session)
    fresh(session, world, "unread")
    rhythm(session, world, "supervisor", next_days=6, last_days=20, review_days=-2)
    client = client_for(world.supervisor)
    before = to_agree(words_of(client.get("/review/caseload")))
    record(session, world)
    page = words_of(client.get("/review/caseload"))
    assert to_agree(page) == before + 1
    assert "Worker Person" in page
    assert "You are their supervisor" in page
    assert re.search(r"\d entries to read", page)
    assert "They tried your feedback" in page
    assert f"Last met {short_day(now() - timedelta(days=20))}" in page
    assert short_day(now() + timedelta(days=6)) in page
    assert f"was due {short_day(today() - timedelta(days=2))}" in page


def test_nothing_of_what_anybody_wrote_stands_there(world: World, client_for: ClientFor) -> None:
    for part in ("worker", "supervisor", "manager", "coach", "other_supervisor"):
        text = client_for(world.people[part]).get("/review/caseload").text
        assert [word for word in world.canaries if word in text] == []


def test_private_entries_and_the_actions_of_others_are_not_counted(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """The manager has one action with the worker; the supervisor's own are not theirs to count."""
    page = words_of(client_for(world.manager).get("/review/caseload"))
    assert "1 to do" in page
    coach = words_of(client_for(world.coach).get("/review/caseload"))
    assert "none to do" in coach


def test_what_is_past_its_day_stands_out(
    session: Session, world: World, client_for: ClientFor
) -> None:
    world.relationships = {key: session.merge(each) for key, each in world.relationships.items()}
    action = add_action(session, world, "supervisor", "late", ("worker", "supervisor"))
    action.due_on = today() - timedelta(days=1)
    session.commit()
    page = client_for(world.supervisor).get("/review/caseload")
    assert "1 action past the day" in words_of(page)
    assert f"/actions?of={world.worker.id}" in page.text


def test_once_a_relationship_ends_its_line_is_gone(
    session: Session, world: World, client_for: ClientFor
) -> None:
    world.relationships["supervisor"] = session.merge(world.relationships["supervisor"])
    end_relationship(session, world, "supervisor")
    session.commit()
    page = words_of(client_for(world.supervisor).get("/review/caseload"))
    assert "Worker Person" not in page
    assert "Nobody is linked to you" in page


def test_a_supervisor_who_is_supported_too_finds_their_own_side(
    session: Session, world: World, client_for: ClientFor
) -> None:
    bond = Relationship(
        organisation_id=world.supervisor.organisation_id,
        worker_id=world.supervisor.id,
        other_id=world.other_supervisor.id,
        kind=RelationshipKind.SUPERVISOR,
        began_at=now() - timedelta(days=1),
    )
    session.add(bond)
    session.flush()
    session.add(
        Rhythm(
            relationship_id=bond.id,
            purpose=SupervisionPurpose.PEER,
            next_at=now() + timedelta(days=9),
        )
    )
    session.commit()
    page = words_of(client_for(world.supervisor).get("/review/caseload"))
    own = page.partition("And you")[2]
    assert "Other Supervisor Person" in own
    assert short_day(now() + timedelta(days=9)) in own
    assert "Your own journal" in own


@pytest.mark.parametrize("path", ["/review/caseload", "/actions", "/"])
def test_forty_workers_ask_the_database_no_more_than_one(
    path: str, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    client.get(path)
    few = len(queries_of(client, path))
    session.rollback()
    begin_writing(session)
    for number in range(MANY):
        worker = Person(
            organisation_id=world.supervisor.organisation_id,
            email=f"many{number}@test.example",
            name=f"Many {number}",
            password_hash=PASSWORD_HASH,
        )
        session.add(worker)
        session.flush()
        bond = Relationship(
            organisation_id=worker.organisation_id,
            worker_id=worker.id,
            other_id=world.supervisor.id,
            kind=RelationshipKind.SUPERVISOR,
            began_at=now() - timedelta(days=1),
        )
        session.add(bond)
        session.flush()
        world.relationships[f"many{number}"] = bond
        session.add(Rhythm(relationship_id=bond.id, purpose=SupervisionPurpose.PEER, next_at=now()))
        world.people[f"many{number}"] = world.supervisor
        add_action(session, world, f"many{number}", f"of{number}", ("supervisor",))
    session.commit()
    client.get(path)
    assert len(queries_of(client, path)) <= few + 1


def rhythm(
    session: Session,
    world: World,
    supporter: str,
    *,
    next_days: int,
    last_days: int,
    review_days: int,
) -> None:
    """When two people met and will meet."""
    session.merge(
        Rhythm(
            relationship_id=world.relationships[supporter].id,
            purpose=SupervisionPurpose.PRACTICE,
            agreed_on=today() - timedelta(days=100),
            review_on=today() + timedelta(days=review_days),
            last_held_at=now() - timedelta(days=last_days),
            next_at=now() + timedelta(days=next_days),
        )
    )
    session.commit()


def to_agree(page: str) -> int:
    """How many records wait for this person's word."""
    found = re.search(r"(\d+) records? for you to agree", page)
    return int(found[1]) if found else 0


def record(session: Session, world: World) -> UUID:
    """A session that took place, which the worker wrote down and nobody has agreed to yet."""
    begin_writing(session)
    act_as(session, world.worker)
    bond = session.merge(world.relationships["supervisor"])
    made = joint_records.begin(
        session,
        world.worker,
        uuid4(),
        RecordKind.SESSION,
        SupervisionPurpose.PRACTICE,
        [bond],
        Written({"points": "Hello"}, starts_at=now()),
    )
    made.state = RecordState.HELD
    session.commit()
    return made.id
