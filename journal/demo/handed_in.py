"""A worker of the demo who brought earlier pieces along, rehearses, and has handed in a small
portfolio for a mock discussion."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from journal.demo import portfolios
from journal.demo.supervision import Act, Here
from journal.elsewhere import actions as elsewhere
from journal.elsewhere.planning import How, plan_of
from journal.elsewhere.reading.reading import read
from journal.elsewhere.tagging import Frameworks
from journal.programmes import content_of
from journal.rehearsal import actions as rehearsal

DAYS_AGO = re.compile(r"<(\d+)>")
"""How the table of earlier pieces gives a day, since the demo counts from the day it is made."""


def handed_in_acts(here: Here, text: dict[str, Any]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do."""
    author, earlier, portfolio = text["author"], text["earlier"], text["portfolio"]
    yield here.when(earlier["days_ago"], "earlier"), author, partial(bring_over, here, text)
    day = portfolio["days_ago"]
    told = {"author": author, **portfolio}
    yield here.when(day, "mock"), author, partial(portfolios.begin, here, told, told["pieces"])
    yield here.when(day, "mock", 20), author, partial(rehearse, here, text)
    yield here.when(day, "mock", 40), author, partial(hand_in, here, author)


def bring_over(here: Here, text: dict[str, Any]) -> None:
    """Pieces from before, out of a table, as the page brings them in."""
    me, earlier = here.people[text["author"]], text["earlier"]
    learned = content_of(here.session, me)
    known = Frameworks.among(learned.standard.framework, learned.frameworks)
    day = here.day(earlier["days_ago"])
    table = DAYS_AGO.sub(lambda found: here.day(int(found[1])).isoformat(), earlier["table"])
    plan = plan_of(read(table.encode()), How(known, day, frozenset()))
    arrival = elsewhere.keep(here.session, me, plan, earlier["name"])
    elsewhere.bring_in(here.session, me, arrival)


def rehearse(here: Here, text: dict[str, Any]) -> None:
    """A few keywords to practise with."""
    me, portfolio = here.people[text["author"]], portfolios.id_of(text["author"])
    for code, words in text["keywords"].items():
        rehearsal.write_keywords(here.session, me, portfolio, code, words, 0)


def hand_in(here: Here, author: str) -> None:
    """Said to be their own, and frozen."""
    portfolios.say_own(here, author)
    portfolios.freeze(here, author)
