"""A worker of the demo who brought earlier pieces along, rehearses, and has handed in a small
portfolio for a mock discussion; somebody from outside has a link to it."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

from journal import assessor_links
from journal.assessor_links import Assessor, NewLink
from journal.demo.pieces import add_pieces
from journal.demo.supervision import Act, Here
from journal.elsewhere import actions as elsewhere
from journal.elsewhere.planning import How, plan_of
from journal.elsewhere.reading.reading import read
from journal.elsewhere.tagging import Frameworks
from journal.library import content
from journal.models import Portfolio, Submission
from journal.models.confidential import visible
from journal.portfolio import actions as portfolios
from journal.portfolio import freezing, signing
from journal.portfolio.standing import standing_of
from journal.programmes import content_of
from journal.rehearsal import actions as rehearsal
from journal.storage import storage

NAMES = UUID("f2b7c8a4-0a51-4a52-93c2-5f6d3c7e9a10")
PLAN = "illustrative"
DAYS_AGO = re.compile(r"<(\d+)>")
"""How the table of earlier pieces gives a day, since the demo counts from the day it is made."""


def handed_in_acts(here: Here, text: dict[str, Any], made: list[NewLink]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do. `made` is told the link for the assessor."""
    author, earlier, portfolio = text["author"], text["earlier"], text["portfolio"]
    yield here.when(earlier["days_ago"], "earlier"), author, partial(bring_over, here, text)
    day = portfolio["days_ago"]
    yield here.when(day, "mock"), author, partial(begin, here, text)
    yield here.when(day, "mock", 20), author, partial(rehearse, here, text)
    yield here.when(day, "mock", 40), author, partial(hand_in, here, text)
    at = here.when(text["assessor"]["days_ago"], "assessor")
    yield at, author, lambda: made.append(invite(here, text))


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


def begin(here: Here, text: dict[str, Any]) -> None:
    """The portfolio with its pieces and its words."""
    me, told = here.people[text["author"]], text["portfolio"]
    made = portfolios.begin(here.session, me, told["title"], PLAN, portfolio_id())
    add_pieces(here.session, me, made, here.entries, told["pieces"])
    words = (told["title"], told["introduction"].strip(), told["closing"].strip())
    portfolios.change_words(here.session, me, made, *words, portfolios.mark_of_words(made))


def rehearse(here: Here, text: dict[str, Any]) -> None:
    """A few keywords to practise with."""
    me = here.people[text["author"]]
    for code, words in text["keywords"].items():
        rehearsal.write_keywords(here.session, me, portfolio_id(), code, words, 0)


def hand_in(here: Here, text: dict[str, Any]) -> None:
    """Said to be their own, and frozen."""
    me = here.people[text["author"]]
    here.session.expire_all()
    mine = visible(Portfolio, to=me).where(Portfolio.id == portfolio_id())
    portfolio = here.session.scalars(mine).one()
    signing.say_own(here.session, me, standing_of(here.session, me, portfolio, content()))
    here.session.flush()
    standing = standing_of(here.session, me, portfolio, content())
    packed = freezing.pack(standing, portfolio.title)
    freezing.store(storage(), me.id, packed)
    submission_id = uuid5(NAMES, "submission")
    freezing.freeze(here.session, storage(), me, submission_id, packed, standing)


def invite(here: Here, text: dict[str, Any]) -> NewLink:
    """A link for the assessor, and the code that goes apart from it."""
    me, told = here.people[text["author"]], text["assessor"]
    mine = visible(Submission, to=me).where(Submission.portfolio_id == portfolio_id())
    submission = here.session.scalars(mine).one()
    days = told["days"] + told["days_ago"]
    assessor = Assessor(told["name"], told["email"], told["organisation"], days)
    return assessor_links.make(here.session, me, submission, uuid4(), assessor)


def portfolio_id() -> UUID:
    """The same every time."""
    return uuid5(NAMES, "portfolio")
