"""Actions: written down together, coming back until they are done, changed or let go."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from journal import following_up
from journal.audit import Event
from journal.domain.actions import ActionKind, ActionState
from journal.follow_up_view import open_actions_between
from journal.following_up import Agreed
from journal.formatting import today
from journal.models import Action, AuditEvent, Entry, OutgoingMail, Person
from journal.models.confidential import act_as, visible
from journal.paging import PAGE_SIZE
from tests.client import Client
from tests.queries import queries_of
from tests.rooms.reviewing import filled, words_of
from tests.rooms.test_caseload import record
from tests.world import World, end_relationship
from tests.world_actions import add_action

ClientFor = Callable[..., Client]
SOON = (today() + timedelta(days=5)).isoformat()


def test_a_worker_writes_one_down_and_both_can_read_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    made = agree(session, world, client_for(world.worker), text="Read the leaflet", due_on=SOON)
    assert (made.owner_id, made.worker_id) == (world.worker.id, world.worker.id)
    assert made.relationship_id == world.relationships["supervisor"].id
    for part in ("worker", "supervisor"):
        assert "Read the leaflet" in client_for(world.people[part]).get("/actions").text
    for part in ("manager", "coach", "ex_supervisor", "other_supervisor", "admin"):
        assert "Read the leaflet" not in client_for(world.people[part]).get("/actions").text
        assert client_for(world.people[part]).get(f"/actions/{made.id}").status_code == 404
    told = events(session, world, made)
    assert Event.ACTION_AGREED in told
    assert Event.ENTRY_LISTED in told, "the account says that the supervisor saw it"
    account = words_of(client_for(world.worker).get("/privacy"))
    assert "Supervisor Person saw an action of yours in a list" in account


def test_the_one_who_is_to_do_it_gets_a_letter_without_a_word_of_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    made = agree(session, world, client, text="Ring the library", owner="them")
    assert (made.owner_id, made.author_id) == (world.worker.id, world.supervisor.id)
    letter = letters_to(session, world.worker)[-1]
    assert "http://localhost/actions" in letter.body
    assert "library" not in letter.body


def test_one_written_for_oneself_alone_is_seen_by_nobody_else(
    session: Session, world: World, client_for: ClientFor
) -> None:
    made = agree(session, world, client_for(world.worker), text="Sleep", relationship="alone")
    assert made.relationship_id is None
    assert client_for(world.supervisor).get(f"/actions/{made.id}").status_code == 404


def test_with_somebody_who_only_reads_nothing_is_agreed(
    session: Session, world: World, client_for: ClientFor
) -> None:
    bond = world.relationships["reader"]
    for part in ("worker", "reader"):
        client = client_for(world.people[part])
        assert str(bond.id) not in client.get("/actions/new").text
        form = new_form(client, world, text="Between us", relationship=str(bond.id))
        refused = client.post("/actions/new", form)
        assert refused.status_code == 422
        assert "Between us" in refused.text
        assert "Between us" not in client.get("/actions").text
    agreed = Agreed("Between us", None, ActionKind.TASK, world.worker.id, world.worker.id, bond)
    with pytest.raises(ValueError, match="vouches for practice"):
        following_up.agree(session, world.worker, uuid4(), agreed)


def test_a_form_sent_twice_makes_one(session: Session, world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    form = new_form(client, world, text="Once")
    assert [client.post("/actions/new", form).status_code for _ in range(2)] == [303, 303]
    assert len([each for each in actions_of(session, world.worker) if each.text == "Once"]) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "Please say what is to be done"),
        ({"text": "x" * 501}, "500 characters"),
        ({"due_on": "2020-01-01"}, "This day has passed"),
        ({"due_on": "soon"}, "Please give the date as day, month and year."),
        ({"due_on": "3020-01-01"}, "Please check the year"),
        ({"relationship": str(uuid4())}, "Please choose one of these"),
        ({"owner": "nobody"}, "Please choose one of these"),
        ({"kind": "homework"}, "Please choose one of these"),
        ({"relationship": "alone", "owner": "them"}, "This one is yours alone"),
    ],
)
def test_each_problem_is_said_plainly_and_the_words_stay(
    world: World, client_for: ClientFor, typed: dict[str, str], sentence: str
) -> None:
    client = client_for(world.worker)
    answer = client.post("/actions/new", new_form(client, world, text="A walk") | typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert typed.get("text", "A walk").strip() in answer.text


def test_done_with_one_press_and_twice_is_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    made = agree(session, world, client, text="Water the plants")
    for _ in range(2):
        assert client.post(f"/actions/{made.id}/done").location == "/actions"
    action = reloaded(session, world, made)
    assert (action.state, len(action.steps)) == (ActionState.DONE, 2)
    page = words_of(client.get("/actions"))
    assert page.index("Done or let go") < page.index("Water the plants")


def test_changed_with_a_word_why_keeps_what_was_agreed_before(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    made = agree(session, world, client, text="Visit the cafe", due_on=SOON)
    later = (today() + timedelta(days=40)).isoformat()
    change = {"text": "Visit the garden", "due_on": later, "why": ""}
    answer = client.post(f"/actions/{made.id}/change", change)
    assert answer.status_code == 422
    assert "why it changes" in words_of(answer)
    assert "Visit the garden" in answer.text
    change["why"] = "The cafe has closed."
    assert client.post(f"/actions/{made.id}/change", change).status_code == 303
    page = words_of(client.get(f"/actions/{made.id}"))
    for each in ("Visit the garden", "Visit the cafe", "The cafe has closed."):
        assert each in page


def test_a_day_that_has_passed_may_stay_when_only_the_words_change(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    made = agree(session, world, client, text="Post it", due_on=SOON)
    passed = today() - timedelta(days=3)
    act_as(session, world.worker)
    made = reloaded(session, world, made)
    made.due_on = passed
    session.commit()
    assert "was for" in words_of(client.get("/actions"))
    change = {"text": "Hand it over", "due_on": passed.isoformat(), "why": "The post is slow."}
    assert client.post(f"/actions/{made.id}/change", change).status_code == 303
    change |= {"due_on": (passed - timedelta(days=1)).isoformat()}
    assert client.post(f"/actions/{made.id}/change", change).status_code == 422


def test_let_go_with_a_word_why_and_opened_again(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    made = agree(session, world, client, text="Write a poem")
    assert client.post(f"/actions/{made.id}/let-go", {"why": " "}).status_code == 422
    assert client.post(f"/actions/{made.id}/let-go", {"why": "No rhyme."}).status_code == 303
    assert reloaded(session, world, made).state is ActionState.LET_GO
    again = {"text": "Write a song", "due_on": "", "why": "There is a tune."}
    assert client.post(f"/actions/{made.id}/change", again).status_code == 303
    action = reloaded(session, world, made)
    assert (action.state, action.closed_at) == (ActionState.OPEN, None)
    assert [step.why for step in action.steps] == ["", "No rhyme.", "There is a tune."]


def test_what_is_open_comes_back_on_the_agenda_until_it_is_over(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    made = agree(session, world, client, text="Come back")
    together = [world.relationships["supervisor"].id]
    assert made.id in agenda(session, world.supervisor, together)
    assert made.id in agenda(session, world.worker, together)
    assert made.id not in agenda(session, world.manager, together)
    client.post(f"/actions/{made.id}/done")
    assert made.id not in agenda(session, world.supervisor, together)


def test_who_supports_no_longer_sees_and_does_nothing(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    made = agree(session, world, client, text="Old plan", owner="them")
    world.relationships["supervisor"] = session.merge(world.relationships["supervisor"])
    end_relationship(session, world, "supervisor")
    session.commit()
    for path in ("", "/done", "/change", "/let-go"):
        assert client.get(f"/actions/{made.id}{path}").status_code == 404
    assert client.post(f"/actions/{made.id}/done").status_code == 404
    assert "Old plan" not in client.get("/actions").text
    assert client_for(world.worker).post(f"/actions/{made.id}/done").status_code == 303


def test_somebody_whose_action_it_is_not_reads_and_cannot_change(
    session: Session, world: World, client_for: ClientFor
) -> None:
    made = agree(session, world, client_for(world.worker), text="My own plan")
    client = client_for(world.supervisor)
    assert "Those whose action it is" in words_of(client.get(f"/actions/{made.id}"))
    assert client.post(f"/actions/{made.id}/done").status_code == 404


def test_from_feedback_on_an_entry_it_leads_back_there(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = world.entries["shared"], client_for(world.supervisor)
    there = f"/actions/new?entry_id={entry.id}"
    assert world.relationships["coach"].worker_id == world.worker.id
    form = filled(client.get(there), text="Try the steps", owner="them", kind="task")
    form["relationship"] = str(world.relationships["supervisor"].id)
    assert client.post(there, form).status_code == 303
    assert f'href="/review/{entry.id}"' in client.get("/actions").text
    assert f'href="/entries/{entry.id}"' in client_for(world.worker).get("/actions").text
    assert client_for(world.other_supervisor).get(there).status_code == 404
    hidden = f"/actions/new?entry_id={world.entries['draft'].id}"
    assert client.get(hidden).status_code == 404


def test_from_a_session_it_stands_with_its_record(
    session: Session, world: World, client_for: ClientFor
) -> None:
    held = record(session, world)
    there = f"/actions/new?record_id={held}"
    client = client_for(world.supervisor)
    form = filled(client.get(there), text="Look at the rota", owner="me", kind="task")
    form["relationship"] = str(world.relationships["supervisor"].id)
    assert client.post(there, form).status_code == 303
    made = next(
        each for each in actions_of(session, world.worker) if each.text == "Look at the rota"
    )
    assert (made.record_id, made.owner_id) == (held, world.supervisor.id)
    assert "Supervision session" in words_of(client_for(world.worker).get(f"/actions/{made.id}"))
    assert client_for(world.manager).get(there).status_code == 404
    form |= {"relationship": str(world.relationships["manager"].id)}
    del form["csrf_token"]
    wrong = client_for(world.worker).post(there, form)
    assert wrong.status_code == 422, "the manager does not hold this record"


def test_learning_that_is_done_becomes_a_training_entry_with_its_time(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    made = agree(session, world, client, text="A day on listening", kind="training")
    assert client.post(f"/actions/{made.id}/done", {"minutes": "many"}).status_code == 422
    sent = client.post(f"/actions/{made.id}/done", {"minutes": "300"})
    assert sent.location == f"/entries/new?kind=training&action={made.id}&minutes=300"
    page = client.get(sent.location)
    assert 'value="A day on listening"' in page.text
    assert 'value="300"' in page.text
    form = filled(page, title="A day on listening", text="I learned to wait.", minutes="300")
    form["dated"] = today().isoformat()
    there = f"/entries/new?kind=training&model=free&action={made.id}"
    assert client.post(there, form).status_code == 303
    action = reloaded(session, world, made)
    written = visible(Entry, to=world.worker).where(Entry.id == action.entry_id)
    entry = session.scalars(written).one()
    assert (entry.title, entry.minutes) == ("A day on listening", 300)
    assert "You wrote about it" in words_of(client.get(f"/actions/{made.id}"))
    assert "You wrote about it" not in words_of(
        client_for(world.supervisor).get(f"/actions/{made.id}")
    )


def test_nobody_starts_an_entry_from_the_learning_of_somebody_else(
    session: Session, world: World, client_for: ClientFor
) -> None:
    made = agree(session, world, client_for(world.worker), text="Hush", kind="reading")
    for part in ("supervisor", "other_worker"):
        page = client_for(world.people[part]).get(f"/entries/new?kind=training&action={made.id}")
        assert "Hush" not in page.text


def test_a_long_list_is_paged_by_its_days_and_each_is_shown_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    world.relationships = {key: session.merge(each) for key, each in world.relationships.items()}
    made = set()
    for number in range(PAGE_SIZE + 5):
        name = f"long{number}"
        action = add_action(session, world, "supervisor", name, ("worker", "supervisor"))
        action.due_on = None if number % 3 else today() + timedelta(days=number)
        made.add(action.id)
    session.commit()
    client, seen, path = client_for(world.worker), [], "/actions"
    few = len(queries_of(client_for(world.other_worker), "/actions"))
    while path:
        page = client.get(path).text
        seen += re.findall(r'class="row-title" dir="auto" href="/actions/([0-9a-f-]{36})"', page)
        more = re.search(r'href="(/actions\?[^"]*after=[^"]*)">Show more', page)
        path = more.group(1).replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen))
    assert made <= set(map(UUID, seen))
    assert len(queries_of(client, "/actions")) <= few + 1


def agree(session: Session, world: World, client: Client, **typed: str) -> Action:
    """Write one down on the page, and answer with it."""
    form = new_form(client, world, **typed)
    sent = client.post("/actions/new", form)
    assert sent.status_code == 303, words_of(sent)
    person = client.person
    assert person is not None
    return next(each for each in actions_of(session, person) if each.text == typed["text"])


def new_form(client: Client, world: World, **typed: str) -> dict[str, str]:
    """The form of a new action as a browser sends it: between the worker and their supervisor."""
    usual = {
        "relationship": str(world.relationships["supervisor"].id),
        "owner": "me",
        "kind": ActionKind.TASK.value,
        "due_on": "",
    }
    return filled(client.get("/actions/new")) | usual | typed


def actions_of(session: Session, person: Person) -> list[Action]:
    """What this person sees, as it stands in the database now."""
    session.rollback()
    session.expire_all()
    return list(session.scalars(visible(Action, to=person)))


def reloaded(session: Session, world: World, action: Action) -> Action:
    """The action as the worker sees it now."""
    action_id = action.id
    return next(each for each in actions_of(session, world.worker) if each.id == action_id)


def agenda(session: Session, viewer: Person, relationships: list[UUID]) -> set[UUID]:
    """What stands on an agenda for this viewer."""
    session.rollback()
    act_as(session, viewer)
    return {view.id for view in open_actions_between(session, viewer, relationships)}


def events(session: Session, world: World, action: Action) -> set[str]:
    """What the worker's account says of an action."""
    session.rollback()
    wanted = visible(AuditEvent, to=world.worker).where(AuditEvent.subject_id == action.id)
    return {each.event for each in session.scalars(wanted)}


def letters_to(session: Session, person: Person) -> list[OutgoingMail]:
    """The letters to this person, the oldest first."""
    session.rollback()
    letters = session.query(OutgoingMail).filter_by(to_address=person.email)
    return sorted(letters, key=lambda letter: letter.made_at)
