"""Who has seen my record, in sentences; and the code for taking it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application, record_codes, relationships
from journal.audit import Event, record
from journal.domain.relationships import RelationshipKind
from journal.models import AuditEvent, Person, SingleUseLink
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.privacy.sentences import BY_MYSELF, BY_OTHERS
from tests.client import Client
from tests.rooms.test_people import queries_of
from tests.world import World

ClientFor = Callable[..., Client]


def lines(page: str) -> list[str]:
    """The sentences of the account, as text."""
    rows = re.findall(r'<p class="mb-0">(.*?)</p>', page, re.S)
    return [" ".join(re.sub("<[^>]+>", "", row).split()) for row in rows]


def test_the_owner_reads_who_opened_what(world: World, client_for: ClientFor) -> None:
    entry = world.entries["shared"]
    client_for(world.supervisor).get(f"/entries/{entry.id}")
    worker = client_for(world.worker)
    page = worker.get("/privacy").text
    assert lines(page)[0] == f"Supervisor Person opened your entry: {entry.title}"
    assert f'href="/entries/{entry.id}"' in page
    assert not [line for line in lines(page) if line.startswith("You ")]


def test_nobody_else_reads_it(world: World, client_for: ClientFor) -> None:
    entry = world.entries["shared"]
    client_for(world.supervisor).get(f"/entries/{entry.id}")
    for part in ("supervisor", "other_worker", "admin", "stranger"):
        for whose in ("others", "mine", "everybody"):
            page = client_for(world.people[part]).get(f"/privacy?whose={whose}").text
            assert entry.title not in page
            assert "opened" not in " ".join(lines(page))


def test_own_acts_are_there_when_asked_for(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    client_for(world.supervisor).get(f"/entries/{world.entries['shared'].id}")
    mine = lines(worker.get("/privacy?whose=mine").text)
    assert mine
    assert all(line.startswith("You ") for line in mine)
    everybody = lines(worker.get("/privacy?whose=everybody").text)
    assert everybody[0].startswith("Supervisor Person opened your entry")
    assert any(line.startswith("You ") for line in everybody)


def test_an_entry_that_was_deleted_is_named_and_not_linked(
    world: World, client_for: ClientFor
) -> None:
    worker, entry = client_for(world.worker), world.entries["draft"]
    assert worker.post(f"/entries/{entry.id}/delete").status_code == 303
    page = worker.get("/privacy?whose=mine").text
    assert f"You deleted an entry: {entry.title} (deleted)" in lines(page)
    assert f'href="/entries/{entry.id}"' not in page


@pytest.mark.parametrize(
    ("actor", "sentence"),
    [
        ("admin", "Admin Person named Manager Person as your supervisor"),
        ("worker", "You named Manager Person as your supervisor"),
    ],
)
def test_relationships_are_told_with_both_names(
    actor: str, sentence: str, world: World, client_for: ClientFor, session: Session
) -> None:
    person = world.people[actor]
    act_as(session, person)
    bond = relationships.begin(
        session, person, world.worker, world.manager, RelationshipKind.SUPERVISOR
    )
    session.commit()
    worker = client_for(world.worker)
    assert lines(worker.get("/privacy?whose=everybody").text)[0] == sentence
    act_as(session, world.manager)
    relationships.end(session, world.manager, bond)
    session.commit()
    assert lines(worker.get("/privacy").text)[0] == "Manager Person ended being your supervisor"


def test_every_event_has_a_sentence(world: World, client_for: ClientFor, session: Session) -> None:
    """Those of a person whose record it is not, too; none is left out and none breaks the page."""
    subject = ("entry", world.entries["shared"].id)
    for actor in (world.worker, world.supervisor):
        act_as(session, actor)
        for event in Event:
            record(session, actor, event, owner=world.worker.id, subject=subject)
        session.commit()
    worker, told = client_for(world.worker), []
    path = "/privacy?whose=everybody"
    for _ in range(3 + 2 * len(Event) // 20):
        page = worker.get(path).text
        told += lines(page)
        following = re.findall(r'href="(/privacy\?[^"]+after=[^"]+)"', page)
        if not following:
            break
        path = following[0].replace("&amp;", "&")
    text = "\n".join(told)
    for event in Event:
        assert BY_MYSELF.get(event, f"You {event}") in text
        assert f"Supervisor Person {BY_OTHERS.get(event, event)}" in text


def test_the_account_is_paged_without_loss_and_costs_the_same(
    app: Application, world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    client_for(world.supervisor).get(f"/entries/{world.entries['shared'].id}")
    few = queries_of(app, worker, "/privacy")
    act_as(session, world.supervisor)
    moment = now() + timedelta(minutes=1)
    for number in range(50):
        entry = world.entries["shared" if number % 2 else "product"]
        session.add(
            AuditEvent(
                event=Event.ENTRY_OPENED, actor_id=world.supervisor.id, owner_id=world.worker.id,
                subject_kind="entry", subject_id=entry.id, at=moment,
            )
        )  # fmt: skip
    session.commit()
    assert queries_of(app, worker, "/privacy") == few
    seen, path = 0, "/privacy"
    while path:
        page = worker.get(path).text
        seen += len(lines(page))
        following = re.findall(r'href="(/privacy\?[^"]+after=[^"]+)"', page)
        path = following[0].replace("&amp;", "&") if following else ""
    events = visible(AuditEvent, to=world.worker).where(
        AuditEvent.owner_id == world.worker.id,
        (AuditEvent.actor_id != world.worker.id) | AuditEvent.link_id.is_not(None),
    )
    assert seen == len(session.scalars(events).all()) > 50
    session.rollback()


def test_a_code_is_shown_once_works_once_and_its_use_is_told(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    answer = worker.post("/privacy/code")
    assert (answer.status_code, answer.location) == (303, "/privacy/code")
    [code] = re.findall("<code>(.*)</code>", worker.get("/privacy/code").text)
    assert "<code>" not in worker.get("/privacy/code").text
    kept = session.execute(sa.select(SingleUseLink.__table__)).all()
    assert code not in repr(kept)
    assert code.replace("-", "") not in repr(kept)
    assert not use(session, world.other_worker, code)
    assert not use(session, world.worker, code[:-1])
    assert use(session, world.worker, f" {code.lower()} ")
    assert not use(session, world.worker, code)
    told = lines(worker.get("/privacy?whose=mine").text)
    assert told[:2] == [
        "Your code was used, and your record was taken on the command line",
        "You made a code for taking your record",
    ]


@pytest.mark.parametrize("why", ["an hour later", "a newer one", "closed"])
def test_a_code_ends(why: str, world: World, session: Session) -> None:
    act_as(session, world.worker)
    code = record_codes.make(session, world.worker)
    change: dict[str, Callable[[], Any]] = {
        "an hour later": lambda: session.execute(
            sa.update(SingleUseLink).values(expires_at=SingleUseLink.__table__.c.made_at)
        ),
        "a newer one": lambda: record_codes.make(session, world.worker),
        "closed": lambda: session.execute(
            sa.update(Person).where(Person.id == world.worker.id).values(left_at=now())
        ),
    }
    change[why]()
    session.commit()
    assert not use(session, world.worker, code)


def test_codes_differ_and_hold_nothing_that_is_taken_for_something_else(
    world: World, session: Session
) -> None:
    act_as(session, world.worker)
    codes = {record_codes.make(session, world.worker) for _ in range(20)}
    session.commit()
    assert len(codes) == 20
    assert all(re.fullmatch(r"([A-HJKMNP-Z2-9]{4}-){3}[A-HJKMNP-Z2-9]{4}", code) for code in codes)


def use(session: Session, person: Person, code: str) -> bool:
    """Use a code as the command does, and commit."""
    done = record_codes.use(session, person, code)
    session.commit()
    return done
