"""The tag page offers what the words point to, ticks nothing, and knows nobody else's tags."""

import re
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.models import Entry
from journal.models.confidential import act_as
from tests.rooms.tagging import ClientFor
from tests.world import World

HEADING = "From what you wrote"
ABOUT_SAFEGUARDING = (
    "She showed me the bruises. I said I could not keep it to myself and rang the safeguarding"
    " lead, and I wrote down what she said."
)


def entry_of(
    session: Session, world: World, text: str, *tags: str, author: str = "worker"
) -> Entry:
    """An entry with this text and these KSBs."""
    person = session.merge(world.people[author])
    act_as(session, person)
    draft = Draft(EntryKind.REFLECTION, None, "A day", text, {}, date(2026, 6, 4), None, False)
    made = entries.write(session, person, draft, uuid4(), [("peer-worker", tag) for tag in tags])
    session.commit()
    return made


def section(page: str) -> str:
    """What stands under the heading of the suggestions."""
    return page.partition(HEADING)[2].partition("<h2")[0]


def test_it_offers_five_at_most_with_the_words_and_nothing_ticked(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = entry_of(session, world, ABOUT_SAFEGUARDING)
    offered = section(client_for(world.people["worker"]).get(f"/entries/{entry.id}/tags").text)
    boxes = re.findall(r'<input[^>]*name="tag"[^>]*>', offered)
    assert 1 <= len(boxes) <= 5
    assert not any("checked" in box for box in boxes)
    assert 'value="peer-worker:S43"' in offered
    assert ">bruises</q>" in offered


def test_ticking_one_puts_it_on_and_it_is_not_offered_again(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = entry_of(session, world, ABOUT_SAFEGUARDING)
    client = client_for(world.people["worker"])
    answer = client.post(f"/entries/{entry.id}/tags", {"do": "save", "tag": "peer-worker:S43"})
    assert answer.status_code == 303
    page = client.get(f"/entries/{entry.id}/tags").text
    assert 'id="tag-peer-worker:S43"' in page
    assert "peer-worker:S43" not in section(page)


def test_a_passage_just_for_me_counts_for_its_author(
    session: Session, world: World, client_for: ClientFor
) -> None:
    private = f"A day. [just for me] {ABOUT_SAFEGUARDING} [/just for me]"
    entry = entry_of(session, world, private)
    page = client_for(world.people["worker"]).get(f"/entries/{entry.id}/tags").text
    assert 'value="peer-worker:S43"' in section(page)


def test_nothing_said_is_no_section_at_all(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = entry_of(session, world, "Rain.")
    assert HEADING not in client_for(world.people["worker"]).get(f"/entries/{entry.id}/tags").text


def test_another_persons_tags_change_nothing_and_ones_own_do(
    session: Session, world: World, client_for: ClientFor
) -> None:
    alike = "Glitter, lanyards, custard and a raffle in the marquee, and we swapped numbers."
    entry = entry_of(session, world, alike)
    client = client_for(world.people["worker"])
    before = section(client.get(f"/entries/{entry.id}/tags").text)
    assert "peer-worker:K2" not in before
    entry_of(session, world, alike, "K2", author="other_worker")
    assert section(client.get(f"/entries/{entry.id}/tags").text) == before
    entry_of(session, world, alike, "K2")
    assert "peer-worker:K2" in section(client.get(f"/entries/{entry.id}/tags").text)
