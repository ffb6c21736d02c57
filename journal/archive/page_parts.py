"""What every page of an archive is made of: its frame, and values as somebody reads them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from html import escape
from typing import Any

from journal.archive.tables import BY_NAME
from journal.archive.values import columns_of
from journal.documents.characters import clean, visible
from journal.documents.html import POLICY, STYLE
from journal.formatting import day, moment

Row = Mapping[str, Any]
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WHEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?[+]\d\d:\d\d)?")


def page(title: str, body: str, *, kicker: str, lead: str, ways: str) -> str:
    """One whole page: what it is, the ways on from it, and its words."""
    shown = words(title) if visible(title) else "Untitled"
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{shown}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#_main">Skip to the text</a>\n'
        f'<header><div><p class="kicker">{kicker}</p><h1 dir="auto">{shown}</h1>'
        f'<p class="subtitle">{lead}</p></div></header>\n'
        f'<div class="spread">\n<nav aria-label="In this archive">{ways}</nav>\n'
        f'<main id="_main" tabindex="-1">\n{body}\n</main>\n</div>\n</body>\n</html>\n'
    )


def way(where: str, text: str) -> str:
    """One way on, for the side of a page."""
    return f'<li><a href="{where}">{text}</a></li>'


def ways_of(items: list[str]) -> str:
    """Ways on, one below the other."""
    return f"<ol>{''.join(items)}</ol>"


def section(title: str, parts: list[str]) -> str:
    """A heading with what belongs under it, if anything does."""
    return f"<section><h2>{title}</h2>{''.join(parts)}</section>" if parts else ""


def titled(row: Row) -> str:
    """What a link to an entry says."""
    return words(row["title"]) if visible(row["title"]) else "Untitled"


def heading(row: Row, number: int) -> str:
    """What a row of any table is known by: its title, or the day it is from."""
    if visible(str(row.get("title") or "")):
        return f"<bdi>{words(row['title'])}</bdi>"
    for name, value in row.items():
        is_past = name.endswith("_at") and name != "expires_at"
        if (
            isinstance(value, str)
            and (is_past or name in ("dated", "at"))
            and WHEN.fullmatch(value)
        ):
            return on_day(value)
    return f"Number {number}"


def on_day(text: str) -> str:
    """The day of a date or a moment."""
    return words(day(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)))


def when(text: str) -> str:
    """A date or a moment as somebody would say it; words that only look like one, as they are."""
    try:
        return words(moment(datetime.fromisoformat(text))) if "T" in text else on_day(text)
    except (ValueError, OverflowError):
        return words(text)


def is_choice(table: str, name: str) -> bool:
    """Whether a column holds one of a few words, and none that somebody typed."""
    kind = columns_of(BY_NAME[table].model).get(name)
    kinds = (kind, *getattr(kind, "__args__", ()))
    return name == "model" or any(isinstance(k, type) and issubclass(k, StrEnum) for k in kinds)


def label(name: str) -> str:
    """The name of a column or a key, as words."""
    plain = name.removesuffix("_ids").removesuffix("_id").removesuffix("_at").removesuffix("_on")
    return words((plain or name).replace("_", " ").capitalize())


def words(text: str) -> str:
    """Text that is safe between tags."""
    return escape(clean(str(text)))
