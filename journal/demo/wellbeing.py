"""What the demo's people keep for themselves, and whom they can turn to."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from journal.admin import local_help
from journal.demo.texts import Texts
from journal.domain.check_in import Said
from journal.models import Entry, Person
from journal.wellbeing import actions as wellbeing

FIRST_DAYS_AGO = 340


def wellbeing_acts(
    session: Session,
    texts: Texts,
    people: Mapping[str, Person],
    entries: Mapping[str, Entry],
    moment: Callable[[int, str], datetime],
) -> Iterator[tuple[datetime, str, Callable[[], object]]]:
    """Every act: when, by whom, and what they do."""
    for text in texts.check_ins:
        author = text["author"]
        when = moment(text["days_ago"], text["when"])
        yield when, author, partial(keep_check_in, session, people[author], text, entries)
    routes = texts.people["organisation"]["local_routes"]
    when = moment(FIRST_DAYS_AGO, "local routes")
    yield when, "admin", partial(add_local_routes, session, people["admin"], routes)


def keep_check_in(
    session: Session, author: Person, text: dict[str, Any], entries: Mapping[str, Entry]
) -> None:
    """One check-in, for its writer alone."""
    said = Said(
        tuple(text["feelings"]), text.get("text", "").strip(), text.get("would_help", "").strip()
    )
    wellbeing.keep(session, author, said, uuid4(), entries.get(text.get("after", "")))


def add_local_routes(session: Session, administrator: Person, texts: list[dict[str, str]]) -> None:
    """Whom the organisation's people can turn to close by."""
    for text in texts:
        local_help.add(session, administrator, local_help.Way(**text))
