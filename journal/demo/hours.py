"""The demo worker's log of training: eleven months of lines, most of them verified."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from journal.demo.supervision import Act, Here, Text, named
from journal.domain.hours import TrainingMethod
from journal.hours import actions
from journal.hours.actions import Written
from journal.models import HoursLine
from journal.models.confidential import visible

AUTHOR = "worker"
PAGE = "http://127.0.0.1/"
FRIDAY = 4
VERIFIED_AFTER = 12
"""Days until somebody usually sits down to verify."""


def hours_acts(here: Here, texts: Sequence[Text]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do."""
    for text in texts:
        slug = f"hours {text['ago']}"
        logged = int(text.get("logged", max(text["ago"] - 1, 0)))
        yield here.when(logged, slug), AUTHOR, partial(log, here, text)
        if "by" in text:
            after = max(logged - int(text.get("after", VERIFIED_AFTER)), 1)
            yield here.when(after, slug, minutes=1), text["by"], partial(verify, here, text)
        if asked := text.get("asked"):
            yield here.when(max(logged - 5, 1), slug), asked["by"], partial(ask, here, text)


def log(here: Here, text: Text) -> None:
    """One line."""
    written = Written(
        dated=weekday(here.day(text["ago"])),
        method=TrainingMethod(text["how"]),
        description=text["text"],
        codes=tuple(text["codes"]),
        minutes=text["minutes"],
        in_paid_hours=text.get("paid", True),
    )
    actions.add(here.session, here.people[AUTHOR], written, id_of(text))


def verify(here: Here, text: Text) -> None:
    """Somebody says that it was so."""
    verifier = here.people[text["by"]]
    actions.verify(here.session, verifier, lines(here, text["by"], text))


def ask(here: Here, text: Text) -> None:
    """Somebody asks about it."""
    asked = text["asked"]
    [line] = lines(here, asked["by"], text)
    actions.ask(here.session, here.people[asked["by"]], line, asked["words"], PAGE)


def lines(here: Here, viewer: str, text: Text) -> Sequence[HoursLine]:
    """The line of a text, as somebody reads it."""
    wanted = visible(HoursLine, to=here.people[viewer]).where(HoursLine.id == id_of(text))
    return here.session.scalars(wanted).all()


def id_of(text: Text) -> UUID:
    """The id of a line, the same each time."""
    return named(f"hours line {text['ago']}")


def weekday(day: date) -> date:
    """A working day: a weekend becomes the Friday before."""
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))
