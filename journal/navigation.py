"""The links at the top of every page, for the person who is signed in."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request

from config import Settings
from journal import sealing
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.models.person import Person
from journal.models.relationship import workers_of
from journal.signed_in import current_person_or_none, is_locked, mark_of


@dataclass(frozen=True)
class Link:
    """A link in the navigation: where it leads and what it is called."""

    endpoint: str
    text: str

    @property
    def is_here(self) -> bool:
        """Whether the page being shown belongs to this link's room; a missing page to none."""
        if g.get("is_nowhere"):
            return False
        room = self.endpoint.partition(".")[0]
        return (request.endpoint or "").partition(".")[0] == room


MAIN = (
    Link("home.show", "Home"),
    Link("entries.index", "Journal"),
    Link("search.start", "Find"),
    Link("coverage.show", "Coverage"),
    Link("principles.index", "Principles"),
    Link("frameworks.index", "Frameworks"),
    Link("progress.index", "Progress"),
    Link("portfolio.index", "Portfolio"),
    Link("supervision.index", "Supervision"),
    Link("review.index", "Review"),
    Link("people.index", "People"),
    Link("privacy.show", "Privacy"),
)

LEARNERS = Link("learners.index", "Learners")
"""For those alone who coach or manage somebody at this moment."""
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
    links = with_learners() if has_learners(person) else MAIN
    return links + ADMINISTRATION if person.is_administrator else links


def with_learners() -> tuple[Link, ...]:
    """The same links, with the learners before the people."""
    place = next(place for place, link in enumerate(MAIN) if link.endpoint == "people.index")
    return (*MAIN[:place], LEARNERS, *MAIN[place:])


def has_learners(person: Person) -> bool:
    """Whether somebody coaches or manages anybody at this moment."""
    theirs = workers_of(person, RelationshipKind.MANAGER, RelationshipKind.COACH)
    return db.session.scalar(theirs.limit(1)) is not None
