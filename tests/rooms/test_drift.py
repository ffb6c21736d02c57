"""The principles over time: made of one's own tags and notes, and shown to nobody else."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.entries import actions as entries
from journal.models import AuditEvent, Entry, LeaningNote
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.models.guards import Unguarded
from tests.queries import queries_of
from tests.rooms.tagging import ClientFor, words_of, written
from tests.world import World

PAGE = "/principles/over-time"


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page says depends on the day."""
    monkeypatch.setattr("journal.drift.routes.today", lambda: date(2026, 6, 20))


def leaning(entry: Entry) -> str:
    """Where a note on an entry is made."""
    return f"/principles/leaning/{entry.id}"


def tagged(session: Session, world: World, *when: tuple[int, str]) -> None:
    """Entries of the other worker's in 2026, one for each month and principle."""
    for month, code in when:
        written(session, world, f"principles:{code}", dated=date(2026, month, 10))


def test_the_months_are_told_in_words(
    session: Session, world: World, client_for: ClientFor
) -> None:
    tagged(session, world, (1, "non-directive"), (3, "safe"), (3, "safe"), (3, "safe"), (5, "safe"))
    page = client_for(world.other_worker).get(PAGE).text
    words = re.sub(r" ([.,])", r"\1", words_of(page))
    assert "Most of what you tagged in March 2026 was about safe." in words
    assert "Non-directive has not come up since January 2026." in words
    assert "Mutual, reciprocal, recovery focused" in words
    assert "have not come up yet" in words
    assert "What was different in March?" in words
    assert "What was different in February?" not in words
    picture = page.partition('aria-labelledby="drift-title')[2].partition("</svg>")[0]
    assert re.findall(r'class="dot".*?<title>([^<]+)</title>', picture) == [
        "Non-directive came up in January 2026",
        "Safe came up in March 2026",
        "Safe came up in May 2026",
    ]
    table = page.partition("<table")[2].partition("</table>")[0]
    assert len(re.findall(r'<th scope="row">', table)) == 8


def test_nothing_yet_is_no_reproach(world: World, client_for: ClientFor) -> None:
    words = words_of(client_for(world.manager).get(PAGE).text)
    assert "Nothing to look back on yet" in words
    assert "What stands out" not in words


def test_a_note_of_leaning_away_is_kept_changed_and_taken_off(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = written(session, world, dated=date(2026, 4, 10))
    client = client_for(world.other_worker)
    assert leaning(entry) in client.get(f"/entries/{entry.id}").text
    empty = client.post(leaning(entry), {"words": "kept words"})
    assert empty.status_code == 422
    assert "kept words" in empty.text
    assert client.post(leaning(entry), {"statement": "no-such"}).status_code == 422
    form = {"statement": "fix-people", "words": "I wanted it to stop."}
    assert client.post(leaning(entry), form).status_code == 303
    assert client.post(leaning(entry), {**form, "words": "A hurry."}).status_code == 303
    page = client.get(PAGE).text
    assert "You leaned away: fix people" in words_of(page)
    assert "A hurry." in page
    assert "I wanted it to stop." not in page
    assert "Leaned away in April" in words_of(page)
    picture = page.partition('aria-labelledby="drift-title')[2].partition("</svg>")[0]
    assert len(re.findall("You noted in April 2026 that you leaned away from", picture)) == 2
    client.post(f"{leaning(entry)}/take-off", {"statement": "fix-people"})
    assert "A hurry." not in client.get(PAGE).text
    mine = visible(AuditEvent, to=world.other_worker).where(AuditEvent.subject_id == entry.id)
    noted = {event.event for event in session.scalars(mine)}
    session.rollback()
    assert {Event.LEANING_NOTED, Event.LEANING_TAKEN_BACK} <= noted


def test_a_note_stays_with_its_writer_when_the_entry_is_shared(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = world.entries["shared"]
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    worker.post(leaning(entry), {"statement": "assume", "words": "a word for me alone"})
    assert "a word for me alone" in worker.get(leaning(entry)).text
    for path in (f"/entries/{entry.id}", f"/review/{entry.id}", f"/people/{world.worker.id}"):
        answer = supervisor.get(path)
        assert answer.status_code == 200
        assert "a word for me alone" not in answer.text
        assert "leaned away" not in answer.text.lower()
    assert supervisor.get(leaning(entry)).status_code == 404
    posted = supervisor.post(leaning(entry), {"statement": "assume", "words": "mine"})
    assert posted.status_code == 404
    assert "Nothing to look back on yet" in supervisor.get(PAGE).text
    act_as(session, world.supervisor)
    assert session.scalars(visible(LeaningNote, to=world.supervisor)).all() == []
    session.add(
        LeaningNote(
            entry_id=entry.id,
            author_id=world.worker.id,
            statement="fix-people",
            words="said",
        )
    )
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_what_is_deleted_is_looked_back_on_no_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = written(session, world, "principles:mutual", dated=date(2026, 4, 10))
    client = client_for(world.other_worker)
    client.post(leaning(entry), {"statement": "assume", "words": "gone with it"})
    assert "gone with it" in client.get(PAGE).text
    client.post(f"/entries/{entry.id}/delete")
    page = client.get(PAGE).text
    assert "gone with it" not in page
    assert 'class="dot"' not in page
    assert client.get(leaning(entry)).status_code == 404
    with as_if(now() + timedelta(days=31)):
        act_as(session, world.other_worker)
        entries.purge(session, world.other_worker)
        session.commit()
    left = visible(LeaningNote, to=world.other_worker).where(LeaningNote.entry_id == entry.id)
    assert session.scalars(left).all() == []
    session.rollback()


def test_the_page_costs_the_same_however_much_there_is(
    session: Session, world: World, client_for: ClientFor
) -> None:
    tagged(session, world, (3, "safe"))
    client = client_for(world.other_worker)
    few = len(queries_of(client, PAGE))
    tagged(session, world, *((month, "mutual") for month in range(1, 7)))
    assert len(queries_of(client, PAGE)) == few
