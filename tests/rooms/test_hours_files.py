"""Hours out as files and in again: the same content, no doubles, all or nothing."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.audit import Event
from journal.formatting import today
from journal.models import AuditEvent, HoursLine
from journal.models.confidential import visible
from tests.client import Client
from tests.rooms.hours import SAID, log, standing_lines, typed
from tests.world import World

ClientFor = Callable[..., Client]
HEAD = "Date,Method,Description,KSBs,Hours,Minutes,In paid hours\n"
FINE = f'03/02/2026,Shadowing,"{SAID}",K4 S2,1,30,yes\n'
AWKWARD = (
    "=1+1 is what the sheet said about budgets",
    "+44 helpline training, and what to say first",
    "@mention: how teams talk, and what is left out",
    "'quoted' words, with \"double\" ones, and; other, marks",
    "'=guarded before it was guarded, so to say",
    "Two lines\nof a description with a tab\tinside",
    "Ünïcödé, عربى and 日本語 in one training",
)


def look(client: Client, content: bytes, name: str = "log.csv", **more: str) -> TestResponse:
    """Choose a file and have it looked through."""
    sent: dict[str, Any] = {"file": (io.BytesIO(content), name), **more}
    return client.post("/progress/hours/bring-in", sent, content_type="multipart/form-data")


def say_yes(client: Client, page: TestResponse) -> TestResponse:
    """Say yes to what the page would do."""
    found = re.search(r'name="lines" value="([^"]+)"', page.text)
    assert found, page.text
    return client.post("/progress/hours/bring-in/all", {"lines": found[1]})


def taken_out(client: Client, world: World, kind: str, whose: str = "worker") -> bytes:
    """The log as a file."""
    place = f"/progress/{world.people[whose].id}/hours/take-out"
    answer = client.post(place, {"as": kind})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Person" not in answer.headers["Content-Disposition"]
    return answer.data


def content_of(lines: list[HoursLine]) -> list[tuple[Any, ...]]:
    """What lines say, apart from who they belong to."""
    return sorted(
        (
            line.dated,
            line.method,
            line.description,
            tuple(line.codes),
            line.minutes,
            line.in_paid_hours,
        )
        for line in lines
    )


def sheet(*rows: tuple[Any, ...], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook as a spreadsheet program makes it."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_log_taken_out_and_brought_in_elsewhere_is_the_same_log(
    kind: str, world: World, client_for: ClientFor, session: Session
) -> None:
    worker, other = client_for(world.worker), client_for(world.other_worker)
    for number, words in enumerate(AWKWARD):
        log(worker, description=words, hours=str(number), minutes="5", do="save as it is")
    log(worker, in_paid_hours="no", codes="", method="reading")
    log(worker, in_paid_hours="no", codes="", method="reading")
    content = taken_out(worker, world, kind)
    before = content_of(standing_lines(session, world.worker))
    theirs = content_of(standing_lines(session, world.other_worker))
    page = look(other, content, f"log.{kind}")
    assert page.status_code == 200, page.text
    assert say_yes(other, page).location == "/progress/hours"
    brought = content_of(standing_lines(session, world.other_worker))
    assert brought == sorted(before + theirs)
    again = look(worker, content, f"log.{kind}")
    assert again.status_code == 200
    assert "in your log already" in again.text
    assert 'name="lines"' not in again.text
    session.rollback()


def test_the_file_says_who_verified_and_runs_nothing(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    here = log(worker, description=AWKWARD[0])
    coach.post(f"{here}/verify")
    rows = list(csv.DictReader(io.StringIO(taken_out(coach, world, "csv").decode("utf-8-sig"))))
    row = next(row for row in rows if "budgets" in row["Description"])
    assert row["Description"].startswith("'=1+1")
    assert (row["Verified by"], row["Verified on"]) == ("Coach Person", today().isoformat())
    assert (row["Hours"], row["Minutes"], row["KSBs"]) == ("1", "30", "K4, S2")
    book = openpyxl.load_workbook(io.BytesIO(taken_out(worker, world, "xlsx")))
    cells = [cell for row in book["Training hours"].iter_rows() for cell in row]
    assert AWKWARD[0] in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    session.rollback()


def test_who_may_take_a_log_out_and_that_it_is_noted(
    world: World, client_for: ClientFor, session: Session
) -> None:
    place = f"/progress/{world.worker.id}/hours/take-out"
    for part in ("supervisor", "reader", "ex_supervisor", "other_worker", "admin", "stranger"):
        assert client_for(world.people[part]).post(place).status_code == 404
    taken_out(client_for(world.manager), world, "csv")
    mine = visible(AuditEvent, to=world.worker).where(
        AuditEvent.event == Event.HOURS_EXPORTED.value
    )
    assert [each.actor_id for each in session.scalars(mine)] == [world.manager.id]
    session.rollback()


def test_nothing_changes_until_the_yes_and_twice_yes_is_once(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    before = len(standing_lines(session, world.worker))
    page = look(worker, (HEAD + FINE + FINE.replace("03/02", "04/02")).encode())
    assert "Tuesday 3 February 2026" in page.text
    assert "2 lines would be added" in page.text
    assert len(standing_lines(session, world.worker)) == before
    say_yes(worker, page)
    assert len(standing_lines(session, world.worker)) == before + 2
    say_yes(worker, page)
    assert len(standing_lines(session, world.worker)) == before + 2
    assert "in your log already" in worker.get("/progress/hours").text
    mine = visible(AuditEvent, to=world.worker).where(
        AuditEvent.event == Event.HOURS_IMPORTED.value
    )
    assert len(session.scalars(mine).all()) == 1
    session.rollback()


def test_what_was_logged_between_the_look_and_the_yes_is_not_doubled(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    before = len(standing_lines(session, world.worker))
    page = look(worker, (HEAD + FINE).encode())
    log(worker, **typed(dated="2026-02-03", method="shadowing"))
    say_yes(worker, page)
    assert len(standing_lines(session, world.worker)) == before + 1
    session.rollback()


@pytest.mark.parametrize("sent", ["", "nonsense", "W10.x.y"])
def test_a_page_that_we_did_not_make_brings_nothing_in(
    sent: str, world: World, client_for: ClientFor, session: Session
) -> None:
    before = len(standing_lines(session, world.worker))
    answer = client_for(world.worker).post("/progress/hours/bring-in/all", {"lines": sent})
    assert answer.location == "/progress/hours/bring-in"
    assert len(standing_lines(session, world.worker)) == before
    session.rollback()


def test_a_page_made_for_somebody_else_brings_nothing_in(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = look(client_for(world.worker), (HEAD + FINE).encode())
    before = len(standing_lines(session, world.other_worker))
    say_yes(client_for(world.other_worker), page)
    assert len(standing_lines(session, world.other_worker)) == before
    session.rollback()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (FINE.replace("03/02/2026", "11/13/2026"), "no day that we can read"),
        (FINE.replace("03/02/2026", ""), "There is no date"),
        (FINE.replace("03/02/2026", "03/02/2126"), "in the future"),
        (FINE.replace("03/02/2026", "03/02/1926"), "a long time ago"),
        (FINE.replace(",1,30,", ",,,"), "how long it took"),
        (FINE.replace(",1,30,", ",a while,,"), "how long it took"),
        (FINE.replace(",1,30,", ",30,0,"), "between 1 minute and 24 hours"),
        (FINE.replace(",1,30,", ",0,0,"), "between 1 minute and 24 hours"),
        (FINE.replace(SAID, ""), "There is no description"),
        (FINE.replace(SAID, "x" * 1001), "longer than 1,000"),
        (FINE.replace(SAID, "[just for me] a secret"), "just for you"),
        (FINE.replace("K4 S2", "K9 " * 200), "longer than 500"),
        (FINE.replace(",yes", ",perhaps"), "neither yes nor no"),
        (FINE.replace(",yes", ","), "does not say whether"),
    ],
)
def test_one_line_amiss_keeps_all_out_and_is_told_by_its_number(
    line: str, says: str, world: World, client_for: ClientFor, session: Session
) -> None:
    before = len(standing_lines(session, world.worker))
    page = look(client_for(world.worker), (HEAD + FINE + line).encode())
    assert page.status_code == 422
    assert says in page.text
    assert 'id="row-3"' in page.text
    assert 'name="lines"' not in page.text
    assert len(standing_lines(session, world.worker)) == before
    session.rollback()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"hello, how are you\n", "could not find the columns"),
        (b"%PDF-1.4", "This is a PDF"),
        (HEAD.encode() + b'03/02/2026,"never closed', "quotation mark"),
        ((HEAD + FINE * 5_200).encode(), "more than 5,000 lines"),
        (b"PK\x03\x04broken", "damaged"),
        (sheet(("Date", "What"), ("a", "b")), "could not find the columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    content: bytes, says: str, world: World, client_for: ClientFor, session: Session
) -> None:
    before = len(standing_lines(session, world.worker))
    page = look(client_for(world.worker), content, "some.xlsx")
    assert page.status_code == 422
    assert says in page.text
    assert "Nothing was changed" in page.text
    assert len(standing_lines(session, world.worker)) == before
    session.rollback()


def test_no_file_at_all(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).post("/progress/hours/bring-in", {})
    assert page.status_code == 422
    assert "Please choose a file first" in page.text


def merged(page: Any) -> None:
    """Join two lines of the first column."""
    page.merge_cells("A2:A3")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            sheet(
                ("Date", "Description", "Hours", "In paid hours"),
                (date(2026, 2, 3), SAID, "=1+1", "yes"),
            ),
            "There is a formula in C2",
        ),
        (
            sheet(
                ("Date", "Description", "Hours", "In paid hours"),
                ("03/02/2026", SAID, 1, "yes"),
                ("", SAID, 2, "yes"),
                change=merged,
            ),
            "The cells A2:A3 are merged",
        ),
    ],
)
def test_formulas_and_merged_cells_are_told_and_change_nothing(
    content: bytes, says: str, world: World, client_for: ClientFor, session: Session
) -> None:
    before = len(standing_lines(session, world.worker))
    page = look(client_for(world.worker), content, "log.xlsx")
    assert page.status_code == 422
    assert says in page.text
    assert len(standing_lines(session, world.worker)) == before
    session.rollback()


def test_a_file_from_another_system_is_understood(
    world: World, client_for: ClientFor, session: Session
) -> None:
    """A title, other headings, days and times of Excel, a sum at the end, columns nobody needs."""
    day = datetime(2026, 2, 3)
    content = sheet(
        ("Off-the-job log 2025/26", None, None, None, None, None),
        (),
        ("Activity Date*", "Type of activity", "Description of activity", "Duration", "KSB codes",
         "Mood", "Approved by"),
        (day, "Job shadowing", SAID + ", one", time(1, 30), "K1-K3; S4", "good", "Somebody"),
        ("4 Feb 2026", "Webinar", SAID + ", two", "2h 15m", "k5 and K6", None, None),
        (46_058, "Peer visit", SAID + ", three", 0.5, "X9", None, None),
        ("Total", None, None, 4.25, None, None, None),
        change=lambda page: page.merge_cells("A1:F1"),
    )  # fmt: skip
    worker = client_for(world.worker)
    assert "does not say whether" in look(worker, content, "log.xlsx").text
    page = look(worker, content, "log.xlsx", all_paid="y")
    assert page.status_code == 200, page.text
    for words in (
        "“Peer visit” is logged as “Another way”",
        "“X9”",
        "“Mood”",
        "cannot come from a file",
        "This is a sum, not a line",
    ):
        assert words in page.text
    say_yes(worker, page)
    lines = {
        line.description.rpartition(", ")[2]: line
        for line in standing_lines(session, world.worker)
        if line.description.startswith(SAID)
    }
    found = {
        name: (line.dated, line.method.value, line.minutes, line.codes, line.in_paid_hours)
        for name, line in lines.items()
    }
    assert found == {
        "one": (date(2026, 2, 3), "shadowing", 90, ["K1", "K2", "K3", "S4"], True),
        "two": (date(2026, 2, 4), "e_learning", 135, ["K5", "K6"], True),
        "three": (date(2026, 2, 5), "other", 30, [], True),
    }
    session.rollback()


def test_two_lines_that_say_the_same_are_told_and_both_kept(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    page = look(worker, (HEAD + FINE * 2).encode())
    assert "It says the same as line 2" in page.text
    before = len(standing_lines(session, world.worker))
    say_yes(worker, page)
    assert len(standing_lines(session, world.worker)) == before + 2
    session.rollback()


def test_words_that_may_name_somebody_are_pointed_at_before_the_yes(
    world: World, client_for: ClientFor
) -> None:
    line = FINE.replace(SAID, "Rang 020 7946 0123 and learned how the housing line works")
    page = look(client_for(world.worker), (HEAD + line).encode())
    assert "Could somebody be recognised?" in page.text
    assert "Line 2: <mark" in page.text
    assert 'name="lines"' in page.text


def test_thousands_of_lines_go_in_at_once_or_not_at_all(
    world: World, client_for: ClientFor, session: Session, many: Callable[[int, int], int]
) -> None:
    number = many(300, 4_900)
    worker = client_for(world.worker)
    lines = [FINE.replace(SAID, f"{SAID}, {each}") for each in range(number)]
    before = len(standing_lines(session, world.worker))
    page = look(worker, (HEAD + "".join(lines)).encode())
    assert f"{number:,} lines would be added" in page.text
    say_yes(worker, page)
    assert len(standing_lines(session, world.worker)) == before + number
    amiss = HEAD + "".join(lines).replace("03/02", "05/02") + FINE.replace("yes", "?")
    assert look(worker, amiss.encode()).status_code == 422
    assert len(standing_lines(session, world.worker)) == before + number
    session.rollback()


def test_a_day_in_the_future_by_a_day_is_the_future(world: World, client_for: ClientFor) -> None:
    tomorrow = today() + timedelta(days=1)
    line = FINE.replace("03/02/2026", tomorrow.isoformat())
    assert look(client_for(world.worker), (HEAD + line).encode()).status_code == 422
