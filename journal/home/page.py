"""The first page of somebody signed in: their own journal, those they support, or both."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.content import Content
from journal.coverage_view import coverage_of
from journal.domain.coverage import Coverage
from journal.domain.questions import Question, questions_for
from journal.feedback_loops import OpenLoop, to_try
from journal.follow_up_view import ActionView, next_actions
from journal.formatting import today
from journal.home import queries
from journal.home.queries import Saved, Waiting
from journal.models import Person, Relationship, Unfinished, VersionToSign
from journal.portfolios_to_sign import for_me_to_sign
from journal.relationships import current_of
from journal.turns import turns_for

MOST_PEOPLE = 12


@dataclass(frozen=True)
class OwnJournal:
    """What somebody wrote last, who answered them, what it shows, and a question to think about."""

    latest: Sequence[Saved]
    shared: AbstractSet[UUID]
    answers: Sequence[Waiting]
    to_try: Sequence[OpenLoop]
    next_actions: Sequence[ActionView]
    supporters: Sequence[str]
    coverage: Coverage
    questions: Sequence[Question]


@dataclass(frozen=True)
class Supporting:
    """What waits for somebody who supports peer workers, and whom they support, as what."""

    waiting: Sequence[Waiting]
    count: int
    people: Sequence[tuple[str, str]]
    to_sign: Sequence[tuple[VersionToSign, str]]
    """Portfolios that a line manager is asked to read and sign, and whose each is."""


@dataclass(frozen=True)
class HomePage:
    """What is unfinished, and both sides; one that is not there is not mentioned."""

    unfinished: Sequence[Unfinished]
    journal: OwnJournal | None
    supporting: Supporting | None


def page_for(session: Session, person: Person, content: Content) -> HomePage:
    """Everything the page shows to this person, in a fixed number of queries."""
    relationships = current_of(session, person.id)
    supporting = [each for each in relationships if each.other_id == person.id]
    supported = [each for each in relationships if each.worker_id == person.id]
    latest = queries.latest_entries(session, person)
    does_something_else = bool(supporting) or person.is_administrator
    keeps_one = bool(latest or supported) or not does_something_else
    return HomePage(
        unfinished=queries.unfinished_texts(session, person),
        journal=own_journal(session, person, latest, supported, content) if keeps_one else None,
        supporting=supporting_of(session, person, supporting) if supporting else None,
    )


def own_journal(
    session: Session,
    person: Person,
    latest: Sequence[Saved],
    supported: Sequence[Relationship],
    content: Content,
) -> OwnJournal:
    """The side of somebody who keeps a journal."""
    return OwnJournal(
        latest=latest,
        shared=queries.shared_among(session, person, latest),
        answers=queries.answers_to(session, person),
        to_try=to_try(session, person),
        next_actions=next_actions(session, person),
        supporters=sorted({each.other.name for each in supported}),
        coverage=coverage_of(session, person, person.id, content),
        questions=questions_for(today(), content.questions),
    )


def supporting_of(
    session: Session, person: Person, relationships: Sequence[Relationship]
) -> Supporting:
    """The side of somebody who supports others."""
    waiting, count = queries.waiting_for(session, person, turns_for(session, person))
    people = sorted((each.worker.name, each.kind.label) for each in relationships)
    names = {each.worker_id: each.worker.name for each in relationships}
    asked = for_me_to_sign(session, person)
    to_sign = [(each, names[each.author_id]) for each in asked if each.author_id in names]
    return Supporting(waiting, count, people[:MOST_PEOPLE], to_sign)
