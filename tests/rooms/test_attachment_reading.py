"""Who may open the files on an entry, and how they are given out."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.attachments.queries import attachments_of
from journal.audit import Event
from journal.models import Attachment, AuditEvent, Person
from journal.models.base import now
from journal.models.confidential import act_as, for_viewer, visible
from tests.cleaning import makers
from tests.cleaning.makers import CANARY
from tests.rooms.attaching import ClientFor, added, files_of, page_of, send
from tests.world import World


@pytest.mark.parametrize("part", ["worker", "supervisor", "manager"])
def test_the_canary_is_in_nothing_that_anybody_can_download(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    """Author and place of every kind of file, on an entry that is shared."""
    made = [(getattr(makers, name)(), name) for name in ("jpeg", "png", "pdf", "wav", "webm")]
    send(client_for(world.worker), page_of(world, "shared"), *made)
    worker = client_for(world.worker)
    for each in files_of(session, world.worker, world.entries["shared"]):
        worker.post(f"/attachments/{each.id}/show")
    found = files_of(session, world.people[part], world.entries["shared"])
    assert len(found) == 6
    for each in found:
        answer = client_for(world.people[part]).get(f"/attachments/{each.id}")
        assert answer.status_code == 200
        assert CANARY.encode() not in answer.data
        assert CANARY.encode() not in repr(answer.headers).encode()


def test_a_file_is_given_as_a_download_that_no_browser_opens_in_place(
    session: Session, world: World, client_for: ClientFor
) -> None:
    send(client_for(world.worker), page_of(world), (makers.png(), "Café “Zoë”.pdf"))
    answer = client_for(world.worker).get(f"/attachments/{added(session, world).id}")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="Cafe Zoe.png"; '
        "filename*=UTF-8''Caf%C3%A9%20%E2%80%9CZo%C3%AB%E2%80%9D.png"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-", 206, 0, None),
        ("bytes=10-19", 206, 10, 20),
        ("bytes=-5", 206, -5, None),
        ("bytes=0-99999999", 206, 0, None),
        ("bytes=99999999-", 416, 0, 0),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lines=1-2", 200, 0, None),
        ("nonsense", 200, 0, None),
    ],
)
def test_a_player_may_ask_for_a_part_of_a_recording(
    asked: str,
    status: int,
    start: int,
    stop: int | None,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    worker, address = client_for(world.worker), f"/attachments/{world.attachments['draft'].id}"
    whole = worker.get(address).data
    answer = worker.get(address, headers={"Range": asked})
    assert answer.status_code == status
    assert answer.data == whole[start:stop]
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_those_who_read_the_entry_can_open_its_files_and_the_worker_sees_that_they_did(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, supervisor = world.entries["shared"], client_for(world.supervisor)
    address = f"/attachments/{world.attachments['shared'].id}"
    for page in (f"/entries/{entry.id}", f"/review/{entry.id}"):
        assert address in supervisor.get(page).text
        assert "/remove" not in supervisor.get(page).text
    before = opened_by(session, world, world.supervisor)
    assert supervisor.get(address).status_code == 200
    assert opened_by(session, world, world.supervisor) == before + 1


def opened_by(session: Session, world: World, person: Person) -> int:
    """How often the worker's account says that this person opened the shared entry."""
    session.rollback()
    opened = sa.select(sa.func.count(AuditEvent.id)).where(
        AuditEvent.actor_id == person.id,
        AuditEvent.event == Event.ENTRY_OPENED.value,
        AuditEvent.subject_id == world.entries["shared"].id,
    )
    return session.scalar(for_viewer(opened, world.worker)) or 0


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("supervisor", "draft"),
        ("supervisor", "withdrawn"),
        ("supervisor", "deleted"),
        ("worker", "deleted"),
        ("ex_supervisor", "shared"),
        ("other_worker", "shared"),
        ("admin", "shared"),
        ("stranger", "shared"),
    ],
)
def test_whoever_may_not_read_the_entry_finds_no_file(
    part: str, name: str, world: World, client_for: ClientFor
) -> None:
    answer = client_for(world.people[part]).get(f"/attachments/{world.attachments[name].id}")
    assert answer.status_code == 404
    assert "canary" not in answer.text


def test_a_share_taken_back_closes_the_file_on_the_next_request(
    session: Session, world: World, client_for: ClientFor
) -> None:
    reader, address = client_for(world.reader), f"/attachments/{world.attachments['shared'].id}"
    assert reader.get(address).status_code == 200
    session.rollback()
    session.merge(world.relationships["reader"]).ended_at = now()
    session.commit()
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("part", ["supervisor", "other_worker", "admin", "stranger"])
def test_nobody_else_adds_describes_or_removes(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    client, kept = client_for(world.people[part]), world.attachments["shared"]
    assert send(client, page_of(world, "shared"), (makers.png(), "x.png")).status_code == 404
    assert client.post(f"/attachments/{kept.id}/words", {"shows": "Mine"}).status_code == 404
    assert client.post(f"/attachments/{kept.id}/remove").status_code == 404
    [left] = files_of(session, world.worker, world.entries["shared"])
    assert left.shows == kept.shows


def test_the_files_of_several_entries_are_found_for_whoever_may_see_them(
    session: Session, world: World
) -> None:
    """What the portfolio will ask for."""
    ids = [entry.id for entry in world.entries.values()]
    seen = {
        part: {each.id for each in attachments_of(session, world.people[part], ids)}
        for part in ("worker", "supervisor", "ex_supervisor", "admin")
    }
    kept = {name: each.id for name, each in world.attachments.items()}
    assert seen["supervisor"] == {kept["shared"], kept["product"]}
    assert seen["worker"] == set(kept.values()) - {kept["others"]}
    assert seen["ex_supervisor"] == seen["admin"] == set()


def test_a_row_cannot_be_given_to_somebody_elses_entry(session: Session, world: World) -> None:
    """Even a reader of the entry cannot put a file there: the database itself refuses."""
    act_as(session, world.supervisor)
    shared = world.attachments["shared"]
    session.add(
        Attachment(
            entry_id=shared.entry_id, author_id=world.supervisor.id, name="a", shows="", size=1,
            media_type="image/png", sha256="0", address="0",
        )
    )  # fmt: skip
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
    session.rollback()


def test_a_file_added_to_a_shared_entry_waits_for_a_second_look(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, reader = client_for(world.worker), client_for(world.supervisor)
    entry = world.entries["shared"]
    page, seen = f"/entries/{entry.id}", "A flipchart with Jane Hartley on it."
    answer = send(worker, page_of(world, "shared"), (makers.png(), "board.png"), shows=seen)
    assert "Others do not see it yet" in worker.get(answer.location).text
    kept = added(session, world, "shared")
    for path in (page, f"/review/{entry.id}"):
        assert seen not in reader.get(path).text
        assert str(kept.id) not in reader.get(path).text
    assert reader.get(f"/attachments/{kept.id}").status_code == 404
    assert seen not in worker.get(f"{page}/preview").text, "the preview is what they see"
    assert kept.id not in {each.id for each in files_of(session, world.supervisor, entry)}
    look = worker.get(f"/attachments/{kept.id}/show").text
    assert "Supervisor Person" in look
    assert "Jane Hartley" in look
    assert reader.get(f"/attachments/{kept.id}/show").status_code == 404
    assert reader.post(f"/attachments/{kept.id}/show").status_code == 404
    assert worker.post(f"/attachments/{kept.id}/show").status_code == 303
    assert seen in reader.get(page).text
    assert seen in worker.get(f"{page}/preview").text
    assert reader.get(f"/attachments/{kept.id}").status_code == 200
    entry_id = entry.id
    session.rollback()
    told = visible(AuditEvent, to=world.worker).where(AuditEvent.event == Event.FILE_SHOWN)
    assert [each.subject_id for each in session.scalars(told)] == [entry_id]
    session.rollback()


def test_a_file_on_an_entry_that_nobody_reads_waits_for_nothing(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    send(worker, page_of(world), (makers.png(), "board.png"))
    assert added(session, world).held_back_at is None
    assert "It waits" not in worker.get(f"/entries/{world.entries['draft'].id}").text
