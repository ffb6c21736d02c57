"""Files are erased at the very moment at which a portfolio that holds them is frozen."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from config import Settings
from journal import frozen_files
from journal.attachments import actions as attachments
from journal.cleaning.kinds import WAV
from journal.domain.submission import FileKind
from journal.models import Submission
from journal.models.base import as_if, now
from journal.models.confidential import act_as
from journal.portfolio import freezing, submissions
from journal.storage import Storage, Stored, storage
from tests.rooms.enclosing import attach, let_go
from tests.rooms.handing_in import ClientFor, ready_desk, sign_own, standing
from tests.rooms.portfolios import Desk
from tests.world import World


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has one piece that counts."""
    return ready_desk(session, world)


class Interrupted(Storage):
    """The same place, for a sweep in whose middle something else happens."""

    def __init__(self, settings: Settings, meanwhile: Callable[[], None]) -> None:
        """What happens once it was listed what lies there."""
        super().__init__(settings.storage_place, settings.files_key)
        self.meanwhile = meanwhile

    def all_of(self, owner: UUID) -> Iterator[Stored]:
        """What lies there, and then the other thing."""
        found = list(super().all_of(owner))
        self.meanwhile()
        return iter(found)


def test_a_sweep_in_between_takes_no_file_of_what_is_being_frozen(
    desk: Desk, settings: Settings
) -> None:
    packed = packed_now(desk)
    freezing.store(storage(), desk.worker.id, packed)  # and killed: it lies there under no name

    def handed_in_again() -> None:
        freezing.store(storage(), desk.worker.id, packed)

    with as_if(now() + timedelta(hours=2)):
        place = Interrupted(settings, handed_in_again)
        assert attachments.sweep(desk.session, place, desk.worker) >= len(packed.files)
    desk.session.commit()
    found = frozen(desk, packed, packed.standing)
    for kind, data in packed.files.items():
        assert frozen_files.read(storage(), found, kind) == data
    desk.session.rollback()


def test_a_file_erased_in_between_freezes_nothing(desk: Desk, client_for: ClientFor) -> None:
    file = attach(desk, "map0", b"RIFF a talk", WAV)
    address, name = file.address, file.id
    let_go(client_for(desk.worker), desk, "map0", name, "A talk")
    packed = packed_now(desk)
    latest = standing(desk)
    desk.session.rollback()
    assert client_for(desk.worker).post(f"/attachments/{name}/remove").status_code == 303
    assert not storage().has(address)
    with pytest.raises(freezing.FileHasGone):
        frozen(desk, packed, latest)
    desk.session.rollback()
    desk.session.expire_all()
    assert submissions.own_submissions(desk.session, desk.worker, desk.portfolio.id) == []
    desk.session.rollback()


def packed_now(desk: Desk) -> freezing.Packed:
    """The portfolio signed, and its files made; all real but the PDF."""
    sign_own(desk)
    now_it_is = standing(desk)
    files = freezing.pack_text(now_it_is, {})
    desk.session.rollback()
    return freezing.Packed(now_it_is, "Eleven months", {**files, FileKind.PDF: b"%PDF-a"})


def frozen(desk: Desk, packed: freezing.Packed, latest: freezing.Standing) -> Submission:
    """The second of the two transactions of handing in."""
    act_as(desk.session, desk.worker)
    made = freezing.freeze(desk.session, storage(), desk.worker, uuid4(), packed, latest)
    desk.session.commit()
    desk.session.expire_all()
    found = submissions.get_own(desk.session, desk.worker, made.id)
    assert found is not None
    return found
