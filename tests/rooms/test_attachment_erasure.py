"""What is removed is gone for good, whatever happened in between."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from journal import Application
from journal.attachments import actions
from journal.entries.actions import purge
from journal.models import Attachment, Person
from journal.models.base import as_if, now
from journal.models.confidential import visible
from journal.storage import Storage, storage
from tests.cleaning import makers
from tests.rooms.attaching import ClientFor, added, files_of, page_of, send
from tests.world import World


def test_removing_a_file_erases_its_bytes(
    app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    worker, kept = client_for(world.worker), world.attachments["draft"]
    address, place = kept.address, app.extensions["storage"]
    assert "It goes at once and for good" in worker.get(f"/attachments/{kept.id}/remove").text
    assert place.has(address)
    assert worker.post(f"/attachments/{kept.id}/remove").status_code == 303
    assert not place.has(address)
    assert worker.get(f"/attachments/{kept.id}").status_code == 404
    assert files_of(session, world.worker, world.entries["draft"]) == []


def test_bytes_stay_while_another_entry_holds_the_same_file(
    app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    for name in ("draft", "product"):
        send(worker, page_of(world, name), (makers.png(), "a.png"))
    first, second = added(session, world, "draft"), added(session, world, "product")
    address, first_id, second_id = first.address, first.id, second.id
    assert second.address == address
    session.rollback()
    worker.post(f"/attachments/{first_id}/remove")
    assert worker.get(f"/attachments/{second_id}").status_code == 200
    worker.post(f"/attachments/{second_id}/remove")
    assert not app.extensions["storage"].has(address)


def test_an_entry_erased_after_its_30_days_takes_its_files_along(
    session: Session, world: World, acting: Callable[[Person], Person]
) -> None:
    author = acting(session.merge(world.worker))
    address = world.attachments["deleted"].address
    with as_if(now() + timedelta(days=31)):
        assert purge(session, author) == 1
        session.commit()
        assert actions.sweep(session, storage(), author) == 1
        session.commit()
    assert not storage().has(address)
    assert storage().has(world.attachments["draft"].address)


def test_what_a_crash_left_behind_is_swept_and_what_is_being_added_is_not(
    session: Session, world: World, acting: Callable[[Person], Person]
) -> None:
    author = acting(session.merge(world.worker))
    address = storage().address_of(author.id, b"left behind")
    storage().put(address, b"left behind")
    half = Path(f"{storage().folder}/{address}#1")
    half.write_bytes(b"left half-way")
    assert actions.sweep(session, storage(), author) == 0
    with as_if(now() + timedelta(hours=2)):
        assert actions.sweep(session, storage(), author) == 2
    assert not half.exists()
    session.commit()
    assert not storage().has(address)
    kept = session.scalars(visible(Attachment, to=author)).all()
    assert all(storage().has(each.address) for each in kept)


def test_a_row_is_never_written_when_its_bytes_could_not_be(
    app: Application,
    session: Session,
    world: World,
    client_for: ClientFor,
    tmp_path: Path,
) -> None:
    """The place is a file instead of a folder: nothing can be kept there."""
    before = app.extensions["storage"]
    (tmp_path / "full").write_text("no room here")
    app.extensions["storage"] = Storage((tmp_path / "full" / "files").as_uri(), "0f" * 32)
    try:
        answer = send(client_for(world.worker), page_of(world), (makers.png(), "a.png"))
    finally:
        app.extensions["storage"] = before
    assert answer.status_code == 500
    assert len(files_of(session, world.worker, world.entries["draft"])) == 1
