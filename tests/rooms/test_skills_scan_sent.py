"""A scan that was sent: who reads it, what they say to it, and that nobody else ever does."""

import io
import re
import zipfile
from datetime import date
from html import unescape

import pytest
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.domain.skills_scan import ScanPart, ScanWordKind
from journal.formatting import today
from journal.models import AuditEvent, Programme, ScanWord
from journal.models.confidential import visible
from journal.skills_scan.actions import given_to
from tests.letters import throw_away, waiting
from tests.rooms.scanning import (
    ClientFor,
    begin,
    end,
    fill,
    fill_all,
    scan_of,
    sent,
    support,
    words_of,
)
from tests.world import World

SIX_PARTS = ("supervisor", "ex_supervisor", "other_supervisor", "reader", "admin", "stranger")
WORDS = {"decision-3": "confirmed", "decision-4": "further", "field_4": "Sit in on a review."}


def said_to(session: Session, world: World, by: str) -> list[ScanWord]:
    """What somebody said to the worker's sent scan."""
    person = world.people[by]
    return [each for each in scan_of(session, world.worker).words if each.author_id == person.id]


def test_manager_and_coach_get_a_letter_with_a_link_and_not_a_word_of_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    manager = support(session, world, "other_worker", "manager", RelationshipKind.MANAGER)
    support(session, world, "other_worker", "coach", RelationshipKind.COACH)
    session.rollback()
    throw_away(session)
    scan = f"/skills-scan/{scan_of(session, world.other_worker).id}"
    worker = client_for(world.other_worker)
    assert "Manager Person" in worker.get(f"{scan}/send").text
    assert worker.post(f"{scan}/send").status_code == 303
    assert worker.post(f"{scan}/send").status_code == 303, "sent twice, it is sent once"
    letters = waiting(session)
    assert {each.to_address for each in letters} == {"manager@test.example", "coach@test.example"}
    assert len(letters) == 2
    for letter in letters:
        assert f"http://localhost{scan}" in letter.body
        assert "canary" not in letter.body
        assert "scan" not in letter.subject.casefold()
    assert manager.id in {each.relationship_id for each in letters}
    for part in ("manager", "coach"):
        assert "canaryscantheirs" in client_for(world.people[part]).get(scan).text


def test_nobody_is_the_manager_yet_and_the_page_says_who_can_invite_them(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill_all(reader, scan)
    page = words_of(reader.get(f"{scan}/send").text)
    assert "Nobody is your line manager or coach here yet." in page
    assert "your administrator) can invite them" in page
    session.rollback()
    throw_away(session)
    assert reader.post(f"{scan}/send").status_code == 303
    assert waiting(session) == []
    for part in ("manager", "coach", "supervisor", "admin"):
        assert client_for(world.people[part]).get(scan).status_code == 404
    support(session, world, "reader", "manager", RelationshipKind.MANAGER)
    assert client_for(world.manager).get(scan).status_code == 200


@pytest.mark.parametrize("part", SIX_PARTS)
def test_it_is_not_there_for_anybody_else(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    scan, client = sent(session, world), client_for(world.people[part])
    for page in ("", "/moved", "/words", "/meeting"):
        assert client.get(scan + page).status_code == 404
    for page in ("/send", "/words", "/meeting", "/pdf", "/xlsx", "/duty/1"):
        assert client.post(scan + page, WORDS).status_code == 404
    assert str(scan) not in client.get("/skills-scan").text


def test_all_three_see_the_same_page(session: Session, world: World, client_for: ClientFor) -> None:
    scan, shown = sent(session, world), {}
    for part in ("worker", "manager", "coach"):
        page = client_for(world.people[part]).get(scan).text
        shown[part] = {word for word in world.canaries if word in page}
    assert shown["worker"] == shown["manager"] == shown["coach"]
    assert {word[6:-6] for word in shown["coach"]} == {
        "scansentskillsalready",
        "scansentskillsgained",
        "scansentknowledgealready",
        "scansentknowledgegained",
        "scanfurther",
        "scanconfirmed",
        "scanmeeting",
    }
    told = words_of(client_for(world.worker).get("/privacy").text)
    assert "Manager Person read your skills scan" in told
    assert "Coach Person read your skills scan" in told


def test_the_manager_confirms_or_names_further_development_in_one_form(
    session: Session, world: World, client_for: ClientFor
) -> None:
    scan, manager = sent(session, world), client_for(world.manager)
    session.rollback()
    throw_away(session)
    assert manager.post(f"{scan}/words", WORDS).status_code == 303
    assert manager.post(f"{scan}/words", WORDS).status_code == 303
    said = {each.duty: each for each in said_to(session, world, "manager")}
    assert said[3].kind is ScanWordKind.CONFIRMED
    assert (said[4].kind, said[4].text) == (ScanWordKind.FURTHER, "Sit in on a review.")
    assert len(said_to(session, world, "manager")) == 4, "sent twice, it is said once"
    assert [each.to_address for each in waiting(session)] == ["worker@test.example"]
    for part in ("worker", "coach", "manager"):
        page = words_of(client_for(world.people[part]).get(scan).text)
        assert "Sit in on a review." in page
    changed = {"decision-4": "confirmed", "field_4": ""}
    assert manager.post(f"{scan}/words", changed).status_code == 303
    page = words_of(client_for(world.worker).get(scan).text)
    assert "Sit in on a review." in page, "what was said before stays beside what is said now"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "There is nothing to send yet."),
        ({"decision-4": "further"}, "which further development you see for duty 4"),
        ({"decision-4": "perhaps", "field_4": "Words"}, "Please choose one of these."),
        ({"field_4": "Words without a choice"}, "Please choose one of these."),
        ({"decision-4": "further", "field_4": "x" * 5_001}, "Nothing is lost"),
    ],
)
def test_a_slip_of_the_manager_comes_back_with_every_word(
    typed: dict[str, str], sentence: str, session: Session, world: World, client_for: ClientFor
) -> None:
    scan, manager = sent(session, world), client_for(world.manager)
    answer = manager.post(f"{scan}/words", {"decision-5": "", **typed})
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert typed.get("field_4", "") in answer.text
    assert len(said_to(session, world, "manager")) == 2


@pytest.mark.parametrize("part", ["worker", "coach"])
def test_only_a_line_manager_confirms(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    scan, client = sent(session, world), client_for(world.people[part])
    assert "Your word as line manager" not in client.get(scan).text
    assert client.post(f"{scan}/words", WORDS).status_code == 404
    assert said_to(session, world, "worker") == []


def test_the_coach_notes_the_planning_meeting(
    session: Session, world: World, client_for: ClientFor
) -> None:
    scan, coach = sent(session, world), client_for(world.coach)
    typed = {"held_on": "2026-03-02", "text": "We begin with duty 4."}
    assert coach.post(f"{scan}/meeting", typed).status_code == 303
    assert coach.post(f"{scan}/meeting", typed).status_code == 303
    meetings = said_to(session, world, "coach")
    assert [each.held_on for each in meetings] == [today(), date(2026, 3, 2)]
    page = words_of(client_for(world.manager).get(scan).text)
    assert "Planning meeting on 2 March 2026: Coach Person" in page
    for slip, sentence in (
        ({"held_on": "", "text": "x"}, "Please give the date as day, month and year."),
        ({"held_on": "0001-01-01", "text": "x"}, "Please check the year."),
        ({"held_on": "2026-03-02", "text": " "}, "Please write a few words first."),
    ):
        answer = coach.post(f"{scan}/meeting", slip)
        assert answer.status_code == 422
        assert sentence in answer.text
    for part in ("worker", "manager"):
        client = client_for(world.people[part])
        assert client.post(f"{scan}/meeting", typed).status_code == 404


@pytest.mark.parametrize(("part", "what"), [("manager", "/words"), ("coach", "/meeting")])
def test_whoever_stopped_reads_and_says_nothing_from_the_next_request_on(
    part: str, what: str, session: Session, world: World, client_for: ClientFor
) -> None:
    scan, client = sent(session, world), client_for(world.people[part])
    assert client.get(scan).status_code == 200
    end(session, world.relationships[part].id)
    assert client.get(scan).status_code == 404
    assert client.get("/skills-scan").text.count(scan) == 0
    typed = {**WORDS, "held_on": "2026-03-02", "text": "Too late"}
    assert client.post(scan + what, typed).status_code == 404
    assert "canaryscanfurther" in client_for(world.worker).get(scan).text, "the worker keeps it"


def test_supervisors_read_it_only_while_the_worker_lets_them(
    session: Session, world: World, client_for: ClientFor
) -> None:
    if session.get(Programme, world.worker.id) is None:
        session.add(Programme(person_id=world.worker.id, began_on=today()))
        session.commit()
    scan, worker, supervisor = (
        sent(session, world),
        client_for(world.worker),
        client_for(world.supervisor),
    )
    assert supervisor.get(scan).status_code == 404
    assert worker.post("/skills-scan/shown", {"shown": "yes"}).status_code == 303
    page = supervisor.get(scan)
    assert page.status_code == 200
    assert "Your word as line manager" not in page.text
    assert supervisor.post(f"{scan}/words", WORDS).status_code == 404
    for part in ("ex_supervisor", "other_supervisor", "reader"):
        assert client_for(world.people[part]).get(scan).status_code == 404
    begun = f"/skills-scan/{scan_of(session, world.worker, 2).id}"
    assert supervisor.get(begun).status_code == 404
    assert worker.post("/skills-scan/shown", {"shown": "no"}).status_code == 303
    assert supervisor.get(scan).status_code == 404
    told = words_of(worker.get("/privacy?whose=mine").text)
    assert told.count("You let supervisors read hours and scan, or no longer") == 2


@pytest.mark.parametrize(
    ("part", "sees"), [("manager", True), ("coach", True), ("supervisor", False)]
)
def test_the_scans_of_one_person_are_listed_for_those_around_them(
    part: str, sees: bool, session: Session, world: World, client_for: ClientFor
) -> None:
    scan = sent(session, world)
    page = client_for(world.people[part]).get(f"/skills-scan/of/{world.worker.id}")
    assert page.status_code == 200
    assert (scan in page.text) is sees
    assert str(scan_of(session, world.worker, 2).id) not in page.text
    for other in ("reader", "ex_supervisor", "other_supervisor", "admin", "stranger"):
        client = client_for(world.people[other])
        assert client.get(f"/skills-scan/of/{world.worker.id}").status_code == 404


def test_somebody_without_a_programme_has_no_switch(world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    begin(reader)
    assert "Let my supervisors" not in reader.get("/skills-scan").text
    assert reader.post("/skills-scan/shown", {"shown": "yes"}).status_code == 303


@pytest.mark.parametrize("part", ["worker", "manager", "coach"])
def test_it_is_taken_away_as_a_pdf_and_a_workbook(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    scan, client = sent(session, world), client_for(world.people[part])
    pdf, xlsx = client.post(f"{scan}/pdf"), client.post(f"{scan}/xlsx")
    assert pdf.data.startswith(b"%PDF-")
    assert re.search(r'filename="?skills-scan-1-[\d-]+\.pdf', pdf.headers["Content-Disposition"])
    with zipfile.ZipFile(io.BytesIO(xlsx.data)) as book:
        text = book.read("xl/sharedStrings.xml").decode()
    for place in ("scansentskillsalready", "scanfurther", "scanmeeting"):
        assert place in text
    assert "K1, K2, K3" in text
    assert "<f>" not in text
    if part != "worker":
        session.rollback()
        seen = visible(AuditEvent, to=world.worker).where(
            AuditEvent.actor_id == world.people[part].id,
            AuditEvent.subject_kind == "skills_scan",
            AuditEvent.event == "opened an entry",
        )
        assert session.scalars(seen).all(), "the account says who took it"


def test_a_repeat_scan_stands_beside_the_baseline_for_those_who_may_read_both(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    again = f"/skills-scan/{scan_of(session, world.worker, 2).id}"
    assert worker.post(f"{again}/send").status_code == 303
    page = client_for(world.manager).get(f"{again}/moved")
    said = words_of(page.text)
    assert "From the baseline to scan 2: 20 as before." in said
    assert page.text.count("<circle") == 40
    assert said.count("As before") >= 20
    with zipfile.ZipFile(io.BytesIO(worker.post(f"{again}/xlsx").data)) as book:
        assert "What has moved" in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("part", "page", "field", "more"),
    [
        ("manager", "/words", "field_4", {"decision-4": "further"}),
        ("coach", "/meeting", "text", {"held_on": "2026-03-02"}),
    ],
)
def test_what_others_say_is_looked_over_before_it_stands_there(
    part: str,
    page: str,
    field: str,
    more: dict[str, str],
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    scan, client = sent(session, world), client_for(world.people[part])
    typed = {**more, field: "Dr Amara Okafor rang about Worker Person on 07700 900123."}
    before = len(said_to(session, world, part))
    held = client.post(scan + page, typed)
    assert held.status_code == 422
    assert "could somebody be recognised?" in held.text
    assert '<mark class="pointed" dir="auto">07700 900123</mark>' in held.text
    assert '<mark class="pointed" dir="auto">Worker' not in held.text, "they all know each other"
    assert len(said_to(session, world, part)) == before
    do = "put\na phone number\n07700 900123"
    again = client.post(scan + page, typed | {"do": do})
    assert again.status_code == 200
    assert "about Worker Person on a phone number.</textarea>" in unescape(again.text)
    assert len(said_to(session, world, part)) == before
    assert client.post(scan + page, typed | {"do": "save as it is"}).status_code == 303
    assert len(said_to(session, world, part)) == before + 1


def test_one_press_puts_other_words_everywhere_in_a_scan_before_it_is_sent(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill(reader, scan, 1, skills="yes", field_skills_already="Ring 07700 900123 first.")
    fill(reader, scan, 2, skills="some", field_skills_qualifications="See 07700 900123")
    page = reader.get(f"{scan}/send").text
    assert page.count('<mark class="pointed" dir="auto">07700 900123</mark>') == 2
    put = {"do": "put\na number\n07700 900123"}
    assert reader.post(f"{scan}/send", put).location.startswith(f"{scan}/send#")
    kept = scan_of(session, world.reader)
    assert kept.sent_at is None
    assert given_to(kept, 1)[ScanPart.SKILLS].already == "Ring a number first."
    assert given_to(kept, 2)[ScanPart.SKILLS].qualifications == "See a number"
    assert "07700" not in reader.get(f"{scan}/send").text
    long = {"do": f"put\n{'x' * 200_001}\na number"}
    assert reader.post(f"{scan}/send", long).status_code == 422
    assert (
        given_to(scan_of(session, world.reader), 2)[ScanPart.SKILLS].qualifications
        == "See a number"
    )
    assert client_for(world.manager).post(f"{scan}/send", put).status_code == 404
