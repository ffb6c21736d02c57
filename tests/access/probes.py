"""Every request that could be made: each route, each method, each thing it can be pointed at.

Nothing here is a list of pages. A new page is probed the day it is registered; a page that
takes a kind of id the probes do not know fails, so that somebody teaches it to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.extensions import db
from journal.models import Base, Person, PortfolioPiece, Share
from journal.models.confidential import confidential_models, visible
from journal.portfolio_forms import FORMS, IN_ZIP
from tests.world import World

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
CODES = {
    "code": ["S2"],
    "principle": ["mutual"],
    "framework": ["peer-worker"],
    "example": ["gibbs", "S4"],
    "file_format": ["case"],
    "key": [*FORMS],
    "kept_form": [*IN_ZIP],
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


def things_of(session: Session, world: World, *, and_nobodys: bool = False) -> dict[str, list[Any]]:
    """Every id that an address can hold: what each person owns, and if asked one of nothing."""
    shares = session.scalars(visible(Share, to=world.worker)).all()
    authors = [world.worker, world.other_worker]
    things: dict[str, list[Any]] = {
        **CODES,
        **world.ids,
        "entry_id": ids_of(world.entries),
        "share_id": [shares[0].id],
        "person_id": ids_of(world.people),
        "relationship_id": ids_of(world.relationships),
        "portfolio_id": ids_of(world.portfolios),
        "piece_id": [piece.id for person in authors for piece in pieces_of(session, person)],
        "copy_id": ids_of(world.copies),
        "number": [1],
        "check_in_id": ids_of(world.check_ins),
        "route_id": ids_of(world.local_routes),
        "search_id": ids_of(world.searches),
        "sign_in_id": [],
        "attachment_id": ids_of(world.attachments),
        "passkey_id": [],
        "token": ["a-token-that-was-never-made"],
    }
    nobodys = uuid4()
    for name, ids in things.items():
        if name.endswith("_id") and (and_nobodys or not ids):
            things[name] = [*ids, nobodys]
    return things


def ids_of(things: Mapping[str, Any]) -> list[Any]:
    """The id of each."""
    return [each.id for each in things.values()]


def a_few(things: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The first of each kind and the last: for what does not hang on whose thing it is."""
    return {name: [*dict.fromkeys([*ids[:1], *ids[-1:]])] for name, ids in things.items()}


def one_of_each(things: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """One of each kind: for walls that stand before anything is looked up."""
    return {name: ids[:1] for name, ids in things.items()}


def hidden_from(session: Session, person: Person) -> set[UUID]:
    """The ids of everything confidential that the rules do not show somebody."""
    models: list[Any] = [
        each for each in confidential_models().values() if "id" in each.__table__.c
    ]
    with db.engine.connect().execution_options(migrating=True) as connection:
        there = {id for each in models for id in connection.scalars(sa.select(each.__table__.c.id))}
    return there - {row.id for each in models for row in session.scalars(visible(each, to=person))}


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
