"""Whom an organisation's people can turn to close by: read and changed by its administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.forms import Form, line
from journal.models import LocalRoute, Person

MOST_ROUTES = 30


class TooMany(Exception):
    """A list that nobody reads to its end helps nobody."""


@dataclass(frozen=True)
class Way:
    """Who it is, how to reach them and when."""

    name: str
    how: str
    hours: str


class LocalRouteForm(Form):
    """One way to reach somebody."""

    name = line(
        "Who it is",
        hint="A role says more than a name, and stays true: “Duty manager”, “Peer support lead”.",
        needed="Please say who it is.",
    )
    how = line(
        "How to reach them",
        hint="A phone number, a place, or both.",
        needed="Please say how to reach them.",
    )
    hours = line("When", hint="Such as “Weekdays, 9 to 5”. Leave it empty for any time.")

    def way(self) -> Way:
        """What was typed."""
        return Way(self.name.data or "", self.how.data or "", self.hours.data or "")


def routes_of(session: Session, administrator: Person) -> Sequence[LocalRoute]:
    """The organisation's routes, in their order."""
    return session.scalars(
        own_routes(administrator).order_by(LocalRoute.position, LocalRoute.id).limit(MOST_ROUTES)
    ).all()


def get_route(session: Session, administrator: Person, route_id: UUID) -> LocalRoute | None:
    """One route of the administrator's own organisation."""
    return session.scalar(own_routes(administrator).where(LocalRoute.id == route_id))


def add(session: Session, administrator: Person, way: Way) -> None:
    """One more, at the end."""
    routes = routes_of(session, administrator)
    if len(routes) >= MOST_ROUTES:
        raise TooMany
    last = max((route.position for route in routes), default=0)
    route = LocalRoute(organisation_id=administrator.organisation_id, position=last + 1)
    fill(route, way)
    session.add(route)
    session.flush()
    note(session, administrator, Event.LOCAL_ROUTE_ADDED, route)


def change(session: Session, administrator: Person, route: LocalRoute, way: Way) -> None:
    """Say it anew."""
    fill(route, way)
    note(session, administrator, Event.LOCAL_ROUTE_CHANGED, route)


def move_up(session: Session, administrator: Person, route: LocalRoute) -> None:
    """Change places with the one before it; the first stays where it is."""
    routes = list(routes_of(session, administrator))
    place = routes.index(route)
    if place:
        routes[place - 1], routes[place] = route, routes[place - 1]
        for number, each in enumerate(routes, start=1):
            each.position = number
        note(session, administrator, Event.LOCAL_ROUTE_CHANGED, route)


def remove(session: Session, administrator: Person, route: LocalRoute) -> None:
    """Take it off the page."""
    session.delete(route)
    note(session, administrator, Event.LOCAL_ROUTE_REMOVED, route)


def fill(route: LocalRoute, way: Way) -> None:
    """Write what was typed into the row."""
    route.name, route.how, route.hours = way.name, way.how, way.hours


def own_routes(administrator: Person) -> sa.Select[LocalRoute]:
    """The routes of the administrator's organisation: where every read of them begins."""
    return sa.select(LocalRoute).where(LocalRoute.organisation_id == administrator.organisation_id)


def note(session: Session, administrator: Person, event: Event, route: LocalRoute) -> None:
    """Record the act in the administrator's own account."""
    record(session, administrator, event, owner=administrator.id, subject=("local_route", route.id))
    session.flush()
