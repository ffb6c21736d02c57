"""Plans, standards and words of an organisation's own, on the administrator's pages."""

import html
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.exchange import framework_from, read
from journal.library import content
from journal.models import Organisation, OwnPlan, OwnStandard, Programme
from tests.client import Client
from tests.rooms import second_standard as second
from tests.world import World

ClientFor = Callable[..., Client]
NEW, STANDARDS, WORDS = "/admin/plans/new", "/admin/standards", "/admin/words-for-things"
FROM = "illustrative@1"
PAGES = (NEW + "?from=" + FROM, "/admin/plans", STANDARDS, WORDS)


def form_on(page: str) -> dict[str, Any]:
    """Every field of the form as the page fills it in, as a browser would send it."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name, is_box = given.get("name", ""), given.get("type") == "checkbox"
        if name and name != "csrf_token" and (not is_box or " checked" in tag):
            sent.setdefault(name, []).append(html.unescape(given.get("value", "")))
    areas = re.findall(r'<textarea[^>]*name="([\w.-]+)"[^>]*>([^<]*)<', page)
    return sent | {name: html.unescape(text) for name, text in areas}


def saved(session: Session) -> list[OwnPlan]:
    """The plans saved by this test, oldest first."""
    session.rollback()
    session.expire_all()
    kept = sa.select(OwnPlan).where(OwnPlan.version != "0").order_by(OwnPlan.made_at)
    return list(session.scalars(kept))


@pytest.mark.parametrize("path", PAGES)
def test_only_an_administrator_comes_here(path: str, world: World, client_for: ClientFor) -> None:
    assert client_for(world.admin).get(path).status_code == 200
    for part in ("worker", "coach", "manager", "supervisor"):
        assert client_for(world.people[part]).get(path).status_code == 404


def test_a_copy_saved_unchanged_says_the_same(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin = client_for(world.admin)
    sent = form_on(admin.get(f"{NEW}?from={FROM}").text)
    assert sent["version"] == ["2"]
    answer = admin.post(NEW, sent)
    assert answer.status_code == 303, answer.text
    (kept,) = saved(session)
    shipped = content().plan
    assert kept.key == shipped.key
    assert [tuple(each["statements"]) for each in kept.data["methods"]] == [
        each.codes for each in shipped.methods
    ]
    assert set(kept.data["admits"]) == {kind.value for kind in shipped.admits}
    assert admin.post(NEW, sent).location == answer.location
    assert len(saved(session)) == 1
    other = {**sent, "plan_id": "", "title": "Another"}
    assert admin.post(NEW, other).status_code == 422
    assert kept.title == shipped.title
    elsewhere = client_for(world.stranger_admin)
    assert elsewhere.get(answer.location).status_code == 404
    theirs = elsewhere.post(NEW, sent)
    assert (theirs.status_code, theirs.location != answer.location) == (303, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"method-0-codes": "K1, K99"}, "which has no K99"),
        ({"method-0-codes": ""}, "Method 1, KSBs assigned (methods[1].statements): expected"),
        ({"method-0-codes": "K1, K1"}, "only once"),
        ({"method-0-uses_portfolio": []}, "uses_portfolio: true"),
        ({"method-0-title": ""}, "Method 1, title (methods[1].title): expected"),
        ({"method-0-out": "y"}, "every statement in a method or among outside_methods"),
        ({"core": "Z7"}, "Core KSBs (core[1]): expected a code of the standard, which has no Z7"),
        ({"outside_methods": "K1"}, "a statement that no method assesses; K1 is assessed"),
        ({"pieces.typical_low": "30"}, "a number no smaller than typical_low"),
        ({"pieces.typical_high": "many"}, "Most pieces (pieces.typical_high): expected a whole"),
        ({"minimum_hours": "0"}, "a whole number, 1 or more"),
        ({"admits": []}, "Kinds of evidence admitted (admits): expected a list with something"),
        ({"admits": ["work_product", "magic"]}, "not magic"),
        ({"words.gateway": " "}, "The step before the assessment (words.gateway): expected"),
        ({"version": "1"}, "expected one that is not there yet; 1 is."),
        ({"title": "x" * 3000}, "to 2,000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_lost(
    changes: dict[str, Any],
    sentence: str,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    admin = client_for(world.admin)
    sent = {**form_on(admin.get(f"{NEW}?from={FROM}").text), **changes}
    sent["funding_year"] = "2031/32"
    answer = admin.post(NEW, sent)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#39;", "'")
    assert 'value="2031/32"' in answer.text
    assert saved(session) == []


def test_what_stands_in_a_plan_is_only_text(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin = client_for(world.admin)
    odd = "!!python/object: {a: [1]} <script>alert(1)</script> # 'no' \"yes\" & ü 🌱"
    sent = {**form_on(admin.get(f"{NEW}?from={FROM}").text), "title": odd, "funding_year": "2026"}
    page = admin.get(admin.post(NEW, sent).location).text
    (kept,) = saved(session)
    assert (kept.title, kept.data["funding_year"]) == (odd, "2026")
    assert "<script>alert" not in page


def test_nobody_moves_because_a_version_was_saved(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin, worker = client_for(world.admin), client_for(world.worker)
    sent = form_on(admin.get(f"{NEW}?from={FROM}").text)
    admin.post(NEW, {**sent, "title": "Quite another plan"})
    assert "Quite another plan" not in worker.get("/ksbs/K1").text
    programme = session.get_one(Programme, world.worker.id)
    programme.plan, programme.plan_version = "illustrative", "2"
    session.commit()
    assert "Quite another plan" in worker.get("/ksbs/K1").text
    assert "Quite another plan" not in client_for(world.other_worker).get("/ksbs/K1").text


def test_words_stand_everywhere_at_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    admin, worker = client_for(world.admin), client_for(world.worker)
    entry = world.entries["product"]
    statement, portfolio = f"/entries/{entry.id}/statement", world.portfolios["worker"]
    assert "an independent assessor" in worker.get(statement).text
    assert admin.post(WORDS, {"assessor": "examiner", "gateway": ""}).status_code == 303
    assert "an examiner" in worker.get(statement).text
    assert "independent assessor" not in worker.get(statement).text
    assert "examiner of the" in worker.post(f"/portfolio/{portfolio.id}/html").text
    assert admin.post(WORDS, {"do": "newer"}).status_code == 303
    file = worker.post(f"/portfolio/{portfolio.id}/html").text
    assert "apprenticeship assessment" in file
    assert "end-point assessment" not in file
    session.rollback()
    session.expire_all()
    words = session.get_one(Organisation, world.worker.organisation_id).words
    assert words is not None
    assert words["gateway"] == "gateway to completion"
    stranger = client_for(world.stranger).get("/portfolio").text
    assert "apprenticeship assessment" not in stranger
    too_long = admin.post(WORDS, {"assessor": "y" * 61})
    assert too_long.status_code == 422
    assert "y" * 61 in too_long.text


def upload(admin: Client, file: Path, **typed: str) -> Any:
    """Send a file from the page."""
    return admin.post(STANDARDS, {"file": (BytesIO(file.read_bytes()), file.name), **typed})


def test_a_standard_is_looked_at_then_brought_in(
    session: Session, world: World, client_for: ClientFor, tmp_path: Path
) -> None:
    admin, file = client_for(world.admin), second.first(tmp_path)
    looked = upload(admin, file, do="look", version="1")
    assert looked.status_code == 200
    assert "5 of knowledge" in looked.text
    count = sa.select(sa.func.count()).where(OwnStandard.key == second.KEY)
    assert session.scalar(count) == 0
    carried = form_on(looked.text)["carried"][0]
    assert (
        admin.post(STANDARDS, {"carried": carried, "do": "keep", "version": "1"}).status_code == 303
    )
    session.rollback()
    kept = session.scalars(sa.select(OwnStandard).where(OwnStandard.key == second.KEY)).one()
    listed = admin.get(STANDARDS).text
    assert "Allotment helper, version 1" in listed
    for format_name in ("case", "moodle", "matrix"):
        taken_out = admin.get(f"{STANDARDS}/{kept.id}/{format_name}")
        again = read(taken_out.data).exchanged
        assert again is not None
        assert {each.code: each.text for each in framework_from(again)} == second.TEXTS
    assert admin.get(f"{STANDARDS}/{kept.id}/pdf").status_code == 404
    assert client_for(world.stranger_admin).get(f"{STANDARDS}/{kept.id}/case").status_code == 404
    assert "Write its plan" in admin.get("/admin/plans").text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Please choose a file first."),
        (b"hello", "neither a CASE package"),
        (b'{"framework": 3}', "nothing was changed"),
        (b"\xff\xfe\x00", "nothing was changed"),
    ],
)
def test_a_file_that_is_none_changes_nothing(
    data: bytes, sentence: str, session: Session, world: World, client_for: ClientFor
) -> None:
    before = session.scalar(sa.select(sa.func.count()).select_from(OwnStandard))
    sent = {"file": (BytesIO(data), "x.json"), "do": "keep"}
    answer = client_for(world.admin).post(STANDARDS, sent)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#39;", "'")
    assert session.scalar(sa.select(sa.func.count()).select_from(OwnStandard)) == before


def test_every_framework_of_the_service_can_be_taken_out(
    app: Application, world: World, client_for: ClientFor
) -> None:
    admin, shipped = client_for(world.admin), app.extensions["content"]
    for key, framework in shipped.frameworks.items():
        taken_out = read(admin.get(f"/admin/frameworks/{key}/case").data).exchanged
        assert taken_out is not None
        assert [each.text for each in taken_out.statements] == [each.text for each in framework]
