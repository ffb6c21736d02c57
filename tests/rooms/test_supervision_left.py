"""Who leaves a group keeps its record as it stood, and reads nothing that came later."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from journal.models import Action, AgendaItem, JointRecord, RecordVersion, RecordWord
from journal.models.confidential import visible
from journal.supervision.calendars import sessions_of
from tests.client import Client
from tests.rooms.reviewing import filled
from tests.rooms.supervising import (
    TIME,
    ClientFor,
    end,
    form_of,
    points_of,
    put_on,
    say,
    written,
)
from tests.rooms.test_supervision_groups import bonds as bonds
from tests.rooms.test_supervision_groups import gathered
from tests.world import World

LATER = "Said when one was gone."


@pytest.fixture
def group(world: World, bonds: dict[str, str], client_for: ClientFor) -> str:
    """The page of a group of three, with a point and some words on it."""
    page = gathered(client_for(world.supervisor), list(bonds.values()))
    put_on(client_for(world.worker), page, "Brought while all were there")
    written(client_for(world.other_worker), page, field_points="What we said together.")
    return page


def go_on(world: World, client_for: ClientFor, page: str) -> None:
    """The others write, bring, move the time, meet and say their word."""
    facilitator, staying = client_for(world.supervisor), client_for(world.reader)
    put_on(staying, page, LATER)
    written(staying, page, field_points=LATER)
    moved = form_of(facilitator, f"{page}", **{**TIME, "at": "09:45", "field_place": LATER})
    assert facilitator.post(f"{page}/edit", moved).status_code == 303
    facilitator.post(f"{page}/held")
    say(staying, page, 4, LATER)
    new = f"/actions/new?record_id={page.split('/')[-1]}"
    bond = str(world.relationships["supervisor of reader"].id)
    typed = {"text": LATER, "relationship": bond, "owner": "me", "kind": "task"}
    assert staying.post(new, {**filled(staying.get(new)), **typed}).status_code == 303


def all_pages(client: Client, page: str) -> str:
    """Whatever shows records to somebody."""
    paths = (
        page,
        f"{page}?before=99",
        f"{page}/versions/1",
        f"{page}/versions/2",
        f"{page}/session.ics",
        "/supervision",
        "/",
        "/actions",
        "/entries",
        "/privacy",
    )
    return "\n".join(client.get(path).text for path in paths)


def test_one_who_left_reads_it_as_it_stood_and_nothing_later(
    session: Session, world: World, group: str, client_for: ClientFor
) -> None:
    gone = client_for(world.other_worker)
    end(session, world, "supervisor of other_worker")
    go_on(world, client_for, group)
    shown = gone.get(group)
    assert shown.status_code == 200
    assert "What we said together." in shown.text
    assert points_of(shown.text) == ["Brought while all were there"]
    assert "14:00" in shown.text
    everything = all_pages(gone, group)
    assert "as it stood while you were part of it" in everything
    assert LATER not in everything
    assert "09:45" not in everything
    assert gone.get(f"{group}/versions/2").status_code == 200
    assert gone.get(f"{group}/versions/3").status_code == 404
    assert LATER in client_for(world.reader).get(group).text


def test_the_rules_themselves_keep_what_came_later(
    session: Session, world: World, group: str, client_for: ClientFor
) -> None:
    end(session, world, "supervisor of other_worker")
    go_on(world, client_for, group)
    left, record_id = world.other_worker, UUID(group.split("/")[-1])
    versions = session.scalars(
        visible(RecordVersion, to=left).where(RecordVersion.record_id == record_id)
    )
    assert sorted(each.number for each in versions) == [1, 2]
    for model in (RecordWord, JointRecord, Action):
        wanted = visible(model, to=left)
        column = model.id if model is JointRecord else model.record_id
        assert session.scalars(wanted.where(column == record_id)).all() == []
    points = session.scalars(visible(AgendaItem, to=left).where(AgendaItem.record_id == record_id))
    assert [each.text for each in points] == ["Brought while all were there"]


def test_what_was_not_changed_since_is_read_as_before_without_later_words(
    session: Session, world: World, group: str, client_for: ClientFor
) -> None:
    facilitator = client_for(world.supervisor)
    facilitator.post(f"{group}/held")
    assert say(facilitator, group, 2, "Seen in time.").status_code == 303
    end(session, world, "supervisor of other_worker")
    say(client_for(world.reader), group, 2, LATER)
    shown = client_for(world.other_worker).get(group).text
    assert "Seen in time." in shown
    assert LATER not in shown


def test_the_calendar_of_one_who_left_holds_no_meeting_to_come(
    session: Session, world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    page = gathered(client_for(world.supervisor), list(bonds.values()), 5)
    end(session, world, "supervisor of other_worker")
    ids = {str(each.id) for each in sessions_of(session, world.other_worker)}
    assert page.split("/")[-1] not in ids
    still = {str(each.id) for each in sessions_of(session, world.reader)}
    assert page.split("/")[-1] in still


def test_the_others_agree_without_the_one_who_left(
    session: Session, world: World, group: str, client_for: ClientFor
) -> None:
    end(session, world, "supervisor of other_worker")
    facilitator = client_for(world.supervisor)
    written(client_for(world.reader), group, field_points=LATER)
    facilitator.post(f"{group}/held")
    for part in ("supervisor", "worker", "reader"):
        assert say(client_for(world.people[part]), group, 3).status_code == 303
    assert "Everybody agreed" in facilitator.get(group).text


def test_what_one_who_left_was_typing_is_put_away_and_not_lost(
    session: Session, world: World, group: str, client_for: ClientFor
) -> None:
    gone = client_for(world.other_worker)
    typed = form_of(gone, group, field_points="My own words, typed while it happened.")
    end(session, world, "supervisor of other_worker")
    go_on(world, client_for, group)
    answer = gone.post(f"{group}/edit", typed)
    assert answer.status_code == 303
    assert "My own words, typed while it happened." not in gone.get(group).text
    unfinished = gone.get("/unfinished").text
    assert "unfinished" in unfinished
    assert LATER not in unfinished
    for path in ("held", "cancel", "agree", "agenda"):
        assert gone.post(f"{group}/{path}", {"text": "x", "why": "x"}).status_code == 404, path


def test_the_one_before_is_shown_only_to_those_who_may_read_it(
    world: World, bonds: dict[str, str], client_for: ClientFor
) -> None:
    facilitator = client_for(world.supervisor)
    first = gathered(facilitator, [bonds["worker"], bonds["reader"]])
    facilitator.post(f"{first}/held")
    follows = f"/supervision/group?follows={first.split('/')[-1]}"
    coming = gathered(facilitator, list(bonds.values()), 7, follows)
    for part, is_there in (("supervisor", True), ("worker", True), ("other_worker", False)):
        shown = client_for(world.people[part]).get(coming)
        assert shown.status_code == 200
        assert ("The one before" in shown.text) is is_there, part
