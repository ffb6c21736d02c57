"""`journal people` and `journal mail`, run as somebody at a terminal runs them."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal import Application
from journal.audit import Event
from journal.models import AuditEvent, Organisation, OutgoingMail, Person
from journal.models.confidential import visible
from tests.client import Client
from tests.commanding import Run, runner
from tests.letters import NOWHERE
from tests.world import World

ClientFor = Callable[..., Client]
LINK = re.compile(r"https://journal\.example(/welcome/[\w-]+)")
NEW = "seven green ladders"


@pytest.fixture
def run(app: Application, settings: Settings) -> Run:
    """Run a command with the settings of an installation on the test's own database."""
    return runner(replace(settings, base_url="https://journal.example"))


def people_here(session: Session) -> list[tuple[str, str, bool, str]]:
    """Everybody: address, name, administrator or not, organisation."""
    session.rollback()
    rows = session.execute(
        sa.select(Person.email, Person.name, Person.is_administrator, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .order_by(Person.email)
    ).all()
    session.rollback()
    return [tuple(row) for row in rows]


def test_the_first_person_of_an_empty_installation_is_its_administrator(
    run: Run, session: Session, client_for: ClientFor
) -> None:
    done = run(
        "people", "invite", "Wren@Test.example", "--name", "Wren Hale",
        "--organisation", "The Orchard",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert people_here(session) == [("wren@test.example", "Wren Hale", True, "The Orchard")]
    [path] = LINK.findall(done.output)
    assert done.output.count("\n") == 1
    guest = client_for(None)
    assert guest.post(path, {"new_password": NEW}).status_code == 303
    assert guest.get("/admin").status_code == 200
    wren = session.scalars(sa.select(Person)).one()
    said = session.scalars(visible(AuditEvent, to=wren).order_by(AuditEvent.at)).all()
    assert [each.event for each in said] == [Event.INVITED_BY_COMMAND, Event.PASSWORD_SET]
    assert session.scalars(sa.select(OutgoingMail)).all() == []
    session.rollback()


def test_an_address_is_all_it_needs(run: Run, session: Session) -> None:
    assert run("people", "invite", "wren@test.example").exit_code == 0
    assert people_here(session) == [("wren@test.example", "wren", True, "Our organisation")]
    assert run("people", "invite", "rowan@test.example").exit_code == 0
    assert people_here(session)[0] == ("rowan@test.example", "rowan", False, "Our organisation")


def test_with_a_mail_server_the_link_is_not_printed(run: Run, session: Session) -> None:
    done = run("people", "invite", "wren@test.example", mail_url=NOWHERE)
    assert done.exit_code == 0
    assert "A letter with the link waits" in done.output
    assert LINK.findall(done.output) == []
    [letter] = session.scalars(sa.select(OutgoingMail)).all()
    assert letter.to_address == "wren@test.example"
    assert len(LINK.findall(letter.body)) == 1
    session.rollback()


def test_somebody_who_has_not_come_yet_gets_a_fresh_link(
    run: Run, session: Session, client_for: ClientFor
) -> None:
    links = [LINK.findall(run("people", "invite", "wren@test.example").output)[0] for _ in range(2)]
    assert [client_for(None).get(link).status_code for link in links] == [404, 200]
    assert len(people_here(session)) == 1


@pytest.mark.parametrize("part", ["worker", "stranger"])
def test_no_link_is_made_for_an_account_that_exists(
    part: str, run: Run, world: World, session: Session
) -> None:
    before = people_here(session)
    done = run("people", "invite", f"{part}@test.example", "--organisation", "The Orchard")
    assert done.exit_code == 1
    assert "belongs to an account already" in done.output
    assert LINK.findall(done.output) == []
    assert people_here(session) == before


def test_where_there_are_several_organisations_one_must_be_named(
    run: Run, world: World, session: Session
) -> None:
    before = people_here(session)
    for words in ((), ("--organisation", "The Orchid")):
        unclear = run("people", "invite", "wren@test.example", *words)
        assert unclear.exit_code == 1
        assert "“The Boathouse”, “The Orchard”" in unclear.output
    assert people_here(session) == before
    done = run("people", "invite", "wren@test.example", "--organisation", "The Boathouse")
    assert done.exit_code == 0
    assert people_here(session)[-1] == ("wren@test.example", "wren", False, "The Boathouse")


def test_a_further_organisation_begins_with_its_administrator(
    run: Run, world: World, session: Session
) -> None:
    words = ("people", "invite", "wren@test.example", "--new-organisation")
    taken = run(*words, "The Orchard")
    assert taken.exit_code == 1
    assert "already" in taken.output
    assert run(*words, "The Lighthouse").exit_code == 0
    assert people_here(session)[-1] == ("wren@test.example", "wren", True, "The Lighthouse")


@pytest.mark.parametrize(
    "words",
    [("not-an-address",), ("a@b.example\nBcc: c@d.example",), ("w@x.example", "--name", "W" * 101)],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    words: tuple[str, ...], run: Run, session: Session
) -> None:
    done = run("people", "invite", *words)
    assert done.exit_code == 1
    assert done.output.startswith("Please ")
    assert people_here(session) == []
    assert session.scalars(sa.select(Organisation)).all() == []
    session.rollback()


def test_mail_cannot_be_sent_without_a_server_and_says_so(run: Run) -> None:
    without = run("mail", "send")
    assert without.exit_code == 1
    assert "Please set JOURNAL_MAIL_URL" in without.output
    nothing = run("mail", "send", mail_url=NOWHERE)
    assert (nothing.exit_code, nothing.output) == (0, "Sent 0 letters.\n")
    run("people", "invite", "wren@test.example", mail_url=NOWHERE)
    away = run("mail", "send", mail_url=NOWHERE)
    assert away.exit_code == 1
    assert "cannot be reached" in away.output
    wrong = run("mail", "send", mail_url="http://mail.example")
    assert wrong.exit_code == 1
    assert "should look like smtp://" in wrong.output
