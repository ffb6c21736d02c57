"""From one version of a standard to the next: proposed by the coach, answered by the learner."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from journal.audit import Event
from journal.models import AuditEvent, Programme, Tag
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.commanding import Run
from tests.rooms import second_standard as second
from tests.world import World

ClientFor = Callable[..., Client]


def answer(learner: Client, world: World, do: str, at: str) -> int:
    """The learner's word on a proposal."""
    page = f"/people/{world.worker.id}/programme/move/answer"
    return learner.post(page, {"do": do, "at": at}).status_code


def test_moved_to_the_next_version_with_a_yes(
    session: Session,
    world: World,
    learner: Client,
    client_for: ClientFor,
    adopt: Run,
    tmp_path: Path,
) -> None:
    entry = world.entries["product"]
    refs = [f"{second.KEY}:{code}" for code in ("K1", "K2", "S3")]
    assert learner.post(f"/entries/{entry.id}/tags", {"tag": refs}).status_code == 303
    done = adopt(str(second.following(tmp_path)), "--organisation", "The Orchard", "--version", "2")
    assert done.exit_code == 0, done.output
    assert second.TEXTS["K2"] in learner.get("/ksbs/K2").text
    changed = {"method-1-codes": "K2-K6, S4-S5", "from": f"{second.KEY}-plan@1"}
    plan = second.plan_typed(f"{second.KEY}@2", "2", **changed)
    assert client_for(world.admin).post("/admin/plans/new", plan).status_code == 303
    coach, page = client_for(world.coach), f"/people/{world.worker.id}/programme/move"
    wanted = {"standard": f"{second.KEY}@2", "plan": f"{second.KEY}-plan@2"}
    difference = coach.get(page, query_string=wanted).text
    for told in ("Added (1)", "Reworded (1)", "Removed (1)", second.NEXT_TEXTS["K2"], "poisonous"):
        assert told in difference
    assert f"Before: {second.TEXTS['K2']}" in difference
    assert client_for(world.manager).post(page + "/propose", wanted).status_code == 404
    assert learner.post(page + "/propose", wanted).status_code == 404
    assert coach.post(page + "/propose", wanted).status_code == 303
    session.rollback()
    session.expire_all()
    programme = session.get_one(Programme, world.worker.id)
    assert programme.standard_version == "1"
    assert programme.proposed is not None
    at = programme.proposed["at"]
    assert answer(coach, world, "yes", at) == 404
    assert answer(learner, world, "yes", "some other time") == 409
    mine = learner.get(page).text
    before, _, after = mine.partition("Left without a statement")
    assert "K1" in before.partition("Kept as they are")[2]
    assert "S3" in after.partition("</dd>")[0]
    assert "K2" in before.partition("with new words behind the code")[2]
    assert answer(learner, world, "yes", at) == 303
    session.rollback()
    session.expire_all()
    assert session.get_one(Programme, world.worker.id).standard_version == "2"
    assert second.NEXT_TEXTS["K2"] in learner.get("/ksbs/K2").text
    assert learner.get("/ksbs/S3").status_code == 404
    act_as(session, world.worker)
    kept = visible(Tag, to=world.worker).where(Tag.entry_id == entry.id)
    assert {tag.code for tag in session.scalars(kept)} >= {"K1", "K2", "S3"}
    assert "no longer in this version" in learner.get(f"/entries/{entry.id}").text
    assert f"{second.TEXTS['S3']} (no longer" in learner.get(f"/entries/{entry.id}/tags").text
    moved = visible(AuditEvent, to=world.worker).where(
        AuditEvent.event.in_([Event.PROGRAMME_PROPOSED.value, Event.PROGRAMME_MOVED.value])
    )
    events = session.scalars(moved.order_by(AuditEvent.at)).all()
    assert [event.actor_id for event in events] == [world.coach.id, world.worker.id]


def test_a_no_leaves_everything_as_it_is(
    session: Session,
    world: World,
    learner: Client,
    client_for: ClientFor,
) -> None:
    coach, page = client_for(world.coach), f"/people/{world.worker.id}/programme/move"
    back = {"standard": "peer-worker@1.0", "plan": "illustrative@1"}
    assert "This is another standard" in coach.get(page, query_string=back).text
    assert coach.post(page + "/propose", back).status_code == 303
    session.rollback()
    session.expire_all()
    programme = session.get_one(Programme, world.worker.id)
    assert programme.proposed is not None
    assert answer(learner, world, "no", programme.proposed["at"]) == 303
    session.rollback()
    session.expire_all()
    programme = session.get_one(Programme, world.worker.id)
    assert (programme.standard, programme.proposed) == (second.KEY, None)
    assert "one of the 12 things" in learner.get("/coverage").text


def test_what_does_not_go_together_is_told(
    world: World, learner: Client, client_for: ClientFor
) -> None:
    coach, page = client_for(world.coach), f"/people/{world.worker.id}/programme/move"
    mixed = {"standard": "peer-worker@1.0", "plan": f"{second.KEY}-plan@1"}
    refused = coach.post(page + "/propose", mixed)
    assert refused.status_code == 422
    assert "This plan is not for Peer Worker apprenticeship standard." in refused.text
    same = {"standard": f"{second.KEY}@1", "plan": f"{second.KEY}-plan@1"}
    assert coach.post(page + "/propose", same).status_code == 422
