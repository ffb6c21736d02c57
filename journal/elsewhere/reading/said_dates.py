"""When something of a feed was written, began or was to end, and how far it came."""

from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from journal.elsewhere.reading.feed import Item
from journal.elsewhere.reading.tokens import local

HOME_ZONE = ZoneInfo("Europe/London")
POINTS = {"start": "Began", "end": "Ended", "target": "Was to be done by"}
STATUS_SCHEMES = frozenset({"life_status", "readiness"})


def day_of(*moments: str) -> date | None:
    """The day, in Britain, of the first of these moments that can be read."""
    for text in moments:
        text = text.strip()
        try:
            if len(text) <= 10:
                return date.fromisoformat(text)
            moment = datetime.fromisoformat(text)
            return moment.astimezone(HOME_ZONE).date() if moment.tzinfo else moment.date()
        except (ValueError, OverflowError):
            continue
    return None


def said_dates(item: Item) -> Iterator[str]:
    """When it began, ended or was to end, as far as it says."""
    for each in item.element:
        if local(each.tag) == "date":
            day = day_of(each.text or "")
            words = f"{day.day} {day:%B %Y}" if day else " ".join((each.text or "").split())[:60]
            point = attribute(each, "point")
            if point in POINTS and words:
                yield f"{POINTS[point]}: {words}"


def said_status(item: Item) -> Iterator[str]:
    """How far it came, by a category or, of a task of Mahara's, by its stage."""
    found = [one.term for one in item.categories if one.scheme in STATUS_SCHEMES]
    found += [attribute(each, "stage") for each in item.element if local(each.tag) == "status"]
    for words in filter(None, dict.fromkeys(found)):
        yield f"Status there: {words}"


def attribute(element: Element, name: str) -> str:
    """What an attribute says, whatever its prefix."""
    return next((value for key, value in element.items() if local(key) == name), "")
