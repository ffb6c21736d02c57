"""The links at the top of every page, for the person who is signed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask, current_app, g, request

from config import Settings
from journal import sealing
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.models.person import Person
from journal.models.relationship import Relationship
from journal.signed_in import current_person_or_none, is_locked, mark_of


@dataclass(frozen=True)
class Link:
    """A link in the navigation: where it leads, what it is called, and which further rooms one
    enters from there, so that whoever is in one of them sees where they are."""

    endpoint: str
    text: str
    also: Collection[str] = ()

    @property
    def is_here(self) -> bool:
        """Whether the page being shown belongs to this link's room; a missing page to none."""
        if g.get("is_nowhere"):
            return False
        room = self.endpoint.partition(".")[0]
        return (request.endpoint or "").partition(".")[0] in {room, *self.also}


MAIN = (
    Link("home.show", "Home"),
    Link("entries.index", "Journal", ("attachments", "elsewhere", "examples", "unfinished")),
    Link("search.start", "Find"),
    Link("coverage.show", "Coverage", ("ratings",)),
    Link("principles.index", "Principles", ("drift",)),
    Link("frameworks.index", "Frameworks"),
    Link(
        "progress.index", "Progress",
        ("gateway", "hours", "learning_plan", "progress_reviews", "skills_scan"),
    ),
    Link("portfolio.index", "Portfolio", ("rehearsal",)),
    Link("supervision.index", "Supervision", ("actions", "cards", "observations", "testimony")),
    Link("review.index", "Review"),
    Link("learners.index", "Learners"),
    Link("people.index", "People"),
    Link("privacy.show", "Privacy", ("archive", "confidence_lists")),
)  # fmt: skip

OF_SUPPORT: Mapping[str, Collection[RelationshipKind]] = {
    "review.index": frozenset(RelationshipKind),
    "learners.index": (RelationshipKind.MANAGER, RelationshipKind.COACH),
}
"""Links for those alone who are one of these to somebody at this moment."""
KINDS_OF = (
    sa.select(Relationship.kind)
    .where(Relationship.other_id == sa.bindparam("other_id"), Relationship.is_current())
    .distinct()
)
"""Put together once: every page asks this."""
ADMINISTRATION = (Link("admin.index", "Administration"),)


def add_to(app: Flask) -> None:
    """Make the links and the person known to every template."""
    app.context_processor(around_the_page)


def around_the_page() -> dict[str, object]:
    """What the layout needs on every page."""
    person = current_person_or_none()
    settings: Settings = current_app.extensions["settings"]
    return {
        "me": person,
        "page_of": mark_of(person) if person else "",
        "sealing_key": sealing.key_for_pages(person) if person else "",
        "is_locked": is_locked(),
        "main_links": links_for(person),
        "is_demo": settings.demo,
    }


def links_for(person: Person | None) -> tuple[Link, ...]:
    """The rooms this person uses."""
    if person is None:
        return ()
    kinds = what_they_are(person)
    links = tuple(
        link
        for link in MAIN
        if link.endpoint not in OF_SUPPORT or kinds.intersection(OF_SUPPORT[link.endpoint])
    )
    return links + ADMINISTRATION if person.is_administrator else links


def what_they_are(person: Person) -> frozenset[RelationshipKind]:
    """All that somebody is to others at this moment."""
    return frozenset(db.session.scalars(KINDS_OF, {"other_id": person.id}))
