"""What needs attention before a portfolio is frozen, and which statements still stand."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from journal.domain.attention import Looked, Matter, attention, stops, what_stops
from journal.domain.portfolio import Selection
from journal.domain.submission import (
    Signed,
    StatementKind,
    as_they_stand,
    fingerprint,
    on_earlier,
    on_this,
)
from tests.domain.test_portfolio import AUTHOR, DAY, NOT_YET, PLAN, YES, piece, selection, tag, word

MANAGER = uuid4()
NOTHING = Looked({})
THIS, EARLIER = "a" * 64, "b" * 64
OWN, VALID = StatementKind.AUTHENTICITY, StatementKind.VALIDITY
BEHAVIOURS, DIFFERENT = StatementKind.BEHAVIOURS, StatementKind.SEEN_DIFFERENTLY


def signed(kind: StatementKind, digest: str = THIS, days: int = 0, giver: UUID = MANAGER) -> Signed:
    """A statement, some days after the first of May."""
    given_at = DAY + timedelta(days=days)
    return Signed(kind, giver, "Jo Bell", "line manager", "I have read it.", digest, given_at)


def matters(chosen: Selection, *given: Signed, looked: Looked = NOTHING) -> list[Matter]:
    """The kinds of things to look at, in order."""
    return [item.matter for item in attention(chosen, THIS, given, looked, ())]


def test_an_empty_portfolio_is_stopped_and_says_what_is_missing() -> None:
    found = attention(selection(), THIS, (), NOTHING, ())
    assert [item.matter for item in stops(found)] == [Matter.NO_PIECES, Matter.NO_AUTHENTICITY]
    gap = next(item for item in found if item.matter is Matter.GAP)
    assert gap.codes == selection().codes
    assert [item.matter for item in found].count(Matter.NO_SIGNATURE) == 2


def test_a_piece_that_would_be_left_out_stops_and_says_why() -> None:
    chosen = selection(piece(tag("S1")), piece(tag("S1"), number=0, title="A leaflet"))
    found = what_stops(chosen, THIS, [signed(OWN, giver=AUTHOR)])
    assert [item.matter for item in found] == [Matter.LEFT_OUT]
    assert "A leaflet" in found[0].words
    assert "evidence statement" in found[0].words


def test_a_deleted_entry_stops() -> None:
    chosen = selection(piece(tag("S1")), piece(tag("S1"), is_deleted=True))
    assert Matter.LEFT_OUT in matters(chosen, signed(OWN, giver=AUTHOR))


def test_nothing_else_stops() -> None:
    chosen = selection(piece(tag("S1"), tag("S3", reason="")))
    looked = Looked({None: 2, chosen.pieces[0].id: 1}, not_looked_at=3)
    private = {chosen.pieces[0].evidence.entry}
    found = attention(chosen, THIS, [signed(OWN, giver=AUTHOR)], looked, private)
    assert stops(found) == ()
    assert {item.matter for item in found} == {
        Matter.GAP, Matter.UNCONFIRMED, Matter.WITHOUT_REASON, Matter.POINTED_AT,
        Matter.NOT_LOOKED_AT, Matter.PRIVATE, Matter.NO_SIGNATURE, Matter.FEW,
    }  # fmt: skip
    order = list(Matter)
    places = [order.index(item.matter) for item in found]
    assert places == sorted(places)


def test_a_confirmed_claim_is_not_said() -> None:
    chosen = selection(piece(tag("S1", word(YES))))
    assert Matter.UNCONFIRMED not in matters(chosen)


def test_a_claim_is_said_of_its_piece_and_more_that_was_asked_for_apart() -> None:
    chosen = selection(
        piece(tag("S1"), tag("S3", word(NOT_YET)), title="A map"),
        piece(tag("S4", word(YES)), title="A talk"),
    )
    found = attention(chosen, THIS, (), NOTHING, ())
    claimed = [item for item in found if item.matter is Matter.UNCONFIRMED]
    assert [(item.placed, item.codes) for item in claimed] == [(chosen.carried[0], ("S1",))]
    asked = [item for item in found if item.matter is Matter.ASKED_FOR_MORE]
    assert [(item.placed, item.codes) for item in asked] == [(chosen.carried[0], ("S3",))]


def test_a_claim_that_another_piece_has_confirmed_is_not_said() -> None:
    chosen = selection(piece(tag("S1")), piece(tag("S1", word(YES))))
    assert Matter.UNCONFIRMED not in matters(chosen)


def test_a_piece_that_shows_no_statement_is_said_and_once() -> None:
    chosen = selection(piece(title="A walk"), piece(tag("S1", reason="")), piece(tag("S1")))
    found = attention(chosen, THIS, (), NOTHING, ())
    assert [item.placed for item in found if item.matter is Matter.SHOWS_NOTHING] == [
        chosen.carried[0]
    ]
    assert [item.placed for item in found if item.matter is Matter.WITHOUT_REASON] == [
        chosen.carried[1]
    ]


def test_too_many_pieces_are_said() -> None:
    pieces = [piece(tag("S1")) for _ in range(PLAN.pieces.typical_high + 1)]
    assert Matter.MANY in matters(selection(*pieces))


@pytest.mark.parametrize(("digest", "stopped"), [(THIS, False), (EARLIER, True)])
def test_own_work_must_be_said_of_exactly_this_content(digest: str, stopped: bool) -> None:
    chosen = selection(piece(tag("S1")))
    found = what_stops(chosen, THIS, [signed(OWN, digest, giver=AUTHOR)])
    assert bool(found) is stopped
    assert not stopped or "earlier version" in found[0].words


def test_a_signature_on_an_earlier_version_is_said_to_be_one() -> None:
    chosen = selection(piece(tag("S1")))
    found = attention(chosen, THIS, [signed(VALID, EARLIER), signed(BEHAVIOURS)], NOTHING, ())
    said = [item.words for item in found if item.matter is Matter.NO_SIGNATURE]
    assert len(said) == 1
    assert "earlier version" in said[0]


def test_whoever_sees_it_differently_no_longer_signs_and_the_other_way_round() -> None:
    given = [signed(VALID), signed(BEHAVIOURS), signed(DIFFERENT, days=1)]
    assert [one.kind for one in as_they_stand(given)] == [DIFFERENT]
    again = [*given, signed(VALID, days=2)]
    assert [one.kind for one in as_they_stand(again)] == [VALID]
    other = signed(VALID, giver=uuid4())
    assert other in as_they_stand([*given, other])


def test_a_statement_stands_on_its_own_content_alone() -> None:
    given = as_they_stand([signed(VALID, EARLIER)])
    assert on_this(given, VALID, THIS) is None
    assert on_earlier(given, VALID, THIS) == given[0]
    assert on_earlier(given, VALID, EARLIER) is None


def test_a_fingerprint_can_be_compared_in_groups() -> None:
    assert fingerprint("0123456789abcdef") == "01234567 89abcdef"
