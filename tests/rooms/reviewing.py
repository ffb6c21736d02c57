"""What the tests of the review room share: entries to read, forms as browsers send them."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.models import Entry, Person
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.world import World, add_entry

ClientFor = Callable[..., Client]
S2 = "peer-worker:S2"
HIDDEN = re.compile(r'<input id="(\w+)" name="\w+" type="hidden" value="([^"]*)">')


def fresh(
    session: Session,
    world: World,
    name: str = "fresh",
    shared_with: tuple[str, ...] = ("supervisor",),
    kind: EntryKind = EntryKind.REFLECTION,
) -> Entry:
    """An entry of the worker's on which nobody has said anything yet, tagged to S2."""
    world.relationships = {
        other: session.merge(each) for other, each in world.relationships.items()
    }
    entry = add_entry(session, world, "worker", name, kind, shared_with)
    session.commit()
    return entry


def filled(page: TestResponse, **typed: str) -> dict[str, str]:
    """What a browser sends: the hidden fields of the page, and what somebody typed."""
    return {**dict(HIDDEN.findall(page.text)), **typed}


def review(client: Client, entry: Entry, typed: Mapping[str, str]) -> TestResponse:
    """Open the page of an entry, fill it in and send it."""
    here = f"/review/{entry.id}"
    return client.post(here, {**filled(client.get(here)), **typed})


def decided(choice: str, because: str = "", tag: str = S2) -> dict[str, str]:
    """One tag decided on."""
    return {f"decision-{tag}": choice, f"because-{tag}": because}


def loaded(session: Session, person: Person, entry_id: UUID) -> Entry:
    """The entry as it stands in the database now, with its parts."""
    session.rollback()
    session.expire_all()
    return session.scalars(visible(Entry, to=person).where(Entry.id == entry_id)).one()


def change_text(session: Session, world: World, entry: Entry, text: str) -> None:
    """The worker saves a new version."""
    act_as(session, world.worker)
    entry = loaded(session, world.worker, entry.id)
    draft = Draft(
        kind=entry.kind,
        model=entry.model,
        title=entry.title,
        text=text,
        answers=entry.answers,
        dated=entry.dated,
        minutes=entry.minutes,
        off_the_job=entry.off_the_job,
    )
    entries.save(session, world.worker, entry, draft, entry.revision)
    session.commit()


def words_of(page: TestResponse) -> str:
    """What a page says, as text on one line."""
    main = page.text.partition("<main")[2].partition("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
