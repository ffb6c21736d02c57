"""What a page may send to be kept. It comes from a script, so it is read with care."""

import re
from dataclasses import dataclass
from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException

from journal.keeping import kept_text
from journal.unfinished_copies import Typed

LONGEST_PLACE = 1000
LONGEST_NAME = 200
MOST_FIELDS = 500
EDITOR = re.compile(r"[0-9a-f]{32}")
PLACE = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


@dataclass(frozen=True)
class Unreadable(Exception):
    """What was sent is not what our pages send; the words say which part."""

    part: str


def read_typed(sent: Any) -> Typed:
    """What was typed, from JSON; raises Unreadable for anything that our pages never send."""
    sent = sent if isinstance(sent, dict) else {}
    return Typed(
        place=read_place(sent.get("place")),
        fields=read_fields(sent.get("fields")),
        editor=read_editor(sent.get("editor")),
        version=read_count(sent, "version"),
        sequence=read_count(sent, "sequence"),
    )


def read_place(given: Any) -> str:
    """The address of a form: a page of ours that can be opened and sent to."""
    if not isinstance(given, str) or len(given) > LONGEST_PLACE or not PLACE.fullmatch(given):
        raise Unreadable("place")
    pages = current_app.url_map.bind("localhost")
    try:
        for method in ("GET", "POST"):
            pages.match(given.partition("?")[0], method=method)
    except HTTPException as error:
        raise Unreadable("place") from error
    return given


def read_fields(given: Any) -> dict[str, str | list[str]]:
    """Texts, or lists of texts, by the names of their fields."""
    if not isinstance(given, dict) or len(given) > MOST_FIELDS:
        raise Unreadable("fields")
    fields: dict[str, str | list[str]] = {}
    for name, value in given.items():
        if len(name) > LONGEST_NAME:
            raise Unreadable("fields")
        fields[kept_text(name)] = read_value(value)
    return fields


def read_value(value: Any) -> str | list[str]:
    """A text or a list of texts."""
    if isinstance(value, str):
        return kept_text(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [kept_text(each) for each in value]
    raise Unreadable("fields")


def read_editor(given: Any) -> str:
    """The random name of a page that was loaded once."""
    if isinstance(given, str) and EDITOR.fullmatch(given):
        return given
    raise Unreadable("editor")


def read_count(sent: dict[str, Any], name: str) -> int:
    """A whole number, not negative."""
    given = sent.get(name)
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 2**31:
        return given
    raise Unreadable(name)
