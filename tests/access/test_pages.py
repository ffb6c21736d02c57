"""Doors: every page has a policy, every form a token, and a GET changes nothing."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Blueprint
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, access, create_app, signed_in
from journal.commands.service import table
from journal.extensions import db
from journal.models import Meaning
from journal.models.confidential import act_as
from tests.access.probes import UNSAFE, everything_written, one_of_each, probes, things_of
from tests.client import Client
from tests.world import CAST, World

ClientFor = Callable[..., Client]
GOLDEN = Path(__file__).with_name("access-table.txt")


def test_the_table_of_policies_is_the_reviewed_one(app: Application) -> None:
    """A new page changes this file by hand, so that somebody looks at who may come to it.

    To see what it should say: python3 run.py journal access-table
    """
    reviewed = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert table(app) == [line for line in reviewed if not line.startswith("#")]


def test_a_page_without_a_policy_stops_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Blueprint("forgetful", __name__)
    room.add_url_rule("/forgotten", view_func=lambda: "hello", endpoint="page")
    monkeypatch.setattr("journal.ROOMS", (room,))
    with pytest.raises(access.PageWithoutPolicy, match=r"forgetful\.page"):
        create_app(settings)


def test_every_address_is_kebab_case_and_typed(app: Application) -> None:
    for rule in app.url_map.iter_rules():
        if "static" in rule.endpoint:
            continue
        plain = "".join(part for part in rule.rule.split("<") for part in [part.rpartition(">")[2]])
        assert plain == plain.lower(), rule
        assert "_" not in plain, rule
        for name in rule.arguments:
            if name.endswith("_id"):
                assert f"<uuid:{name}>" in rule.rule, rule


@pytest.mark.parametrize(("method", "kept"), [("GET", False), ("POST", True)])
def test_a_view_that_writes_is_only_believed_when_the_method_may_write(
    method: str,
    kept: bool,
    app: Application,
    world: World,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even a view that forgets itself on GET changes nothing, since its transaction rolls back."""

    def forgetful() -> str:
        worker = signed_in.current_person()
        act_as(db.session, worker)
        db.session.add(Meaning(author_id=worker.id, principle="safe", number=1, text="Hello."))
        db.session.flush()
        return "done"

    endpoint = "entries.new" if method == "GET" else "entries.create"
    monkeypatch.setitem(app.view_functions, endpoint, access.allow(access.SIGNED_IN)(forgetful))
    client = client_for(world.worker)
    answer = client.open("/entries/new", method=method, data={"csrf_token": client.token})
    assert answer.text == "done"
    with app.app_context():
        written = everything_written(db.engine)["meanings"]
    assert any("safe" in row for row in written) is kept


@pytest.mark.parametrize("part", ["worker", "supervisor", "admin"])
def test_every_form_without_its_token_is_refused(
    part: str, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.people[part])
    before = everything_written(db.engine)
    for probe in probes(app, one_of_each(things_of(session, world))):
        if probe.method in UNSAFE:
            answer = client.open(probe.path, method=probe.method, data={"text": "x"})
            assert answer.status_code in {400, 404}, probe
    assert everything_written(db.engine) == before


def test_what_never_was_and_what_is_not_yours_look_the_same(
    app: Application, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.other_worker)
    unknown = client.get("/there-is-no-such-page")
    for path in (f"/entries/{uuid4()}", f"/entries/{world.entries['draft'].id}"):
        answer = client.get(path)
        assert answer.status_code == unknown.status_code == 404
        assert without_tokens(answer.text) == without_tokens(unknown.text)


def test_signed_out_people_are_asked_to_sign_in(
    app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    """Every page that asks for a sign-in asks, and gives nothing else away."""
    client = client_for(None)
    for probe in probes(app, one_of_each(things_of(session, world))):
        if access.policy_of(app, probe.endpoint) in {access.SIGNED_IN, access.ADMINISTRATOR}:
            answer = client.open(probe.path, method=probe.method)
            if probe.method == "GET":
                assert answer.status_code == 303, probe
                assert answer.location.startswith("/sign-in"), probe
            else:
                assert answer.status_code == 401, probe
                assert "Sign in to go on" in answer.text, probe


@pytest.mark.parametrize("part", sorted(set(CAST) - {"admin", "stranger_admin"}))
def test_only_administrators_find_the_administration(
    part: str, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.people[part])
    for probe in probes(app, one_of_each(things_of(session, world))):
        if access.policy_of(app, probe.endpoint) is access.ADMINISTRATOR:
            answer = client.open(probe.path, method=probe.method, data={"csrf_token": client.token})
            assert answer.status_code == 404, probe


def without_tokens(html: str) -> str:
    """A page without the token that differs each time."""
    return "\n".join(line for line in html.splitlines() if "csrf_token" not in line)
