"""Portfolios of the demo: how one is put together, and how it is handed in.

The worker's own was frozen three weeks ago for a mock discussion, with both signatures and a link
for somebody from outside; since then it has gone on, so what is frozen and what is not can be seen
beside each other.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

from journal import assessor_links
from journal.assessor_links import Assessor, NewLink
from journal.demo.supervision import Here
from journal.domain.submission import BY_EMPLOYER
from journal.library import content
from journal.models import Person, Portfolio, Submission, VersionToSign
from journal.models.confidential import visible
from journal.portfolio import actions, freezing, signing
from journal.portfolio.actions import PieceWords
from journal.portfolio.standing import Standing, standing_of
from journal.storage import storage

NAMES = UUID("f2b7c8a4-0a51-4a52-93c2-5f6d3c7e9a10")
PLAN = "illustrative"

Act = tuple[datetime, str, Callable[[], object]]
Text = dict[str, Any]


def portfolio_acts(here: Here, text: Text, made: list[NewLink]) -> Iterator[Act]:
    """Every act on the worker's own. `made` is told the link for the assessor."""
    author, mock, contexts = text["author"], text["mock"], list(text["pieces"].items())
    first, later = dict(contexts[: mock["pieces"]]), dict(contexts[mock["pieces"] :])
    began, signed, frozen = (here.when(mock[each], each) for each in ("began", "signed", "frozen"))
    yield began, author, partial(begin, here, text, first)
    yield here.when(mock["began"], "began", 40), author, partial(ask, here, author, mock["signs"])
    yield signed, mock["signs"], partial(sign, here, mock["signs"])
    yield frozen, author, partial(freeze, here, author)
    yield (
        here.when(mock["frozen"], "frozen", 30),
        author,
        lambda: made.append(invite(here, author, text["assessor"])),
    )
    yield here.when(text["days_ago"], "portfolio"), author, partial(go_on, here, author, later)


def begin(here: Here, text: Text, contexts: Mapping[str, str]) -> None:
    """A portfolio with its pieces and its words."""
    me = here.people[text["author"]]
    made = actions.begin(here.session, me, text["title"], PLAN, id_of(text["author"]))
    add_pieces(here, me, made, contexts)
    words = (text["title"], text["introduction"].strip(), text["closing"].strip())
    actions.change_words(here.session, me, made, *words, actions.mark_of_words(made))


def go_on(here: Here, author: str, contexts: Mapping[str, str]) -> None:
    """Further pieces, after a version of it was frozen."""
    add_pieces(here, here.people[author], portfolio_of(here, author), contexts)


def add_pieces(here: Here, me: Person, made: Portfolio, contexts: Mapping[str, str]) -> None:
    """Bring the entries in as `contexts` names them, in that order, and give each its context."""
    for slug, context in contexts.items():
        entry = here.entries[slug]
        piece = actions.add_piece(here.session, me, made, entry, title=entry.title)
        along = [UUID(each) for each in piece.feedback_ids]
        said = PieceWords(piece.title, along, context.strip(), based_on="")
        actions.change_piece(here.session, me, made, piece, entry, said)


def say_own(here: Here, author: str) -> Standing:
    """Said to be their own, as it stands at this moment."""
    me = here.people[author]
    portfolio = portfolio_of(here, author)
    signing.say_own(here.session, me, standing_of(here.session, me, portfolio, content()))
    here.session.flush()
    return standing_of(here.session, me, portfolio, content())


def ask(here: Here, author: str, other: str) -> None:
    """Said to be their own, and given to the line manager to read and sign."""
    me, portfolio = here.people[author], portfolio_of(here, author)
    signing.ask(here.session, me, portfolio, say_own(here, author), here.bond(author, other))


def sign(here: Here, manager: str) -> None:
    """What only the employer can say."""
    me = here.people[manager]
    asked = here.session.scalars(visible(VersionToSign, to=me)).one()
    signing.sign(here.session, me, asked, BY_EMPLOYER)


def freeze(here: Here, author: str) -> None:
    """Handed in as it stands, which has been said to be their own."""
    me, portfolio = here.people[author], portfolio_of(here, author)
    standing = standing_of(here.session, me, portfolio, content())
    packed = freezing.pack(standing, portfolio.title)
    freezing.store(storage(), me.id, packed)
    submission_id = uuid5(NAMES, f"submission of {author}")
    freezing.freeze(here.session, storage(), me, submission_id, packed, standing)


def invite(here: Here, author: str, told: Text) -> NewLink:
    """A link for the assessor, and the code that goes apart from it."""
    me = here.people[author]
    submission = here.session.scalars(visible(Submission, to=me)).one()
    assessor = Assessor(told["name"], told["email"], told["organisation"], told["days"])
    return assessor_links.make(here.session, me, submission, uuid4(), assessor)


def portfolio_of(here: Here, author: str) -> Portfolio:
    """As it is in the database now."""
    here.session.expire_all()
    mine = visible(Portfolio, to=here.people[author]).where(Portfolio.id == id_of(author))
    return here.session.scalars(mine).one()


def id_of(author: str) -> UUID:
    """The same every time."""
    return uuid5(NAMES, f"portfolio of {author}")
