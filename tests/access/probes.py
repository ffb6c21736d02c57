"""Every request that could be made: each route, each method, each thing it can be pointed at.

Nothing here is a list of pages. A new page is probed the day it is registered; a page that
takes a kind of id the probes do not know fails, so that somebody teaches it to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.models import Base, Person, PortfolioPiece, Share
from journal.models.confidential import visible
from tests.world import World

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
CODES = {
    "code": ["S2"],
    "principle": ["mutual"],
    "framework": ["peer-worker"],
    "example": ["gibbs", "S4"],
    "file_format": ["case"],
    "source_kind": ["joint-record", "testimony", "feedback-card"],
}
STATIC = {"filename"}


@dataclass(frozen=True)
class Probe:
    """One request: a method, an address, and the name of the route it belongs to."""

    method: str
    path: str
    endpoint: str


def probes(app: Application, things: dict[str, list[str]]) -> Iterator[Probe]:
    """Every route with every method, pointed at every thing.

    Of a route that names several things at once, the last is every one and the others are a few.
    """
    few = a_few(things)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.arguments & STATIC:
            continue
        unknown = rule.arguments - things.keys()
        assert not unknown, f"Teach tests/access/probes.py what {unknown} in {rule.rule} can be."
        names = sorted(rule.arguments)
        of_each = [*(few[name] for name in names[:-1]), *(things[name] for name in names[-1:])]
        for chosen in product(*of_each):
            path = adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)))
            for method in (rule.methods or set()) & {"GET", *UNSAFE}:
                yield Probe(method, path, rule.endpoint)


def things_of(session: Session, world: World) -> dict[str, list[Any]]:
    """Every id that an address can hold: what each person owns, and one that nobody does."""
    shares = session.scalars(visible(Share, to=world.worker)).all()
    portfolios = list(world.portfolios.values())
    authors = [world.worker, world.other_worker]
    nobody = uuid4()
    return {
        **CODES,
        "entry_id": [*(entry.id for entry in world.entries.values()), nobody],
        "share_id": [shares[0].id],
        "person_id": [person.id for person in world.people.values()],
        "relationship_id": [each.id for each in world.relationships.values()],
        "portfolio_id": [*(each.id for each in portfolios), nobody],
        "piece_id": [piece.id for person in authors for piece in pieces_of(session, person)],
        "copy_id": [*(copy.id for copy in world.copies.values()), nobody],
        "number": [1],
        "check_in_id": [*(each.id for each in world.check_ins.values()), nobody],
        "route_id": [*(each.id for each in world.local_routes.values()), nobody],
        "search_id": [*(each.id for each in world.searches.values()), nobody],
        "sign_in_id": [nobody],
        "attachment_id": [*(each.id for each in world.attachments.values()), nobody],
        "passkey_id": [nobody],
        **{name: [*ids, nobody] for name, ids in world.ids.items()},
        "token": ["a-token-that-was-never-made"],
    }


def a_few(things: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The first two of each kind and the last: for what does not hang on whose thing it is."""
    return {name: [*dict.fromkeys([*ids[:2], ids[-1]])] for name, ids in things.items()}


def one_of_each(things: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """One of each kind: for walls that stand before anything is looked up."""
    return {name: ids[:1] for name, ids in things.items()}


def pieces_of(session: Session, author: Person) -> Sequence[PortfolioPiece]:
    """The pieces of one person's portfolios."""
    return session.scalars(visible(PortfolioPiece, to=author)).all()


def everything_written(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the account, to see whether anything changed."""
    with engine.connect().execution_options(migrating=True) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in {"audit_events", "sign_ins", "attempts"}
        }
