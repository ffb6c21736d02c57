"""When a review is due, what it counts, and who may sign it closed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from journal.domain.joint_records import SIGNED_BY, Part, RecordKind, Word, is_signed
from journal.domain.progress_review import (
    Claim,
    Happened,
    as_lines,
    gained,
    months_later,
    next_review,
    parts_of,
)
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.domain.standing import Word as Verdict

BEGAN = date(2025, 9, 1)
TODAY = date(2026, 3, 10)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
WORKER, COACH, OTHER_COACH, MANAGER = (uuid4() for _ in range(4))
SIDES = {
    WORKER: frozenset({Part.WORKER}),
    COACH: frozenset({Part.PROVIDER}),
    OTHER_COACH: frozenset({Part.PROVIDER}),
    MANAGER: frozenset({Part.EMPLOYER}),
}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 12, 31), 3, date(2026, 3, 31)),
        (date(2026, 3, 10), -3, date(2025, 12, 10)),
    ],
)
def test_calendar_months(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("reviewed", "breaks", "due"),
    [
        (None, [], date(2025, 12, 1)),
        (date(2026, 1, 15), [], date(2026, 4, 15)),
        (date(2025, 11, 1), [["2025-12-01", "2026-02-20"]], date(2026, 5, 20)),
        (date(2025, 11, 1), [["2026-03-01", ""]], None),
        (date(2025, 11, 1), [["2026-03-01", "2026-03-31"]], None),
        (date(2026, 1, 15), [["2026-06-01", "2026-06-30"]], date(2026, 4, 15)),
    ],
)
def test_the_next_review_is_three_months_on_and_waits_while_somebody_pauses(
    reviewed: date | None, breaks: list[list[str]], due: date | None
) -> None:
    assert next_review(BEGAN, reviewed, breaks, TODAY) == due


def verdict(decision: Decision, at: datetime) -> Verdict:
    """A word on a tag."""
    return Verdict(MANAGER, RelationshipKind.MANAGER, decision, "", 1, at)


def test_what_was_claimed_or_confirmed_before_is_not_gained_again() -> None:
    before, after = SINCE - timedelta(days=9), SINCE + timedelta(days=9)
    claims = [
        Claim("K1", before, (verdict(Decision.CONFIRMED, before),)),
        Claim("K1", after, ()),
        Claim("K2", before, (verdict(Decision.CONFIRMED, after),)),
        Claim("K3", after, ()),
        Claim(
            "K4",
            before,
            (verdict(Decision.CONFIRMED, before), verdict(Decision.NOT_YET, after)),
        ),
    ]
    new = gained(claims, SINCE)
    assert new.claimed == {"K3"}
    assert new.confirmed == {"K2"}
    assert new.confirmed_in_all == 2


def happened(**changed: object) -> Happened:
    """A time in which a little happened."""
    usual: dict[str, object] = {
        "since": date(2026, 1, 5), "until": date(2026, 4, 5), "minutes": 750, "verified": 600,
        "minutes_in_all": 6000, "expected": 6600, "minimum": 19560, "claimed": ("K1", "S2"),
        "confirmed": (), "confirmed_in_all": 40, "statements": 113, "targets_done": 2,
        "targets_open": 1, "targets_overdue": 1, "sessions": (date(2026, 2, 3),), "scans": (),
    }  # fmt: skip
    return Happened(**{**usual, **changed})  # type: ignore[arg-type]


def test_the_lines_are_plain_and_what_did_not_happen_has_none() -> None:
    lines = as_lines(happened())
    assert lines["since"] == "5 January 2026 to 5 April 2026"
    assert lines["hours"] == (
        "12 h 30 min logged in this time, 10 h of them verified. In all 100 h of at least 326 h. "
        "By now it should be about 110 h: 10 h behind the plan."
    )
    assert lines["coverage"].startswith("Newly claimed: 2 (K1, S2). Newly confirmed: none.")
    assert lines["targets_before"] == "2 done, 1 still to do (1 past the day)."
    assert lines["sessions"] == "Sessions took place on 3 February 2026."
    assert "scan" not in lines
    bare = as_lines(happened(sessions=(), targets_done=0, targets_open=0, expected=None))
    assert set(bare) == {"since", "hours", "coverage"}
    assert "By now" not in bare["hours"]


def test_each_side_has_its_own_headings_beside_the_shared_ones() -> None:
    keys = {side: {each.key for each in parts_of([side])} for side in Part}
    shared = {"well", "hard", "fits"}
    assert keys[Part.WORKER] - shared == {"support_said"}
    assert keys[Part.EMPLOYER] - shared == {"employer_view"}
    assert keys[Part.PROVIDER] - shared == {"provider_view"}
    assert all(shared <= each for each in keys.values())


def said(person: UUID, agrees: bool, version: int = 2, minute: int = 0) -> Word:
    """A word on a version."""
    return Word(person, version, agrees, "", SINCE + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("kind", "words", "closes"),
    [
        (RecordKind.PROGRESS_REVIEW, [(WORKER, True), (COACH, True)], True),
        (RecordKind.PROGRESS_REVIEW, [(WORKER, True), (OTHER_COACH, True)], True),
        (RecordKind.PROGRESS_REVIEW, [(WORKER, True), (MANAGER, True)], False),
        (RecordKind.PROGRESS_REVIEW, [(COACH, True), (MANAGER, True)], False),
        (RecordKind.PROGRESS_REVIEW, [(WORKER, True), (COACH, True), (MANAGER, False)], True),
        (RecordKind.PROGRESS_REVIEW, [(WORKER, True), (COACH, False)], False),
        (RecordKind.PROGRESS_REVIEW, [(WORKER, True), (COACH, True), (COACH, False)], False),
        (RecordKind.LEARNING_SUPPORT, [(WORKER, True), (COACH, True)], True),
        (RecordKind.GATEWAY, [(WORKER, True), (COACH, True)], False),
        (RecordKind.GATEWAY, [(WORKER, True), (COACH, True), (MANAGER, True)], True),
        (RecordKind.GATEWAY, [(WORKER, True), (COACH, True), (uuid4(), True)], False),
    ],
)
def test_who_signs_what(kind: RecordKind, words: list[tuple[UUID, bool]], closes: bool) -> None:
    last = [said(person, agrees, minute=place) for place, (person, agrees) in enumerate(words)]
    assert is_signed(last, SIDES, SIGNED_BY[kind], 2) is closes
    assert not is_signed(last, SIDES, SIGNED_BY[kind], 3)
