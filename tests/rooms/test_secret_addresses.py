"""An address that holds a secret leaves by no header, title or log, whatever the answer is."""

import logging
import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from journal import Application, links
from journal.assess import notes
from journal.masking import holds_secret, masked
from journal.models import Submission
from journal.portfolio_forms import FORMS, ZIP
from tests.client import Client
from tests.rooms.handing_in import ClientFor, a_link, comes_in, handed_in, ready_desk
from tests.rooms.portfolios import Desk
from tests.world import World

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE")
NEVER = "a-token-that-was-never-made"
STRAY = (
    "",
    "/",
    "//pdf",
    "/files/0",
    "/files/none",
    "/files/9999999999999999999",
    "/other",
    "/.%00",
)


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has a piece that counts."""
    return ready_desk(session, world)


@pytest.fixture
def made(desk: Desk) -> Submission:
    """What the worker handed in."""
    return handed_in(desk)


def with_token(app: Application) -> list[Rule]:
    """Every page whose address holds a secret."""
    return [rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]


def addresses(app: Application, token: str) -> Iterator[str]:
    """Each of them with this secret in it."""
    adapter = app.url_map.bind("localhost")
    for rule in with_token(app):
        others: dict[str, object] = dict.fromkeys(rule.arguments - {"token"}, 1)
        forms = [key for key in FORMS if key != ZIP] if "kept_form" in others else [""]
        for form in forms:
            chosen = {"kept_form": form} if form else {}
            yield adapter.build(rule.endpoint, {**others, **chosen, "token": token})


def tells_nothing(answer: TestResponse, token: str, log: pytest.LogCaptureFixture) -> None:
    """No header that leads out, no title and no line of the log says where this was."""
    where = f"{answer.request.method} {answer.request.path}: {answer.status}"
    assert answer.headers["Referrer-Policy"] == "no-referrer", where
    assert answer.headers["Cache-Control"] == "no-store", where
    assert "noindex" in answer.headers["X-Robots-Tag"], where
    title = (
        re.search(r"<title>(.*?)</title>", answer.text, re.S)
        if answer.mimetype == "text/html"
        else None
    )
    assert title is None or token not in title.group(1), where
    formatter = logging.Formatter("%(message)s")
    assert not [line for line in map(formatter.format, log.records) if token in line], where


def asked(client: Client, path: str, token: str, log: pytest.LogCaptureFixture) -> set[int]:
    """Every method; the answers' statuses."""
    found = set()
    for method in METHODS:
        typed = {"csrf_token": client.token, "code": "no"} if method == "POST" else None
        answer = client.open(path, method=method, data=typed)
        tells_nothing(answer, token, log)
        found.add(answer.status_code)
    return found


def test_every_page_with_a_secret_in_its_address_is_known_as_one(app: Application) -> None:
    rules = with_token(app)
    assert rules
    for path in addresses(app, NEVER):
        assert holds_secret(path), f"Teach journal/masking.py that {path} holds a secret."
        coded = path.replace(NEVER, NEVER.replace("-", "%2D"))
        for form in (path, path.upper(), path.replace("/", "%2F"), coded):
            assert "never" not in masked(f"GET {form} HTTP/1.1").lower(), form


def test_a_link_that_never_was_leaves_no_trace_from_any_page(
    app: Application, client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_for(None)
    statuses = [asked(client, path, NEVER, caplog) for path in addresses(app, NEVER)]
    assert set().union(*statuses) >= {200, 404, 422}


@pytest.mark.parametrize("state", ["closed", "in", "left", "ended"])
def test_an_assessors_link_leaves_no_trace_whatever_state_it_is_in(
    state: str,
    app: Application,
    desk: Desk,
    made: Submission,
    client_for: ClientFor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    link_id, path, code = a_link(desk, made)
    token, assessor = path.rpartition("/")[2], client_for(None)
    if state != "closed":
        assert comes_in(assessor, path, code).status_code == 303
    if state == "left":
        assert assessor.post(f"{path}/leave").status_code == 303
    if state == "ended":
        assert client_for(desk.worker).post(f"/portfolio/links/{link_id}/end").status_code == 303
    pages = [each for each in addresses(app, token) if each.startswith("/assess/")]
    for page in {*pages, *(path + each for each in STRAY)} - {f"{path}/leave"}:
        asked(assessor, page, token, caplog)
    for page in (f"{path}/leave", f"/assess/{links.new_token(link_id)}"):
        asked(assessor, page, token, caplog)


def test_what_goes_wrong_on_our_side_tells_no_secret_either(
    app: Application,
    desk: Desk,
    made: Submission,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _, path, code = a_link(desk, made)
    token, assessor = path.rpartition("/")[2], client_for(None)
    comes_in(assessor, path, code)

    def broken(*given: object) -> None:
        raise RuntimeError(f"The page http://localhost{path} broke.")

    monkeypatch.setattr(notes, "notes_of", broken)
    answer = assessor.get(path)
    assert answer.status_code == 500
    assert "The page http://localhost/assess/… broke." in caplog.text
    tells_nothing(answer, token, caplog)
    stale = assessor.open(path, method="POST", data={"code": "x", "csrf_token": "old"})
    assert stale.status_code == 400
    tells_nothing(stale, token, caplog)
    large = assessor.open(f"{path}/notes", method="POST", data={"note-x": "x" * 5_000_000})
    assert large.status_code == 413
    tells_nothing(large, token, caplog)
