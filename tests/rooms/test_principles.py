"""The eight principles, how entries spread over them, and a worker's own words on each."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from sqlalchemy.orm import Session

from config import ROOT
from journal import content
from journal.audit import Event
from journal.entries import actions as entries
from journal.frameworks import actions
from journal.models import AuditEvent, Meaning, Person
from journal.models.confidential import act_as, visible
from journal.paging import PAGE_SIZE
from tests.client import Client
from tests.rooms.tagging import ClientFor, words_of, written
from tests.world import World

SHIPPED = content.load(ROOT / "content")
HEADINGS = [
    "Mutual",
    "Reciprocal",
    "Non-directive",
    "Recovery focused",
    "Strengths based",
    "Inclusive",
    "Progressive",
    "Safe",
]
Acting = Callable[[Person], Person]


def test_the_eight_stand_in_their_order_with_what_belongs_to_them(
    world: World, client_for: ClientFor
) -> None:
    page = client_for(world.worker).get("/principles").text
    headings = re.findall(r'class="row-title" href="/principles/[\w-]+">\d\. ([^<]+)<', page)
    assert headings == HEADINGS
    shown = words_of(page)
    for principle in SHIPPED.principles:
        for text in (principle.meaning, principle.explanation, *principle.prompts):
            assert text in shown
    for item in SHIPPED.leaning.statements:
        assert item.text in shown


def test_the_spread_is_drawn_as_it_is_counted(
    session: Session, world: World, client_for: ClientFor
) -> None:
    both = ("principles:mutual", "principles:safe")
    written(session, world, *both, dated=date(2026, 6, 1))
    written(session, world, "principles:mutual", dated=date(2026, 6, 4))
    written(session, world, "principles:mutual", dated=date(2026, 3, 4))
    written(session, world, "principles:mutual", author="worker")
    page = client_for(world.other_worker).get("/principles").text
    assert "3 entries are tagged with a principle" in words_of(page)
    flower = page.partition('aria-labelledby="flower-title')[2].partition("</svg>")[0]
    petals = dict(re.findall(r"<title>([^:]+): (\d+) entr", flower))
    told = dict(re.findall(r'<th scope="row">\d\. ([^<]+)</th><td[^>]*>(\d+)<', page))
    assert petals == told
    assert {name: count for name, count in told.items() if count != "0"} == {
        "Mutual": "3",
        "Safe": "1",
    }
    assert len(re.findall(r"<path ", flower)) == 2
    dots = page.partition('aria-labelledby="months-title')[2].partition("</svg>")[0]
    assert re.findall(r'class="dot".*?<title>([^<]+)</title>', dots) == [
        "Mutual, March 2026: 1",
        "Mutual, June 2026: 2",
        "Safe, June 2026: 1",
    ]
    months = page.partition('aria-label="Entries by principle and month"')[2].partition("</table>")[
        0
    ]
    row = re.search(r">Mutual</th>(.*?)</tr>", months, re.DOTALL)
    assert row
    numbers = [int(number) for number in re.findall(r"<td[^>]*>(?:<strong>)?(\d+)", row.group(1))]
    assert sum(numbers[:-1]) == numbers[-1] == 3


def test_only_ones_own_live_entries_count(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """What is shared with a supervisor is not theirs, and a deleted entry is nobody's."""
    entry = written(session, world, "principles:mutual", shared_with=["other_supervisor"])
    for part, counted in (("other_worker", True), ("other_supervisor", False)):
        for path in ("/principles", "/principles/mutual"):
            page = words_of(client_for(world.people[part]).get(path).text)
            assert ("1 entry is tagged" in page or "A day" in page) is counted, (part, path)
    act_as(session, world.other_worker)
    entries.delete(session, world.other_worker, session.merge(entry))
    session.commit()
    client = client_for(world.other_worker)
    assert "Once you tag an entry with a principle" in client.get("/principles").text
    assert "A day" not in client.get("/principles/mutual").text


def test_nobody_has_tagged_a_principle_yet(world: World, client_for: ClientFor) -> None:
    page = client_for(world.coach).get("/principles").text
    assert "Once you tag an entry with a principle" in page
    assert "flower-title" not in page


def test_a_principles_page_leads_to_its_leanings_and_entries(
    session: Session, world: World, client_for: ClientFor
) -> None:
    written(session, world, "principles:inclusive", title="The ramp")
    shown = words_of(client_for(world.other_worker).get("/principles/inclusive").text)
    assert "The ramp" in shown
    for item in SHIPPED.leaning.statements:
        assert (item.text in shown) == ("inclusive" in item.principles)


# What it means to me


def filled(client: Client, principle: str, text: str) -> dict[str, str]:
    """The form as a browser sends it."""
    page = client.get(f"/principles/{principle}").text
    number = re.search(r'name="number"[^>]*value="([^"]*)"', page)
    assert number
    return {"number": number.group(1), "text": text}


def test_ones_own_words_grow_and_earlier_ones_stay(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    for text in ("Being kind.", "Being kind, and *asking* first.", "Asking, and waiting."):
        assert client.post("/principles/safe", filled(client, "safe", text)).status_code == 303
    page = client.get("/principles/safe").text
    shown = words_of(page)
    assert "Asking, and waiting. Version 3" in shown
    assert "<em>asking</em>" in page
    assert re.findall(r"<summary>Version (\d)", page) == ["2", "1"]
    assert "Being kind." in shown
    assert "Asking, and waiting." in words_of(client.get("/principles").text)


def test_a_stale_save_shows_both_and_overwrites_nothing(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    opened_here = filled(client, "safe", "Typed on the bus.")
    opened_there = filled(client, "safe", "Typed at home.")
    assert client.post("/principles/safe", opened_there).status_code == 303
    answer = client.post("/principles/safe", opened_here)
    assert answer.status_code == 409
    assert "Typed at home." in answer.text
    assert re.search(r"<textarea[^>]*>\s*Typed on the bus\.", answer.text)
    assert [meaning.text for meaning in meanings(session, world.worker)] == ["Typed at home."]
    again = re.search(r'name="number"[^>]*value="([^"]*)"', answer.text)
    assert again
    both = {"number": again.group(1), "text": "Typed at home and on the bus."}
    assert client.post("/principles/safe", both).status_code == 303
    assert len(meanings(session, world.worker)) == 2


def test_the_same_words_sent_twice_are_one_version(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    form = filled(client, "safe", "A door I can see.")
    assert client.post("/principles/safe", form).status_code == 303
    assert client.post("/principles/safe", form).status_code == 303
    assert len(meanings(session, world.worker)) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Please write a few words first."),
        (" \n\t", "Please write a few words first."),
        ("\x00", "Please write a few words first."),
        ("x" * 20_001, "is longer than 20,000 characters"),
    ],
)
def test_what_cannot_be_kept_comes_back_as_typed(
    text: str, problem: str, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    answer = client.post("/principles/safe", filled(client, "safe", text))
    assert answer.status_code == 422
    assert problem in answer.text
    assert 'href="#text"' in answer.text
    assert text.strip("\x00").strip() in answer.text
    assert not meanings(session, world.worker)


@pytest.mark.parametrize("number", ["", "0", "7", "-1", "1e3", "9" * 400, "²"])
def test_a_number_that_is_not_the_next_one_is_a_stale_save(
    number: str, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    form = {"number": number, "text": "Not lost: 🌱 \u202b\u05e9\u05dc\u05d5\u05dd\u202c"}
    answer = client.post("/principles/safe", form)
    assert answer.status_code == 409
    assert "Not lost: 🌱" in answer.text
    assert not meanings(session, world.worker)


def test_an_unknown_principle_is_not_found_whatever_is_sent(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    assert client.post("/principles/nice", {"number": "1", "text": ""}).status_code == 404


def test_nobody_else_ever_sees_what_a_principle_means_to_somebody(
    world: World, client_for: ClientFor
) -> None:
    author = client_for(world.worker)
    author.post("/principles/safe", filled(author, "safe", "Only for my own eyes."))
    for part in ("supervisor", "manager", "coach", "reader", "other_worker", "admin"):
        client = client_for(world.people[part])
        for path in ("/principles", "/principles/safe", "/principles/mutual"):
            page = client.get(path).text
            assert "Only for my own eyes." not in page
            assert "canaryworkermeaning" not in page


def test_the_account_tells_of_it_without_the_words(
    session: Session, world: World, acting: Acting
) -> None:
    author = acting(world.worker)
    meaning = actions.write_meaning(session, author, "safe", "A door I can see.", 1)
    session.commit()
    told = session.scalars(
        visible(AuditEvent, to=author).where(AuditEvent.event == Event.MEANING_WRITTEN.value)
    ).one()
    assert (told.owner_id, told.actor_id) == (author.id, author.id)
    assert (told.subject_kind, told.subject_id) == ("meaning", meaning.id)


def test_writing_the_same_number_twice_is_refused(
    session: Session, world: World, acting: Acting
) -> None:
    author = acting(world.worker)
    actions.write_meaning(session, author, "safe", "One.", 1)
    with pytest.raises(actions.SavedElsewhere):
        actions.write_meaning(session, author, "safe", "Another one.", 1)
    session.commit()
    assert [each.text for each in meanings(session, author)] == ["One."]


def test_many_earlier_versions_come_page_by_page(
    session: Session, world: World, acting: Acting, client_for: ClientFor
) -> None:
    author = acting(world.worker)
    for number in range(1, PAGE_SIZE + 4):
        actions.write_meaning(session, author, "safe", f"Words {number}.", number)
    session.commit()
    client = client_for(author)
    first = client.get("/principles/safe").text
    older = re.search(r'href="(/principles/safe\?earlier=[^"#]+)', first)
    assert older
    second = client.get(unescape(older.group(1))).text
    shown = [re.findall(r"<summary>Version (\d+),", page) for page in (first, second)]
    assert [int(number) for page in shown for number in page] == list(range(PAGE_SIZE + 2, 0, -1))
    for key in ("x", "1", "1~x", f"{'9' * 40}~{author.id}", f"-1~{author.id}"):
        page = client.get("/principles/safe", query_string={"earlier": key})
        assert re.findall(r"<summary>Version (\d+),", page.text) == shown[0]


def meanings(session: Session, author: Person) -> list[Meaning]:
    """Every version that this author has of what safe means."""
    session.rollback()
    found = visible(Meaning, to=author).where(Meaning.principle == "safe")
    return list(session.scalars(found.order_by(Meaning.number)))
