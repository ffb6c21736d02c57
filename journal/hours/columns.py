"""The columns of a log as files have them: ours, and what other systems call theirs."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from journal.documents.table import LONGEST_NAME, Value, names_in
from journal.documents.xlsx import Cell
from journal.domain.hours import TrainingMethod
from journal.models import HoursLine


class Column(StrEnum):
    """What a column holds, by the heading that our own files give it."""

    DATE = "Date"
    METHOD = "Method"
    DESCRIPTION = "Description"
    CODES = "KSBs"
    HOURS = "Hours"
    MINUTES = "Minutes"
    PAID = "In paid hours"
    VERIFIER = "Verified by"
    VERIFIED_ON = "Verified on"
    LOGGED_ON = "Logged on"


WIDTHS = (12, 24, 70, 18, 8, 9, 14, 22, 13, 13)
OURS_TO_SAY = frozenset({Column.VERIFIER, Column.VERIFIED_ON, Column.LOGGED_ON})
"""What a file cannot bring in: who verified is said here, by the person themselves."""

NAMES: Mapping[Column, str] = {
    Column.DATE: "date|day|when|dated|date of training|training date|activity date|start date|"
    "date of activity|date completed|date of learning|session date|date undertaken",
    Column.METHOD: "method|type|activity type|training type|type of training|type of activity|"
    "delivery method|how|category|learning type|method of learning|type of learning|how learned|"
    "mode of delivery|method of delivery|how did you learn",
    Column.DESCRIPTION: "description|activity|details|detail|training|learning|summary|notes|"
    "activity description|description of activity|description of training|what did you learn|"
    "what i learned|learning activity|training activity|topic|comments|what was learned|title|"
    "description of learning|what did you do",
    Column.CODES: "ksb|ksbs|codes|ksb codes|ksbs covered|ksb code|ksb links|linked ksbs|k/s/b|"
    "k/s/b codes|knowledge skills behaviours|knowledge, skills and behaviours|links to ksbs|"
    "knowledge skills and behaviours|ksbs met|ksb reference|ksb ref|k s b|ksbs developed|standards",
    Column.HOURS: "hours|hrs|duration|time|length|total hours|otj hours|ojt hours|time spent|hour|"
    "number of hours|duration hours|duration (hours)|duration (hrs)|hours logged|hours claimed|"
    "hours spent|off-the-job hours|off the job hours|no of hours|hours and minutes|time taken|"
    "hours completed|time (hours)|duration (hh:mm)|duration hh:mm|h:mm",
    Column.MINUTES: "minutes|mins|min|duration minutes|duration (minutes)|duration (mins)|"
    "total minutes|time (minutes)|time (mins)|minutes spent|length (minutes)|number of minutes",
    Column.PAID: "in paid hours|paid hours|paid|in paid time|paid time|within paid hours|"
    "during paid hours|in working hours|during working hours|within working hours|working hours|"
    "in work time|in paid working hours|in paid hours (yes/no)|in paid hours y/n|"
    "within contracted hours|in contracted hours|paid working hours",
    Column.VERIFIER: "verified by|verifier|approved by|signed off by|approver|confirmed by|"
    "checked by|authorised by",
    Column.VERIFIED_ON: "verified on|date verified|verified|approved on|date approved|approved|"
    "status|sign-off date|signed off",
    Column.LOGGED_ON: "logged on|date logged|created|created on|date created|submitted|"
    "date submitted|added on|entered on|date added",
}
BY_NAME = {name: column for column, names in NAMES.items() for name in names.split("|")}
NEEDED = (Column.DATE, Column.DESCRIPTION)

METHOD_WORDS: Sequence[tuple[str, TrainingMethod]] = (
    (r"shadow|observation|observing|observed", TrainingMethod.SHADOWING),
    (r"mentor|coach|1[- ]?(to|:)[- ]?1|one[- ]to[- ]one|tutorial", TrainingMethod.MENTORING),
    (r"e-?learn|online|webinar|virtual|video|podcast", TrainingMethod.E_LEARNING),
    (r"assign|project|coursework|essay|homework|portfolio", TrainingMethod.ASSIGNMENT),
    (r"reflect|journal", TrainingMethod.REFLECTION),
    (r"\bread|research|stud(y|ies)|self[- ]direct", TrainingMethod.READING),
    (r"teach|class|lectur|workshop|lesson|seminar|course|train|college|taught|conference",
     TrainingMethod.TEACHING),
)  # fmt: skip


def column_of(heading: Value) -> Column | None:
    """What a column holds, by its heading."""
    return next((BY_NAME[name] for name in names_in(heading) if name in BY_NAME), None)


def method_of(text: str) -> TrainingMethod | None:
    """The method that a file names in its own words; None where we know no such one."""
    folded = " ".join(text[:LONGEST_NAME].casefold().split())
    for method in TrainingMethod:
        if folded in {method.value, method.label.casefold()}:
            return method
    return next((method for words, method in METHOD_WORDS if re.search(words, folded)), None)


def paid_of(value: Value) -> bool | None:
    """Yes or no; None for anything else."""
    if isinstance(value, int | float) and value in {0, 1}:
        return bool(value)
    text = value.strip().casefold() if isinstance(value, str) else ""
    if text in {"yes", "y", "true", "x", "1", "paid", "\u2713", "\u2714"}:
        return True
    return False if text in {"no", "n", "false", "0", "unpaid", "\u2717", "-"} else None


def row_of(
    line: HoursLine, verified_by: str, verified_on: date | None, logged_on: date
) -> list[Cell]:
    """A line as our own files write it, in the order of the columns."""
    return [
        line.dated,
        line.method.label,
        line.description,
        ", ".join(line.codes),
        line.minutes // 60,
        line.minutes % 60,
        "yes" if line.in_paid_hours else "no",
        verified_by,
        verified_on,
        logged_on,
    ]
