"""Feedback cards: anonymous, with a yes, and taken back by the code that stands on them."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import segno
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.extensions import db
from journal.models import AuditEvent, Entry, FeedbackCard, Unfinished
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.access.probes import everything_written
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
GOOD = "We walked, and I chose where to."
ANSWERS = {"may_be_used": "yes", "listened": "yes", "good": GOOD}


def make(worker: Client) -> tuple[str, str, str]:
    """A fresh card: its page, the path of its link, its code."""
    here = worker.post("/cards").location
    page = worker.get(here).text
    link = re.findall(r"http://localhost(/card/[\w-]{40,})", page)[0]
    code = re.findall(r'class="paper-code">([^<]+)<', page)[0]
    assert "paper-code" not in worker.get(here).text
    return here.removesuffix("/print"), link, code


def test_a_card_is_filled_in_once_without_a_name(world: World, client_for: ClientFor) -> None:
    worker, somebody = client_for(world.worker), client_for(None)
    here, link, _ = make(worker)
    page = somebody.get(link)
    assert "How was it with" in page.text
    assert "Please do not write your name" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Worker" not in re.findall("<title>(.*)</title>", page.text)[0]
    assert somebody.post(link, ANSWERS).location == "/card/given"
    assert GOOD in worker.get(here).text
    for answer in (somebody.get(link), somebody.post(link, ANSWERS)):
        assert answer.status_code == 404
        assert answer.text == somebody.get("/card/never-made").text


@pytest.mark.parametrize("missing", ["may_be_used", "answers"])
def test_a_card_asks_for_the_yes_first_and_loses_nothing(
    missing: str, world: World, client_for: ClientFor
) -> None:
    _, link, _ = make(client_for(world.worker))
    typed = {"good": GOOD} if missing == "may_be_used" else {"may_be_used": "no"}
    answer = client_for(None).post(link, typed)
    assert answer.status_code == 422
    assert (GOOD in answer.text) is (missing == "may_be_used")


def test_a_no_keeps_it_out_of_the_journal(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    here, link, _ = make(worker)
    client_for(None).post(link, {**ANSWERS, "may_be_used": "no"})
    page = worker.get(here).text
    assert GOOD in page
    assert "/entries/from/" not in page
    assert worker.post(f"/entries/from/feedback-card/{here[7:]}").status_code == 404


def test_a_card_becomes_evidence_with_two_claims_and_no_reason(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    here, link, _ = make(worker)
    client_for(None).post(link, ANSWERS)
    source = f"/entries/from/feedback-card/{here[7:]}"
    look = worker.get(source).text
    assert GOOD in look
    assert "Did Worker listen to you?" in look
    place = worker.post(source).location
    assert worker.post(source).location == place
    entry = one(session, world, place)
    assert entry.kind is EntryKind.FEEDBACK_FROM_SUPPORTED
    assert sorted((tag.code, tag.reason) for tag in entry.tags) == [("K56", ""), ("S48", "")]
    assert GOOD in entry.statements[0].text
    assert entry.text == ""
    assert "with their yes" in entry.provenances[0].given_by


@pytest.mark.parametrize("on", ["worker", "supervisor", None])
def test_a_card_filled_in_on_the_device_of_the_worker_says_so(
    on: str | None, world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    here, link, _ = make(worker)
    device = worker if on == "worker" else client_for(world.people[on] if on else None)
    assert device.post(link, ANSWERS).status_code == 303
    was_there = on == "worker"
    assert ("On your own screen, with you there" in worker.get(here).text) is was_there
    place = worker.post(f"/entries/from/feedback-card/{here[7:]}").location
    given_by = one(session, world, place).provenances[0].given_by
    assert ("on the screen of Worker Person, who was there" in given_by) is was_there
    session.rollback()


def test_a_card_taken_back_takes_its_words_along_everywhere(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, somebody = client_for(world.worker), client_for(None)
    here, link, code = make(worker)
    somebody.post(link, ANSWERS)
    place = worker.post(f"/entries/from/feedback-card/{here[7:]}").location
    changed = {"text": f"{GOOD} And more.", "number": "1", "base": "1"}
    worker.post(f"{place}/statement", changed)
    act_as(session, world.worker)
    session.add(
        Unfinished(
            author_id=world.worker.id,
            place=f"{place}/statement",
            fields={"text": GOOD},
            editor="0" * 32,
        )
    )
    session.commit()
    typed = code.lower().replace("-", " ")
    assert somebody.post("/card/take-back", {"code": typed}).location == "/card/taken-back"
    for path in (place, here, f"/entries/from/feedback-card/{here[7:]}"):
        assert worker.get(path).status_code == 404
    session.expire_all()
    assert GOOD not in repr(everything_written(db.engine))
    assert GOOD not in worker.get("/search").text
    said = [each.event for each in session.scalars(visible(AuditEvent, to=world.worker))]
    assert said.count(Event.CARD_TAKEN_BACK.value) == 2  # the world's own one is the other
    session.rollback()


def test_what_the_worker_wrote_beside_a_card_stays(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    here, link, code = make(worker)
    client_for(None).post(link, ANSWERS)
    place = worker.post(f"/entries/from/feedback-card/{here[7:]}").location
    act_as(session, world.worker)
    entry = one(session, world, place)
    mine = "I was glad. [just for me] And moved. [/just for me]"
    draft = Draft(entry.kind, None, "Mine", mine, {}, entry.dated, None, False)
    entries.save(session, world.worker, entry, draft, entry.revision)
    session.commit()
    client_for(None).post("/card/take-back", {"code": code})
    session.expire_all()
    wanted = visible(Entry, to=world.worker).where(Entry.text.contains("I was glad."))
    kept = session.scalars(wanted).one()
    assert "And moved" not in kept.text
    assert "And moved" in worker.get(f"/entries/{kept.id}").text
    assert GOOD not in worker.get(f"/entries/{kept.id}").text
    session.rollback()


def test_a_wrong_code_and_a_used_one_look_alike_and_guessing_is_slow(
    world: World, client_for: ClientFor
) -> None:
    worker, somebody = client_for(world.worker), client_for(None)
    _, _, code = make(worker)
    assert somebody.post("/card/take-back", {"code": code}).status_code == 303
    used = somebody.post("/card/take-back", {"code": code})
    wrong = somebody.post("/card/take-back", {"code": "AAAA-AAAA-AAAA"})
    assert used.status_code == wrong.status_code == 422
    assert code in used.text
    mine, others = without_tokens(used.text), without_tokens(wrong.text)
    assert mine.replace(code, "") == others.replace("AAAA-AAAA-AAAA", "")
    _, _, other = make(worker)
    for _ in range(60):
        somebody.post("/card/take-back", {"code": "BBBB-BBBB-BBBB"})
    assert somebody.post("/card/take-back", {"code": other}).status_code == 422


def test_a_paper_card_is_typed_in_with_its_code(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    _, link, code = make(worker)
    wrong = worker.post("/cards/type-in", {**ANSWERS, "code": "AAAA-AAAA-AAAA"})
    assert wrong.status_code == 422
    assert GOOD in wrong.text
    stranger = client_for(world.other_worker).post("/cards/type-in", {**ANSWERS, "code": code})
    assert stranger.status_code == 422
    here = worker.post("/cards/type-in", {**ANSWERS, "code": code}).location
    assert "typed in by you" in worker.get(here).text
    assert client_for(None).get(link).status_code == 404
    place = worker.post(f"/entries/from/feedback-card/{here[7:]}").location
    assert "typed in by Worker Person" in one(session, world, place).provenances[0].given_by
    session.rollback()


def test_a_card_ends_by_its_date_and_can_still_be_taken_back(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, somebody = client_for(world.worker), client_for(None)
    here, link, code = make(worker)
    act_as(session, world.worker)
    mine = visible(FeedbackCard, to=world.worker).where(FeedbackCard.id == UUID(here[7:]))
    session.scalars(mine).one().expires_at = now() - timedelta(seconds=1)
    session.commit()
    assert somebody.post(link, ANSWERS).status_code == 404
    assert somebody.post("/card/take-back", {"code": code}).status_code == 303


def test_the_picture_on_the_card_leads_to_it_and_needs_nothing_from_elsewhere(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    page = worker.get(worker.post("/cards").location).text
    link = re.findall(r"http://localhost/card/[\w-]{40,}", page)[0]
    drawn = re.findall(r'<svg [^>]*class="qr-code".*?</svg>', page)
    assert len(drawn) == 1
    squares = len(segno.make(link, error="m", micro=False).matrix) + 6
    assert f'viewBox="0 0 {squares} {squares}"' in drawn[0]
    assert "style=" not in drawn[0]


def without_tokens(html: str) -> str:
    """A page without the token that differs each time."""
    return "\n".join(line for line in html.splitlines() if "csrf_token" not in line)


def one(session: Session, world: World, path: str) -> Entry:
    """The worker's entry at a path."""
    wanted = UUID(path.rpartition("/")[2])
    return session.scalars(visible(Entry, to=world.worker).where(Entry.id == wanted)).one()
