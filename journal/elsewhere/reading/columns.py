"""The columns of a table of earlier evidence: ours, and what other systems call theirs."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from journal.documents.table import Value, names_in
from journal.domain.entry_kind import EntryKind


class Column(StrEnum):
    """What a column holds, by the heading that our own template gives it."""

    TITLE = "Title"
    DATE = "Date"
    WORDS = "What happened"
    CODES = "KSBs"
    TAGS = "Tags"
    KIND = "Kind"
    HOURS = "Hours"
    MINUTES = "Minutes"
    LINK = "Link"
    FILE = "File name"


WIDTHS = (36, 12, 80, 18, 18, 20, 8, 9, 36, 28)
NAMES: Mapping[Column, str] = {
    Column.TITLE: "title|name|heading|entry title|evidence title|subject|evidence|piece|"
    "name of evidence|title of evidence|evidence name|activity|activity title|topic|item",
    Column.DATE: "date|day|when|dated|entry date|date of entry|date created|created|created on|"
    "date completed|completed on|date of activity|activity date|published|date added|"
    "date of evidence|evidence date|date submitted|submitted on|start date",
    Column.WORDS: "what happened|description|reflection|text|details|detail|notes|content|body|"
    "entry|summary|comments|reflective account|learning|what i did|what did you do|"
    "what did you learn|what i learned|account|narrative|evidence description|journal entry|"
    "description of evidence|reflections|journal|statement",
    Column.CODES: "ksb|ksbs|codes|ksb codes|ksb code|ksbs covered|ksb links|linked ksbs|k/s/b|"
    "k/s/b codes|ksbs met|ksb reference|ksb ref|ksb references|k s b|criteria|criteria met|"
    "standards|knowledge skills behaviours|knowledge, skills and behaviours|mapped to|"
    "knowledge skills and behaviours|ksbs claimed|ksbs evidenced|mapped ksbs|outcomes",
    Column.TAGS: "tags|tag|categories|category|keywords|labels|principles|principle|"
    "core principles|values",
    Column.KIND: "kind|type|evidence type|type of evidence|entry type|kind of evidence|"
    "kind of entry|format",
    Column.HOURS: "hours|hrs|duration|time|length|time spent|total hours|hour|otj hours|"
    "number of hours|off-the-job hours|hours spent",
    Column.MINUTES: "minutes|mins|min|total minutes|minutes spent",
    Column.LINK: "link|links|url|web address|website|hyperlink|web link|address|evidence link",
    Column.FILE: "file name|filename|file|files|attachment|attachments|document|evidence file|"
    "file names|attached file|attached files|documents",
}
BY_NAME = {name: column for column, names in NAMES.items() for name in names.split("|")}

KIND_WORDS: Sequence[tuple[str, EntryKind]] = (
    (r"supervision|1[- ]?(to|:)[- ]?1|one[- ]to[- ]one", EntryKind.SUPERVISION_NOTE),
    (r"observation|observed|observing", EntryKind.OBSERVATION_REPORT),
    (r"testimon|witness", EntryKind.WITNESS_TESTIMONY),
    (r"feedback", EntryKind.FEEDBACK_FROM_SUPPORTED),
    (r"certificate|certification|qualification|award", EntryKind.CERTIFICATE),
    (r"train|course|workshop|e-?learn|shadow|webinar|cpd", EntryKind.TRAINING),
    (r"product|document|leaflet|presentation|project|report|assignment", EntryKind.WORK_PRODUCT),
    (r"reflect|journal|diary|blog|account", EntryKind.REFLECTION),
    (r"\bnote", EntryKind.NOTE),
)


def column_of(heading: Value) -> Column | None:
    """What a column holds, by its heading."""
    return next((BY_NAME[name] for name in names_in(heading) if name in BY_NAME), None)


def kind_of(text: str) -> EntryKind | None:
    """The kind that a file names in its own words; None where we know no such one."""
    folded = " ".join(text.casefold().split())
    for kind in EntryKind:
        if folded in {kind.value, kind.label.casefold()}:
            return kind
    return next((kind for words, kind in KIND_WORDS if re.search(words, folded)), None)
