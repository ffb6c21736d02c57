"""A review's earlier versions, and the review as a PDF."""

from io import BytesIO

from pypdf import PdfReader

from tests.rooms.reviewing_together import WELL, ClientFor, sign, write, written
from tests.world import World


def test_earlier_versions_stay_readable_to_those_who_hold_it(
    world: World, client_for: ClientFor
) -> None:
    page = written(world, client_for)
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    assert sign(coach, page, 2, "I saw it otherwise.").status_code == 303
    said = "I read slowly, and that is fine."
    assert write(worker, page, 2, well="Said anew.", support_said=said).status_code == 303
    assert write(worker, page, 3, well="Said anew.", support_said="").status_code == 303
    shown = coach.get(page).text
    for number in (1, 2, 3):
        assert f"{page}/versions/{number}" in shown
    earlier = coach.get(f"{page}/versions/2").text
    assert WELL in earlier
    assert "I saw it otherwise." in earlier
    assert "Said anew." not in earlier
    assert WELL not in coach.get(f"{page}/versions/3").text
    assert said in worker.get(f"{page}/versions/3").text
    for other in (manager, coach):
        assert said not in other.get(f"{page}/versions/3").text, "it was taken back"
    assert coach.get(f"{page}/versions/9").status_code == 404
    for part in ("supervisor", "other_worker", "admin", "stranger"):
        client = client_for(world.people[part])
        assert client.get(f"{page}/versions/1").status_code == 404
        assert client.post(f"{page}/pdf").status_code == 404


def test_a_review_is_taken_away_as_a_pdf_with_its_signatures(
    world: World, client_for: ClientFor
) -> None:
    page = written(world, client_for)
    worker, coach = client_for(world.worker), client_for(world.coach)
    assert sign(worker, page, 2).status_code == 303
    made = coach.post(f"{page}/pdf")
    assert made.status_code == 200
    text = " ".join(
        " ".join(each.extract_text() for each in PdfReader(BytesIO(made.data)).pages).split()
    )
    for words in (WELL, "Version 2", "Worker Person signed it on", "Coach Person has not signed"):
        assert words in text
    assert "Coach Person" in worker.get("/privacy").text, "and the worker sees who read it"
