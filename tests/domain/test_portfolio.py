"""What a portfolio carries and what it leaves open, as plain rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from config import ROOT
from journal import content
from journal.domain.admissibility import Lacks
from journal.domain.assessment_plan import PieceRange
from journal.domain.entry_kind import EntryKind
from journal.domain.portfolio import (
    Amount,
    Evidence,
    Gain,
    Message,
    Piece,
    Readiness,
    Selection,
    Vouched,
    feedback_to_begin_with,
    moved,
    moved_to,
)
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision, TagView, Word

CONTENT = content.load(ROOT / "content")
PLAN = CONTENT.assessment_plans["illustrative"]
KSBS = CONTENT.standard.framework
AUTHOR, SUPERVISOR, COACH = uuid4(), uuid4(), uuid4()
DAY = datetime(2026, 5, 1, tzinfo=UTC)
YES, NOT_YET = Decision.CONFIRMED, Decision.NOT_YET


def word(decision: Decision, days: int = 0, person: UUID = SUPERVISOR) -> Word:
    """One verdict, some days after the first of May."""
    said_at = DAY + timedelta(days=days)
    return Word(person, RelationshipKind.SUPERVISOR, decision, "", 1, said_at)


def tag(code: str, *words: Word, reason: str = "We did it together.") -> TagView:
    """A tag to a statement of the standard."""
    return TagView(KSBS.key, code, reason, words, revision=1)


def piece(
    *tags: TagView,
    kind: EntryKind = EntryKind.WORK_PRODUCT,
    number: int = 1,
    vouched_on: tuple[int, ...] = (),
    is_deleted: bool = False,
    title: str = "",
) -> Piece:
    """A piece whose statement has this number."""
    vouched = tuple(
        Vouched(SUPERVISOR, RelationshipKind.SUPERVISOR, "I saw it.", DAY, each)
        for each in vouched_on
    )
    evidence = Evidence(
        uuid4(), AUTHOR, kind, date(2026, 4, 30), "We made a map.", number, DAY, tags, vouched, (),
        is_deleted,
    )  # fmt: skip
    return Piece(uuid4(), title, evidence)


def selection(*pieces: Piece) -> Selection:
    """These pieces against the shipped plan."""
    return Selection(PLAN, KSBS, pieces)


def readiness(chosen: Selection, code: str) -> Readiness:
    """How far one statement is answered."""
    return next(each.readiness for each in chosen.answers if each.code == code)


def test_every_assigned_statement_is_answered_once_in_the_standards_order() -> None:
    codes = [answer.code for answer in selection().answers]
    assert sorted(codes) == sorted(PLAN.assigned)
    assert codes == [code for code in KSBS.codes if code in PLAN.assigned]
    assert codes.index("K8") < codes.index("K10")
    assert {each.readiness for each in selection().answers} == {Readiness.NO_PIECE}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), Readiness.UNCONFIRMED),
        ((word(YES),), Readiness.READY),
        ((word(NOT_YET),), Readiness.UNCONFIRMED),
        ((word(YES), word(NOT_YET, days=1)), Readiness.UNCONFIRMED),
        ((word(NOT_YET), word(YES, days=1, person=COACH)), Readiness.READY),
        ((word(YES), word(NOT_YET, days=1, person=COACH)), Readiness.UNCONFIRMED),
    ],
)
def test_a_statement_is_ready_once_a_claim_stands_confirmed(
    words: tuple[Word, ...], expected: Readiness
) -> None:
    assert readiness(selection(piece(tag("S1", *words))), "S1") is expected


def test_one_confirmed_piece_is_enough_and_both_are_shown() -> None:
    chosen = selection(piece(tag("S1")), piece(tag("S1", word(YES)), tag("K5")))
    answer = next(each for each in chosen.answers if each.code == "S1")
    assert answer.readiness is Readiness.READY
    assert [each.placed.number for each in answer.shown] == [1, 2]
    assert readiness(chosen, "K5") is Readiness.UNCONFIRMED


def test_what_is_no_piece_is_left_out_and_the_others_are_numbered_through() -> None:
    chosen = selection(
        piece(tag("S1", word(YES)), kind=EntryKind.REFLECTION),
        piece(tag("S3", word(YES)), is_deleted=True),
        piece(tag("S4", word(YES)), kind=EntryKind.REFLECTION, vouched_on=(1,)),
        piece(tag("S9", word(YES)), number=0),
        piece(tag("S11", word(YES))),
    )
    assert [placed.number for placed in chosen.placed] == [0, 0, 1, 0, 2]
    assert [placed.why.lacks if placed.why else None for placed in chosen.placed] == [
        Lacks.ATTESTATION, None, None, Lacks.STATEMENT, None,
    ]  # fmt: skip
    assert [answer.code for answer in chosen.answers_that_are(Readiness.READY)] == ["S4", "S11"]


def test_a_tag_travels_with_a_reason_to_an_assigned_statement_and_else_stays() -> None:
    foreign = TagView("principles", "mutual", "Both of us.", (), revision=1)
    [placed] = selection(
        piece(tag("S11"), tag("S1", word(YES), reason=" "), tag("K2"), tag("K1"), foreign)
    ).placed
    assert "K2" not in PLAN.assigned
    assert [each.code for each in placed.tags] == ["K1", "S11"]
    assert placed.without_reason == ("S1",)
    assert placed.elsewhere == ("K2",)
    assert readiness(selection(piece(tag("S1", word(YES), reason=""))), "S1") is Readiness.NO_PIECE


def test_an_entry_says_what_it_would_add() -> None:
    chosen = selection(piece(tag("S1")))
    new = piece(tag("S11", reason=""), tag("S1"), tag("K2")).evidence
    assert chosen.gains(new) == (
        Gain("S1", fills_gap=False, needs_reason=False),
        Gain("S11", fills_gap=True, needs_reason=True),
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, Amount.NONE), (1, Amount.FEW), (2, Amount.USUAL), (3, Amount.USUAL), (4, Amount.MANY)],
)
def test_the_number_of_pieces_is_held_against_the_plan(count: int, expected: Amount) -> None:
    plan = replace(PLAN, pieces=PieceRange(2, 3))
    not_counted = piece(number=0)
    pieces = (*(piece() for _ in range(count)), not_counted)
    assert Selection(plan, KSBS, pieces).amount is expected


def test_a_piece_moves_one_place_and_stays_at_the_ends() -> None:
    assert moved("abc", "b", up=True) == ["b", "a", "c"]
    assert moved("abc", "b", up=False) == ["a", "c", "b"]
    assert moved("abc", "a", up=True) == ["a", "b", "c"]
    assert moved("abc", "c", up=False) == ["a", "b", "c"]


def test_a_piece_is_called_by_its_title_or_its_kind() -> None:
    assert piece(title="A map of the town").name == "A map of the town"
    assert piece(title="  ").name == "Work product"


def test_feedback_on_a_thing_goes_along_and_feedback_on_a_reflection_does_not() -> None:
    theirs, mine = (Message(uuid4(), person, "Hm.", DAY) for person in (SUPERVISOR, AUTHOR))
    for kind in EntryKind:
        offered = feedback_to_begin_with(kind, AUTHOR, [theirs, mine])
        looks_back = kind in {EntryKind.REFLECTION, EntryKind.NOTE, EntryKind.SUPERVISION_NOTE}
        assert offered == (() if looks_back else (theirs.id,))


def test_only_messages_that_were_chosen_are_in_a_piece() -> None:
    one, two = (Message(uuid4(), SUPERVISOR, text, DAY) for text in ("One.", "Two."))
    evidence = replace(piece().evidence, messages=(one, two))
    assert Piece(uuid4(), "", evidence, frozenset({two.id})).messages == (two,)
    assert Piece(uuid4(), "", evidence).messages == ()


def test_the_newest_moment_is_of_what_is_carried_alone() -> None:
    said_later = piece(tag("S1", word(YES, days=9)))
    left_out = piece(tag("S1", word(YES, days=30)), number=0)
    not_carried = piece(tag("S11", word(YES, days=40), reason=""))
    assert selection(said_later, left_out, not_carried).newest(DAY) == DAY + timedelta(days=9)
    assert selection(said_later).newest(DAY + timedelta(days=12)) == DAY + timedelta(days=12)


def test_a_thing_goes_to_the_place_that_was_typed_and_no_further_than_the_end() -> None:
    assert moved_to("abcd", "a", 3) == ["b", "c", "a", "d"]
    assert moved_to("abcd", "d", 1) == ["d", "a", "b", "c"]
    assert moved_to("abcd", "b", 99) == ["a", "c", "d", "b"]
    assert moved_to("abcd", "c", 0) == ["c", "a", "b", "d"]
