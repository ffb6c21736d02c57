"""A worker of whom everything holds, made through the actions of the product."""

from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.gateway import Subject, SubjectState
from journal.domain.hours import TrainingMethod
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.gateway import actions as gateway
from journal.gateway_view import behaviour_codes
from journal.models import Entry, HoursLine, HoursWord, Programme
from journal.models.confidential import act_as
from journal.portfolio import actions as portfolios
from journal.programmes import plan_of, standard_of
from journal.review import actions as review
from tests.world import World

PAGE = "http://localhost/"
PIECES = 10


def make_ready(session: Session, world: World) -> None:
    """Everything on the list holds from here on."""
    learned_for_long(session, world)
    cover(session, world)
    seen_at_work(session, world)
    session.commit()


def learned_for_long(session: Session, world: World) -> None:
    """Time, hours, English and maths."""
    programme = session.get_one(Programme, world.worker.id)
    programme.began_on = date.today() - timedelta(days=400)
    session.flush()
    act_as(session, world.worker)
    for subject in Subject:
        state = SubjectState.LEVEL_2
        gateway.note_subject(session, world.worker, world.worker, subject, state, "")
    line = HoursLine(
        organisation_id=world.worker.organisation_id,
        author_id=world.worker.id,
        dated=date.today(),
        method=TrainingMethod.TEACHING,
        description="A course.",
        codes=[],
        minutes=plan_of(session, world.worker).minimum_hours * 60,
        in_paid_hours=True,
    )
    session.add(line)
    session.flush()
    act_as(session, world.manager)
    session.add(HoursWord(line_id=line.id, author_id=world.manager.id, agrees=True))
    session.flush()


def cover(session: Session, world: World) -> None:
    """Ten pieces with every statement, each confirmed, in a portfolio."""
    framework = standard_of(session, world.worker).framework
    act_as(session, world.worker)
    plan = plan_of(session, world.worker)
    portfolio = portfolios.begin(session, world.worker, "Mine", plan.key, uuid4())
    made = [piece(session, world, list(framework.codes[place::PIECES])) for place in range(PIECES)]
    for entry, _ in made:
        act_as(session, world.worker)
        portfolios.add_piece(session, world.worker, portfolio, entry, title="A piece")
    act_as(session, world.supervisor)
    for entry, codes in made:
        for code in codes:
            review.decide(
                session,
                world.supervisor,
                entry,
                RelationshipKind.SUPERVISOR,
                framework.key,
                code,
                Decision.CONFIRMED,
                "",
                entry.changed_in,
            )


def piece(session: Session, world: World, codes: list[str]) -> tuple[Entry, list[str]]:
    """A work product with these claims, shared with the supervisor."""
    draft = Draft(
        kind=EntryKind.WORK_PRODUCT,
        model=None,
        title="A plan",
        text="What I made.",
        answers={},
        dated=date.today(),
        minutes=None,
        off_the_job=False,
    )
    entry = entries.write(session, world.worker, draft, uuid4())
    framework = standard_of(session, world.worker).framework.key
    entries.set_tags(
        session, world.worker, entry, {(framework, code): "It shows." for code in codes}, ()
    )
    entries.write_statement(session, world.worker, entry, "What it shows.")
    session.refresh(entry, ["tags", "statements"])
    readers = [world.relationships["supervisor"]]
    entries.share(session, world.worker, entry, readers, PAGE)
    return entry, codes


def seen_at_work(session: Session, world: World) -> None:
    """The line manager's words."""
    act_as(session, world.manager)
    framework = standard_of(session, world.worker).framework
    seen = dict.fromkeys(behaviour_codes(framework), (True, "Every day."))
    gateway.see_behaviours(session, world.manager, world.worker, seen)
    gateway.declare(session, world.manager, world.worker, True, "Ready.")
