"""The first page: what it is for somebody new, and what waits for somebody known."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models import AuditEvent, Entry, Feedback, Person, Unfinished, Verdict
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.queries import queries_counted
from tests.world import World

ClientFor = Callable[..., Client]
Acting = Callable[[Person], Person]
WAITING, ANSWERED, WRITING = "Waiting for you", "Somebody answered you", "Go on writing"


def write(session: Session, author: Person, title: str) -> Entry:
    """One more entry of this person's, theirs alone."""
    draft = Draft(
        kind=EntryKind.REFLECTION,
        model=None,
        title=title,
        text="Two lines.",
        answers={},
        dated=date.today(),
        minutes=None,
        off_the_job=False,
    )
    return entries.write(session, author, draft, uuid4())


def say_not_yet(session: Session, world: World, entry: Entry) -> None:
    """The supervisor asks for more on the entry's tag."""
    session.add(
        Verdict(
            entry_id=entry.id,
            author_id=world.supervisor.id,
            capacity=RelationshipKind.SUPERVISOR,
            framework="peer-worker",
            code="S2",
            decision=Decision.NOT_YET,
            because="Tell me what they said.",
            on_revision=entry.revision,
            given_at=now(),
        )
    )
    session.commit()


def test_a_stranger_is_told_what_this_is_and_how_to_come_in(
    world: World, client_for: ClientFor
) -> None:
    page = client_for().get("/").text
    assert "A journal that is on your side" in page
    assert 'href="/sign-in"' in page
    assert not [word for word in world.canaries if word in page]


@pytest.mark.parametrize("part", [None, "worker", "supervisor", "admin"])
def test_help_is_open_to_everybody_and_says_whom_to_call(
    world: World, client_for: ClientFor, part: str | None
) -> None:
    page = client_for(world.people[part] if part else None).get("/help").text
    for number in ("999", "111", "116 123", "85258"):
        assert number in page


def test_a_worker_goes_on_where_they_left_off(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).get("/").text
    assert WRITING in page
    assert world.entries["draft"].title in page
    assert world.entries["deleted"].title not in page
    assert WAITING not in page
    assert world.entries["others"].title not in page


def test_feedback_waits_for_the_worker_until_they_answer(
    session: Session, world: World, client_for: ClientFor, acting: Acting
) -> None:
    worker = client_for(world.worker)
    assert ANSWERED in worker.get("/").text
    acting(world.worker)
    session.add(
        Feedback(
            entry_id=world.entries["shared"].id,
            author_id=world.worker.id,
            text="I tried it.",
            on_revision=1,
        )
    )
    session.commit()
    assert ANSWERED not in worker.get("/").text


def test_not_yet_waits_for_the_worker_until_they_change_the_tag(
    session: Session, world: World, client_for: ClientFor, acting: Acting
) -> None:
    acting(world.supervisor)
    product = world.entries["product"]
    say_not_yet(session, world, product)
    worker = client_for(world.worker)
    before = worker.get("/").text.split(WRITING)[0]
    assert product.title in before

    me = acting(world.worker)
    entry = session.scalars(visible(Entry, to=me).where(Entry.id == product.id)).one()
    entries.set_tags(session, me, entry, {("peer-worker", "S2"): "She said it helped."}, ())
    session.commit()
    assert product.title not in worker.get("/").text.split(WRITING)[0]


def test_old_feedback_no_longer_waits_on_the_first_page(
    session: Session, world: World, client_for: ClientFor, acting: Acting
) -> None:
    acting(world.supervisor)
    session.add(
        Feedback(
            entry_id=world.entries["product"].id,
            author_id=world.supervisor.id,
            text="Well done.",
            on_revision=1,
            written_at=now() - timedelta(days=90),
        )
    )
    session.commit()
    page = client_for(world.worker).get("/").text
    assert world.entries["product"].title not in page.split(WRITING)[0]


def test_a_supporter_sees_what_nobody_has_answered_and_whose_it_is(
    world: World, client_for: ClientFor
) -> None:
    page = client_for(world.supervisor).get("/").text
    assert world.entries["product"].title in page
    assert world.worker.name in page
    assert world.entries["shared"].title not in page, "answered already"
    assert world.entries["withdrawn"].title not in page
    assert world.entries["draft"].title not in page
    assert WRITING not in page


def test_a_title_shown_to_a_supporter_is_in_the_workers_account(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client_for(world.supervisor).get("/")
    seen = session.scalars(
        visible(AuditEvent, to=world.worker).where(
            AuditEvent.event == Event.ENTRY_LISTED.value,
            AuditEvent.actor_id == world.supervisor.id,
        )
    ).all()
    assert [event.subject_id for event in seen] == [world.entries["product"].id]


@pytest.mark.parametrize("part", ["ex_supervisor", "admin", "stranger", "other_supervisor"])
def test_nobody_elses_page_holds_a_word_of_the_worker(
    world: World, client_for: ClientFor, part: str
) -> None:
    page = client_for(world.people[part]).get("/").text
    assert not [
        word for word, seen_by in world.canaries.items() if word in page and part not in seen_by
    ]


def test_somebody_who_is_both_sees_both(
    session: Session, world: World, client_for: ClientFor, acting: Acting
) -> None:
    mine = write(session, acting(world.supervisor), "A page of my own")
    session.commit()
    page = client_for(world.supervisor).get("/").text
    assert page.index(WAITING) < page.index(WRITING)
    assert mine.title in page
    assert world.entries["product"].title in page


def test_a_first_day_says_what_comes_next_and_counts_nothing(
    session: Session, world: World, client_for: ClientFor, acting: Acting
) -> None:
    page = client_for(world.other_worker).get("/").text
    assert '<svg class="home-picture"' in page
    me = acting(world.other_worker)
    for entry in session.scalars(visible(Entry, to=me).where(Entry.author_id == me.id)).all():
        entries.delete(session, me, entry)
    session.commit()
    page = client_for(world.other_worker).get("/").text
    assert "Your first entry can be two lines" in page
    assert world.other_supervisor.name in page
    assert '<svg class="home-picture"' not in page


def test_the_page_costs_the_same_however_much_is_written(
    session: Session, world: World, client_for: ClientFor, acting: Acting
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    supervisor.get("/")
    with queries_counted() as few:
        worker.get("/")
        supervisor.get("/")
    me = acting(world.worker)
    for number in range(8):
        entry = write(session, me, f"Entry {number}")
        readers = [world.relationships["supervisor"]]
        entries.share(session, me, entry, readers, "http://localhost/")
    session.commit()
    supervisor.get("/")
    with queries_counted() as many:
        answers = worker.get("/"), supervisor.get("/")
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(many) == len(few)


def test_what_is_unfinished_stands_there_until_it_is_sent_or_let_go(
    session: Session, world: World, client_for: ClientFor
) -> None:
    copies = {part: world.copies[part] for part in ("worker", "other_worker")}
    worker, canary = client_for(world.worker), copies["worker"].fields["text"]
    for _ in range(2):
        page = worker.get("/").text
        assert f"Not finished yet{canary}A change to an entry" in told(page)
        assert f"{copies['worker'].place}?go-on={copies['worker'].id}" in page
        assert canary in worker.get(f"{copies['worker'].place}?go-on={copies['worker'].id}").text
    assert copies["other_worker"].fields["text"] not in page
    asked = f"/unfinished/{copies['worker'].id}/put-away"
    assert asked in page
    assert canary in worker.get(asked).text
    assert canary in worker.get("/").text, "asking takes nothing away"
    assert worker.post(asked).status_code == 303
    assert "Not finished yet" not in worker.get("/").text
    assert canary in worker.get("/unfinished/put-away").text


def told(page: str) -> str:
    """What the part about unfinished writing says: its heading, its texts and of what kind."""
    part = page.partition('id="unfinished-heading"')[2].partition("</section>")[0]
    shown = re.findall(r"^>([^<]+)</h2>|row-title\"[^>]*>([^<]+)</a>|row-facts\">([^·]+) ·", part)
    return "".join(first or second or third for first, second, third in shown)


def test_somebody_who_supports_others_finds_their_unfinished_feedback_too(
    session: Session, world: World, client_for: ClientFor
) -> None:
    act_as(session, world.supervisor)
    place = f"/review/{world.entries['shared'].id}"
    fields = {"text": "What stayed with me"}
    session.add(Unfinished(author_id=world.supervisor.id, place=place, fields=fields, editor=""))
    session.commit()
    page = client_for(world.supervisor).get("/").text
    assert "Not finished yetWhat stayed with meFeedback" in told(page)
