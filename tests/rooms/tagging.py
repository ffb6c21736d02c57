"""What the tests of coverage and principles share: entries with tags, and words on them."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import unescape
from uuid import uuid4

from sqlalchemy.orm import Session

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models import Attestation, Entry, Person, Verdict
from journal.models.base import now
from journal.models.confidential import act_as
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]


def written(
    session: Session,
    world: World,
    *codes: str,
    author: str = "other_worker",
    kind: EntryKind = EntryKind.REFLECTION,
    statement: bool = False,
    shared_with: Sequence[str] = (),
    dated: date = date(2026, 6, 4),
    title: str = "A day",
) -> Entry:
    """An entry tagged with these codes, such as `K4` or `principles:mutual`."""
    person = world.people[author]
    act_as(session, person)
    draft = Draft(kind, None, title, "Some words.", {}, dated, None, False)
    entry = entries.write(session, person, draft, uuid4(), [ref(code) for code in codes])
    if statement:
        entries.write_statement(session, person, entry, "What I did.")
    readers = [session.merge(world.relationships[other]) for other in shared_with]
    if readers:
        entries.share(session, person, entry, readers, "http://localhost/")
    session.commit()
    return entry


def ref(code: str) -> tuple[str, str]:
    """A tag's framework and code."""
    framework, _, rest = code.rpartition(":")
    return framework or "peer-worker", rest


def decided(
    session: Session,
    person: Person,
    entry: Entry,
    decision: Decision,
    codes: Iterable[str],
    because: str = "",
) -> None:
    """One person's word on tags of an entry."""
    act_as(session, person)
    for code in codes:
        framework, rest = ref(code)
        session.add(
            Verdict(
                entry_id=entry.id,
                author_id=person.id,
                capacity=RelationshipKind.SUPERVISOR,
                framework=framework,
                code=rest,
                decision=decision,
                because=because,
                on_revision=1,
                given_at=now(),
            )
        )
    session.commit()


def attested(session: Session, person: Person, entry: Entry, number: int = 1) -> None:
    """One person vouches for a version of the entry's statement."""
    act_as(session, person)
    session.add(
        Attestation(
            entry_id=entry.id,
            author_id=person.id,
            capacity=RelationshipKind.SUPERVISOR,
            statement_number=number,
            words="I saw this.",
        )
    )
    session.commit()


def one_in_every_state(session: Session, world: World) -> World:
    """The other worker's journal, with one KSB in every state.

    K1 is ready, K2 and B1 are confirmed, K3, S2 and K53 claimed, K4 claimed with more asked
    for; everything else has nothing. The entry that holds K3 and K53 is shared with nobody.
    """
    supervisor = world.other_supervisor
    with_them = ("other_supervisor",)
    product = written(
        session,
        world,
        "K1",
        kind=EntryKind.WORK_PRODUCT,
        statement=True,
        shared_with=with_them,
    )
    decided(session, supervisor, product, Decision.CONFIRMED, ["K1"])
    note = written(session, world, "K2", "K4", "B1", "principles:safe", shared_with=with_them)
    decided(session, supervisor, note, Decision.CONFIRMED, ["K2", "B1"])
    decided(session, supervisor, note, Decision.NOT_YET, ["K4"], "Say what you did.")
    written(session, world, "K3", "K53", "S2", title="Only mine")
    return world


def words_of(page: str) -> str:
    """What a page says, as text on one line."""
    main = page.partition("<main")[2].partition("</main")[0] or page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
