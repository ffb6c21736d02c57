"""Testimony by a link: asked for, given once, taken into the journal; and the link gives nothing
else away, whatever is tried with it."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from journal import Application, access, models
from journal.audit import Event
from journal.domain.entry_kind import EntryKind
from journal.masking import masked
from journal.models import AuditEvent, Entry
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.access.probes import one_of_each, probes, things_of
from tests.client import Client
from tests.letters import set_mail_server, waiting
from tests.rooms.test_at_once import meeting
from tests.world import World, add_entry
from tests.world_witness import asked

ClientFor = Callable[..., Client]
ASKED = {"to_name": "Jo Bell", "shown": "The drawing group, and how I listened.", "days": "30"}
GIVEN = {
    "name": "Jo Bell",
    "capacity": "ward manager",
    "words": "I heard a calm question, and then a long and friendly silence.",
    "is_true": "y",
}


def path_of(link: str) -> str:
    """The path of a full address."""
    return link.removeprefix("http://localhost")


def a_link(session: Session, world: World) -> tuple[str, models.Testimony]:
    """A fresh question of the worker's, and the path of its link."""
    made, link = asked(session, world.worker, "How I listened.")
    session.commit()
    return path_of(link), made


def ask(client: Client, **changes: Any) -> str:
    """Ask as the worker does; the address of the page that follows."""
    answer = client.post("/testimonies/new", {"testimony_id": str(uuid4()), **ASKED, **changes})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def link_on(page: str) -> str:
    """The link that a page shows, as a path."""
    found = re.search(r"http://localhost(/testimony/[\w-]+)", page)
    assert found, page
    return found.group(1)


def test_a_link_to_pass_on_is_shown_once_and_takes_one_answer(
    world: World, client_for: ClientFor
) -> None:
    worker, witness = client_for(world.worker), client_for(None)
    here = ask(worker)
    path = link_on(worker.get(here).text)
    assert "/testimony/" not in worker.get(here).text
    page = witness.get(path)
    assert ASKED["shown"] in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    title = re.findall("<title>(.*)</title>", page.text)[0]
    assert "Worker" not in title
    assert ASKED["shown"] not in title
    done = witness.post(path, GIVEN)
    assert (done.status_code, done.location) == (303, "/testimony/given")
    assert witness.get("/testimony/given").status_code == 200
    told = worker.get(here).text
    assert GIVEN["words"] in told
    assert "by a link that you passed on" in told


def test_what_was_typed_survives_an_error(
    world: World, client_for: ClientFor, session: Session
) -> None:
    path, _ = a_link(session, world)
    witness = client_for(None)
    for missing in ("name", "capacity", "words", "is_true"):
        answer = witness.post(path, {**GIVEN, missing: ""})
        assert answer.status_code == 422
        for name, text in GIVEN.items():
            assert name in {missing, "is_true"} or text in answer.text
    assert witness.post(path, GIVEN).status_code == 303


@pytest.mark.parametrize("why", ["used", "too old", "withdrawn", "guessed", "cut short", "left"])
def test_every_link_that_is_over_gets_the_same_answer(
    why: str, world: World, client_for: ClientFor, session: Session
) -> None:
    path, made = a_link(session, world)
    witness, worker = client_for(None), client_for(world.worker)
    witness.get(path)
    if why == "used":
        assert witness.post(path, GIVEN).status_code == 303
    elif why == "withdrawn":
        assert worker.post(f"/testimonies/{made.id}/withdraw").status_code == 303
    elif why == "guessed":
        path = path[:-6] + ("aaaaaa" if not path.endswith("aaaaaa") else "bbbbbb")
    elif why == "cut short":
        path = path[:-1]
    elif why == "left":
        session.merge(world.worker).left_at = now()
        session.commit()
    elif why == "too old":
        act_as(session, world.worker)
        one_row(session, world, made.id).expires_at = now() - timedelta(seconds=1)
        session.commit()
    never = witness.get("/testimony/never-made")
    for answer in (witness.get(path), witness.post(path, GIVEN), client_for(None).get(path)):
        assert (answer.status_code, answer.text) == (404, never.text)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert dict(answer.headers).keys() == dict(never.headers).keys()


def test_two_at_once_one_is_told_no(world: World, client_for: ClientFor, session: Session) -> None:
    path, made = a_link(session, world)
    first, second = client_for(None), client_for(None)
    first.get(path)
    second.get(path)
    assert first.post(path, GIVEN).status_code == 303
    assert second.post(path, {**GIVEN, "words": "Somebody else."}).status_code == 404
    session.expire_all()
    kept = one_row(session, world, made.id)
    assert kept.words == GIVEN["words"]
    session.rollback()


def test_given_and_taken_back_at_once_is_one_or_the_other(
    world: World, client_for: ClientFor, session: Session
) -> None:
    path, made = a_link(session, world)
    here = f"/testimonies/{made.id}"
    worker, witness = client_for(world.worker), client_for(None)
    sent = (
        (worker, f"{here}/withdraw", {"csrf_token": worker.token}),
        (witness, path, {"csrf_token": witness.token, **GIVEN}),
    )
    session.rollback()

    def press(number: int) -> int:
        client, address, data = sent[number]
        return client.open(address, method="POST", data=data).status_code

    with meeting("UPDATE testimonies"), ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(press, range(2)))
    session.expire_all()
    kept = one_row(session, world, made.id)
    assert (kept.given_at is None) is not (kept.withdrawn_at is None), "one of the two"
    assert answers[0] == 303
    assert answers[1] == (303 if kept.given_at else 404)
    was_given = bool(kept.given_at)
    session.rollback()
    shown = worker.get(here).text
    assert (GIVEN["words"] in shown) is was_given
    assert ("You took the link back" in shown) is not was_given


def test_words_that_came_a_moment_before_are_not_taken_back(
    world: World, client_for: ClientFor, session: Session
) -> None:
    path, made = a_link(session, world)
    worker, here = client_for(world.worker), f"/testimonies/{made.id}"
    assert client_for(None).post(path, GIVEN).status_code == 303
    assert worker.post(f"{here}/withdraw").status_code == 303
    shown = worker.get(here).text
    assert "They gave their words a moment before" in shown
    assert GIVEN["words"] in shown


def test_a_look_at_the_link_is_no_event(
    world: World, client_for: ClientFor, session: Session
) -> None:
    """Mail programs fetch links: whether a person has looked, nobody knows, so nothing says it."""
    path, made = a_link(session, world)
    events = visible(AuditEvent, to=world.worker).where(AuditEvent.subject_id == made.id)
    before = len(session.scalars(events).all())
    session.rollback()
    assert client_for(None).get(path).status_code == 200
    assert len(session.scalars(events).all()) == before
    assert not [each for each in Event if "opened a link" in each]
    session.rollback()


def test_a_link_opens_no_other_page(
    app: Application, world: World, client_for: ClientFor, session: Session
) -> None:
    """With the link's page just read, every page answers as to somebody signed out."""
    path, _ = a_link(session, world)
    witness, nobody = client_for(None), client_for(None)
    assert witness.get(path).status_code == 200
    for probe in probes(app, one_of_each(things_of(session, world))):
        policy = access.policy_of(app, probe.endpoint)
        if probe.method == "GET" and policy in {access.SIGNED_IN, access.ADMINISTRATOR}:
            mine, theirs = witness.open(probe.path), nobody.open(probe.path)
            assert (mine.status_code, mine.location) == (theirs.status_code, theirs.location)
            assert mine.status_code == 303


def test_guessing_is_slow(world: World, client_for: ClientFor, session: Session) -> None:
    path, _ = a_link(session, world)
    witness = client_for(None)
    for _ in range(60):
        assert witness.post("/testimony/a-guess", GIVEN).status_code == 404
    assert witness.post(path, GIVEN).status_code == 404


def test_letters_are_not_poured_out(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    for _ in range(10):
        ask(worker)
    late = worker.post("/testimonies/new", {"testimony_id": str(uuid4()), **ASKED})
    assert late.status_code == 429
    assert ASKED["shown"] in late.text


def test_the_link_goes_by_mail_to_its_reader_alone(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    set_mail_server(app, monkeypatch)
    worker = client_for(world.worker)
    here = ask(worker, to_address="jo@test.example")
    assert "/testimony/" not in worker.get(here).text
    letter = waiting(session)[-1]
    assert letter.to_address == "jo@test.example"
    assert ASKED["shown"] not in letter.body + letter.subject
    client_for(None).post(link_on(letter.body), GIVEN)
    told = waiting(session)[-1]
    assert told.to_address == world.worker.email
    assert GIVEN["words"] not in told.body
    session.rollback()


def test_nobody_is_asked_at_the_address_of_the_worker(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Else a worker could give the testimony, and the journal would say that it was sent."""
    set_mail_server(app, monkeypatch)
    worker, before = client_for(world.worker), len(waiting(session))
    name, _, place = world.worker.email.partition("@")
    for own in (world.worker.email, world.worker.email.upper(), f"{name}+jo@{place}"):
        sent = {"testimony_id": str(uuid4()), **ASKED, "to_address": own}
        answer = worker.post("/testimonies/new", sent)
        assert answer.status_code == 422
        assert "This is your own address." in answer.text
    assert len(waiting(session)) == before
    session.rollback()


def test_the_words_shown_are_looked_over_before_they_go(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    typed = {"testimony_id": str(uuid4()), **ASKED, "shown": "When I met Mrs Okafor at the group."}
    looked = worker.post("/testimonies/new", typed)
    assert looked.status_code == 422
    assert "could somebody be recognised" in looked.text
    assert worker.post("/testimonies/new", {**typed, "do": "ask as it is"}).status_code == 303


def test_the_secret_is_kept_out_of_the_logs() -> None:
    line = '"GET /testimony/AbC-dEf_123 HTTP/1.1" 200 and /card/AbC-dEf_123'
    assert "AbC" not in masked(line)
    assert logging.getLogger("werkzeug").filters


def test_given_testimony_becomes_an_entry_once(
    world: World, client_for: ClientFor, session: Session
) -> None:
    path, made = a_link(session, world)
    client_for(None).post(path, GIVEN)
    worker, here = client_for(world.worker), f"/entries/from/testimony/{made.id}"
    look = worker.get(here).text
    assert GIVEN["words"] in look
    first, second = worker.post(here), worker.post(here)
    assert first.location == second.location
    entry = one_entry(session, world, first.location)
    assert entry.kind is EntryKind.WITNESS_TESTIMONY
    assert [each.text for each in entry.statements] == [GIVEN["words"]]
    assert [each.given_by for each in entry.provenances] == [
        "Given by Jo Bell, ward manager, by a link that Worker Person passed on"
    ]
    assert "Given by Jo Bell" in worker.get(first.location).text
    events = session.scalars(visible(AuditEvent, to=world.worker))
    said = [(each.event, each.link_id) for each in events]
    assert (Event.TESTIMONY_GIVEN.value, made.id) in said
    assert (Event.COPIED_INTO_JOURNAL.value, None) in said
    assert "Somebody with a link that you gave them gave testimony" in worker.get("/privacy").text
    session.rollback()


def test_nobody_takes_in_what_is_not_theirs_or_was_never_given(
    world: World, client_for: ClientFor, session: Session
) -> None:
    path, made = a_link(session, world)
    here = f"/entries/from/testimony/{made.id}"
    assert client_for(world.worker).post(here).status_code == 404
    client_for(None).post(path, GIVEN)
    for part in ("other_worker", "supervisor", "admin", "stranger"):
        assert client_for(world.people[part]).get(here).status_code == 404
        assert client_for(world.people[part]).post(here).status_code == 404
    for kind in ("feedback-card", "joint-record", "joint_record", "anything"):
        assert client_for(world.worker).get(f"/entries/from/{kind}/{made.id}").status_code == 404


def typed_in(session: Session, world: World) -> Entry:
    """Testimony that the worker typed in, with a statement."""
    entry = add_entry(session, world, "worker", "typed", EntryKind.WITNESS_TESTIMONY)
    session.commit()
    return entry


@pytest.mark.parametrize("is_corrected", [False, True])
def test_testimony_typed_in_is_confirmed_by_its_author(
    is_corrected: bool, world: World, client_for: ClientFor, session: Session
) -> None:
    entry = typed_in(session, world)
    statement = entry.statements[-1].text
    worker, witness = client_for(world.worker), client_for(None)
    asking = f"/testimonies/new?entry={entry.id}"
    assert asking in worker.get(f"/entries/{entry.id}").text
    forged = {"testimony_id": str(uuid4()), **ASKED, "do": "ask as it is", "shown": "Other words."}
    here = worker.post(asking, forged).location
    path = link_on(worker.get(here).text)
    page = witness.get(path).text
    assert statement in page
    assert "Other words." not in page
    words = "These are better words." if is_corrected else statement
    witness.post(path, {**GIVEN, "words": words})
    source = re.findall(r"/entries/from/testimony/[\w-]+", worker.get(here).text)[0]
    worker.post(source)
    session.expire_all()
    kept = one_entry(session, world, f"/entries/{entry.id}")
    assert kept.statements[-1].text == words
    assert [each.statement_number for each in kept.provenances] == [2 if is_corrected else 1]
    assert "not yet confirmed" not in worker.get(f"/entries/{entry.id}").text
    session.rollback()


def test_a_changed_statement_needs_its_author_again(
    world: World, client_for: ClientFor, session: Session
) -> None:
    path, made = a_link(session, world)
    client_for(None).post(path, GIVEN)
    worker = client_for(world.worker)
    here = worker.post(f"/entries/from/testimony/{made.id}").location
    changed = {"text": "Other words than those.", "number": "1", "base": "1"}
    assert worker.post(f"{here}/statement", changed).status_code == 303
    page = worker.get(here).text
    assert "on an earlier version" in page
    assert "/testimonies/new?entry=" in page


def one_row(session: Session, world: World, testimony_id: UUID) -> models.Testimony:
    """The worker's testimony with this id."""
    mine = visible(models.Testimony, to=world.worker)
    return session.scalars(mine.where(models.Testimony.id == testimony_id)).one()


def one_entry(session: Session, world: World, path: str) -> Entry:
    """The worker's entry at a path."""
    wanted = path.rpartition("/")[2]
    found = session.scalars(visible(Entry, to=world.worker)).all()
    return next(each for each in found if str(each.id) == wanted)
