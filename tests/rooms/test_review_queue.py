"""What waits for somebody who supports a peer worker: nothing forgotten, the longest wait first."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models import AuditEvent, Entry, Relationship, Share
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.paging import PAGE_SIZE
from journal.review import actions
from tests.client import Client
from tests.queries import queries_counted
from tests.rooms.reviewing import (
    ClientFor,
    change_text,
    decided,
    fresh,
    loaded,
    review,
    words_of,
)
from tests.world import World

PAGE = "http://localhost/"


def ago(days: float) -> datetime:
    """A moment so many days back."""
    return now() - timedelta(days=days)


def feedback(session: Session, world: World, entry: Entry, part: str, days: float) -> None:
    """Somebody wrote in the thread so many days ago."""
    person = world.people[part]
    act_as(session, person)
    with as_if(ago(days)):
        actions.give_feedback(session, person, entry, "A word.", uuid4(), PAGE)
        session.commit()


def verdict(session: Session, world: World, entry: Entry, decision: Decision, days: float) -> None:
    """The supervisor decided on the tag so many days ago."""
    act_as(session, world.supervisor)
    with as_if(ago(days)):
        actions.decide(
            session, world.supervisor, entry, RelationshipKind.SUPERVISOR,
            "peer-worker", "S2", decision, "Because.", 1,
        )  # fmt: skip
        session.commit()


def in_queue(client: Client, only: str = "") -> list[str]:
    """The titles of one view of the queue, in order."""
    page = client.get(f"/review?only={only}" if only else "/review").text
    return re.findall(r'class="row-title"[^>]*>([^<]*)</a>', page)


@pytest.fixture
def old(session: Session, world: World) -> Entry:
    """An entry that was shared with the supervisor twelve days ago."""
    with as_if(ago(12)):
        return fresh(session, world, "old")


def test_what_is_new_has_waited_since_it_was_shared(
    old: Entry, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    assert in_queue(client)[0] == old.title, "it has waited longer than what the world holds"
    assert in_queue(client, "new")[0] == old.title
    assert "New , waiting 12 days · Worker Person · Reflection · 1 tag" in words_of(
        client.get("/review")
    )


@pytest.mark.parametrize(
    ("changes", "only", "waited"),
    [
        ([("supervisor", 9)], "waiting", "9 days"),
        ([("yes", 9)], "waiting", "9 days"),
        ([("vouch", 9)], "waiting", "9 days"),
        ([("no", 9)], "waiting", "9 days"),
        ([("supervisor", 9), ("worker", 5)], "answered", "5 days"),
        ([("worker", 10)], "new", "12 days"),
        ([("supervisor", 9), ("coach", 5)], "waiting", "9 days"),
        ([("no", 9), ("text", 6)], "answered", "6 days"),
        ([("no", 9), ("reason", 4)], "answered", "4 days"),
        ([("no", 9), ("statement", 3)], "answered", "3 days"),
        ([("yes", 9), ("text", 6)], "waiting", "9 days"),
        ([("no", 9), ("text", 6), ("yes", 5)], "waiting", "5 days"),
    ],
)
def test_each_state_as_it_comes_about(
    changes: list[tuple[str, float]],
    only: str,
    waited: str,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    with as_if(ago(12)):
        old = fresh(session, world, "old", ("supervisor", "coach"))
    for what, days in changes:
        happen(session, world, old, what, days)
    client = client_for(world.supervisor)
    for view in ("new", "answered", "waiting"):
        assert (old.title in in_queue(client, view)) == (view == only), view
    assert (old.title in in_queue(client)) == (only != "waiting")
    row = words_of(client.get(f"/review?only={only}")).partition(old.title)[2]
    assert row.partition("waiting ")[2].startswith(waited)


def test_a_change_just_for_the_writer_moves_nothing_that_others_see(
    old: Entry, session: Session, world: World, client_for: ClientFor
) -> None:
    """Somebody asked for more, and the writer thought about it in private first."""
    happen(session, world, old, "no", 9)
    client, worker = client_for(world.supervisor), client_for(world.worker)
    before = words_of(client.get("/review?only=waiting"))
    change_text(session, world, old, f"{old.text} [just for me] That stung. [/just for me]")
    assert words_of(client.get("/review?only=waiting")) == before
    assert old.title in in_queue(client, "waiting")
    assert "saved today" in words_of(worker.get("/")).rpartition(old.title)[2][:60]
    change_text(session, world, old, "Another text.")
    assert old.title in in_queue(client, "answered")


def test_a_change_just_for_the_writer_leaves_a_name_under_their_words(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """Somebody vouched for words that the worker had typed in; those have not changed."""
    with as_if(ago(5)):
        entry = fresh(session, world, kind=EntryKind.WITNESS_TESTIMONY)
    supervisor = client_for(world.supervisor)
    with as_if(ago(3)):
        act_as(session, world.supervisor)
        own = RelationshipKind.SUPERVISOR
        actions.attest(session, world.supervisor, entry, own, 1, "These are my words.")
        session.commit()
    before = words_of(supervisor.get(f"/review/{entry.id}"))
    assert "Given on an earlier version" not in before
    change_text(session, world, entry, f"{entry.text} [just for me] Phew. [/just for me]")
    assert words_of(supervisor.get(f"/review/{entry.id}")) == before


def test_what_was_taken_back_and_shared_once_more_is_new_again(
    old: Entry, session: Session, world: World, client_for: ClientFor
) -> None:
    feedback(session, world, old, "supervisor", 9)
    act_as(session, world.worker)
    entry = loaded(session, world.worker, old.id)
    share = session.scalars(visible(Share, to=world.worker).where(Share.entry_id == old.id)).one()
    entries.withdraw(session, world.worker, entry, share)
    session.commit()
    client = client_for(world.supervisor)
    assert old.title not in [*in_queue(client), *in_queue(client, "waiting")]
    bond = session.merge(world.relationships["supervisor"])
    entries.share(session, world.worker, entry, [bond], PAGE)
    session.commit()
    assert old.title in in_queue(client, "new")


def test_the_queue_is_for_each_reader_their_own(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world, shared_with=("supervisor", "reader"))
    review(client_for(world.supervisor), entry, {"text": "A word."})
    assert entry.title in in_queue(client_for(world.supervisor), "waiting")
    assert entry.title in in_queue(client_for(world.reader), "new")
    assert in_queue(client_for(world.worker)) == []


def test_counts_stand_beside_each_view(
    old: Entry, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    before = words_of(client.get("/review"))
    assert "For you now (2) New (2) Answered (0) Waiting for them (1)" in before
    review(client, old, decided("confirmed"))
    after = words_of(client.get("/review"))
    assert "For you now (1) New (1) Answered (0) Waiting for them (2)" in after


def test_titles_seen_in_the_queue_are_in_the_workers_account(
    old: Entry, session: Session, world: World, client_for: ClientFor
) -> None:
    client_for(world.supervisor).get("/review")
    session.rollback()
    noted = visible(AuditEvent, to=world.worker).where(
        AuditEvent.subject_id == old.id, AuditEvent.event == Event.ENTRY_LISTED.value
    )
    assert [each.actor_id for each in session.scalars(noted)] == [world.supervisor.id]


def test_a_long_queue_comes_a_page_at_a_time_in_as_many_queries(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    client.get("/review")
    with queries_counted() as few:
        client.get("/review")
    made = []
    for number in range(PAGE_SIZE + 5):
        with as_if(ago(40 - number)):
            made.append(fresh(session, world, f"no{number}").title)
    client.get("/review")
    with queries_counted() as many:
        page = client.get("/review").text
    assert len(many) == len(few)
    first = in_queue(client)
    assert first == made[:PAGE_SIZE]
    onwards = re.search(r'href="(/review\?after=[^"]+)"', page)
    assert onwards
    rest = re.findall(r'class="row-title"[^>]*>([^<]*)</a>', client.get(onwards.group(1)).text)
    assert rest[:5] == made[PAGE_SIZE:]
    assert len(rest) == 6, "and the world's own"


def test_a_long_thread_is_read_in_as_many_queries(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    pages = [f"/review/{entry.id}", f"/entries/{entry.id}"]
    counted = []
    for _ in range(2):
        for page in pages:
            client.get(page)
            with queries_counted() as seen:
                client.get(page)
            counted.append(len(seen))
        for number in range(12):
            feedback(session, world, entry, ("worker", "supervisor")[number % 2], 1)
    assert counted[:2] == counted[2:]


@pytest.mark.parametrize("query", ["after=nonsense", "after=2026-01-01~x", "only=all",
                                   "after=2026-01-01T00:00:00~" + "0" * 32])  # fmt: skip
def test_an_address_that_says_nothing_shows_the_first_page(
    query: str, old: Entry, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.supervisor).get(f"/review?{query}")
    assert page.status_code == 200
    assert old.title in page.text


def test_somebody_who_supports_nobody_learns_what_the_page_is_for(
    world: World, client_for: ClientFor
) -> None:
    for part in ("other_worker", "admin", "ex_supervisor", "stranger"):
        page = words_of(client_for(world.people[part]).get("/review"))
        assert "This page is for people who support a peer worker." in page
        assert "For you now" not in page


def test_somebody_with_whom_nothing_is_shared_yet_learns_who_may_share(
    session: Session, world: World, client_for: ClientFor
) -> None:
    session.add(
        Relationship(
            organisation_id=world.admin.organisation_id,
            worker_id=world.other_worker.id,
            other_id=world.admin.id,
            kind=RelationshipKind.COACH,
            began_at=now(),
        )
    )
    session.commit()
    page = words_of(client_for(world.admin).get("/review"))
    assert "You support Other Worker Person ." in page


def test_somebody_who_has_answered_everything_is_told_so(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    review(client, world.entries["product"], {"text": "Lovely leaflet."})
    page = words_of(client.get("/review"))
    assert "Nothing waits for you. You have answered everything that is shared with you." in page


def happen(session: Session, world: World, entry: Entry, what: str, days: float) -> None:
    """One thing that somebody did so many days ago."""
    if what in {"yes", "no"}:
        decision = Decision.CONFIRMED if what == "yes" else Decision.NOT_YET
        verdict(session, world, entry, decision, days)
        return
    if what == "vouch":
        act_as(session, world.supervisor)
        with as_if(ago(days)):
            supervisor = RelationshipKind.SUPERVISOR
            actions.attest(session, world.supervisor, entry, supervisor, 1, "I saw it.")
            session.commit()
        return
    if what in world.people:
        feedback(session, world, entry, what, days)
        return
    with as_if(ago(days)):
        act_as(session, world.worker)
        mine = loaded(session, world.worker, entry.id)
        if what == "text":
            change_text(session, world, entry, "Written anew.")
        elif what == "reason":
            ref = ("peer-worker", "S2")
            entries.set_tags(session, world.worker, mine, {ref: "Said better."}, ())
        elif what == "statement":
            entries.write_statement(session, world.worker, mine, "Said anew.")
        session.commit()
