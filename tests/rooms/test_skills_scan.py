"""The skills scan as its worker fills it in: one duty a page, and nothing is ever lost."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.scan_answers import Given
from journal.domain.skills_scan import ScanAnswer, ScanPart
from journal.entries import actions as entries
from journal.formatting import today
from journal.models import AuditEvent, Unfinished
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.skills_scan.actions import given_to
from tests.content.conftest import EXPECTED
from tests.queries import queries_of
from tests.rooms.scanning import (
    ANSWERED,
    DUTIES,
    ClientFor,
    base_of,
    begin,
    fill,
    fill_all,
    scan_of,
    sent,
    words_of,
)
from tests.rooms.test_entries import read
from tests.world import World

MEGABYTE = "All of it. " * 100_000
SCAN = re.split(
    r"^Duty \d+:\n", (EXPECTED / "skills-scan.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1:]


@pytest.mark.parametrize("number", DUTIES)
def test_each_duty_shows_both_statements_word_for_word(
    number: int, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    page = unescape(reader.get(f"{begin(reader)}/duty/{number}").text)
    title, *lines = SCAN[number - 1].splitlines()
    assert f"Duty {number}: {title}</h1>" in page
    exact = [re.sub(r"^(Skills|Knowledge) - ", "", line) for line in lines]
    assert len(exact) >= 4
    for line in exact:
        assert f"<p>{line}</p>" in page
    skills_first = page.index(">Skills</h2>") < page.index(">Knowledge</h2>")
    assert skills_first, "skills stand above knowledge, as in the scan"


def test_duty_4_stands_the_right_way_round(world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    page = reader.get(f"{begin(reader)}/duty/4").text
    knowledge = page[page.index(">Knowledge</h2>") :]
    assert "requires a comprehensive understanding of their rights" in knowledge
    assert "involves supporting them in making informed decisions" not in knowledge


def test_each_statement_opens_the_ksbs_behind_it(world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    page = reader.get(f"{begin(reader)}/duty/3").text
    skills, knowledge = page[page.index(">Skills</h2>") :].split(">Knowledge</h2>")
    assert re.findall(r"/ksbs/(\w+)", skills) == [f"S{number}" for number in range(9, 18)]
    assert re.findall(r"/ksbs/(\w+)", knowledge) == [f"K{number}" for number in range(16, 25)]
    assert reader.get("/ksbs/S9").status_code == 200


def test_it_is_filled_in_duty_by_duty_and_shows_how_far_it_is(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    assert "0 of 20 answered" in words_of(reader.get(scan).text)
    fill(reader, scan, 1)
    fill(reader, scan, 2, skills="yes")
    assert "3 of 20 answered" in words_of(reader.get(scan).text)
    assert "3 of 20 answered" in words_of(reader.get("/skills-scan").text)
    again = unescape(reader.get(f"{scan}/duty/1").text)
    assert "I facilitate the drop-in." in again
    assert re.search(r'<input checked[^>]*value="some"', again)
    saved = given_to(scan_of(session, world.reader), 1)
    assert saved[ScanPart.SKILLS] == Given(ScanAnswer.SOME, "I facilitate the drop-in.")
    assert saved[ScanPart.KNOWLEDGE].answer is ScanAnswer.NO


def test_saving_goes_on_to_the_next_duty_and_from_the_last_to_the_whole(
    world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    for duty, onward in ((9, f"{scan}/duty/10"), (10, scan)):
        here = f"{scan}/duty/{duty}"
        typed = {"base": base_of(reader.get(here).text), "do": "next", **ANSWERED}
        assert reader.post(here, typed).location == onward


def test_begun_twice_it_is_one(world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    assert begin(reader) == begin(reader)


def test_a_later_scan_starts_from_the_last_answers_and_leaves_them_as_they_were(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    first = begin(reader)
    fill_all(reader, first)
    assert reader.post(f"{first}/send").status_code == 303
    second = begin(reader)
    assert second != first
    page = reader.get(second).text
    assert "20 of 20 answered" in words_of(page)
    assert words_of(page).count("from your last scan") == 10
    fill(reader, second, 1, skills="yes", knowledge="some", field_knowledge_already="A course.")
    assert words_of(reader.get(second).text).count("looked at again") == 1
    assert given_to(scan_of(session, world.reader, 1), 1)[ScanPart.SKILLS].answer == "some"
    assert given_to(scan_of(session, world.reader, 2), 1)[ScanPart.SKILLS].answer == "yes"
    beside = words_of(reader.get(f"{second}/moved").text)
    assert "2 further on, 18 as before" in beside
    assert "1 Skills Some Yes Further on" in beside
    assert "2 Knowledge No No As before" in beside


def test_a_scan_sent_with_half_the_answers_says_which_and_keeps_all(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    for duty in range(1, 6):
        fill(reader, scan, duty)
    fill(reader, scan, 6, knowledge="yes", field_knowledge_already="From the induction.")
    answer = reader.post(f"{scan}/send")
    assert answer.status_code == 422
    said = words_of(answer.text)
    assert "Nothing was sent, and nothing is lost: 9 statements have no answer yet" in said
    assert "Duty 6: skills" in said
    assert "Duty 7: skills and knowledge" in said
    for duty in range(6, 11):
        assert f'href="{scan}/duty/{duty}"' in answer.text
    assert f'href="{scan}/duty/5"' not in answer.text
    kept = scan_of(session, world.reader)
    assert kept.sent_at is None
    assert given_to(kept, 6)[ScanPart.KNOWLEDGE].already == "From the induction."


def test_before_sending_it_points_at_what_could_identify_somebody(
    world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill_all(reader, scan)
    fill(reader, scan, 7, skills="yes", field_skills_already="I rang 07700 900123 for her.",
         knowledge="no")  # fmt: skip
    page = reader.get(f"{scan}/send").text
    assert re.search(r'<mark class="pointed">.*07700 900123', page)
    assert f'href="{scan}/duty/7">Change the words of duty 7' in page
    assert reader.post(f"{scan}/send").status_code == 303, "a prompt, never a block"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"skills": "perhaps"}, "Please choose Yes, Some or No."),
        ({"field_skills_already": MEGABYTE}, "Nothing is lost: it is all below"),
        ({"field_knowledge_already": "[just for me] x"}, "nothing in it can be just for you"),
    ],
)
def test_a_slip_comes_back_with_a_sentence_and_every_word(
    fields: dict[str, str], sentence: str, session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    typed = {"field_knowledge_qualifications": "A first-aid course.", **fields}
    answer = reader.post(f"{scan}/duty/1", typed)
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert "A first-aid course." in answer.text
    assert fields.get("field_skills_already", "") in answer.text
    assert not given_to(scan_of(session, world.reader), 1)


def test_a_nul_and_script_are_only_words(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill(reader, scan, 1, skills="yes", field_skills_already="One\x00 <script>two</script> 🙂")
    saved = given_to(scan_of(session, world.reader), 1)[ScanPart.SKILLS]
    assert saved.already == "One <script>two</script> 🙂"
    assert "<script>two" not in reader.get(f"{scan}/duty/1").text


@pytest.mark.parametrize("number", ["0", "11", "99999999999999999999", "x"])
def test_a_duty_that_is_none_is_not_there(number: str, world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    assert reader.get(f"{scan}/duty/{number}").status_code == 404
    assert reader.post(f"{scan}/duty/{number}", ANSWERED).status_code == 404


def test_saved_in_two_tabs_both_texts_are_shown_and_neither_is_lost(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    here = f"{scan}/duty/1"
    old = base_of(reader.get(here).text)
    fill(reader, scan, 1, skills="yes", field_skills_already="First tab.")
    typed = {"base": old, "skills": "some", "field_skills_already": "Second tab.", "do": "whole"}
    answer = reader.post(here, typed)
    assert answer.status_code == 409
    assert "First tab." in words_of(read(answer.text))
    assert "Second tab." in words_of(read(answer.text))
    assert given_to(scan_of(session, world.reader), 1)[ScanPart.SKILLS].already == "First tab."
    together = reader.post(here, {**typed, "do": "together"})
    assert "First tab." in together.text
    assert "Second tab." in together.text
    mine = reader.post(here, {**typed, "base": base_of(answer.text), "do": "save"})
    assert mine.status_code == 303
    assert given_to(scan_of(session, world.reader), 1)[ScanPart.SKILLS].already == "Second tab."
    away = session.scalars(visible(Unfinished, to=world.reader)).all()
    assert any(
        each.put_away_at and each.fields.get("field_skills_already") == "First tab."
        for each in away
    ), "what was saved before can be brought back"


def test_what_is_saved_can_be_kept_and_what_was_typed_is_put_away(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill(reader, scan, 1, skills="yes", field_skills_already="First tab.")
    typed = {"skills": "no", "field_skills_already": "Second tab.", "do": "keep saved"}
    assert reader.post(f"{scan}/duty/1", typed).status_code == 303
    assert given_to(scan_of(session, world.reader), 1)[ScanPart.SKILLS].already == "First tab."
    assert "Second tab." in reader.get("/unfinished/put-away").text


def test_two_tabs_on_two_duties_do_not_meet(world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    base = base_of(reader.get(f"{scan}/duty/2").text)
    fill(reader, scan, 1)
    answer = reader.post(f"{scan}/duty/2", {"base": base, **ANSWERED})
    assert answer.status_code == 303


def test_a_sent_scan_stays_as_it_was_sent_and_late_words_are_kept_apart(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, scan = client_for(world.worker), sent(session, world)
    before = given_to(scan_of(session, world.worker), 1)
    answer = worker.post(f"{scan}/duty/1", {"skills": "yes", "field_skills_already": "Late words"})
    assert answer.status_code == 303
    assert given_to(scan_of(session, world.worker), 1) == before
    assert "Late words" in worker.get("/unfinished").text
    assert worker.get(f"{scan}/duty/1").location == f"{scan}#duty-1"
    assert worker.get(f"{scan}/send").status_code == 302


def test_what_is_typed_is_kept_and_gone_on_with(world: World, client_for: ClientFor) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    page = reader.get(f"{scan}/duty/1").text
    keeps = re.search(r'data-keeps="([^"]+)"', page)
    assert keeps
    assert "A duty of your skills scan" not in reader.get("/unfinished").text
    typed = {
        "place": f"{scan}/duty/1",
        "fields": {"skills": "some", "field_skills_already": "Half a sentence"},
        "editor": "0" * 32,
        "version": 0,
        "sequence": 1,
    }
    headers = {"X-CSRFToken": reader.token}
    kept = reader.open(keeps.group(1), method="POST", json=typed, headers=headers)
    assert kept.status_code == 200
    listed = reader.get("/unfinished").text
    assert "A duty of your skills scan" in listed
    assert "Half a sentence" in listed
    again = re.search(rf'href="({scan}/duty/1\?go-on=[^"]+)"', reader.get(f"{scan}/duty/1").text)
    assert again
    assert "Half a sentence" in reader.get(again.group(1)).text


def test_a_certificate_of_the_journal_is_named_and_shows_nothing_of_itself(
    session: Session, world: World, client_for: ClientFor
) -> None:
    act_as(session, world.reader)
    draft = Draft(EntryKind.CERTIFICATE, None, "First aid", "Passed.", {}, today(), 0, False)
    entry = entries.write(session, world.reader, draft, uuid4())
    session.commit()
    reader = client_for(world.reader)
    scan = begin(reader)
    stranger = str(world.entries["shared"].id)
    fill(reader, scan, 1, skills="yes", skills_certificates=[str(entry.id), stranger, "x"])
    assert given_to(scan_of(session, world.reader), 1)[ScanPart.SKILLS].certificates == (
        str(entry.id),
    )
    page = reader.get(f"{scan}/duty/1").text
    assert re.search(rf'checked[^>]*value="{entry.id}"|value="{entry.id}"[^>]*checked', page)


@pytest.mark.parametrize("part", ["supervisor", "manager", "coach", "other_worker", "admin"])
def test_nobody_else_sees_a_scan_before_it_is_sent(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    scan = f"/skills-scan/{scan_of(session, world.worker, 2).id}"
    client = client_for(world.people[part])
    for page in ("", "/duty/1", "/send", "/moved", "/words", "/meeting"):
        assert client.get(scan + page).status_code == 404
    for page in ("/duty/1", "/send", "/words", "/meeting", "/pdf", "/xlsx"):
        assert client.post(scan + page, ANSWERED).status_code == 404


def test_the_account_tells_of_it_without_a_word(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill_all(reader, scan)
    reader.post(f"{scan}/send")
    told = words_of(reader.get("/privacy?whose=mine").text)
    for line in ("You began a skills scan", "You saved a skills scan", "You sent a skills scan"):
        assert line in told
    session.rollback()
    events = session.scalars(
        visible(AuditEvent, to=world.reader).where(AuditEvent.at > now() - timedelta(minutes=5))
    ).all()
    assert all("drop-in" not in str(vars(each)) for each in events)


def test_the_queries_of_a_scan_do_not_grow_with_its_answers(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill(reader, scan, 1)
    few = len(queries_of(reader, scan))
    fill_all(reader, scan)
    assert len(queries_of(reader, scan)) <= few
