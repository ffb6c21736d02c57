"""A plan brought in from a file, and versions that are retired, on the administrator's pages."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from sqlalchemy.orm import Session

from journal.models import Programme
from tests.client import Client
from tests.rooms.test_plans import FROM, form_on, saved
from tests.world import World

ClientFor = Callable[..., Client]
STANDARD = "peer-worker@1.0"


def bring(admin: Client, text: str, do: str = "keep") -> Any:
    """Bring a plan in from a file."""
    return admin.post("/admin/plans", {"file": (BytesIO(text.encode()), "ours.yaml"), "do": do})


def test_a_plan_from_a_file_is_looked_at_then_kept_whole_or_not_at_all(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin = client_for(world.admin)
    text = admin.get("/admin/plans/file?from=" + FROM).text
    assert bring(admin, text).status_code == 422, "version 1 is the service's own"
    second_one = text.replace("version: '1'", "version: '2'").replace("  - K1\n", "", 1)
    refused = bring(admin, second_one)
    assert refused.status_code == 422
    assert "ours.yaml, line" in refused.text
    assert "K1 in neither" in refused.text
    fine = text.replace("version: '1'", "version: '2'").replace("hours: 326", "hours: 330")
    looked = bring(admin, fine, "look")
    assert "Fewest hours of training: 330 hours." in looked.text
    assert saved(session) == []
    carried = form_on(looked.text)
    assert carried["carried"] == [fine]
    sent = {"carried": carried["carried"], "name": carried["name"], "do": "keep"}
    kept_at = admin.post("/admin/plans", sent)
    assert kept_at.status_code == 303
    assert bring(admin, fine).location == kept_at.location, "the very same again is no new one"
    assert len(saved(session)) == 1
    assert bring(admin, fine.replace("330", "331")).status_code == 422
    assert bring(client_for(world.stranger_admin), fine).status_code == 303, "theirs, beside ours"
    for part in ("worker", "coach"):
        assert bring(client_for(world.people[part]), fine).status_code == 404


def test_learners_stay_on_a_retired_version_and_nobody_new_may_start(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin, coach = client_for(world.admin), client_for(world.coach)
    plan_id, standard_id = world.ids["plan_id"][0], world.ids["standard_id"][0]
    programme = session.get_one(Programme, world.worker.id)
    programme.plan, programme.plan_version = "illustrative", "0"
    session.commit()
    move = f"/people/{world.worker.id}/programme/move"
    new = f"/people/{world.reader.id}/programme/edit"
    for page in (f"/admin/plans/{plan_id}/retire", f"/admin/standards/{standard_id}/retire"):
        assert client_for(world.stranger_admin).post(page).status_code == 404
        assert "Retire it" in admin.get(page).text
        assert admin.post(page, {"do": "retire"}).status_code == 303
        assert admin.post(page, {"do": "retire"}).status_code == 303
    assert "1 learner is on this version" not in admin.get(f"/admin/plans/{plan_id}/retire").text
    assert "1 learner is on it still" in admin.get(f"/admin/plans/{plan_id}/retire").text
    assert 'value="illustrative@0"' not in admin.get(new).text
    assert 'value="illustrative@0"' in coach.get(move).text, "they are on it"
    assert 'value="peer-worker@0"' not in coach.get(move).text
    started = {"standard": STANDARD, "plan": "illustrative@0", "began_on": "2026-01-05"}
    assert admin.post(new, started).status_code == 422
    assert client_for(world.worker).get(f"/people/{world.worker.id}/programme").status_code == 200
    assert admin.post(f"/admin/plans/{plan_id}/retire", {"do": "bring back"}).status_code == 303
    assert 'value="illustrative@0"' in admin.get(new).text


def test_nobody_moves_to_a_version_that_was_retired_meanwhile(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    move = f"/people/{world.worker.id}/programme/move"
    names = {"standard": STANDARD, "plan": "illustrative@0"}
    assert coach.post(f"{move}/propose", names).status_code == 303
    at = form_on(worker.get(move).text)["at"]
    retire = f"/admin/plans/{world.ids['plan_id'][0]}/retire"
    assert client_for(world.admin).post(retire).status_code == 303
    refused = worker.post(f"{move}/answer", {"do": "yes", "at": at})
    assert refused.status_code == 409
    assert "was retired meanwhile" in refused.text
    assert worker.post(f"{move}/answer", {"do": "no", "at": at}).status_code == 303
