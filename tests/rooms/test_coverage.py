"""The coverage page, against a journal made by hand."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models import Share
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.queries import queries_of
from tests.rooms.tagging import (
    ClientFor,
    attested,
    decided,
    one_in_every_state,
    words_of,
    written,
)
from tests.world import World


@pytest.fixture
def journal(session: Session, world: World) -> World:
    """The cast, and the other worker's journal with one KSB in every state."""
    return one_in_every_state(session, world)


def pictures(page: str) -> dict[str, Counter[str]]:
    """What each picture draws: its marks by name."""
    found = re.findall(r'aria-labelledby="picture-(\w+)-title.*?</svg>', page, re.DOTALL)
    drawn = re.findall(r'(aria-labelledby="picture-\w+-title.*?</svg>)', page, re.DOTALL)
    return {
        kind: Counter(re.findall(r'href="#mark-(\w+)"', svg))
        for kind, svg in zip(found, drawn, strict=True)
    }


def table(page: str) -> dict[str, list[int]]:
    """The table beside the pictures: each row's numbers by its heading."""
    body = page.partition("coverage-table")[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', body, re.DOTALL)
    return {
        re.sub(r"<[^>]+>", "", heading).strip(): [
            int(number) for number in re.findall(r"<td[^>]*>(?:<strong>)?(\d+)", cells)
        ]
        for heading, cells in rows
    }


def test_the_numbers_are_those_of_the_journal(journal: World, client_for: ClientFor) -> None:
    page = client_for(journal.other_worker).get("/coverage").text
    assert table(page) == {
        "Evidence ready": [1, 0, 0, 1],
        "Confirmed": [1, 0, 1, 2],
        "Claimed": [3, 1, 0, 4],
        "of these, more asked for": [1, 0, 0, 1],
        "Nothing yet": [53, 49, 4, 106],
        "All": [58, 50, 5, 113],
    }
    words = words_of(page)
    assert "3 of 113 confirmed. For 1 of them the evidence is ready for the portfolio." in words
    assert "4 more are claimed and nobody has confirmed them yet" in words
    assert "on 1 of these somebody asked for more. 106 have nothing yet." in words


def test_the_picture_shows_the_numbers_of_the_table(journal: World, client_for: ClientFor) -> None:
    page = client_for(journal.other_worker).get("/coverage").text
    drawn, told = pictures(page), table(page)
    assert drawn["knowledge"] == {
        "ready": 1,
        "confirmed": 1,
        "claimed": 2,
        "more": 1,
        "nothing": 53,
    }
    for place, kind in enumerate(("knowledge", "skill", "behaviour")):
        marks = drawn[kind]
        assert marks["ready"] == told["Evidence ready"][place]
        assert marks["confirmed"] == told["Confirmed"][place]
        assert marks["claimed"] + marks["more"] == told["Claimed"][place]
        assert marks["more"] == told["of these, more asked for"][place]
        assert marks["nothing"] == told["Nothing yet"][place]
    for kind in drawn:
        assert re.search(rf'role="img" aria-labelledby="picture-{kind}-title', page)
        assert re.search(rf'<title id="picture-{kind}-title">.+?</title>', page)


def test_by_duty_every_ksb_stands_once(journal: World, client_for: ClientFor) -> None:
    page = client_for(journal.other_worker).get("/coverage").text
    listed = re.findall(r'class="row-title" href="/ksbs/(\w+)"', page)
    assert len(listed) == len(set(listed)) == 113
    assert listed[-5:] == ["B1", "B2", "B3", "B4", "B5"]
    sections = re.findall(r"<strong>(Duty \d+|Behaviours)</strong> · ([^<]+)<", page)
    assert sections[0] == ("Duty 1", "2 of 16 confirmed")
    assert sections[9] == ("Duty 10", "0 of 12 confirmed")
    assert sections[10] == ("Behaviours", "1 of 5 confirmed")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("state=ready", ["K1"]),
        ("state=confirmed", ["K2", "B1"]),
        ("state=claimed", ["K3", "K4", "S2", "K53"]),
        ("state=claimed&kind=skill", ["S2"]),
        ("state=claimed&duty=10", ["K53"]),
        ("kind=behaviour", ["B1", "B2", "B3", "B4", "B5"]),
        ("duty=none&state=confirmed", ["B1"]),
        ("state=ready&kind=skill", []),
    ],
)
def test_the_list_is_narrowed_by_the_address(
    query: str, codes: list[str], journal: World, client_for: ClientFor
) -> None:
    page = client_for(journal.other_worker).get(f"/coverage?{query}").text
    assert re.findall(r'class="row-title" href="/ksbs/(\w+)"', page) == codes
    assert table(page)["All"] == [58, 50, 5, 113]


@pytest.mark.parametrize("query", ["state=excellent", "kind=principle", "duty=11", "kind=%00"])
def test_an_address_that_asks_for_nothing_known_shows_everything(
    query: str, journal: World, client_for: ClientFor
) -> None:
    page = client_for(journal.other_worker).get(f"/coverage?{query}").text
    assert len(re.findall(r'class="row-title" href="/ksbs/', page)) == 113


def test_a_newcomer_is_told_that_everybody_starts_there(
    world: World, client_for: ClientFor
) -> None:
    page = client_for(world.coach).get("/coverage").text
    assert "Nothing is tagged yet. That is how everybody starts." in words_of(page)
    assert table(page)["Nothing yet"] == [58, 50, 5, 113]


def test_a_deleted_entry_counts_for_nothing(
    session: Session, journal: World, client_for: ClientFor
) -> None:
    entry = written(session, journal, "S50")
    page = client_for(journal.other_worker).get("/coverage?state=claimed").text
    assert "/ksbs/S50" in page
    act_as(session, journal.other_worker)
    entries.delete(session, journal.other_worker, session.merge(entry))
    session.commit()
    page = client_for(journal.other_worker).get("/coverage?state=claimed").text
    assert "/ksbs/S50" not in page
    assert table(page)["Claimed"] == [3, 1, 0, 4]


def test_somebody_elses_tags_count_for_nothing(
    session: Session, journal: World, client_for: ClientFor
) -> None:
    written(session, journal, "S50", author="worker", shared_with=["supervisor"])
    page = client_for(journal.other_worker).get("/coverage").text
    assert table(page)["Claimed"] == [3, 1, 0, 4]
    own = client_for(journal.supervisor).get("/coverage").text
    assert table(own)["All"] == table(own)["Nothing yet"]


def test_a_reflection_is_ready_once_its_latest_statement_is_vouched_for(
    session: Session, journal: World, client_for: ClientFor
) -> None:
    worker, supervisor = journal.other_worker, journal.other_supervisor
    entry = written(session, journal, "S9", statement=True, shared_with=["other_supervisor"])
    decided(session, supervisor, entry, Decision.CONFIRMED, ["S9"])

    def listed(state: str) -> bool:
        return "/ksbs/S9" in client_for(worker).get(f"/coverage?state={state}&kind=skill").text

    assert listed("confirmed")
    attested(session, supervisor, entry)
    assert listed("ready")
    act_as(session, worker)
    again = session.merge(entry)
    session.refresh(again, ["statements"])
    entries.write_statement(session, worker, again, "What I did, told better.")
    session.commit()
    assert listed("confirmed")


# What somebody who supports a worker may count


def test_a_supporter_counts_only_what_is_shared_with_them(
    journal: World, client_for: ClientFor
) -> None:
    """The other worker's third entry is shared with nobody, so K3 and K53 are not there."""
    here = f"/coverage/{journal.other_worker.id}"
    page = client_for(journal.other_supervisor).get(here)
    assert page.status_code == 200
    assert table(page.text)["Evidence ready"] == [1, 0, 0, 1]
    assert table(page.text)["Confirmed"] == [1, 0, 1, 2]
    assert table(page.text)["Claimed"] == [1, 1, 0, 2]
    assert "Only mine" not in page.text
    assert "A day" not in page.text
    assert "Counted only from the entries that" in page.text
    assert "/entries/" not in page.text.partition("<main")[2].partition("</main")[0]


def test_a_withdrawn_share_and_a_deleted_entry_are_gone_from_their_count(
    session: Session, journal: World, client_for: ClientFor
) -> None:
    worker, supervisor = journal.other_worker, journal.other_supervisor
    one = written(session, journal, "S40", shared_with=["other_supervisor"])
    two = written(session, journal, "S41", shared_with=["other_supervisor"])
    here = f"/coverage/{worker.id}?kind=skill&state=claimed"

    def listed() -> list[str]:
        return re.findall(r'tag-code">(S\d+)<', client_for(supervisor).get(here).text)

    assert listed() == ["S2", "S40", "S41"]
    act_as(session, worker)
    share = session.scalars(visible(Share, to=worker).where(Share.entry_id == one.id)).one()
    entries.withdraw(session, worker, session.merge(one), share)
    entries.delete(session, worker, session.merge(two))
    session.commit()
    assert listed() == ["S2"]
    assert "/ksbs/S40" in client_for(worker).get("/coverage?state=claimed").text


@pytest.mark.parametrize(
    "part", ["worker", "supervisor", "ex_supervisor", "manager", "admin", "stranger"]
)
def test_nobody_else_finds_the_coverage_of_a_worker(
    part: str, journal: World, client_for: ClientFor
) -> None:
    client = client_for(journal.people[part])
    assert client.get(f"/coverage/{journal.other_worker.id}").status_code == 404
    assert client.get(f"/coverage/{uuid4()}").status_code == 404


def test_it_is_gone_with_the_relationship(
    session: Session, journal: World, client_for: ClientFor
) -> None:
    here = f"/coverage/{journal.other_worker.id}"
    assert client_for(journal.other_supervisor).get(here).status_code == 200
    relationship = session.merge(journal.relationships["other_supervisor"])
    relationship.ended_at = now()
    session.commit()
    assert client_for(journal.other_supervisor).get(here).status_code == 404


def test_a_worker_does_not_see_the_coverage_of_those_who_support_them(
    journal: World, client_for: ClientFor
) -> None:
    supervisor = journal.other_supervisor.id
    assert client_for(journal.other_worker).get(f"/coverage/{supervisor}").status_code == 404


def test_ones_own_address_leads_to_ones_own_page(journal: World, client_for: ClientFor) -> None:
    answer = client_for(journal.worker).get(f"/coverage/{journal.worker.id}")
    assert (answer.status_code, answer.location) == (302, "/coverage")


def test_no_page_asks_more_of_the_database_when_there_is_more(
    session: Session, journal: World, client_for: ClientFor
) -> None:
    worker, supervisor = journal.other_worker, journal.other_supervisor
    theirs = [(client_for(worker), path) for path in ("/coverage", "/ksbs/K2", "/principles")]
    theirs += [(client_for(worker), "/principles/safe")]
    pages = [*theirs, (client_for(supervisor), f"/coverage/{worker.id}")]
    before = [len(queries_of(client, path)) for client, path in pages]
    for _ in range(40):
        entry = written(
            session, journal, "K2", "principles:safe", statement=True,
            shared_with=["other_supervisor"],
        )  # fmt: skip
        decided(session, supervisor, entry, Decision.CONFIRMED, ["K2", "principles:safe"])
        attested(session, supervisor, entry)
    assert [len(queries_of(client, path)) for client, path in pages] == before


def test_coverage_reads_no_text(journal: World, client_for: ClientFor) -> None:
    asked = " ".join(queries_of(client_for(journal.other_worker), "/coverage"))
    for column in ("entries.text", "entries.title", "tags.reason", "because", "statements.text"):
        assert column not in asked
