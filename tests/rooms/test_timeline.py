"""The timeline and this day in other years: one's own months, and nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from journal.domain.entry_kind import EntryKind
from journal.formatting import today
from tests.client import Client
from tests.rooms.searching import write
from tests.world import World

ClientFor = Callable[..., Client]


def test_the_timeline_counts_ones_own_months_and_names_the_quiet_ones(
    session: Session, world: World, client_for: ClientFor
) -> None:
    for text, day, kind in (
        ("June words", date(2025, 6, 2), EntryKind.TRAINING),
        ("More June words", date(2025, 6, 30), EntryKind.CERTIFICATE),
        ("February words", date(2025, 2, 11), EntryKind.TRAINING),
    ):
        write(session, world, "manager", text, dated=day, kind=kind)
    write(session, world, "worker", "Shared in April", dated=date(2025, 4, 1),
          shared_with=("manager",))  # fmt: skip
    page = client_for(world.manager).get("/timeline").text
    assert page.index("June 2025") < page.index("More June words") < page.index("February 2025")
    assert "2 entries · Training 1 · Certificate 1" in page
    assert "3 quiet months before this." in page
    assert page.count("quiet month") == 1
    assert "April" not in page


def test_the_timeline_goes_on_page_by_page_with_nothing_twice(
    session: Session, world: World, client_for: ClientFor
) -> None:
    for number in range(45):
        day = date(2025, 1 + number % 2 * 5, 1 + number % 28)
        write(session, world, "manager", f"word{number:02} of mine", dated=day)
    manager, path, seen = client_for(world.manager), "/timeline", []
    while path:
        page = manager.get(path).text
        seen += [number for number in range(45) if f">word{number:02} of mine<" in page]
        assert ("5 quiet months" in page) is False
        if "June 2025" in page:
            assert "22 entries" in page
        _, _, rest = page.partition("/timeline?after=")
        path = "/timeline?after=" + rest.partition('"')[0] if rest else ""
    assert sorted(seen) == list(range(45))
    assert seen[:20] != sorted(seen)[:20]


def test_this_day_recalls_ones_own_entries_gently_and_can_be_left_be(
    session: Session, world: World, client_for: ClientFor
) -> None:
    then = today().replace(year=today().year - 4)
    write(session, world, "manager", "Four years before", dated=then)
    write(session, world, "manager", "Some other day", dated=then + timedelta(days=1))
    write(session, world, "worker", "Of somebody else", dated=then, shared_with=("manager",))
    manager = client_for(world.manager)
    part = recalled(manager)
    assert "Four years ago today" in part
    assert "Four years before" in part
    assert "Some other day" not in part
    assert "somebody else" not in part
    assert manager.post("/timeline/on-this-day", {"show": "no"}).status_code == 303
    assert recalled(manager) == ""
    manager.post("/timeline/on-this-day", {"show": "yes"})
    assert "Four years before" in recalled(manager)


def recalled(client: Client) -> str:
    """The part of the timeline that recalls other years."""
    page = client.get("/timeline").text
    return page.partition('id="on-this-day-heading"')[2].partition("</section>")[0]


def test_an_empty_timeline_and_a_strange_address_are_answered(
    world: World, client_for: ClientFor
) -> None:
    stranger = client_for(world.stranger)
    for path in ("/timeline", "/timeline?after=x", "/timeline?after=2025-13-01~1"):
        assert (
            "Nothing here yet" in stranger.get(path).text or "beginning" in stranger.get(path).text
        )
