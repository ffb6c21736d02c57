"""Words that others gave, as pieces of a portfolio: who gave them and when, and what undoes it."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal import sources
from journal.domain.provenance import SourceKind
from journal.entries import actions as entries
from journal.entries.taking import hold, take
from journal.library import content
from journal.models import Entry, FeedbackCard
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.witness import card_actions as cards
from journal.witness import observation_actions as observations
from journal.witness import testimony_actions as testimonies
from tests.rooms.portfolios import (
    KSB,
    REASON,
    ClientFor,
    Desk,
    desk_of,
    made,
    pages_of,
    pieces_of,
    row_of,
    words_of,
)
from tests.world import World
from tests.world_witness import asked

SAID = "They listened to the end, and asked what I would like to try."


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with an empty portfolio."""
    return desk_of(session, world)


def take_in(desk: Desk, kind: SourceKind, source_id: object, code: str = "S4") -> Entry:
    """Take something in as the worker does, say how it shows a statement, and bring it in."""
    act_as(desk.session, desk.worker)
    source = sources.get_source(desk.session, desk.worker, kind, source_id, content().frameworks)
    assert source is not None
    hold(desk.session, desk.worker)
    entry = take(desk.session, desk.worker, source)
    desk.session.refresh(entry, ["tags"])
    entries.set_tags(desk.session, desk.worker, entry, {(KSB, code): REASON}, ())
    desk.session.commit()
    desk.session.expire_all()
    desk.made["given"] = entry
    desk.add("given", "What others say")
    return entry


def given_testimony(desk: Desk) -> Entry:
    """Testimony given by a link."""
    row, _ = asked(desk.session, desk.worker, "How I listened.")
    given = testimonies.Given("Jo Bell", "ward manager", SAID)
    testimonies.give(desk.session, row, given)
    desk.session.commit()
    return take_in(desk, SourceKind.TESTIMONY, row.id)


def card(desk: Desk) -> tuple[FeedbackCard, Entry]:
    """A card with a yes."""
    act_as(desk.session, desk.worker)
    new = cards.make(desk.session, desk.worker).card
    cards.give(desk.session, new, {"good": SAID}, may_be_used=True)
    desk.session.commit()
    return new, take_in(desk, SourceKind.FEEDBACK_CARD, new.id, "S48")


def observation(desk: Desk) -> Entry:
    """An observation that both agreed."""
    act_as(desk.session, desk.supervisor)
    fields = {"codes": f"{KSB}:S4", "consent": "yes", f"saw:{KSB}:S4": SAID}
    bond = desk.world.relationships["other_supervisor"]
    when = observations.When(now(), 45)
    record = observations.plan(desk.session, desk.supervisor, uuid4(), bond, fields, when)
    for person in (desk.supervisor, desk.worker):
        act_as(desk.session, person)
        observations.say(desk.session, person, record, 1, True, "")
    desk.session.commit()
    return take_in(desk, SourceKind.JOINT_RECORD, record.id)


GIVEN_BY = {
    "testimony": "Given by Jo Bell, ward manager, by a link that Other Worker Person passed on",
    "card": "Given on a feedback card by somebody who was supported, with their yes",
    "observation": "Agreed by Other Supervisor Person and Other Worker Person",
}


@pytest.mark.parametrize("what", sorted(GIVEN_BY))
def test_it_is_a_piece_that_says_who_gave_it_wherever_it_is_read(
    what: str, desk: Desk, client_for: ClientFor
) -> None:
    {"testimony": given_testimony, "card": card, "observation": observation}[what](desk)
    worker = client_for(desk.worker)
    texts = [
        words_of(made(client_for, desk, "html").decode()),
        " ".join(pages_of(made(client_for, desk, "pdf"))),
        words_of(worker.get(f"{desk.path}/preview").text),
        words_of(worker.get(row_of(desk, "given")).text),
    ]
    for text in texts:
        assert SAID in text
        assert GIVEN_BY[what] in text
        assert "has not confirmed them" not in text


def test_the_name_of_who_gave_it_is_looked_over_too(desk: Desk, client_for: ClientFor) -> None:
    given_testimony(desk)
    page = words_of(client_for(desk.worker).get(f"{desk.path}/look-over").text)
    assert "Who gave these words" in page


def test_it_counts_as_confirmed_by_its_author_in_coverage(
    desk: Desk, client_for: ClientFor
) -> None:
    entry = given_testimony(desk)
    page = words_of(client_for(desk.worker).get("/ksbs/S4").text)
    assert "Copied in, not yet confirmed" not in page
    assert entry.title in page


def test_a_changed_statement_needs_its_author_again(desk: Desk, client_for: ClientFor) -> None:
    given_testimony(desk)
    desk.new_statement("given", "Other words than those.")
    html = made(client_for, desk, "html").decode()
    assert "Other words than those." not in html
    assert SAID not in html
    page = words_of(client_for(desk.worker).get(row_of(desk, "given")).text)
    assert "its author confirmed an earlier version" in page


def test_a_card_taken_back_drops_out(desk: Desk, client_for: ClientFor) -> None:
    row, entry = card(desk)
    assert pieces_of(desk) == [entry.id]
    entry_id = entry.id
    found = desk.session.scalars(
        visible(FeedbackCard, to=desk.worker).where(FeedbackCard.id == row.id)
    ).one()
    cards.take_back(desk.session, found)
    desk.session.commit()
    desk.session.expire_all()
    assert pieces_of(desk) == []
    worker = client_for(desk.worker)
    assert SAID not in made(client_for, desk, "html").decode()
    assert worker.get(f"/entries/{entry_id}").status_code == 404
    assert SAID not in worker.get("/ksbs/S48").text
