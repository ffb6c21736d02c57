"""Three sessions of supervision, from an agreement to its review, as two people hold them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from journal.formatting import today
from tests.browser.conftest import Visitor
from tests.browser.supervising import (
    agrees,
    closes,
    here,
    opens,
    plans,
    puts_on_the_agenda,
    writes_the_record,
)
from tests.world import World

pytestmark = pytest.mark.browser

Visitors = Callable[[], Visitor]

WORKER, SUPERVISOR = "Other Worker Person", "Other Supervisor Person"
AIM = "To keep the work true to what peer support is, and the two of us well."
AIM_AGAIN = "To think about the work as peers, and to plan the last months of learning."
HIS_POINT = "How the new rota leaves time for the group."
HER_POINT = "Being asked to write notes about people who do not read them."
BROUGHT = "What do I do when somebody wants to leave early?"
TALKED = "We talked about notes, and about leaving a group in one's own time."
ACTION = "Ask the team whether people can write their notes together with us."
HELPED = "Three people wrote their notes with me."
FEEDBACK = "What if you asked at the start how each of them would like to leave?"
TRIED = "I asked everybody at the start. Two people laughed, and nobody stayed against their will."
SAW = "Asked what would help, waited, and left the choice where it was."
ONE_THING = "Leave a longer silence before the second question."
MY_VIEW = "I was nervous at first, and forgot about it when we began to walk."
REVIEWED = "We looked back at three sessions: notes are written together now."


def test_three_sessions_from_an_agreement_to_its_review(world: World, visitor: Visitors) -> None:
    worker, supervisor = visitor(), visitor()
    worker.signs_in("other_worker@test.example")
    supervisor.signs_in("other_supervisor@test.example")

    draws_up_the_agreement(supervisor)
    agrees(supervisor)
    agrees_from_the_list(worker, "Practice supervision: agreement")
    first = plans_the_first_session(supervisor)
    puts_on_the_agenda(supervisor, first, HIS_POINT)
    puts_on_the_agenda(worker, first, HER_POINT)
    brings_an_entry(worker)
    goes_through_all_but_the_last(supervisor, first)
    writes_the_record(supervisor, TALKED)
    writes_down_an_action(supervisor)
    closes(supervisor)
    agrees(supervisor)
    agrees_from_the_list(worker, "Practice supervision, ")
    assert worker.sees("Everybody agreed, so this record stays as it is.")

    second = plans_the_next(supervisor, first)
    what_was_left_came_along(worker, second)
    the_action_is_done(worker, second)
    gives_feedback(supervisor)
    tries_it(worker)
    sees_what_came_of_it(supervisor)
    observation = plans_an_observation(supervisor)
    writes_what_was_seen(supervisor, observation)
    adds_their_view(worker, observation)
    agrees_on_the_page(supervisor, observation)
    takes_it_into_the_journal(worker, observation)
    closes(supervisor, second)

    third = plans_the_next(supervisor, second)
    reviews_the_agreement(supervisor)
    agrees(supervisor)
    agrees_from_the_list(worker, "Practice supervision: agreement")
    assert worker.sees(AIM_AGAIN)
    supervisor.goes_to(third)
    writes_the_record(supervisor, REVIEWED)
    closes(supervisor)
    agrees(supervisor)
    looks_back(worker, supervisor, third)


def draws_up_the_agreement(supervisor: Visitor) -> None:
    """The one that both have lived by for half a year, so that it is due to be looked at."""
    supervisor.goes_to("/supervision")
    supervisor.presses(f"Draw one up with {WORKER}", role="link")
    supervisor.types("What our meetings are for", AIM)
    supervisor.types("It begins on", (today() - timedelta(days=180)).isoformat())
    supervisor.types("We look at it again on", (today() - timedelta(days=200)).isoformat())
    supervisor.presses("Save")
    assert supervisor.sees("Please choose a day after the one on which it begins.")
    supervisor.types("We look at it again on", today().isoformat())
    supervisor.presses("Save")
    assert supervisor.sees(AIM)


def agrees_from_the_list(visitor: Visitor, what: str) -> None:
    """From what waits for one's word, which stands first."""
    visitor.goes_to("/supervision")
    assert visitor.sees("For you to agree")
    opens(visitor, what)
    agrees(visitor)


def plans_the_first_session(supervisor: Visitor) -> str:
    """For today; the answer is its address."""
    supervisor.goes_to("/supervision")
    supervisor.presses(f"Plan one with {WORKER}", role="link")
    return plans(supervisor)


def plans_the_next(supervisor: Visitor, before: str) -> str:
    """From the page of the one before."""
    supervisor.goes_to(before)
    supervisor.presses("Plan the next one", role="link")
    return plans(supervisor)


def brings_an_entry(worker: Visitor) -> None:
    """The words brought are read by both; the entry stays private."""
    worker.goes_to("/entries/new?kind=reflection&model=free")
    worker.types("Title", "Leaving early")
    worker.page.locator("#text").fill("Somebody I support wanted to go, and I did not know how.")
    worker.presses("Save")
    worker.presses("Bring to supervision", role="link")
    worker.types("What do you want to talk about?", BROUGHT)
    worker.presses("Bring it")
    assert worker.sees(BROUGHT)


def goes_through_all_but_the_last(supervisor: Visitor, session: str) -> None:
    """One thing at a time, each alone on the page."""
    supervisor.goes_to(session)
    supervisor.presses("Go through the agenda, one thing at a time", role="link")
    for point in (HIS_POINT, HER_POINT):
        assert supervisor.sees(point)
        assert not supervisor.sees(BROUGHT)
        supervisor.presses("Talked about")
    assert supervisor.sees(BROUGHT)
    supervisor.presses("Back to the session", role="link")


def writes_down_an_action(supervisor: Visitor) -> None:
    """Something that the worker will do."""
    supervisor.presses("Write down an action", role="link")
    supervisor.types("What is to be done?", ACTION)
    supervisor.ticks("They will")
    supervisor.presses("Write it down")
    assert supervisor.sees(ACTION)


def what_was_left_came_along(worker: Visitor, session: str) -> None:
    """The point that was not reached, and the action; what was talked about stays behind."""
    worker.goes_to(session)
    assert worker.sees(BROUGHT)
    assert worker.sees(ACTION)
    assert not worker.sees(HIS_POINT)


def the_action_is_done(worker: Visitor, session: str) -> None:
    """With a word on how it went, from its own page."""
    worker.presses(ACTION, role="link")
    worker.presses("Done", role="link")
    worker.page.locator("#why").fill(HELPED)
    worker.presses("Done")
    worker.goes_to("/actions")
    assert worker.sees("Done or let go")
    worker.presses(ACTION, role="link")
    assert worker.sees(HELPED)
    worker.goes_to(session)
    assert not worker.sees(ACTION)
    worker.goes_to("/entries")
    worker.presses("Leaving early", role="link")
    worker.presses("Share", role="link")
    worker.ticks(f"{SUPERVISOR}, your supervisor")
    worker.presses("Share")


def gives_feedback(supervisor: Visitor) -> None:
    """On the entry that was brought, and is now shared."""
    supervisor.goes_to("/review")
    supervisor.presses("Leaving early", role="link")
    supervisor.types("Your feedback", FEEDBACK)
    supervisor.presses("Send")


def tries_it(worker: Visitor) -> None:
    """And says what happened."""
    worker.goes_to("/")
    worker.presses("Leaving early", role="link")
    assert worker.sees(FEEDBACK)
    opens(worker, "I tried this")
    worker.types("I tried this, and here is what happened", TRIED)
    worker.presses("Send")
    assert worker.sees("Tried. What came of it waits to be seen.")


def sees_what_came_of_it(supervisor: Visitor) -> None:
    """The loop closes."""
    supervisor.goes_to("/review")
    supervisor.presses(TRIED, role="link")
    assert supervisor.sees(FEEDBACK)
    supervisor.types("A few words back, if you like", "That is a door left open.")
    supervisor.presses("Seen")
    assert supervisor.sees("This loop is closed")


def plans_an_observation(supervisor: Visitor) -> str:
    """With the yes of the person supported, against one statement; the answer is its address."""
    supervisor.goes_to("/observations")
    supervisor.presses("Plan an observation", role="link")
    supervisor.types("Day", today().isoformat())
    supervisor.types("Time", "10:00")
    supervisor.types("What kind of situation", "A walk with one person.")
    supervisor.types("Who asks the person who is supported", "The peer worker.")
    supervisor.ticks("The person who is supported said yes")
    supervisor.page.locator("#find").fill("S4")
    supervisor.presses("Find")
    supervisor.page.locator('#found input[value="peer-worker:S4"]').check()
    supervisor.presses("Plan it")
    assert supervisor.sees("Nothing is written here yet.")
    return here(supervisor)


def writes_what_was_seen(supervisor: Visitor, observation: str) -> None:
    """Against the statement, what went well, one thing to try."""
    supervisor.goes_to(observation)
    supervisor.presses("Write what you saw", role="link")
    supervisor.page.get_by_label(re.compile("^S4: ")).fill(SAW)
    supervisor.types("What went well", "The pace was hers.")
    supervisor.types("One thing to try", ONE_THING)
    supervisor.presses("Save")
    assert supervisor.sees(SAW)


def adds_their_view(worker: Visitor, observation: str) -> None:
    """Found among what waits for one's word; then the first yes."""
    worker.goes_to("/supervision")
    opens(worker, "Observation")
    assert here(worker) == observation
    worker.presses("Write how you see it", role="link")
    worker.types("How the peer worker sees it", MY_VIEW)
    worker.presses("Save")
    worker.presses("I agree to this version")


def agrees_on_the_page(supervisor: Visitor, observation: str) -> None:
    """The second yes closes it."""
    supervisor.goes_to(observation)
    assert supervisor.sees(MY_VIEW)
    supervisor.presses("I agree to this version")
    assert supervisor.sees("You both agreed to this as it stands.")


def takes_it_into_the_journal(worker: Visitor, observation: str) -> None:
    """As evidence, in the words that were agreed."""
    worker.goes_to(observation)
    worker.presses("Take it into the journal", role="link")
    assert worker.sees(SAW)
    worker.presses("Take it into the journal")
    assert worker.sees("Evidence statement")
    assert worker.sees(SAW)
    assert worker.sees("S4")


def reviews_the_agreement(supervisor: Visitor) -> None:
    """It has come up by itself: other words, another day."""
    supervisor.goes_to("/supervision")
    opens(supervisor, "Look at it together")
    assert supervisor.sees("You wanted to look at this again")
    supervisor.presses("Look at it again", role="link")
    supervisor.types("What our meetings are for", AIM_AGAIN)
    supervisor.types("We look at it again on", (today() + timedelta(days=180)).isoformat())
    supervisor.presses("Save")


def looks_back(worker: Visitor, supervisor: Visitor, third: str) -> None:
    """Everything can be found again by both."""
    worker.goes_to("/supervision")
    assert worker.sees("Sessions that were")
    sessions = worker.page.locator('[aria-labelledby="past-heading"] .row-item')
    assert sessions.count() == 3
    worker.goes_to(third)
    assert worker.sees(REVIEWED)
    worker.goes_to("/principles/over-time")
    supervisor.goes_to("/review/caseload")
    assert supervisor.sees(WORKER)
