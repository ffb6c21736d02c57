"""A second, smaller standard: brought in and taken out by command, and learned from."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal.audit import Event
from journal.exchange import read
from journal.formatting import today
from journal.models import AuditEvent, OwnPlan, OwnStandard, Programme
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.commanding import Run, runner
from tests.rooms import second_standard as second
from tests.world import World

ClientFor = Callable[..., Client]


def imported(session: Session) -> list[tuple[str, str]]:
    """What was brought in, beside what the world holds."""
    session.rollback()
    rows = sa.select(OwnStandard.key, OwnStandard.version).where(OwnStandard.version != "0")
    return [(row.key, row.version) for row in session.execute(rows.order_by(OwnStandard.made_at))]


def test_a_dry_run_says_everything_and_changes_nothing(
    session: Session, world: World, adopt: Run, tmp_path: Path
) -> None:
    file = str(second.first(tmp_path))
    done = adopt(file, "--dry-run", "--organisation", "The Orchard")
    assert done.exit_code == 0, done.output
    assert "5 of knowledge" in done.output
    assert "5 skills" in done.output
    assert "2 behaviours" in done.output
    assert "nothing was changed" in done.output
    assert imported(session) == []


def test_brought_in_once_and_for_one_organisation_only(
    session: Session, world: World, client_for: ClientFor, adopt: Run, tmp_path: Path
) -> None:
    file = str(second.first(tmp_path))
    which = adopt(file)
    assert which.exit_code == 1
    assert "--organisation" in which.output
    assert imported(session) == []
    for _ in range(2):
        assert adopt(file, "--organisation", "The Orchard", "--version", "1").exit_code == 0
    assert imported(session) == [(second.KEY, "1")]
    other = adopt(
        str(second.following(tmp_path)), "--organisation", "The Orchard", "--version", "1"
    )
    assert other.exit_code == 1
    assert "never changes" in other.output
    assert imported(session) == [(second.KEY, "1")]
    assert "Allotment helper" in client_for(world.admin).get("/admin/standards").text
    assert "Allotment helper" not in client_for(world.stranger_admin).get("/admin/standards").text
    act_as(session, world.admin)
    told = visible(AuditEvent, to=world.admin).where(
        AuditEvent.event == Event.STANDARD_IMPORTED_BY_COMMAND.value
    )
    assert len(session.scalars(told).all()) == 1


def test_taken_out_again_as_it_came(
    session: Session, world: World, settings: Settings, adopt: Run, tmp_path: Path
) -> None:
    file, out = second.first(tmp_path), tmp_path / "out.json"
    adopt(str(file), "--organisation", "The Orchard", "--version", "1")
    words = ["framework", "export", second.KEY, "--format", "case", "--out", str(out)]
    done = runner(settings)(*words, "--organisation", "The Orchard")
    assert done.exit_code == 0, done.output
    came, went = read(file.read_bytes()).exchanged, read(out.read_bytes()).exchanged
    assert came is not None
    assert went is not None
    assert (went.groups, went.statements) == (came.groups, came.statements)
    again = adopt(str(out), "--organisation", "The Orchard", "--version", "1")
    assert "is there already" in again.output


def test_a_name_that_is_taken_is_told(
    session: Session, world: World, adopt: Run, tmp_path: Path
) -> None:
    file = str(second.first(tmp_path))
    done = adopt(file, "--organisation", "The Orchard", "--as", "principles")
    assert done.exit_code == 1
    assert "principles is the name of another framework here" in done.output
    assert imported(session) == []


def test_learned_from_end_to_end(
    session: Session, world: World, learner: Client, client_for: ClientFor
) -> None:
    coverage = learner.get("/coverage").text
    assert "one of the 12 things" in coverage
    assert "Share out the work" in coverage
    ksb = learner.get("/ksbs/k3").location
    assert ksb == "/ksbs/K3"
    page = learner.get("/ksbs/K3").text
    assert second.TEXTS["K3"] in page
    assert "Duty 2" in page
    assert "Allotment plan" in page
    assert learner.get("/ksbs/K40").status_code == 404
    assert "Allotment helper" in learner.get("/frameworks").text
    assert second.TEXTS["S4"] in learner.get(f"/frameworks/{second.KEY}").text
    assert second.TEXTS["S4"] in learner.get("/entries/tags/find?find=compost").text
    entry = world.entries["product"]
    tags = learner.get(f"/entries/{entry.id}/tags").text
    assert "no longer in this version" in tags
    ref = f"{second.KEY}:S1"
    sent = {"tag": ["peer-worker:S2", ref], "was": ["peer-worker:S2"], f"reason-{ref}": "I greeted"}
    assert learner.post(f"/entries/{entry.id}/tags", sent).status_code == 303
    shown = learner.get(f"/entries/{entry.id}").text
    assert second.TEXTS["S1"] in shown
    assert "no longer in this version" in shown
    assert second.TEXTS["S1"] in client_for(world.supervisor).get(f"/review/{entry.id}").text
    assert second.TEXTS["S1"] in learner.get("/ksbs/S1").text
    assert "Claimed" in learner.get("/ksbs/S1").text
    by_coach = client_for(world.coach).get(f"/coverage/{world.worker.id}").text
    assert "Share out the work" in by_coach
    coach, of = client_for(world.coach), f"?of={world.worker.id}"
    assert second.TEXTS["K3"] in coach.get(f"/ksbs/K3{of}").text
    assert second.TEXTS["K3"] not in coach.get("/ksbs/K3").text
    assert coach.get(f"/ksbs/K40{of}").status_code == 404
    for part in ("other_supervisor", "ex_supervisor", "admin", "stranger"):
        assert client_for(world.people[part]).get(f"/ksbs/K3{of}").status_code == 404
    learned = {"standard": second.KEY, "standard_version": "1"}
    plan = {"plan": f"{second.KEY}-plan", "plan_version": "1"}
    session.add(Programme(person_id=world.other_supervisor.id, began_on=today(), **learned, **plan))
    session.commit()
    there = client_for(world.other_supervisor).get("/ksbs/K40").location
    assert there == f"/ksbs/K40?of={world.other_worker.id}"
    others = client_for(world.other_worker).get("/coverage").text
    assert "of 113 confirmed" in others
    assert "Share out the work" not in others


def test_nothing_of_another_standard_is_suggested(
    world: World, learner: Client, client_for: ClientFor
) -> None:
    typed = {
        "kind": "reflection",
        "model": "free",
        "title": "Boundaries",
        "text": "I set a boundary: I said that I could not give my private phone number, and why "
        "the peer relationship has limits. I kept to what we agreed about contact.",
        "dated": "2026-11-01",
    }
    found = {}
    for part in ("worker", "other_worker"):
        client = client_for(world.people[part])
        made = client.post("/entries/new", {**typed, "entry_id": str(uuid4())})
        found[part] = client.get(f"{made.location}/tags").text
    assert 'id="suggested-peer-worker:' in found["other_worker"]
    assert 'id="suggested-peer-worker:' not in found["worker"]


def test_a_portfolio_by_its_own_plan(world: World, learner: Client) -> None:
    page = learner.get("/portfolio").text
    assert "Allotment plan, version 1" in page
    made = learner.post(
        "/portfolio",
        {"title": "My basket", "plan": f"{second.KEY}-plan", "portfolio_id": str(uuid4())},
    )
    assert made.status_code == 303
    builder = learner.get(made.location).text
    assert "This portfolio speaks to 3 statements" in builder
    assert second.TEXTS["S2"] in builder
    file = learner.post(f"{made.location}/html").text
    assert "harvest talk" in file
    assert "old gardener" in file
    assert second.TEXTS["S2"] in file
    assert "Boundaries" not in file


def test_plans_never_change_once_saved(session: Session, world: World, learner: Client) -> None:
    kept = session.scalars(sa.select(OwnPlan).where(OwnPlan.version == "1")).one()
    assert kept.data["methods"][0]["statements"] == ["K1", "S1", "S2"]
    assert kept.data["outside_methods"] == ["B1", "B2"]
    assert kept.data["minimum_hours"] == 90
    assert "90 hours" in learner.get(f"/people/{world.worker.id}/programme").text


def test_a_framework_of_nothing_but_competences_can_be_learned(
    session: Session, world: World, client_for: ClientFor, adopt: Run
) -> None:
    file = "tests/exchange/files/case-three-levels.json"
    done = adopt(file, "--organisation", "The Orchard", "--as", "garden", "--version", "1")
    assert done.exit_code == 0, done.output
    kept = session.scalars(sa.select(OwnStandard).where(OwnStandard.key == "garden")).one()
    code = next(each["code"] for each in kept.data["statements"] if each["code"] == "G.1")
    programme = session.get_one(Programme, world.worker.id)
    programme.standard, programme.standard_version, programme.plan = "garden", "1", "none yet"
    session.commit()
    learner = client_for(world.worker)
    assert "Keeps plants alive" in learner.get(f"/ksbs/{code}").text
    assert "Skills" in learner.get("/coverage").text
    made = learner.post(
        "/portfolio", {"title": "Mine", "plan": "garden-plan", "portfolio_id": str(uuid4())}
    )
    assert "Keeps plants alive" in learner.get(made.location).text
    assert "Keeps plants alive" in learner.post(f"{made.location}/html").text
    for path in (
        "/",
        "/search",
        "/examples",
        "/cards",
        "/frameworks/garden",
        "/entries/new",
        "/observations/new",
    ):
        assert learner.get(path).status_code == 200
