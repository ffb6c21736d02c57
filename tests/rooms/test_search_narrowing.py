"""What narrows a search, the addresses it stands at, and who is told."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.database import begin_writing
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.models import AuditEvent, Feedback, Search, Verdict
from journal.models.base import as_if, now
from journal.models.confidential import act_as, for_viewer, visible
from journal.search.actions import KEPT_FOR, MOST_KEPT, forget_old
from tests.client import Client
from tests.rooms.searching import counted, found_by, look, write
from tests.world import World

ClientFor = Callable[..., Client]
K1, S2, MUTUAL = ("peer-worker", "K1"), ("peer-worker", "S2"), ("principles", "mutual")


@pytest.fixture
def written(session: Session, world: World) -> World:
    """Four entries of the worker's about one word, each different in every other way."""
    write(session, world, "worker", "lantern one", kind=EntryKind.TRAINING, dated=date(2025, 1, 5))
    write(session, world, "worker", "lantern two", kind=EntryKind.CERTIFICATE,
          dated=date(2025, 2, 5), tags=(K1, MUTUAL), shared_with=("supervisor",))  # fmt: skip
    three = write(session, world, "worker", "lantern three", kind=EntryKind.TRAINING,
                  dated=date(2025, 3, 5), tags=(S2,), shared_with=("supervisor",))  # fmt: skip
    write(session, world, "supervisor", "lantern of my own", dated=date(2025, 3, 5))
    begin_writing(session)
    act_as(session, world.supervisor)
    said = {"entry_id": three.id, "author_id": world.supervisor.id, "on_revision": 1}
    session.add(Feedback(**said, text="What did you learn?"))
    session.add(
        Verdict(
            **said,
            framework=S2[0],
            code=S2[1],
            decision=Decision.CONFIRMED,
            capacity=RelationshipKind.SUPERVISOR,
            because="",
        )
    )
    session.commit()
    return world


BY_WORKER = [
    ({}, 3),
    ({"whose": "mine"}, 3),
    ({"whose": "others"}, 0),
    ({"kind": "training"}, 2),
    ({"ksb": "K1"}, 1),
    ({"principle": "mutual"}, 1),
    ({"ksb": "S2", "principle": "mutual"}, 0),
    ({"since": "2025-02-05"}, 2),
    ({"until": "2025-02-05"}, 2),
    ({"since": "2025-02-05", "until": "2025-02-05"}, 1),
    ({"state": "only_me"}, 1),
    ({"state": "shared"}, 2),
    ({"state": "tagged"}, 2),
    ({"state": "untagged"}, 1),
    ({"state": "unanswered"}, 1),
    ({"state": "confirmed"}, 1),
]
BY_SUPERVISOR = [
    ({}, 3),
    ({"whose": "mine"}, 1),
    ({"whose": "others"}, 2),
    ({"state": "only_me"}, 1),
    ({"state": "shared"}, 2),
    ({"state": "unanswered"}, 0),
    ({"state": "confirmed", "kind": "training"}, 1),
    ({"ksb": "K1", "whose": "others"}, 1),
]


def test_each_choice_narrows_to_what_it_says(written: World, client_for: ClientFor) -> None:
    for part, expected in (("worker", BY_WORKER), ("supervisor", BY_SUPERVISOR)):
        client = client_for(written.people[part])
        for narrowing, number in expected:
            assert found_by(client, "lantern", **narrowing) == number, (part, narrowing)


def test_a_verdict_taken_back_no_longer_counts_as_confirmed(
    written: World, session: Session, client_for: ClientFor
) -> None:
    worker = client_for(written.worker)
    confirmed = session.scalars(
        visible(Verdict, to=written.supervisor).where(Verdict.author_id == written.supervisor.id)
    ).all()
    session.rollback()
    begin_writing(session)
    act_as(session, written.supervisor)
    for verdict in confirmed:
        session.add(
            Verdict(
                entry_id=verdict.entry_id,
                author_id=verdict.author_id,
                on_revision=1,
                framework=verdict.framework,
                code=verdict.code,
                because="",
                capacity=verdict.capacity,
                decision=Decision.NOT_YET,
            )
        )
    session.commit()
    assert found_by(worker, "lantern", state="confirmed") == 0


def test_no_word_ever_stands_in_an_address(written: World, client_for: ClientFor) -> None:
    worker = client_for(written.worker)
    assert worker.get("/search?words=lantern").text.count("lantern") == 0
    page = look(worker, "lantern", kind="training")
    assert counted(page.text) == 2
    assert "<mark>lantern</mark> three" in page.text
    assert 'value="lantern"' in page.text
    assert "lantern" not in page.request.path
    assert "lantern" not in page.text.partition("<title>")[2].partition("</title>")[0]


def test_an_address_may_ask_for_everything_but_words(written: World, client_for: ClientFor) -> None:
    worker = client_for(written.worker)
    assert counted(worker.get("/search?ksb=K1").text) == 1
    assert counted(worker.get("/search?whose=mine&since=2025-01-01&until=2025-01-31").text) == 1
    for nonsense in ("kind=x", "ksb=Z9", "since=yesterday", "state=", "after=x"):
        page = worker.get(f"/search?{nonsense}")
        assert page.status_code == 200
        assert "finds-heading" not in page.text


def test_dates_that_make_no_sense_are_said_kindly(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    for fields, sentence in (
        ({"since": "2025-03-02", "until": "2025-03-01"}, "The last day is before the first."),
        ({"since": "31 June"}, "Please give the date as day, month and year"),
        ({"until": "0000-00-00"}, "Please give the date as day, month and year"),
        ({"kind": "nonsense"}, "Not a valid choice"),
    ):
        answer = worker.post("/search", {"words": "lantern", **fields})
        assert answer.status_code == 422, fields
        if "kind" not in fields:
            assert sentence in unescape(answer.text)
        assert 'value="lantern"' in answer.text


def test_nothing_asked_shows_the_empty_form(world: World, client_for: ClientFor) -> None:
    answer = client_for(world.worker).post("/search", {"words": "   "})
    assert (answer.status_code, answer.location) == (303, "/search")


def test_pages_follow_each_other_with_nothing_twice(
    session: Session, world: World, client_for: ClientFor
) -> None:
    for number in range(45):
        write(session, world, "worker", f"lantern number{number:02}", dated=date(2025, 1, 1))
    worker = client_for(world.worker)
    page, seen = look(worker, "lantern").text, []
    while True:
        assert "45 entries found" in page
        seen += [number for number in range(45) if f"number{number:02}" in page]
        following = unescape(page.partition(">Older entries<")[0].rpartition('href="')[2])
        if ">Older entries<" not in page:
            break
        page = worker.get(following.rstrip('"')).text
    assert sorted(seen) == list(range(45))


def test_a_search_is_its_makers_alone_and_forgotten_after_a_day(
    session: Session, written: World, client_for: ClientFor
) -> None:
    worker = client_for(written.worker)
    kept = worker.post("/search", {"words": "lantern"}).location
    for part in ("supervisor", "admin", "other_worker"):
        assert client_for(written.people[part]).get(kept).status_code == 404
    assert worker.get(kept).status_code == 200
    with as_if(now() + KEPT_FOR * 1.01):
        begin_writing(session)
        act_as(session, written.worker)
        forget_old(session, written.worker)
        session.commit()
    assert worker.get(kept).status_code == 404
    for _ in range(MOST_KEPT + 3):
        worker.post("/search", {"words": "lantern"})
    session.rollback()
    assert len(session.scalars(visible(Search, to=written.worker)).all()) == MOST_KEPT


def test_the_author_is_told_that_a_search_showed_their_entry(
    session: Session, written: World, client_for: ClientFor
) -> None:
    found = look(client_for(written.supervisor), "lantern", whose="others")
    assert counted(found.text) == 2
    listed = sa.select(sa.func.count(AuditEvent.id)).where(
        AuditEvent.actor_id == written.supervisor.id,
        AuditEvent.event == Event.ENTRY_LISTED.value,
    )
    assert session.scalar(for_viewer(listed, written.worker)) == 2


def test_a_title_and_a_snippet_run_no_script(
    session: Session, world: World, client_for: ClientFor
) -> None:
    write(session, world, "worker", "<script>alert('lantern')</script> & <b>lantern</b>")
    shown = look(client_for(world.worker), "lantern script").text
    assert "<script>alert" not in shown
    assert "&lt;<mark>script</mark>&gt;alert(&#39;<mark>lantern</mark>&#39;)" in shown
