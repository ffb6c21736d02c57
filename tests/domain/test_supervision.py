"""Where an agreement stands, when to meet next, and hours that the clocks leave out."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.joint_records import RecordKind, SupervisionPurpose, Word
from journal.domain.record_layouts import LAYOUTS, headed, starting_text
from journal.domain.supervision import NoSuchTime, Said, Standing, moment_of, next_day, standing

LONDON = ZoneInfo("Europe/London")
ME, THEM = uuid4(), uuid4()
DAY = date(2026, 6, 1)


def said(newest: int, *words: tuple[UUID, int, bool]) -> Said:
    """What two people said, one word after the other."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    given_words = (
        Word(person, version, agrees, "", at + timedelta(hours=number))
        for number, (person, version, agrees) in enumerate(words)
    )
    return Said(tuple(given_words), frozenset({ME, THEM}), newest)


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (said(1), Standing.WAITS_FOR_YOU),
        (said(1, (THEM, 1, True)), Standing.WAITS_FOR_YOU),
        (said(1, (ME, 1, True)), Standing.WAITS_FOR_THEM),
        (said(1, (ME, 1, False)), Standing.WAITS_FOR_THEM),
        (said(1, (ME, 1, True), (THEM, 1, True)), Standing.AGREED),
        (said(1, (ME, 1, True), (THEM, 1, False)), Standing.SEEN_DIFFERENTLY),
        (said(1, (ME, 1, False), (THEM, 1, True), (ME, 1, True)), Standing.AGREED),
        (said(2, (ME, 1, True), (THEM, 1, True)), Standing.WAITS_FOR_YOU),
        (said(2, (ME, 1, True), (THEM, 1, True), (ME, 2, True)), Standing.WAITS_FOR_THEM),
    ],
)
def test_whose_turn_it_is(record: Said, state: Standing) -> None:
    assert standing(record, ME, DAY + timedelta(days=1), DAY) is state


def test_an_agreed_one_comes_up_on_its_day_and_not_before() -> None:
    both = said(1, (ME, 1, True), (THEM, 1, True))
    assert standing(both, ME, DAY, DAY - timedelta(days=1)) is Standing.AGREED
    assert standing(both, ME, DAY, DAY) is Standing.REVIEW_DUE
    assert standing(both, ME, None, DAY) is Standing.AGREED


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 26),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_the_next_day_keeps_the_weekday_and_is_the_first_to_come(
    last: date, weeks: int, today: date
) -> None:
    coming = next_day(last, weeks, today)
    assert coming.weekday() == last.weekday()
    assert (coming - last).days % (7 * weeks) == 0
    assert coming > max(last, today)
    assert coming - timedelta(days=7 * weeks) <= max(last, today)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_a_time_on_the_clock_is_the_same_time_on_the_clock_again(typed: datetime) -> None:
    typed = typed.replace(second=0, microsecond=0)
    try:
        moment = moment_of(typed.date(), typed.time().replace(fold=0), LONDON)
    except NoSuchTime:
        back = typed.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON)
        assert back.replace(tzinfo=None) != typed
        return
    assert moment.astimezone(LONDON).replace(tzinfo=None, fold=0) == typed


def test_an_hour_that_the_clocks_leave_out_is_no_time() -> None:
    with pytest.raises(NoSuchTime):
        moment_of(date(2027, 3, 28), time(1, 30), LONDON)
    assert moment_of(date(2027, 10, 31), time(1, 30), LONDON) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("purpose", list(SupervisionPurpose))
def test_words_to_start_from_have_a_place_in_the_agreement(purpose: SupervisionPurpose) -> None:
    text = starting_text(purpose, "Somebody", "supervisor")
    fields = {each.key: each for each in LAYOUTS[RecordKind.AGREEMENT]}
    assert text.keys() <= fields.keys()
    for key, words in text.items():
        assert not fields[key].choices or words in fields[key].choices


@pytest.mark.parametrize("kind", list(LAYOUTS))
def test_no_word_is_hidden_because_no_heading_knows_its_key(kind: RecordKind) -> None:
    parts = headed(kind, {"from_another_version": "Still here.", LAYOUTS[kind][0].key: "First."})
    assert [(each.label, text) for each, text in parts] == [
        (LAYOUTS[kind][0].label, "First."),
        ("From another version", "Still here."),
    ]
