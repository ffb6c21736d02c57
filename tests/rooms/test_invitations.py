"""Inviting somebody: the link, who sees it, and what nobody is told."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.admin import actions
from journal.audit import Event
from journal.models import AuditEvent, Person, SingleUseLink
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.letters import set_mail_server, throw_away, waiting
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]
NEW = "seven green ladders"
WREN = {"name": "Wren Hale", "email": "Wren@Test.example"}
LINK = re.compile(r"http://localhost(/(?:welcome|new-password)/[\w-]+)")


def person_at(session: Session, email: str) -> Person | None:
    """Who has this address now."""
    session.rollback()
    found = session.scalar(
        sa.select(Person).where(Person.email == email).execution_options(populate_existing=True)
    )
    session.rollback()
    return found


def test_without_a_mail_server_the_link_is_shown_once(
    world: World, client_for: ClientFor, session: Session
) -> None:
    throw_away(session)
    admin = client_for(world.admin)
    answer = admin.post("/admin/invite", WREN)
    assert (answer.status_code, answer.location) == (303, "/admin/invited")
    [path] = LINK.findall(admin.get("/admin/invited").text)
    assert LINK.findall(admin.get("/admin/invited").text) == []
    assert waiting(session) == []
    guest = client_for(None)
    assert guest.post(path, {"new_password": NEW}).status_code == 303
    assert guest.get("/admin").status_code == 404
    wren = person_at(session, "wren@test.example")
    assert wren is not None
    assert wren.organisation_id == world.admin.organisation_id
    said = session.scalars(visible(AuditEvent, to=wren).order_by(AuditEvent.at)).all()
    assert [(each.event, each.actor_id) for each in said] == [
        (Event.INVITED, world.admin.id),
        (Event.PASSWORD_SET, wren.id),
    ]
    session.rollback()


def test_with_a_mail_server_the_letter_goes_and_nothing_is_shown(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    set_mail_server(app, monkeypatch)
    throw_away(session)
    admin = client_for(world.admin)
    answer = admin.post("/admin/invite", {**WREN, "is_administrator": "y"})
    assert (answer.status_code, answer.location) == (303, "/admin")
    page = admin.get("/admin").text
    assert "Wren Hale" in page
    assert "invited, not here yet" in page
    assert LINK.findall(page) == []
    [letter] = waiting(session)
    assert letter.to_address == "wren@test.example"
    [path] = LINK.findall(letter.body)
    guest = client_for(None)
    assert guest.post(path, {"new_password": NEW}).status_code == 303
    assert guest.get("/admin").status_code == 200


@pytest.mark.parametrize("who", ["here", "elsewhere", "invited elsewhere", "left"])
@pytest.mark.parametrize("has_mail", [True, False])
def test_an_address_with_an_account_anywhere_gets_one_answer_and_no_link(
    who: str, has_mail: bool, app: Application, world: World, client_for: ClientFor,
    session: Session, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if has_mail:
        set_mail_server(app, monkeypatch)
    throw_away(session)
    no_password = sa.update(Person).where(Person.id == world.stranger_admin.id)
    session.execute(no_password.values(password_hash=None))
    session.execute(sa.update(Person).where(Person.id == world.coach.id).values(left_at=now()))
    session.commit()
    address = {
        "here": world.worker.email, "elsewhere": world.stranger.email,
        "invited elsewhere": world.stranger_admin.email, "left": world.coach.email,
    }[who]  # fmt: skip
    before = session.execute(sa.select(Person.__table__).order_by(Person.id)).all()
    admin = client_for(world.admin)
    answer = admin.post("/admin/invite", {"name": "Wren Hale", "email": address})
    assert answer.status_code == 303
    assert answer.location == ("/admin" if has_mail else "/admin/invited")
    page = admin.get(answer.location).text
    words = "A letter to Wren Hale is on its way" if has_mail else "There is no link to show"
    assert words in page
    assert LINK.findall(page) == []
    session.rollback()
    assert session.execute(sa.select(Person.__table__).order_by(Person.id)).all() == before
    assert session.scalars(sa.select(SingleUseLink)).all() == []
    assert waiting(session) == []
    again = client_for(None).post("/sign-in", {"email": world.worker.email, "password": PASSWORD})
    assert again.status_code == 303


def test_inviting_again_makes_a_fresh_link_and_kills_the_earlier_one(
    world: World, client_for: ClientFor, session: Session
) -> None:
    admin, guest = client_for(world.admin), client_for(None)
    admin.post("/admin/invite", WREN)
    [first] = LINK.findall(admin.get("/admin/invited").text)
    assert guest.get(first).status_code == 200
    admin.post("/admin/invite", WREN)
    [second] = LINK.findall(admin.get("/admin/invited").text)
    wren = person_at(session, "wren@test.example")
    assert wren is not None
    assert admin.post(f"/admin/people/{wren.id}/invite-again").status_code == 303
    [third] = LINK.findall(admin.get("/admin/invited").text)
    assert [guest.get(path).status_code for path in (first, second, third)] == [404, 404, 200]
    assert guest.post(third, {"new_password": NEW}).status_code == 303
    assert admin.post(f"/admin/people/{wren.id}/invite-again").status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "email": "wren@test.example"}, "name"),
        ({"name": "W" * 101, "email": "wren@test.example"}, "name"),
        ({"name": "Wren", "email": ""}, "email"),
        ({"name": "Wren", "email": "wren@"}, "email"),
        ({"name": "Wren", "email": "wren@test.example, rowan@test.example"}, "email"),
        ({"name": "Wren", "email": "wren@test.example\r\nBcc: rowan@test.example"}, "email"),
        ({"name": "Wren", "email": "w" * 250 + "@test.example"}, "email"),
    ],
)
def test_what_cannot_be_an_invitation_comes_back_as_typed(
    typed: dict[str, str], field: str, world: World, client_for: ClientFor
) -> None:
    answer = client_for(world.admin).post("/admin/invite", typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'value="{typed["name"]}"' in answer.text


def test_addresses_cannot_be_tried_without_end(
    world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "INVITATIONS_AT_ONCE", 2)
    admin = client_for(world.admin)
    answers = [
        admin.post("/admin/invite", {"name": "Wren", "email": f"wren{each}@test.example"})
        for each in range(3)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 422]
