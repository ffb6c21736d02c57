"""Letters about what is due: that something waits, and never what.

Whose day it is, is told from dates alone; no word that anybody wrote is read for it. Nobody gets
more than one letter a day, and each action, agreement and progress review is mentioned once before
its day and once after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from journal import mail, reviewing_days
from journal.domain.actions import ActionState, is_time_to_remind
from journal.formatting import HOME_ZONE, today
from journal.models import Action, Person, Programme, Relationship, Rhythm
from journal.models.confidential import act_as, visible

REVIEW_SOON = timedelta(days=7)
TO_ACTIONS, TO_REVIEWS, TO_HOME = "actions.index", "progress_reviews.index", "home.show"


def remind_everybody(session: Session) -> int:
    """Put a letter in the outbox for everybody who has something due; how many there are."""
    due, reviews = what_is_due(session), reviewing_days.to_remind_of(session)
    people = session.scalars(
        sa.select(Person)
        .where(Person.left_at.is_(None))
        .where(Person.reminded_on.is_(None) | (Person.reminded_on < today()))
        .order_by(Person.id)
    ).all()
    written = sum(remind(session, person, due, reviews) for person in people)
    for rhythm in filter(review_is_due, due):
        rhythm.reminded_on = today()
    reviewing_days.note_reminded(reviews)
    session.flush()
    return written


def remind(
    session: Session, person: Person, due: Sequence[Rhythm], reviews: Sequence[Programme] = ()
) -> bool:
    """One letter for one person, if anything of theirs is due; whether there was."""
    bonds = current_bonds(session, person)
    meets = [each for each in due if each.relationship_id in bonds]
    actions = due_actions(session, person, bonds.values())
    by_review = reviews_of(person, bonds, reviews)
    if not meets and not actions and not by_review:
        return False
    for action in actions:
        action.reminded_on = today()
    person.reminded_on = today()
    because_of: set[UUID | None] = {each.relationship_id for each in meets}
    because_of |= {each.relationship_id for each in actions} | by_review
    page = mail.page(page_for(bool(meets), bool(by_review), bool(actions)))
    mail.something_waits(session, person, page, *(bonds.get(each) for each in because_of))
    session.flush()
    return True


def page_for(meets: bool, reviews: bool, actions: bool) -> str:
    """Where a letter leads: to the one thing that is due, or home."""
    if meets or (reviews and actions):
        return TO_HOME
    return TO_REVIEWS if reviews else TO_ACTIONS


def reviews_of(
    person: Person, bonds: Mapping[UUID | None, Relationship], reviews: Sequence[Programme]
) -> set[UUID | None]:
    """By which of their relationships a progress review is due; None for a worker's own."""
    mine = [each for each in bonds.values() if each.other_id == person.id]
    return {by for each in reviews for by in reviewing_days.concerns(person.id, each, mine)}


def due_actions(session: Session, owner: Person, bonds: Iterable[Relationship]) -> Sequence[Action]:
    """What this person is to do, and should hear of today; of the actions, dates alone are read."""
    act_as(session, owner)
    lasting = [bond.id for bond in bonds]
    wanted = (
        visible(Action, to=owner)
        .where(
            Action.owner_id == owner.id,
            Action.state == ActionState.OPEN,
            Action.due_on.is_not(None),
            Action.relationship_id.is_(None) | Action.relationship_id.in_(lasting),
        )
        .options(
            load_only(
                Action.due_on, Action.reminded_on, Action.relationship_id,
                Action.author_id, Action.owner_id, Action.worker_id,
            )
        )
    )  # fmt: skip
    return [
        each
        for each in session.scalars(wanted)
        if is_time_to_remind(each.due_on, each.reminded_on, today())
    ]


def what_is_due(session: Session) -> list[Rhythm]:
    """Where two people meet tomorrow, or should look at their agreement again."""
    current = sa.select(Relationship.id).where(Relationship.is_current())
    near = Rhythm.review_on <= today() + REVIEW_SOON
    starts, ends = bounds_of(today() + timedelta(days=1))
    meets = (Rhythm.next_at >= starts) & (Rhythm.next_at < ends)
    found = session.scalars(
        sa.select(Rhythm).where(Rhythm.relationship_id.in_(current), near | meets)
    ).all()
    return [each for each in found if review_is_due(each) or meets_tomorrow(each)]


def review_is_due(rhythm: Rhythm) -> bool:
    """Whether its two people should hear of the review today. They hear of it on the same day."""
    return is_time_to_remind(rhythm.review_on, rhythm.reminded_on, today(), REVIEW_SOON)


def meets_tomorrow(rhythm: Rhythm) -> bool:
    """Whether its two people meet tomorrow."""
    starts, ends = bounds_of(today() + timedelta(days=1))
    return rhythm.next_at is not None and starts <= rhythm.next_at < ends


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends in Britain, whatever the clocks do."""
    next_day = day + timedelta(days=1)
    return datetime.combine(day, time(), HOME_ZONE), datetime.combine(next_day, time(), HOME_ZONE)


def current_bonds(session: Session, person: Person) -> dict[UUID | None, Relationship]:
    """The relationships that somebody is in now."""
    is_one = (Relationship.worker_id == person.id) | (Relationship.other_id == person.id)
    wanted = sa.select(Relationship).where(is_one, Relationship.is_current())
    return {each.id: each for each in session.scalars(wanted)}
