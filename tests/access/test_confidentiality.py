"""Nobody is ever shown a word that is not theirs to see, whatever they ask for.

The oracle is the world's own: each text holds a canary that says who may see it. A GET
that is shown to anybody changes nothing but the account.
"""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.audit import Event
from journal.extensions import db
from journal.models import AuditEvent, Entry
from journal.models.confidential import for_viewer
from tests.access.probes import UNSAFE, a_few, everything_written, hidden_from, probes, things_of
from tests.client import Client
from tests.world import CAST, World

ClientFor = Callable[..., Client]
NOBODY = "nobody"
OPENED, LISTED = frozenset({Event.ENTRY_OPENED}), frozenset({Event.ENTRY_LISTED})
SOMETHING = {"text": "Hello.", "title": "Hello", "do": "save", "confirm": "y"}


@pytest.mark.parametrize("part", [*CAST, NOBODY])
def test_no_page_shows_anybody_what_is_not_theirs_to_see(
    part: str, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    """Every route that reads, for every person, pointed at everything.

    What somebody else was shown, the author's own account says so, that it was opened where that
    is so, and nothing else is written.
    """
    client = client_for(world.people.get(part))
    noted: set[tuple[UUID, bool]] = set()
    before = everything_written(db.engine)
    for probe in probes(app, things_for(part, session, world)):
        if probe.method != "GET":
            continue
        page = client.open(probe.path)
        assert page.status_code < 500, probe
        shown = world.canaries_in(words_in(page.get_data()))
        leaked = [word for word in shown if part not in world.canaries[word]]
        assert not leaked, f"{part} was shown {leaked} at {probe.path}"
        for entry in others_entries(world, part, shown):
            at_its_own = str(entry.id) in probe.path
            if (entry.id, at_its_own) not in noted:
                kinds = OPENED if at_its_own else OPENED | LISTED
                assert part in shown_to(session, world, entry, kinds), f"{part} at {probe.path}"
            noted.add((entry.id, at_its_own))
    assert everything_written(db.engine) == before


@pytest.mark.parametrize("part", [*sorted(set(CAST) - {"worker"}), NOBODY])
def test_nobody_but_the_author_changes_what_the_worker_wrote(
    part: str, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    """Every route that writes, pointed at the worker's things by everybody else.

    What others write are rows of their own, so the worker's rows stay as they are.
    """
    client = client_for(world.people.get(part))
    things = things_for(part, session, world)
    before = owned_by(world, everything_written(db.engine))
    for probe in probes(app, things):
        if probe.method in UNSAFE and not ends_a_relationship(probe.endpoint):
            answer = client.open(
                probe.path, method=probe.method, data={"csrf_token": client.token, **SOMETHING}
            )
            assert answer.status_code < 500, probe
            if part == NOBODY and probe.endpoint.startswith("entries."):
                assert answer.status_code == 401, probe
    assert owned_by(world, everything_written(db.engine)) == before


def things_for(part: str, session: Session, world: World) -> dict[str, list[Any]]:
    """Everything that the rules show somebody, and of each kind a few things that they do not.

    A rule that shows too much is found by what it shows, and a page that forgets to ask by any
    thing that is hidden. A few of each kind will do for whoever has nothing to do with any of it,
    and on PostgreSQL, where the same rules are written into the same queries.
    """
    things = things_of(session, world, and_nobodys=part in {"worker", "supervisor"})
    is_second = session.get_bind().dialect.name == "postgresql"
    if is_second or CAST.get(part) != "here":
        return a_few(things)
    hidden, few = hidden_from(session, world.people[part]), a_few(things)
    return {
        name: [each for each in ids if each not in hidden or each in few[name]]
        for name, ids in things.items()
    }


def owned_by(world: World, rows: dict[str, list[tuple[object, ...]]]) -> dict[str, object]:
    """What the worker wrote, of all that is written."""
    worker = world.worker.id
    mine = ("entries", "revisions", "tags", "shares", "evidence_statements", "meanings",
            "check_ins", "portfolios", "portfolio_pieces", "rehearsal_notes", "portfolio_pages",
            "unfinished", "skills_scans",
            "scan_answers")  # fmt: skip
    return {table: [row for row in rows[table] if worker in row] for table in mine}


def words_in(data: bytes) -> str:
    """All that can be read in an answer, also in what it has packed."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(words_in(packed.read(name)) for name in packed.namelist())


def others_entries(world: World, part: str, words: set[str]) -> list[Entry]:
    """The entries that these words are of, but for somebody's own."""
    entries = {entry.id: entry for word in words if (entry := world.entry_with(word))}
    return [entry for entry in entries.values() if entry.author_id != world.people[part].id]


def shown_to(session: Session, world: World, entry: Entry, kinds: frozenset[Event]) -> set[str]:
    """The people who the author's own account says were shown this entry in one of these ways."""
    author = next(each for each in world.people.values() if each.id == entry.author_id)
    statement = sa.select(AuditEvent.actor_id).where(
        AuditEvent.subject_id == entry.id, AuditEvent.event.in_([each.value for each in kinds])
    )
    session.rollback()
    actors = set(session.scalars(for_viewer(statement, author)))
    return {part for part, person in world.people.items() if person.id in actors}


def ends_a_relationship(endpoint: str) -> bool:
    """Ending a relationship is either person's right, and it changes who can read."""
    return "relationship" in endpoint or endpoint.startswith(("admin.", "accounts."))
