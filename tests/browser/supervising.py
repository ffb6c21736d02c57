"""What those who meet for supervision do again and again, through the screens."""

import re

from journal.formatting import today
from tests.browser.conftest import Visitor


def agrees(visitor: Visitor) -> None:
    """From the page of the record."""
    visitor.presses("Read and say your word", role="link")
    visitor.presses("I agree to this version")
    assert visitor.sees("You agreed on ")


def plans(facilitator: Visitor) -> str:
    """Fill in the time and place; the answer is the address of the session."""
    facilitator.types("Day", today().isoformat())
    facilitator.types("Time", "14:00")
    facilitator.ticks("By video")
    facilitator.presses("Plan it")
    return here(facilitator)


def puts_on_the_agenda(visitor: Visitor, session: str, text: str) -> None:
    """Either side may, up to the last minute."""
    visitor.goes_to(session)
    visitor.types("What do you want to talk about?", text)
    visitor.presses("Put it on the agenda")
    assert visitor.sees(text)


def writes_the_record(visitor: Visitor, text: str, heading: str = "What you talked about") -> None:
    """From the page of the session."""
    visitor.presses("Write the record", role="link")
    visitor.types(heading, text)
    visitor.presses("Save")
    assert visitor.sees(text)


def closes(facilitator: Visitor, session: str = "") -> None:
    """They met: what was not reached goes on, and everybody is asked for their word."""
    if session:
        facilitator.goes_to(session)
    facilitator.presses("Yes, we met")
    assert facilitator.sees("Who agreed")


def opens(visitor: Visitor, beginning: str) -> None:
    """Follow the first link whose words begin like this."""
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name=re.compile(f"^{re.escape(beginning)}")).first.click()
    visitor.looks_over()


def here(visitor: Visitor) -> str:
    """The address of the page, without the place on it."""
    return visitor.page.url.removeprefix(visitor.address).partition("#")[0]
