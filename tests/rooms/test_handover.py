"""Handing on: what a worker chose goes to whom they chose, and nothing goes by itself."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal import joint_records, relationships
from journal.audit import Event
from journal.domain.actions import ActionState
from journal.domain.joint_records import RecordKind
from journal.domain.relationships import RelationshipKind
from journal.models import ActionStep, AuditEvent, HandedOn, JointRecord, Share
from journal.models.confidential import act_as, visible
from journal.models.guards import Unguarded
from tests.client import Client
from tests.queries import queries_counted, queries_of
from tests.rooms.handing_on import (
    action,
    actions_read_by,
    copies_read_by,
    ended,
    held,
    ids,
    records_read_by,
)
from tests.rooms.tagging import words_of
from tests.world import World

ClientFor = Callable[..., Client]


@pytest.fixture(autouse=True)
def nothing_is_handed_on_yet(session: Session, world: World) -> None:
    """What the cast handed on is taken away, so that each test sees only its own."""
    act_as(session, world.worker)
    for each in session.scalars(visible(HandedOn, to=world.worker)).all():
        session.delete(each)
    session.commit()


def page(world: World, other: str = "supervisor") -> str:
    """Where what was held with somebody is handed on."""
    return f"/people/handover/{world.relationships[other].id}"


def to(world: World, other: str = "manager") -> str:
    """Somebody who supports the worker now, as the form names them."""
    return str(world.relationships[other].id)


def sent_on(client: Client, form: str, chosen: dict[str, str]) -> TestResponse:
    """Look at what was chosen, and press once more."""
    looked = client.post(f"{form}/preview", chosen)
    if looked.status_code != 200:
        return client.post(form, chosen)
    return client.post(form, {**chosen, "seen": seen_in(looked)})


def seen_in(page: TestResponse) -> str:
    """What the page says of itself, to be sent with the second press."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.text)
    assert found
    return found.group(1)


def test_what_changed_since_the_look_is_shown_before_it_goes(
    session: Session, world: World, client_for: ClientFor
) -> None:
    record_id = held(session, world, "as it was")
    client, chosen = client_for(world.worker), {"to": to(world), "sessions": str(record_id)}
    seen = seen_in(client.post(f"{page(world)}/preview", chosen))
    act_as(session, world.supervisor)
    record = session.scalars(
        visible(JointRecord, to=world.supervisor).where(JointRecord.id == record_id)
    ).one()
    words = "nobody looked at this"
    later = joint_records.Written({"points": words}, record.starts_at)
    joint_records.save(session, world.supervisor, record, later, 1)
    session.commit()
    for given in (seen, "", "0" * 64):
        answer = client.post(page(world), {**chosen, "seen": given})
        assert answer.status_code == 409
        assert "please look once more" in words_of(answer.text)
        assert words in words_of(answer.text)
        assert copies_read_by(session, world.manager) == set()
    again = {**chosen, "seen": seen_in(answer)}
    assert client.post(page(world), again).status_code == 303
    assert copies_read_by(session, world.manager) == {record_id}


def test_what_was_chosen_goes_and_nothing_else_does(
    session: Session, world: World, client_for: ClientFor
) -> None:
    goes, stays = held(session, world, "goesalong"), held(session, world, "stayshere")
    agreement = held(session, world, "ouragreement", RecordKind.AGREEMENT)
    action(session, world, "carryme")
    action(session, world, "leaveme")
    ended(session, world, "supervisor")
    client = client_for(world.worker)
    shown = client.get(page(world)).text
    for words in ("carryme", "leaveme", "Manager Person, your line manager"):
        assert words in shown
    assert " checked" not in shown, "nothing is ticked beforehand"
    chosen = {
        "to": to(world),
        "sessions": str(goes),
        "actions": str(actions_read_by(session, world.worker)["carryme"].id),
        "entries": str(world.entries["product"].id),
    }
    preview = client.post(f"{page(world)}/preview", chosen)
    words = words_of(preview.text)
    for text in ("goesalong", "goesalong agenda", "goesalong differently", "carryme"):
        assert text in words
    for text in ("stayshere", "ouragreement", "leaveme"):
        assert text not in words
    assert f"/entries/{world.entries['product'].id}/preview" in preview.text
    assert copies_read_by(session, world.manager) == set(), "a look sends nothing"
    assert sent_on(client, page(world), chosen).status_code == 303
    assert copies_read_by(session, world.manager) == {goes}
    assert {goes, stays, agreement} <= records_read_by(session, world.worker)
    assert client_for(world.manager).get(f"/entries/{chosen['entries']}").status_code == 200
    told = words_of(client_for(world.manager).get(f"/people/{world.worker.id}").text)
    assert "What they handed on to you" in told
    assert "Supervision session, practice supervision, " in told
    mine = actions_read_by(session, world.manager)
    assert set(mine) & {"carryme", "leaveme"} == {"carryme"}
    assert mine["carryme"].owner_id == world.worker.id
    assert mine["carryme"].state is ActionState.OPEN


def test_a_carried_action_says_where_it_went(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """What the former supporter had taken on becomes the worker's own."""
    old = action(session, world, "find the course", owner="supervisor")
    client = client_for(world.worker)
    sent = {"to": to(world), "actions": str(old)}
    assert sent_on(client, page(world), sent).status_code == 303
    steps = session.scalars(visible(ActionStep, to=world.worker)).all()
    [step] = [each for each in steps if each.action_id == old]
    assert (step.state, step.why) == (ActionState.LET_GO, "Carried on with Manager Person.")
    session.rollback()
    assert actions_read_by(session, world.manager)["find the course"].owner_id == world.worker.id
    again = sent_on(client, page(world), sent)
    assert again.status_code == 422
    assert "Perhaps it went already" in again.text


def test_nothing_goes_by_itself(session: Session, world: World, client_for: ClientFor) -> None:
    """A new supervisor begins with nothing, and so does the same one who comes back."""
    kept = held(session, world, "ours")
    action(session, world, "to do")
    ended(session, world, "supervisor")
    act_as(session, world.admin)
    for other in (world.other_supervisor, world.supervisor):
        kind = RelationshipKind.SUPERVISOR
        relationships.begin(session, world.admin, world.worker, other, kind)
    session.commit()
    for other in (world.other_supervisor, world.supervisor):
        assert records_read_by(session, other) & {kept} == set()
        assert copies_read_by(session, other) == set()
        assert "to do" not in actions_read_by(session, other)


def test_a_copy_is_read_and_the_record_stays_with_those_who_made_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    record_id = held(session, world, "ours")
    worker, manager = client_for(world.worker), client_for(world.manager)
    sent_on(worker, page(world), {"to": to(world), "sessions": str(record_id)})
    assert record_id not in records_read_by(session, world.manager)
    path = copy_path(session, world)
    told = words_of(manager.get(path).text)
    for text in ("ours", "ours agenda", "Worker Person sees it differently: ours differently"):
        assert text in told
    opened = visible(AuditEvent, to=world.worker).where(
        AuditEvent.actor_id == world.manager.id, AuditEvent.subject_id == record_id
    )
    assert [event.event for event in session.scalars(opened)] == [Event.ENTRY_OPENED]
    session.rollback()
    change(session, world, record_id, "written later")
    assert "written later" not in manager.get(path).text
    for other in ("supervisor", "coach", "other_worker", "admin", "stranger"):
        assert client_for(world.people[other]).get(path).status_code == 404
    act_as(session, world.manager)
    session.scalars(visible(HandedOn, to=world.manager)).one().text = "changed by a reader"
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_handed_on_anew_it_is_the_newer_copy(
    session: Session, world: World, client_for: ClientFor
) -> None:
    record_id = held(session, world, "ours")
    worker, sent = client_for(world.worker), {"to": to(world), "sessions": str(record_id)}
    sent_on(worker, page(world), sent)
    change(session, world, record_id, "written later")
    sent_on(worker, page(world), sent)
    path = copy_path(session, world)
    assert "written later" in client_for(world.manager).get(path).text


def copy_path(session: Session, world: World) -> str:
    """Where the manager reads what was handed on to them."""
    found = visible(HandedOn, to=world.manager).with_only_columns(HandedOn.id)
    [copy_id] = ids(session, found)
    return f"/people/handed-on/{copy_id}"


def change(session: Session, world: World, record_id: UUID, words: str) -> None:
    """The worker writes on in the record."""
    act_as(session, world.worker)
    mine = visible(JointRecord, to=world.worker).where(JointRecord.id == record_id)
    record = session.scalars(mine).one()
    written = joint_records.Written({"points": words}, starts_at=record.starts_at)
    joint_records.save(session, world.worker, record, written, record.revision)
    session.commit()


def test_it_is_taken_back_in_one_press_and_can_go_again(
    session: Session, world: World, client_for: ClientFor
) -> None:
    record_id = held(session, world, "ours")
    client, sent = client_for(world.worker), {"to": to(world), "sessions": str(record_id)}
    for _ in range(2):
        assert sent_on(client, page(world), sent).status_code == 303
        assert copies_read_by(session, world.manager) == {record_id}
        assert "Handed on already" in client.get(page(world)).text
        assert client.post(f"{page(world)}/{record_id}/take-back").status_code == 303
        assert copies_read_by(session, world.manager) == set()
    told = visible(AuditEvent, to=world.worker).where(AuditEvent.subject_id == record_id)
    said = [event.event for event in session.scalars(told)]
    session.rollback()
    assert said.count(Event.RECORD_HANDED_ON) == said.count(Event.RECORD_TAKEN_BACK) == 2


def test_what_was_handed_on_ends_with_the_next_one_too(
    session: Session, world: World, client_for: ClientFor
) -> None:
    record_id = held(session, world, "ours")
    sent_on(client_for(world.worker), page(world), {"to": to(world), "sessions": str(record_id)})
    ended(session, world, "manager")
    assert copies_read_by(session, world.manager) == set()
    assert record_id in records_read_by(session, world.worker)


def test_sent_twice_it_is_done_once(session: Session, world: World, client_for: ClientFor) -> None:
    record_id = held(session, world, "ours")
    client = client_for(world.worker)
    sent = {
        "to": to(world),
        "sessions": str(record_id),
        "entries": str(world.entries["product"].id),
    }
    for _ in range(2):
        assert sent_on(client, page(world), sent).status_code == 303
    handed = visible(HandedOn, to=world.worker).with_only_columns(HandedOn.id)
    shares = visible(Share, to=world.worker).where(
        Share.entry_id == world.entries["product"].id, Share.reader_id == world.manager.id
    )
    assert len(ids(session, handed)) == 1
    assert len(ids(session, shares.with_only_columns(Share.id))) == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"to": "manager"},
        {"sessions": "ours"},
        {"to": "other_supervisor", "sessions": "ours"},
        {"to": "supervisor", "sessions": "ours"},
        {"to": "reader", "sessions": "ours"},
        {"to": "manager", "entries": "draft"},
        {"to": "manager", "entries": "withdrawn"},
        {"to": "manager", "entries": "others"},
        {"to": "manager", "sessions": "group"},
        {"to": "nobody", "sessions": "ours"},
    ],
)
def test_only_what_is_offered_can_be_handed_on_and_only_to_who_is_there(
    sent: dict[str, str], session: Session, world: World, client_for: ClientFor
) -> None:
    things: dict[str, UUID] = {name: entry.id for name, entry in world.entries.items()}
    things |= {name: bond.id for name, bond in world.relationships.items()}
    things["ours"] = held(session, world, "ours")
    others = ("supervisor", "other_supervisor")
    things["group"] = held(session, world, "group", RecordKind.CO_REFLECTION, others)
    typed = {name: str(things.get(value, value)) for name, value in sent.items()}
    client = client_for(world.worker)
    assert client.post(f"{page(world)}/preview", typed).status_code == 422
    assert client.post(page(world), typed).status_code == 422
    assert ids(session, visible(HandedOn, to=world.worker).with_only_columns(HandedOn.id)) == set()


@pytest.mark.parametrize("who", ["supervisor", "manager", "other_worker", "admin", "stranger"])
def test_nobody_but_the_worker_hands_on(
    who: str, session: Session, world: World, client_for: ClientFor
) -> None:
    record_id = held(session, world, "ours")
    client, sent = client_for(world.people[who]), {"to": to(world), "sessions": str(record_id)}
    assert client.get(page(world)).status_code == 404
    assert client.post(f"{page(world)}/preview", sent).status_code == 404
    assert sent_on(client, page(world), sent).status_code == 404
    assert client.post(f"{page(world)}/{record_id}/take-back").status_code == 404
    assert copies_read_by(session, world.manager) == set()


def test_what_ends_and_stays_is_said_beforehand(world: World, client_for: ClientFor) -> None:
    bond = world.relationships["supervisor"].id
    words = words_of(client_for(world.worker).get(f"/people/relationships/{bond}/end").text)
    for said in ("What ends", "What stays", "It has no word of what was said", "hand on"):
        assert said in words
    theirs = words_of(client_for(world.supervisor).get(f"/people/relationships/{bond}/end").text)
    assert "You can no longer open yours" in theirs
    assert "hand on" not in theirs
    past = client_for(world.worker).get("/people").text
    assert page(world, "ex_supervisor") in past
    assert client_for(world.worker).get(page(world, "ex_supervisor")).status_code == 200
    assert page(world, "ex_supervisor") not in client_for(world.ex_supervisor).get("/people").text


def test_the_page_costs_the_same_however_much_there_is(
    session: Session, world: World, client_for: ClientFor
) -> None:
    first = held(session, world, "first")
    client = client_for(world.worker)
    looks(client, world, [first])
    few, short = len(queries_of(client, page(world))), looks(client, world, [first])
    more = [held(session, world, f"more{number}") for number in range(5)]
    assert len(queries_of(client, page(world))) == few
    assert looks(client, world, [first, *more]) == short


def looks(client: Client, world: World, records: list[UUID]) -> int:
    """How many queries a look at these records takes."""
    chosen = {"csrf_token": client.token, "to": to(world), "sessions": list(map(str, records))}
    with queries_counted() as seen:
        assert client.post(f"{page(world)}/preview", chosen).status_code == 200
    return len(seen)
