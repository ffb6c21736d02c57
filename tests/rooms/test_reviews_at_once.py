"""Three people at the very same moment: two sign, two begin, one writes while another signs."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy.orm import Session

from journal.domain.joint_records import RecordKind
from journal.joint_records import is_closed
from journal.models import JointRecord
from journal.models.confidential import visible
from tests.rooms.reviewing_together import WELL, ClientFor, day, end, record_at, write, written
from tests.rooms.test_at_once import meeting
from tests.world import World


def test_two_sign_at_once_and_both_signatures_stand(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = written(world, client_for)
    clients = [client_for(world.worker), client_for(world.coach)]
    tokens = [client.token for client in clients]
    session.rollback()

    def sign(place: int) -> int:
        typed = {"csrf_token": tokens[place], "number": "2", "do": "sign"}
        return clients[place].open(f"{page}/sign", method="POST", data=typed).status_code

    with meeting("INSERT INTO record_words"), ThreadPoolExecutor(2) as threads:
        assert list(threads.map(sign, range(2))) == [303, 303]
    record = record_at(session, world.worker, page)
    assert len(record.words) == 2
    assert is_closed(record)
    session.rollback()
    assert "is signed" in client_for(world.worker).get(page).text


def test_one_signs_as_another_saves_and_no_signature_is_on_what_nobody_read(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = written(world, client_for)
    worker, coach = client_for(world.worker), client_for(world.coach)
    tokens = worker.token, coach.token
    session.rollback()

    def act(place: int) -> int:
        if place == 0:
            typed = {"csrf_token": tokens[0], "number": "2", "do": "sign"}
            return worker.open(f"{page}/sign", method="POST", data=typed).status_code
        typed = {"csrf_token": tokens[1], "revision": "2", "well": WELL, "provider_view": "More."}
        return coach.open(f"{page}/write", method="POST", data=typed).status_code

    with ThreadPoolExecutor(2) as threads:
        signed, saved = threads.map(act, range(2))
    assert saved == 303
    assert signed in (303, 409)
    record = record_at(session, world.worker, page)
    assert record.revision == 3
    assert {each.on_version for each in record.words} <= {2}
    session.rollback()


def test_two_begin_at_once_and_there_is_one_review(
    world: World, client_for: ClientFor, session: Session
) -> None:
    clients = [client_for(world.worker), client_for(world.coach)]
    tokens = [client.token for client in clients]
    reviews = visible(JointRecord, to=world.worker).where(
        JointRecord.kind == RecordKind.PROGRESS_REVIEW
    )
    before = len(session.scalars(reviews).all())
    session.rollback()

    def begin(place: int) -> str:
        typed = {
            "csrf_token": tokens[place],
            "record_id": str(uuid4()),
            "worker": str(world.worker.id),
            "day": day(0),
            "at": "10:00",
        }
        answer = clients[place].open("/progress/reviews/new", method="POST", data=typed)
        return str(answer.location)

    with ThreadPoolExecutor(2) as threads:
        pages = set(threads.map(begin, range(2)))
    assert len(pages) == 1
    assert len(session.scalars(reviews).all()) == before + 1
    session.rollback()


def test_whoever_left_reads_nothing_of_it_in_their_unfinished_writing(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = written(world, client_for)
    worker, coach = client_for(world.worker), client_for(world.coach)
    assert write(worker, page, 2, well=WELL, hard="The long way home.").status_code == 303
    assert write(coach, page, 2, well=WELL, hard="Something else.").status_code == 409
    assert "Your part of a progress review" in coach.get("/unfinished").text
    end(session, world, "coach")
    shown = coach.get("/unfinished").text
    assert WELL not in shown
    assert "Your part of a progress review" not in shown
