"""The demo's texts, read from `texts/`; days count back from the day it is made."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from journal.domain.feedback import JUST_READ

FOLDER = Path(__file__).with_name("texts")
EARLIEST_HOUR, LATEST_HOUR = 8, 21
DAYS_UNTIL_CLOSED = 4


@dataclass(frozen=True)
class Texts:
    """Everything the demo holds, as it was written down."""

    people: dict[str, Any]
    entries: tuple[dict[str, Any], ...]
    meanings: tuple[dict[str, Any], ...]
    check_ins: tuple[dict[str, Any], ...]
    portfolio: dict[str, Any]
    supervision: dict[str, list[dict[str, Any]]]
    reviews: dict[str, list[dict[str, Any]]]
    scans: dict[str, Any]
    hours: tuple[dict[str, Any], ...]
    handed_in: dict[str, Any]


def read(folder: Path = FOLDER) -> Texts:
    """All the texts, the oldest entry first."""
    files = sorted(folder.glob("entries-*.yaml"))
    entries = [entry for file in files for entry in load(file)]
    return Texts(
        people=load(folder / "people.yaml"),
        entries=tuple(sorted(entries, key=lambda entry: -int(entry["days_ago"]))),
        meanings=tuple(load(folder / "meanings.yaml")),
        check_ins=tuple(load(folder / "check-ins.yaml")),
        portfolio=load(folder / "portfolio.yaml"),
        supervision=load(folder / "supervision.yaml"),
        reviews=load(folder / "reviews.yaml"),
        scans=load(folder / "scans.yaml"),
        hours=tuple(load(folder / "hours.yaml")),
        handed_in=load(folder / "handed-in.yaml"),
    )


def load(file: Path) -> Any:
    """One file."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def fingerprint(*folders: Path) -> str:
    """Changes whenever a file in one of the folders does: a demo made of others is made anew."""
    made = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.glob("*.*")):
            made.update(file.name.encode() + file.read_bytes())
    return made.hexdigest()


def moment(today: date, days_ago: int, name: str) -> datetime:
    """A moment on that day, at an hour that is the same each time and differs from name to name.

    Nothing of the demo lies in the future, not even what was written today.
    """
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    minutes = EARLIEST_HOUR * 60 + number % ((LATEST_HOUR - EARLIEST_HOUR) * 60)
    day = datetime.combine(today, time(tzinfo=UTC)) - timedelta(days=days_ago)
    if days_ago == 0:
        return day
    return day + timedelta(minutes=minutes)


def closing_words(text: dict[str, Any]) -> list[dict[str, Any]]:
    """The supporter's last word on a thread that ended with the worker's, some while ago."""
    thread = text.get("feedback", [])
    if not thread or thread[-1]["by"] != text["author"]:
        return []
    others = [said["by"] for said in thread if said["by"] != text["author"]]
    days_later = thread[-1]["days_later"] + DAYS_UNTIL_CLOSED
    if not others or days_later > text["days_ago"] - DAYS_UNTIL_CLOSED:
        return []
    return [{"by": others[-1], "days_later": days_later, "text": JUST_READ}]
