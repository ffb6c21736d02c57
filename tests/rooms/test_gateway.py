"""The gateway: who writes what, who sees what, and three signatures when all of it holds."""

from uuid import uuid4

from sqlalchemy.orm import Session

from journal.domain.gateway import Subject
from journal.gateway_view import is_through
from journal.models import BehaviourSeen, Programme, SubjectCheck
from journal.models.confidential import visible
from tests.client import Client
from tests.rooms.at_the_gateway import make_ready
from tests.rooms.reviewing_together import ClientFor, end, sign
from tests.rooms.test_unfinished import keep
from tests.world import World

WHY = "A reason that is nobody else's."
SAW = "They asked before they helped."


def here(world: World) -> str:
    """The page of the worker's gateway."""
    return f"/progress/gateway/{world.worker.id}"


def note(client: Client, world: World, **typed: str) -> int:
    """Write down how a subject stands."""
    return client.post(f"{here(world)}/english-and-maths", typed).status_code


def asked(client: Client, session: Session) -> str:
    """Ask for the signatures; the page of the record."""
    session.rollback()
    answer = client.post("/progress/gateway", {"record_id": str(uuid4())})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_the_list_says_who_does_what_next(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).get("/progress/gateway").text
    for words in (
        "Knowledge, skills and behaviours",
        "Say what you see of each behaviour at work.",
        "the line manager",
        "Not verified yet: B1, B2, B3, B4, B5.",
        "of at least 326 h",
    ):
        assert words in page
    assert "Ask for the signatures" not in page


def test_the_reason_for_english_or_maths_is_never_the_employers_to_know(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    typed = {"subject": "english", "state": "exempt"}
    assert note(worker, world, **typed) == 422
    assert note(worker, world, **typed, reason=WHY) == 303
    assert note(coach, world, subject="maths", state="outstanding") == 303
    assert note(manager, world, subject="maths", state="level_2") == 404
    assert manager.get(f"{here(world)}/english-and-maths").status_code == 404
    programme = session.get_one(Programme, world.worker.id)
    assert (programme.english_settled, programme.maths_settled) == (True, False)
    for client in (worker, coach):
        assert WHY in client.get(here(world)).text
        assert "Exempt" in client.get(f"{here(world)}/english-and-maths").text
    shown = manager.get(here(world)).text
    assert WHY not in shown
    assert "Exempt" not in shown
    assert "Settled." in shown
    session.rollback()
    assert not session.scalars(visible(SubjectCheck, to=world.manager)).all()
    session.rollback()


def test_sign_language_and_opting_out_where_they_fit(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    assert note(worker, world, subject="maths", state="british_sign_language") == 422
    assert note(worker, world, subject="english", state="british_sign_language") == 303
    assert note(worker, world, subject="maths", state="opted_out") == 303
    session.get_one(Programme, world.worker.id).was_19_at_start = False
    session.commit()
    assert note(worker, world, subject="maths", state="opted_out") == 422
    assert note(worker, world, subject="dancing", state="level_2") == 422
    session.get_one(Programme, world.worker.id).was_19_at_start = True
    session.commit()
    checks = visible(SubjectCheck, to=world.worker).where(
        SubjectCheck.worker_id == world.worker.id, SubjectCheck.subject == Subject.MATHS
    )
    before = len(session.scalars(checks).all())
    assert note(worker, world, subject="maths", state="opted_out") == 303
    session.rollback()
    assert len(session.scalars(checks).all()) == before, "the same again is no new row"


def test_behaviours_are_verified_by_the_line_manager_alone(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = f"{here(world)}/behaviours"
    typed = {"is_B1": "yes", "saw_B1": SAW, "is_B2": "not yet"}
    for part in ("worker", "coach", "supervisor", "reader", "admin", "other_worker", "stranger"):
        client = client_for(world.people[part])
        assert client.get(page).status_code == 404
        assert client.post(page, typed).status_code == 404
        assert client.post(f"{here(world)}/declaration", {"is_ready": "yes"}).status_code == 404
    manager = client_for(world.manager)
    assert manager.post(page, {"is_B1": "yes"}).status_code == 422
    assert manager.post(page, {"saw_B1": SAW}).status_code == 422
    for _ in range(2):
        assert manager.post(page, typed).status_code == 303
    rows = visible(BehaviourSeen, to=world.worker).where(BehaviourSeen.seen == SAW)
    assert len(session.scalars(rows).all()) == 1
    for part in ("worker", "coach", "manager"):
        assert SAW in client_for(world.people[part]).get(here(world)).text
    session.rollback()


def test_nobody_else_comes_to_a_gateway(world: World, client_for: ClientFor) -> None:
    for part in ("supervisor", "ex_supervisor", "reader", "other_worker", "admin", "stranger"):
        client = client_for(world.people[part])
        for what in ("", "/english-and-maths", "/behaviours", "/declaration"):
            assert client.get(here(world) + what).status_code == 404, (part, what)


def test_nobody_can_sign_while_something_is_open(
    world: World, client_for: ClientFor, session: Session
) -> None:
    answer = client_for(world.worker).post("/progress/gateway", {"record_id": str(uuid4())})
    assert answer.status_code == 409
    assert "still to do" in answer.text
    assert not is_through(session, world.worker)
    session.rollback()


def test_when_all_holds_three_sign_and_the_portfolio_can_go(
    world: World, client_for: ClientFor, session: Session
) -> None:
    make_ready(session, world)
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    assert "Ask for the signatures" in worker.get("/progress/gateway").text
    page = asked(worker, session)
    assert asked(worker, session) == page
    for client in (worker, manager, coach):
        assert "Gateway" in client.get("/supervision").text
        assert "All 113 that are assessed are confirmed." in client.get(page).text
        assert not is_through(session, world.worker)
        session.rollback()
        assert sign(client, page, 1).status_code == 303
    assert is_through(session, world.worker)
    session.rollback()
    assert "can be handed in now" in worker.get("/progress/gateway").text
    assert sign(coach, page, 1).status_code == 303, "the same word again is no new one"
    assert sign(coach, page, 1, "No, wait.").status_code == 409
    assert worker.post(f"{page}/renew").status_code == 409


def test_two_signatures_are_not_three_and_a_coach_who_left_is_followed_by_another(
    world: World, client_for: ClientFor, session: Session
) -> None:
    make_ready(session, world)
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    page = asked(worker, session)
    for client in (worker, manager):
        assert sign(client, page, 1).status_code == 303
    end(session, world, "coach")
    assert sign(coach, page, 1).status_code == 404
    shown = worker.get(page).text
    assert "there is no coach here" in shown
    assert not is_through(session, world.worker)
    session.rollback()


def test_a_list_that_has_changed_is_fixed_and_signed_anew(
    world: World, client_for: ClientFor, session: Session
) -> None:
    make_ready(session, world)
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    page = asked(worker, session)
    assert sign(manager, page, 1).status_code == 303
    assert manager.post(f"{page}/renew").status_code == 404
    assert worker.post(f"{page}/renew").status_code == 303, "nothing has changed"
    assert worker.post(f"{here(world)}/english-and-maths", {
        "subject": "maths", "state": "outstanding"}).status_code == 303  # fmt: skip
    assert worker.post(f"{page}/renew").status_code == 409
    assert "still to do" in worker.post(f"{page}/renew").text
    assert sign(coach, page, 1, "Maths is open again.").status_code == 303
    assert "Maths is open again." in worker.get(page).text


def test_what_is_written_for_the_gateway_is_looked_over_and_kept_while_it_is_typed(
    world: World, client_for: ClientFor, session: Session
) -> None:
    phone, names = "07700 900123", ("coach", "english-and-maths", "reason")
    for part, page, field, more in (
        (*names, {"subject": "english", "state": "exempt"}),
        ("manager", "behaviours", "saw_B2", {"is_B2": "yes"}),
        ("manager", "declaration", "words", {"is_ready": "yes"}),
    ):
        client, at = client_for(world.people[part]), f"{here(world)}/{page}"
        copy = str(uuid4())
        typed = {**more, field: f"Worker Person rang {phone}.", "copy_id": copy, "version": "0"}
        held = client.post(at, typed)
        assert held.status_code == 422
        assert f'<mark class="pointed" dir="auto">{phone}</mark>' in held.text
        assert '<mark class="pointed" dir="auto">Worker' not in held.text
        assert f'value="{copy}"' in held.text, "it goes on with the copy that it is kept in"
        put = client.post(at, typed | {"do": f"put\na number\n{phone}"})
        assert "Worker Person rang a number.</textarea>" in put.text
        keep(client, copy, "", place=at, fields={**more, field: "Half a word"})
        assert "Half a word" in client.get(f"{at}?go-on={copy}").text
        sent = typed | {"do": "save as it is", "version": "1"}
        assert client.post(at, sent).status_code == 303
        assert "Half a word" not in client.get("/unfinished").text
