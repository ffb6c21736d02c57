"""What somebody might try with the records that people hold together, and what comes of it."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.joint_records import RecordState
from journal.mail_delivery import Outcome, send_waiting
from journal.models import Action, AgendaItem, JointRecord, Provenance
from journal.models.confidential import act_as, visible
from journal.models.guards import Unguarded
from tests.client import Client
from tests.letters import throw_away, waiting
from tests.postbox import SENDER, open_postbox
from tests.rooms.supervising import (
    TIME,
    day,
    drawn_up,
    end,
    first_point,
    form_of,
    hidden,
    pair,
    planned,
    points_of,
    put_on,
    record_at,
    rhythm,
    say,
    two,
    written,
)
from tests.rooms.test_at_once import meeting
from tests.rooms.test_supervision_groups import bonds, gathered
from tests.world import World

__all__ = ["bonds"]

ClientFor = Callable[..., Client]


def test_whoever_no_longer_supervises_takes_nothing_off_the_record(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    put_on(supervisor, page, "Brought by the supervisor")
    point = first_point(supervisor, page).split("/")[-1]
    end(session, world)
    assert supervisor.post(f"/supervision/points/{point}/take-off").status_code == 404
    assert points_of(worker.get(page).text) == ["Brought by the supervisor"]


def test_nothing_is_taken_off_a_group_that_has_met(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    worker, facilitator = client_for(world.other_worker), client_for(world.supervisor)
    page = gathered(facilitator, list(bonds.values()))
    put_on(worker, page, "Not reached")
    point = first_point(worker, page).split("/")[-1]
    facilitator.post(f"{page}/held")
    assert worker.post(f"/supervision/points/{point}/take-off").status_code == 303
    assert points_of(facilitator.get(page).text) == ["Not reached"]


def test_what_everybody_agreed_to_is_not_opened_again_by_a_late_word(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    written(worker, page, field_points="What we both saw.")
    supervisor.post(f"{page}/held")
    say(worker, page, 2)
    say(supervisor, page, 2)
    assert say(supervisor, page, 2, "After all I do not.").status_code == 303
    shown = worker.get(page).text
    assert "Everybody agreed, so this record stays as it is." in shown
    assert "After all I do not." not in shown
    assert "After all I do not." in supervisor.get("/unfinished/put-away").text


def test_a_plan_reaches_no_record_that_it_did_not_make(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    agreement = drawn_up(worker, world)
    form = f"/supervision/with/{pair(world)}/plan"
    typed = {**hidden(worker.get(form).text), **TIME, "day": day(3)}
    taken = {**typed, "record_id": agreement.split("/")[-1]}
    answer = worker.post(form, taken)
    assert answer.status_code == 303
    assert answer.location != agreement
    kept = record_at(session, world.other_worker, agreement)
    assert (kept.revision, kept.fields["aim"]) == (1, "To think.")
    assert "14:00" in worker.get(answer.location).text
    session.rollback()


def test_a_worker_does_not_move_a_group_by_planning_it_again(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator, worker = client_for(world.supervisor), client_for(world.worker)
    page = gathered(facilitator, list(bonds.values()), 3)
    form = f"/supervision/with/{bonds['worker']}/plan"
    typed = {"record_id": page.split("/")[-1], **TIME, "day": day(9), "at": "08:15"}
    moved = worker.post(form, typed)
    assert moved.status_code == 303
    assert moved.location != page
    assert record_at(session, world.worker, page).revision == 1
    session.rollback()


def test_what_one_brought_alone_reaches_no_group_by_a_changed_address(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    worker, facilitator = client_for(world.other_worker), client_for(world.supervisor)
    form = f"/supervision/with/{bonds['other_worker']}/plan"
    alone = worker.post(form, {**hidden(worker.get(form).text), **TIME, "day": day(2)}).location
    put_on(worker, alone, "Only between us two")
    address = f"/supervision/group?follows={alone.split('/')[-1]}"
    group = gathered(facilitator, list(bonds.values()), 5, address)
    assert points_of(client_for(world.worker).get(group).text) == []
    assert points_of(worker.get(alone).text) == ["Only between us two"]
    assert alone not in client_for(world.worker).get(group).text


def test_nobody_takes_away_what_another_brought(session: Session, world: World) -> None:
    act_as(session, world.supervisor)
    theirs = visible(AgendaItem, to=world.supervisor).where(AgendaItem.author_id == world.worker.id)
    session.delete(session.scalars(theirs.limit(1)).one())
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_parting_while_the_other_writes_refuses_the_save_and_the_word(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """Both had the page open when the relationship ended."""
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    written(supervisor, page, field_points="What stood there.")
    worker.post(f"{page}/held")
    typed = form_of(supervisor, page, field_points="Typed before the end.")
    mine = form_of(worker, page, field_points="Typed by the worker.")
    end(session, world)
    assert supervisor.post(f"{page}/edit", typed).status_code == 404
    assert say(supervisor, page, 2).status_code == 404
    assert worker.post(f"{page}/edit", mine).status_code == 303
    assert say(worker, page, 2).status_code == 303
    kept = record_at(session, world.other_worker, page)
    assert (kept.revision, kept.fields["points"]) == (2, "What stood there.")
    assert kept.words == []
    session.rollback()
    assert "Typed by the worker." in worker.get("/unfinished/put-away").text


def test_two_last_words_at_once_are_an_agreement(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """Each would have missed the other's, and nobody would have noted that they agreed."""
    page = drawn_up(client_for(world.other_worker), world)
    clients = two(world, client_for)
    tokens = [client.token for client in clients]
    session.rollback()

    def agree(number: int) -> int:
        typed = {"csrf_token": tokens[number], "number": "1", "do": "agree"}
        return clients[number].open(f"{page}/agree", method="POST", data=typed).status_code

    with meeting("INSERT INTO record_words"), ThreadPoolExecutor(2) as threads:
        assert list(threads.map(agree, range(2))) == [303, 303]
    assert rhythm(session, pair(world)).agreed_on is not None
    session.rollback()


def test_closing_and_cancelling_at_once_is_one_of_the_two(
    session: Session, world: World, client_for: ClientFor
) -> None:
    clients = two(world, client_for)
    page = planned(clients[0], world)
    tokens = [client.token for client in clients]
    session.rollback()

    def press(number: int) -> int:
        what = ("held", "cancel")[number]
        typed = {"csrf_token": tokens[number], "why": "Ill"}
        return clients[number].open(f"{page}/{what}", method="POST", data=typed).status_code

    with meeting("UPDATE joint_records"), ThreadPoolExecutor(2) as threads:
        assert list(threads.map(press, range(2))) == [303, 303]
    kept: JointRecord = record_at(session, world.other_worker, page)
    assert (kept.state is RecordState.CANCELLED) is bool(kept.cancelled_because)
    session.rollback()


def test_an_action_names_no_entry_beside_its_record(world: World, client_for: ClientFor) -> None:
    worker, _ = two(world, client_for)
    record = planned(worker, world).split("/")[-1]
    for entry in (uuid4(), world.entries["draft"].id):
        path = f"/actions/new?record_id={record}&entry_id={entry}"
        typed = {"text": "Ring the bell", "relationship": str(pair(world)), "owner": "me",
                 "kind": "task"}  # fmt: skip
        assert worker.post(path, typed).status_code == 303


@pytest.mark.parametrize("where", ["A made-up place", "x" * 5000])
def test_where_they_meet_is_what_the_page_offers(
    where: str, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    form = f"/supervision/with/{pair(world)}/plan"
    typed = {**hidden(worker.get(form).text), **TIME, "day": day(3), "field_where": where}
    assert worker.post(form, typed).status_code == 422


def test_that_a_point_was_talked_about_stands_in_the_account(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    put_on(worker, page, "A point")
    supervisor.post(first_point(supervisor, page), {"do": "done"})
    assert "noted that a point was talked about" in worker.get("/privacy").text


def test_what_a_group_agreed_names_no_other_worker_in_the_journal(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    """A piece goes to an assessor: that somebody else is a peer worker is theirs to tell."""
    facilitator = client_for(world.supervisor)
    page = gathered(facilitator, list(bonds.values()))
    written(facilitator, page, field_points="We thought of endings.")
    facilitator.post(f"{page}/held")
    everybody = (world.supervisor, world.worker, world.other_worker, world.reader)
    for person in everybody:
        say(client_for(person), page, 2)
    taken = client_for(world.worker).post(f"/entries/from/joint-record/{page.split('/')[-1]}")
    assert taken.status_code == 303
    mine = visible(Provenance, to=world.worker).order_by(Provenance.copied_at.desc())
    given_by = session.scalars(mine.limit(1)).one().given_by
    assert given_by == (
        f"Agreed by {world.supervisor.name}, {world.worker.name} and 2 other peer workers"
    )
    session.rollback()


def test_letters_about_a_record_end_with_the_relationship(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    supervisor.post(f"{page}/held")
    throw_away(session)
    say(worker, page, 1)
    say(supervisor, page, 1)
    letters = [*waiting(session, world.other_supervisor.email)]
    letters += waiting(session, world.other_worker.email)
    assert [letter.relationship_id for letter in letters] == [pair(world)] * 2
    end(session, world)
    with open_postbox() as postbox:
        assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 0)
    assert postbox.letters == []


def test_a_letter_about_a_group_ends_for_who_left_it_alone(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    throw_away(session)
    gathered(client_for(world.supervisor), list(bonds.values()), 3)
    end(session, world, "supervisor of other_worker")
    with open_postbox() as postbox:
        assert send_waiting(session, postbox.url, SENDER) == Outcome(2, 0)
    told = {address for recipients, _ in postbox.letters for address in recipients}
    assert told == {world.worker.email, world.reader.email}


def test_a_copy_of_the_record_is_no_way_back_to_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """What was being typed is the whole form, the worker's words as well."""
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    stale = form_of(supervisor, page, field_points="From the supervisor.")
    written(worker, page, field_points="From the worker.")
    typed = form_of(supervisor, page) | {"revision": stale["revision"], "field_place": "Elsewhere"}
    assert supervisor.post(f"{page}/edit", typed).status_code == 409
    one = re.search(r'href="(/unfinished/[0-9a-f-]{36})"', supervisor.get("/unfinished").text)
    assert one
    assert "From the worker." in supervisor.get(one.group(1)).text
    end(session, world)
    for path in ("/unfinished", "/unfinished/put-away", "/"):
        assert one.group(1).split("/")[-1] not in supervisor.get(path).text
    assert supervisor.get(one.group(1)).status_code == 404
    assert supervisor.get(f"{one.group(1)}/put-away").status_code == 404


def test_who_left_a_group_writes_in_it_no_more(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator, gone = client_for(world.supervisor), client_for(world.other_worker)
    page = gathered(facilitator, list(bonds.values()))
    put_on(facilitator, page, "To talk about")
    typed = form_of(gone, page, field_points="From outside.")
    point = first_point(gone, page)
    end(session, world, "supervisor of other_worker")
    assert gone.post(f"{page}/edit", typed).status_code == 303
    assert gone.post(f"{page}/agenda", {"text": "From outside."}).status_code == 303
    gone.post(point, {"do": "done"})
    shown = facilitator.get(page).text
    assert "From outside." not in shown
    assert "To talk about" in shown
    record = record_at(session, world.supervisor, page)
    items = visible(AgendaItem, to=world.supervisor).where(AgendaItem.record_id == record.id)
    assert [each.talked_about_at for each in session.scalars(items)] == [None]
    session.rollback()


def test_beside_a_group_no_action_of_two_people_is_shown(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator = client_for(world.supervisor)
    page = gathered(facilitator, list(bonds.values()))
    record = page.split("/")[-1]
    typed = {"relationship": bonds["other_worker"], "owner": "them", "kind": "task"}
    for path, text in (("/actions/new", "Ours alone"), (f"/actions/new?record_id={record}", "All")):
        assert facilitator.post(path, {**typed, "text": f"{text}: rest"}).status_code == 303
    assert "Ours alone: rest" not in facilitator.get(page).text
    assert "All: rest" in facilitator.get(page).text


@pytest.mark.parametrize("place", ["agenda", "actions"])
def test_other_words_after_back_are_not_lost(
    place: str, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    """A browser that goes back shows the same form, with the id that was used already."""
    worker, _ = two(world, client_for)
    page = planned(worker, world)
    paths = {"agenda": f"{page}/agenda", "actions": f"/actions/new?record_id={page.split('/')[-1]}"}
    same = {"item_id": str(uuid4()), "action_id": str(uuid4()), "relationship": str(pair(world)),
            "owner": "me", "kind": "task"}  # fmt: skip
    for text in ("The first", "The second", "The second"):
        assert worker.post(paths[place], {**same, "text": text}).status_code == 303
    shown = worker.get(page).text
    assert shown.count("The first<") == shown.count("The second<") > 0


def test_an_action_pressed_twice_at_once_is_one(
    session: Session, world: World, client_for: ClientFor
) -> None:
    clients = [client_for(world.other_worker) for _ in range(2)]
    tokens = [client.token for client in clients]
    same = {"action_id": str(uuid4()), "relationship": str(pair(world)), "owner": "me",
            "kind": "task", "text": "Only once"}  # fmt: skip
    session.rollback()

    def press(number: int) -> int:
        typed = {"csrf_token": tokens[number], **same}
        return clients[number].open("/actions/new", method="POST", data=typed).status_code

    with meeting("INSERT INTO actions"), ThreadPoolExecutor(2) as threads:
        assert list(threads.map(press, range(2))) == [303, 303]
    mine = visible(Action, to=world.other_worker).where(Action.text == "Only once")
    assert len(session.scalars(mine).all()) == 1
    session.rollback()


def test_a_plan_of_one_pair_reaches_no_record_of_another(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    """The facilitator of two meets each alone; a form for one of them stays with that one."""
    facilitator = client_for(world.supervisor)
    typed = {"record_id": str(uuid4()), **TIME}
    paths = [f"/supervision/with/{bonds[part]}/plan" for part in ("other_worker", "reader")]
    first, second = (
        facilitator.post(path, {**typed, "day": day(days)}).location
        for path, days in zip(paths, (3, 5), strict=True)
    )
    assert first != second
    assert record_at(session, world.other_worker, first).revision == 1
    session.rollback()
    assert client_for(world.reader).get(second).status_code == 200
