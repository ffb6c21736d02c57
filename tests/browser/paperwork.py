"""The five of the paperwork's journey, and what the domain's own actions lay ready for them."""

from datetime import date

import sqlalchemy as sa

from journal import Application
from journal.domain.scan_answers import Given, mark_of
from journal.domain.skills_scan import ScanAnswer, ScanPart
from journal.extensions import db
from journal.formatting import today
from journal.library import content
from journal.models import Person, Relationship, SkillsScan
from journal.models.confidential import act_as, visible
from journal.skills_scan import actions as scans
from tests.browser.conftest import Visitor
from tests.browser.supervising import here, opens
from tests.conftest import apart, inside
from tests.rooms.at_the_gateway import cover, learned_for_long
from tests.world import World, add_people

NOT_HERE = 404
LAID = "I do this in the drop-in, with somebody beside me."


def arrive(app: Application) -> World:
    """People who have only just come: nothing is written yet, and nobody's dates are known."""

    def bring() -> World:
        made = World()
        add_people(db.session, made)
        db.session.commit()
        return made

    return apart(lambda: inside(app, bring))


def answer_the_rest(app: Application, world: World, by_hand: int) -> None:
    """Every duty after those that were filled in on the pages."""

    def lay() -> None:
        worker = act_as_again(world, "worker")
        scan = db.session.scalars(visible(SkillsScan, to=worker)).one()
        for duty in content().skills_scan.duties[by_hand:]:
            given = {
                ScanPart.SKILLS: Given(ScanAnswer.YES, LAID),
                ScanPart.KNOWLEDGE: Given(ScanAnswer.SOME, LAID),
            }
            scans.save_duty(db.session, worker, scan, duty.number, given, mark_of({}))
        db.session.commit()

    apart(lambda: inside(app, lay))


def lay_the_rest_of_the_gateway(app: Application, world: World) -> None:
    """English and maths, the hours that are missing, and a portfolio whose claims are confirmed."""

    def lay() -> None:
        for part in ("worker", "manager", "supervisor"):
            world.people[part] = act_as_again(world, part)
        bonds = sa.select(Relationship).where(Relationship.worker_id == world.worker.id)
        names = {person.id: part for part, person in world.people.items()}
        world.relationships = {names[bond.other_id]: bond for bond in db.session.scalars(bonds)}
        learned_for_long(db.session, world)
        cover(db.session, world)
        db.session.commit()

    apart(lambda: inside(app, lay))


def act_as_again(world: World, part: str) -> Person:
    """Somebody as this session knows them, and the session as theirs."""
    person: Person = db.session.merge(world.people[part])
    act_as(db.session, person)
    return person


def sets_the_dates(admin: Visitor, began_on: date, ends_on: date) -> None:
    """From the page of a person: days and hours, and the versions that are offered."""
    admin.presses("Dates and hours of their programme", role="link")
    admin.presses("Write down the dates", role="link")
    admin.types("First day of learning", began_on.isoformat())
    admin.types("Planned last day", ends_on.isoformat())
    admin.types("Paid hours a week", "30")
    admin.presses("Save")
    assert admin.sees("Paid hours a week")


def answers_a_duty(worker: Visitor, skills: str, knowledge: str, words: str) -> None:
    """Both statements of the duty on the page, then on to the next."""
    for part, answer in (("skills", skills), ("knowledge", knowledge)):
        chooses(worker, part, answer)
    worker.types("What do you already do?", words)
    worker.presses("Save and go on")


def says_how_it_was(worker: Visitor, words: str) -> None:
    """A line of the log says what was learned, and that it was in paid hours."""
    worker.types("What did you learn?", words)
    chooses(worker, "in_paid_hours", "yes")
    worker.presses("Log it")
    assert worker.sees(words)


def chooses(visitor: Visitor, name: str, value: str) -> None:
    """Of choices that stand on one page several times over, the one of this name."""
    visitor.page.locator(f'input[name="{name}"][value="{value}"]').check()


def finds_nothing_at(visitor: Visitor, path: str) -> None:
    """For them, this page is not there."""
    answer = visitor.page.goto(visitor.address + path)
    assert answer is not None
    assert answer.status == NOT_HERE
    visitor.looks_over()


def writes_their_part(visitor: Visitor, review: str, label: str, words: str) -> None:
    """Each side under its own heading."""
    visitor.goes_to(review)
    visitor.presses("Write your part", role="link")
    visitor.types(label, words)
    visitor.presses("Save")
    assert visitor.sees(words)


def signs(visitor: Visitor, record: str) -> None:
    """The version as it stands on the page."""
    visitor.goes_to(record)
    visitor.presses("I sign this version")
    assert visitor.sees("Agreed")


def tries_to_ask_for_signatures(worker: Visitor) -> int:
    """The press itself, though the page does not offer it: how the service answers."""
    token = worker.page.locator('input[name="csrf_token"]').first.get_attribute("value")
    sent = {"csrf_token": str(token)}
    return worker.page.request.post(f"{worker.address}/progress/gateway", form=sent).status


def answers(visitor: Visitor, what: str) -> None:
    """Follow what waits for somebody, from the page of their learners."""
    visitor.goes_to("/learners")
    opens(visitor, what)


def sees_them_verified(worker: Visitor) -> None:
    """The worker's own log says by whom."""
    worker.goes_to("/progress")
    worker.presses("All lines of your log", role="link")
    assert worker.page.get_by_text("Verified by Manager Person").count() == 2


def prepares_a_review(coach: Visitor) -> str:
    """One is overdue by the dates; what happened is counted in. The answer is its address."""
    answers(coach, "Review was due by ")
    coach.types("Day", today().isoformat())
    coach.types("Time", "10:00")
    coach.presses("Prepare the review")
    assert coach.sees("3 h 30 min")
    return here(coach)
