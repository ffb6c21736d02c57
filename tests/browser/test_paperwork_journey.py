"""An apprenticeship's paperwork, from the scan to the gateway, as five people go through it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from journal import Application
from journal.formatting import today
from tests.browser.conftest import Visitor
from tests.browser.paperwork import (
    answer_the_rest,
    answers,
    answers_a_duty,
    arrive,
    chooses,
    finds_nothing_at,
    lay_the_rest_of_the_gateway,
    prepares_a_review,
    says_how_it_was,
    sees_them_verified,
    sets_the_dates,
    signs,
    tries_to_ask_for_signatures,
    writes_their_part,
)
from tests.browser.supervising import here, opens

pytestmark = pytest.mark.browser

Visitors = Callable[[], Visitor]

BEGAN_AGO = timedelta(days=400)
ENDS_AHEAD = timedelta(days=60)
BY_HAND = 2
BEHAVIOURS = ("B1", "B2", "B3", "B4", "B5")
REFUSED = 409
DOES = "I welcome people at the drop-in and show them round."
CONFIRMED = "I have seen this every week."
FURTHER = "Sit in where plans are made, and see how the team decides."
AGREED = "A review meeting to sit in on before the summer, and time to write on Fridays."
CHANCE = "Sit in on a review meeting and listen for who speaks."
WENT = "I heard how the team plans together."
LEARNED = "How a plan is made with the person, not about them."
LEARNED_TOO = "What keeps a conversation safe for both of us."
WELL = "Writing on Fridays has become a habit."
EMPLOYER_SAYS = "The team asks for their view now."
PROVIDER_SAYS = "The entries show how the learning meets the work."
SAW = "They asked what would help, and waited for the answer."
READY = "They hold a group by themselves, and ask when they are unsure."


def test_from_the_scan_to_the_gateway_as_five_people(app: Application, visitor: Visitors) -> None:
    world = arrive(app)
    worker, manager, coach, supervisor, admin = (visitor() for _ in range(5))
    for who, part in ((worker, "worker"), (manager, "manager"), (coach, "coach")):
        who.signs_in(f"{part}@test.example")
    supervisor.signs_in("supervisor@test.example")
    admin.signs_in("admin@test.example")

    knows_the_dates_alone(admin)
    scan = begins_the_scan(worker)
    is_told_what_is_missing(worker, scan)
    answer_the_rest(app, world, BY_HAND)
    sends_the_scan(worker, scan)
    finds_nothing_at(admin, scan)
    finds_nothing_at(supervisor, scan)
    says_a_word_to_two_duties(manager)
    notes_the_planning_meeting(coach)
    all_three_read_the_same(worker, manager, coach, scan)
    lets_the_supervisor_read(worker, supervisor, scan)

    plans_a_chance_to_learn(worker, scan)
    writes_about_it(worker)
    logs_the_hours(worker)
    verifies_in_one_sitting(manager)
    sees_them_verified(worker)

    review = prepares_a_review(coach)
    writes_their_part(worker, review, "What went well", WELL)
    writes_their_part(manager, review, "How the employer sees it", EMPLOYER_SAYS)
    writes_their_part(coach, review, "How the training provider sees it", PROVIDER_SAYS)
    coach.presses("It is ready to sign")
    signs(worker, review)
    assert not worker.sees("This review is signed.")
    signs(coach, review)
    assert coach.sees("This review is signed. It is closed, and stays as it is.")

    sees_who_does_what_next(worker)
    says_what_they_see(manager)
    declares(manager)
    assert tries_to_ask_for_signatures(worker) == REFUSED
    lay_the_rest_of_the_gateway(app, world)
    gateway = asks_for_the_signatures(worker)
    for who in (worker, manager):
        signs(who, gateway)
        assert not who.sees("All three sides signed.")
    signs(coach, gateway)
    assert coach.sees("All three sides signed. The portfolio can be handed in now.")
    worker.goes_to("/progress/gateway")
    assert worker.sees("All three of you signed. Your portfolio can be handed in now.")


def knows_the_dates_alone(admin: Visitor) -> None:
    """Whoever looks after accounts writes the days down, and reads nothing of the learning."""
    admin.goes_to("/admin")
    admin.presses("Worker Person", role="link")
    person = here(admin).rpartition("/")[2]
    sets_the_dates(admin, today() - BEGAN_AGO, today() + ENDS_AHEAD)
    for page in ("/skills-scan/of/", "/learning-plan/", "/progress/", "/progress/gateway/"):
        finds_nothing_at(admin, page + person)


def begins_the_scan(worker: Visitor) -> str:
    """Two duties; the answer is the address of the scan."""
    worker.goes_to("/skills-scan")
    worker.presses("Begin your skills scan")
    scan = here(worker)
    opens(worker, "Duty 1")
    answers_a_duty(worker, "yes", "some", DOES)
    answers_a_duty(worker, "some", "no", DOES)
    worker.presses("The whole scan", role="link")
    assert worker.sees("4 of 20 answered")
    return scan


def is_told_what_is_missing(worker: Visitor, scan: str) -> None:
    """Nothing goes out, nothing is lost, and each missing answer is a link."""
    worker.presses("Look it over and send it", role="link")
    worker.presses("Send it")
    assert worker.sees("Nothing was sent, and nothing is lost: 16 statements have no answer yet")
    missing = worker.page.locator(".error-summary").get_by_role("link").all_inner_texts()
    assert missing == [f"Duty {number}: skills and knowledge" for number in range(3, 11)]
    worker.goes_to(f"{scan}/duty/1")
    assert worker.page.get_by_label("What do you already do?").input_value() == DOES


def sends_the_scan(worker: Visitor, scan: str) -> None:
    """Who will read it is said before it goes."""
    worker.goes_to(f"{scan}/send")
    for reader in ("Manager Person, your line manager", "Coach Person, your coach"):
        assert worker.sees(reader)
    worker.presses("Send it")
    assert worker.sees("20 of 20 answered")


def says_a_word_to_two_duties(manager: Visitor) -> None:
    """One is confirmed; the other needs words before it can be called further development."""
    answers(manager, "Skills scan to read")
    chooses(manager, "decision-1", "confirmed")
    manager.types("In your words (duty 1)", CONFIRMED)
    chooses(manager, "decision-2", "further")
    manager.presses("Put it beside the scan")
    assert manager.sees("which further development you see for duty 2")
    manager.types("In your words (duty 2)", FURTHER)
    manager.presses("Put it beside the scan")
    assert manager.sees(FURTHER)


def notes_the_planning_meeting(coach: Visitor) -> None:
    """The day, and what was agreed."""
    answers(coach, "Planning meeting to note on the skills scan")
    coach.types("On which day is or was the planning meeting?", today().isoformat())
    coach.types("What did you agree there?", AGREED)
    coach.presses("Note it")


def all_three_read_the_same(worker: Visitor, manager: Visitor, coach: Visitor, scan: str) -> None:
    """What was answered, what was said to it and what was agreed."""
    for who in (worker, manager, coach):
        who.goes_to(scan)
        for words in (DOES, CONFIRMED, FURTHER, AGREED):
            assert who.sees(words)


def lets_the_supervisor_read(worker: Visitor, supervisor: Visitor, scan: str) -> None:
    """The worker alone opens it, and can close it again."""
    worker.goes_to("/skills-scan")
    worker.presses("Let my supervisors read my scans and hours")
    assert worker.sees("Your supervisors can read it too")
    supervisor.goes_to("/skills-scan")
    supervisor.presses("Worker Person: scan 1", role="link")
    assert here(supervisor) == scan
    assert supervisor.sees(DOES)
    assert not supervisor.sees("Put it beside the scan")


def plans_a_chance_to_learn(worker: Visitor, scan: str) -> None:
    """The gap that the line manager named becomes one small thing with a day."""
    worker.goes_to(scan)
    worker.presses("Add a chance to learn for duty 2, as the line manager said", role="link")
    worker.types("What would help?", CHANCE)
    worker.page.locator('input[name="offered"]').first.check()
    worker.types("By when?", today().isoformat())
    worker.page.get_by_label("With whom is it agreed?").select_option(
        label="Manager Person (your line manager)"
    )
    worker.presses("Put it in the learning plan")
    assert worker.sees(CHANCE)
    assert worker.sees("planned for")


def writes_about_it(worker: Visitor) -> None:
    """Done, it becomes a training entry that is ready to write."""
    opens(worker, "Done")
    worker.types("How did it go?", WENT)
    worker.types("How many minutes did it take?", "90")
    worker.presses("Done, and write about it")
    assert worker.page.get_by_label("Minutes of learning").input_value() == "90"
    worker.types("Title", "In a review meeting")
    worker.page.locator("#text").fill(WENT)
    worker.ticks("This was off-the-job training")
    worker.presses("Save")
    worker.goes_to("/learning-plan")
    assert worker.sees("What you wrote about it")
    opens(worker, "What you wrote about it")


def logs_the_hours(worker: Visitor) -> None:
    """One line from the entry, with its length; and another by hand."""
    worker.presses("Log these hours", role="link")
    assert worker.page.get_by_label("Minutes", exact=True).input_value() == "30"
    says_how_it_was(worker, LEARNED)
    worker.goes_to("/progress")
    worker.presses("Log training", role="link")
    worker.types("Hours", "2")
    says_how_it_was(worker, LEARNED_TOO)


def verifies_in_one_sitting(manager: Visitor) -> None:
    """Both lines stand on one page, and one press answers them."""
    answers(manager, "2 lines of training hours to verify")
    assert manager.sees(LEARNED)
    assert manager.sees(LEARNED_TOO)
    manager.presses("Verify all 2 of Worker Person")
    assert manager.sees("Nothing waits for you.")


def sees_who_does_what_next(worker: Visitor) -> None:
    """What must hold, and whose turn it is; the signatures are not to be had yet."""
    worker.goes_to("/progress/gateway")
    assert worker.sees("Next, the line manager: Say what you see of each behaviour at work.")
    assert worker.sees("Next, you: Write down how it stands, with your coach.")
    assert worker.sees("Once all of it holds, you ask for the signatures here.")
    assert worker.page.get_by_role("button", name="Ask for the signatures").count() == 0


def says_what_they_see(manager: Visitor) -> None:
    """A yes to a behaviour says what was seen."""
    answers(manager, "Behaviours to verify: B1, B2, B3, B4, B5")
    for code in BEHAVIOURS:
        chooses(manager, f"is_{code}", "yes")
    manager.presses("Keep it")
    assert manager.sees("Please say in a few words what you saw of B5.")
    for code in BEHAVIOURS:
        manager.page.locator(f"#saw_{code}").fill(SAW)
    manager.presses("Keep it")
    assert manager.sees("Verified: B1, B2, B3, B4, B5.")


def declares(manager: Visitor) -> None:
    """The employer's own word, from the same page."""
    manager.presses("Say how you see it", role="link")
    chooses(manager, "is_ready", "yes")
    manager.types("In your own words", READY)
    manager.presses("Keep it")
    assert manager.sees(READY)


def asks_for_the_signatures(worker: Visitor) -> str:
    """Now that all of it holds; the answer is the address of the list as it was fixed."""
    worker.goes_to("/progress/gateway")
    assert worker.sees("Verified: B1, B2, B3, B4, B5.")
    worker.presses("Ask for the signatures")
    return here(worker)
