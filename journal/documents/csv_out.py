"""A table as CSV that opens in a spreadsheet and runs nothing there."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

STARTS_A_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide forms count too
LED_BY_AN_APOSTROPHE = re.compile(r"'+[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide forms count too


def csv_bytes(
    header: Sequence[str], rows: Sequence[Sequence[str | int | float | date | None]]
) -> bytes:
    """The table in UTF-8 with the mark by which Excel knows it; days as 2026-11-03.

    Text that would begin a formula is led by an apostrophe, which `unguarded` takes off again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([as_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_text(value: str | int | float | date | None) -> str:
    """One cell as text."""
    if isinstance(value, str):
        return guarded(value.replace("\0", ""))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text again as it was before `guarded`."""
    return text[1:] if LED_BY_AN_APOSTROPHE.match(text) else text
