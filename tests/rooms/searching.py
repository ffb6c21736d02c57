"""Looking for things as a person does, and writing what can be found."""

import re
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.database import begin_writing
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.models import Entry
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.world import World

LONG_PAST = date(2025, 3, 4)


def look(client: Client, words: str = "", **narrowing: str) -> TestResponse:
    """Fill in the form, and follow to what is found."""
    answer = client.post("/search", {"words": words, **narrowing})
    assert answer.status_code == 303, answer.text
    assert answer.location.startswith("/search")
    assert not words or words not in answer.location
    shown = client.get(answer.location)
    assert shown.status_code == 200
    return shown


def found_by(client: Client, words: str = "", **narrowing: str) -> int:
    """How many entries a search says it found, and shows."""
    return counted(look(client, words, **narrowing).text)


def counted(page: str) -> int:
    """The number that a page of results says."""
    said = re.search(r'id="finds-heading">(Nothing|[\d,]+ entr(?:y|ies)) found', page)
    assert said, page
    number = 0 if said.group(1) == "Nothing" else int(said.group(1).split()[0].replace(",", ""))
    shown = page.count('class="row-title"')
    assert shown == min(number, 20)
    return number


def draft_of(
    text: str, dated: date = LONG_PAST, kind: EntryKind = EntryKind.TRAINING, title: str = ""
) -> Draft:
    """An entry as it is typed."""
    return Draft(
        kind=kind, model=None, title=title, text=text, answers={}, dated=dated,
        minutes=None, off_the_job=False,
    )  # fmt: skip


def write(
    session: Session,
    world: World,
    author: str,
    text: str,
    *,
    shared_with: tuple[str, ...] = (),
    dated: date = LONG_PAST,
    kind: EntryKind = EntryKind.TRAINING,
    tags: tuple[tuple[str, str], ...] = (),
) -> Entry:
    """Somebody writes an entry and shares it."""
    session.rollback()
    begin_writing(session)
    person = session.merge(world.people[author])
    act_as(session, person)
    entry = entries.write(session, person, draft_of(text, dated, kind), uuid4(), tags)
    readers = [session.merge(world.relationships[reader]) for reader in shared_with]
    if readers:
        entries.share(session, person, entry, readers, "http://localhost/")
    session.commit()
    return entry


def own(session: Session, world: World, name: str) -> Entry:
    """One of the world's entries, as its author holds it."""
    kept = world.entries[name]
    author = next(each for each in world.people.values() if each.id == kept.author_id)
    return session.scalars(visible(Entry, to=author).where(Entry.id == kept.id)).one()
