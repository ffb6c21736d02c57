"""Progress reviews: prepared by the system, written by three, signed by two of them at least."""

from uuid import uuid4

from sqlalchemy.orm import Session

from journal.formatting import today
from journal.models import Programme, Relationship
from tests.letters import waiting
from tests.rooms.reviewing_together import (
    WELL,
    ClientFor,
    day,
    end,
    facts,
    prepare,
    ready,
    record_at,
    sign,
    write,
    written,
)
from tests.world import World


def test_three_write_two_sign_and_the_next_one_is_counted_from_there(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, manager, coach = (client_for(world.people[x]) for x in ("worker", "manager", "coach"))
    page = prepare(coach, world.worker)
    assert write(worker, page, 1, well=WELL).status_code == 303
    assert write(manager, page, 2, employer_view="Calm and clear.").status_code == 303
    assert write(coach, page, 3, provider_view="On the way.").status_code == 303
    ready(manager, page)
    for client in (worker, manager, coach):
        shown = client.get(page).text
        assert all(text in shown for text in (WELL, "Calm and clear.", "On the way."))
        assert "Progress review" in client.get("/supervision").text
    assert sign(worker, page, 4).status_code == 303
    assert "is signed" not in worker.get(page).text
    assert sign(coach, page, 4).status_code == 303
    assert "is signed" in worker.get(page).text
    programme = session.get_one(Programme, world.worker.id)
    assert programme.reviewed_on == today()
    late = write(worker, page, 4, well="Something else.")
    assert late.status_code == 303
    assert "Something else." not in worker.get(page).text
    assert sign(manager, page, 4, "I see more than that.").status_code == 303
    assert "I see more than that." in worker.get(page).text
    assert sign(manager, page, 4).status_code == 409
    session.rollback()


def test_each_side_writes_its_own_part_and_no_other(
    world: World, client_for: ClientFor, session: Session
) -> None:
    manager = client_for(world.manager)
    page = prepare(manager, world.worker)
    forged = {"provider_view": "They fail.", "support_said": "They need help.", "hours": "900 h"}
    assert write(manager, page, 1, well="Good.", **forged).status_code == 303
    fields = record_at(session, world.worker, page).fields
    assert fields["well"] == "Good."
    assert "provider_view" not in fields
    assert "support_said" not in fields
    assert "900 h" not in fields["hours"]
    shown = manager.get(f"{page}/write").text
    assert 'name="employer_view"' in shown
    assert 'name="provider_view"' not in shown
    assert 'name="support_said"' not in shown
    session.rollback()


def test_nobody_else_finds_it(world: World, client_for: ClientFor) -> None:
    page = written(world, client_for)
    for part in ("supervisor", "ex_supervisor", "reader", "other_worker", "admin", "stranger"):
        client = client_for(world.people[part])
        for what in ("", "/write", "/targets", "/support"):
            assert client.get(page + what).status_code == 404, (part, what)
        for what in ("write", "targets", "ready", "sign", "let-in", "call-off", "support"):
            assert client.post(f"{page}/{what}").status_code == 404, (part, what)
        assert WELL not in client.get("/progress/reviews").text
        typed = {"worker": str(world.worker.id), "day": day(0), "at": "10:00"}
        assert client.post("/progress/reviews/new", typed).status_code == 422


def test_one_signs_while_another_edits(world: World, client_for: ClientFor) -> None:
    page = written(world, client_for)
    worker, coach = client_for(world.worker), client_for(world.coach)
    assert sign(worker, page, 2).status_code == 303
    assert write(coach, page, 2, provider_view="One more thing.").status_code == 303
    assert sign(coach, page, 2).status_code == 409
    assert sign(coach, page, 3).status_code == 303
    shown = worker.get(page).text
    assert "is signed" not in shown
    assert "What was said of earlier versions" in shown
    assert sign(worker, page, 3).status_code == 303
    assert "is signed" in worker.get(page).text


def test_two_write_under_one_heading_and_nothing_is_overwritten(
    world: World, client_for: ClientFor
) -> None:
    page = written(world, client_for)
    worker, coach = client_for(world.worker), client_for(world.coach)
    assert write(worker, page, 2, well=WELL, hard="The waiting.").status_code == 303
    beside = write(coach, page, 2, well=WELL, provider_view="Good.")
    assert beside.status_code == 303
    both = write(coach, page, 3, well=WELL, hard="The paperwork.", provider_view="Good.")
    assert both.status_code == 303, "version 3 had the waiting, so this is a plain change"
    clash = write(worker, page, 3, well=WELL, hard="The long way home.")
    assert clash.status_code == 409
    assert "Both texts, side by side" in clash.text
    assert "paperwork" in clash.text
    assert "long way home" in clash.text
    assert "The long way home." not in worker.get(page).text


def test_signing_twice_changes_nothing_and_a_view_that_differs_leaves_it_open(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = written(world, client_for)
    worker, coach = client_for(world.worker), client_for(world.coach)
    for _ in range(2):
        assert sign(worker, page, 2).status_code == 303
    assert sign(coach, page, 2, " ").status_code == 422
    assert sign(coach, page, 2, "The hours are not right yet.").status_code == 303
    record = record_at(session, world.worker, page)
    assert len(record.words) == 2
    shown = worker.get(page).text
    assert "The hours are not right yet." in shown
    assert "is signed" not in shown
    session.rollback()
    assert sign(coach, page, 2).status_code == 303
    assert "is signed" in worker.get(page).text


def test_it_can_be_signed_only_once_it_is_ready(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    page = prepare(worker, world.worker)
    assert sign(worker, page, 1).status_code == 409
    assert worker.post(f"{page}/ready").status_code == 409
    assert "Nothing is written yet" in worker.post(f"{page}/ready").text
    assert "Progress review" not in worker.get("/supervision").text


def test_the_coach_leaves_in_the_middle_and_the_worker_lets_the_next_one_in(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = written(world, client_for)
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    assert sign(worker, page, 2).status_code == 303
    end(session, world, "coach")
    assert coach.get(page).status_code == 404
    assert sign(coach, page, 2).status_code == 404
    assert write(coach, page, 2, provider_view="x").status_code == 404
    assert "there is no coach here" in worker.get(page).text
    bond = Relationship(
        organisation_id=world.worker.organisation_id,
        worker_id=world.worker.id,
        other_id=world.reader.id,
        kind="coach",
    )
    session.add(bond)
    session.commit()
    after = client_for(world.reader)
    assert after.get(page).status_code == 404
    let_in = {"relationship": str(bond.id)}
    assert manager.post(f"{page}/let-in", let_in).status_code == 409
    assert after.get(page).status_code == 404
    assert worker.post(f"{page}/let-in", let_in).status_code == 303
    assert WELL in after.get(page).text
    version = record_at(session, world.worker, page).revision
    session.rollback()
    assert sign(after, page, version).status_code == 303
    if version > 2:
        assert sign(worker, page, version).status_code == 303
    assert "is signed" in worker.get(page).text


def test_without_an_employer_it_is_signed_by_two_and_without_anybody_there_is_none(
    world: World, client_for: ClientFor, session: Session
) -> None:
    end(session, world, "manager")
    page = written(world, client_for)
    for client in (client_for(world.worker), client_for(world.coach)):
        assert sign(client, page, 2).status_code == 303
    assert "is signed" in client_for(world.worker).get(page).text
    end(session, world, "coach")
    typed = {"worker": str(world.worker.id), "day": day(0), "at": "10:00"}
    answer = client_for(world.worker).post("/progress/reviews/new", typed)
    assert answer.status_code == 422


def test_without_a_coach_it_can_be_written_and_waits_for_one(
    world: World, client_for: ClientFor, session: Session
) -> None:
    end(session, world, "coach")
    page = written(world, client_for)
    worker, manager = client_for(world.worker), client_for(world.manager)
    for client in (worker, manager):
        assert sign(client, page, 2).status_code == 303
    shown = worker.get(page).text
    assert "is signed" not in shown
    assert "there is no coach here" in shown


def test_begun_twice_it_is_one(world: World, client_for: ClientFor, session: Session) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    form_id = str(uuid4())
    first = prepare(worker, world.worker, record_id=form_id)
    assert prepare(worker, world.worker, record_id=form_id) == first
    assert prepare(coach, world.worker) == first
    assert len(record_at(session, world.worker, first).holders) == 3
    session.rollback()


def test_targets_come_back_at_the_next_review_until_they_are_done(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = written(world, client_for)
    worker, manager, coach = (client_for(world.people[x]) for x in ("worker", "manager", "coach"))
    target = {
        "action_id": str(uuid4()),
        "text": "Sit in on a review meeting.",
        "owner": str(world.worker.id),
        "kind": "opportunity",
        "codes": "k27, S20",
        "due_on": day(20),
    }
    assert manager.post(f"{page}/targets", {**target, "codes": "K999"}).status_code == 422
    stranger = {**target, "owner": str(world.supervisor.id)}
    assert manager.post(f"{page}/targets", stranger).status_code == 422
    for _ in range(2):
        assert manager.post(f"{page}/targets", target).status_code == 303
    for client in (worker, manager, coach):
        assert client.get(page).text.count('dir="auto" href="/actions/') == 1
    assert "Sit in on" not in client_for(world.supervisor).get("/actions").text
    for client in (worker, coach):
        sign(client, page, 2)
    following = prepare(coach, world.worker)
    shown = manager.get(following).text
    assert "Still to do from earlier reviews" in shown
    assert "Sit in on a review meeting." in shown
    assert facts(shown)["What we said last time"] == "0 done, 1 still to do."


def test_letters_say_that_something_waits_and_no_more(
    world: World, client_for: ClientFor, session: Session
) -> None:
    before = len(waiting(session))
    written(world, client_for)
    letters = waiting(session)[before:]
    to = {each.to_address for each in letters}
    assert to == {world.manager.email, world.coach.email}
    assert not any(WELL in each.body or "review" in each.subject.lower() for each in letters)
    session.rollback()


def test_the_worker_sees_who_read_it(world: World, client_for: ClientFor) -> None:
    page = written(world, client_for)
    coach = client_for(world.coach)
    for path in (page, "/learners", f"/progress/gateway/{world.worker.id}"):
        assert coach.get(path).status_code == 200
    account = client_for(world.worker).get("/privacy").text
    for words in (
        "read a record that you hold together",
        "looked at what the gateway asks of you",
        "saw in a list that a record you hold together is not signed yet",
    ):
        assert f"{world.coach.name} {words}" in account
