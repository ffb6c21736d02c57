"""A day is the one that clocks in Britain show, whatever the day is in the database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from journal.formatting import day_of
from journal.models import JointRecord
from journal.progress_reviews.files import ReviewFile, document_of
from journal.skills_scan.files import shown_day

HALF_PAST_MIDNIGHT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (HALF_PAST_MIDNIGHT, date(2026, 7, 2)),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 1, 1, 23, 30, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_in_summer_a_day_begins_an_hour_earlier(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_a_scan_that_was_sent_after_midnight_carries_that_day() -> None:
    scan: Any = SimpleNamespace(sent_at=HALF_PAST_MIDNIGHT)
    assert shown_day(scan, date(2026, 12, 1)) == date(2026, 7, 2)


def test_a_review_that_began_after_midnight_carries_that_day() -> None:
    record = JointRecord(starts_at=HALF_PAST_MIDNIGHT, revision=0, fields={})
    assert document_of(ReviewFile(record, {}, ()), date(2026, 12, 1)).date == date(2026, 7, 2)
