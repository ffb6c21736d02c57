"""An assessor's link: it opens one frozen portfolio with a code, and gives nothing else away."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application, access, assessor_links, links
from journal.assess.notes import mark_of
from journal.assess.routes import TRIES
from journal.audit import Event
from journal.document_pages import around
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.links import Link
from journal.masking import masked
from journal.models import (
    AssessorLink,
    AssessorNote,
    Attempt,
    AuditEvent,
    Entry,
    Person,
    Portfolio,
    Submission,
    SubmissionFile,
)
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.models.guards import Unguarded
from tests.access.probes import one_of_each, probes, things_of
from tests.client import Client
from tests.letters import set_mail_server, waiting
from tests.queries import queries_of
from tests.rooms.handing_in import STATEMENT, ClientFor, a_link, comes_in, handed_in, ready_desk
from tests.rooms.portfolios import Desk, words_of
from tests.world import World

ASKS = "Your code, please"
OPENS_NOTHING = "This link and this code open nothing together."
AS_IT_WAS = mark_of("As it was")
FOR = {
    "name": "Ash Fell",
    "email": "ash@test.example",
    "organisation": "Fair Assessing",
    "days": "30",
}


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has two pieces that count."""
    return ready_desk(session, world, pieces=2)


@pytest.fixture
def made(desk: Desk) -> Submission:
    """What the worker handed in."""
    return handed_in(desk)


def inside(client_for: ClientFor, desk: Desk, made: Submission) -> tuple[Client, str, UUID]:
    """An assessor who has given the code, the path of their link, and its id."""
    link_id, path, code = a_link(desk, made)
    assessor = client_for(None)
    assert comes_in(assessor, path, code).status_code == 303
    return assessor, path, link_id


def let_time_pass(session: Session, **span: int) -> None:
    """As if everything that counts here had happened that much earlier; past the guards, as only
    a test may."""
    session.rollback()
    earlier = timedelta(**span)
    with db.engine.connect().execution_options(migrating=True, writes=True) as connection:
        for table, name in ((AssessorLink, "expires_at"), (AuditEvent, "at"), (Attempt, "at")):
            column = table.__table__.c[name]
            for row in connection.execute(sa.select(table.__table__.c.id, column)).all():
                moved = {name: row[1] - earlier}
                same = table.__table__.c.id == row[0]
                connection.execute(sa.update(table.__table__).where(same).values(moved))
        connection.commit()


def plain(page: str) -> str:
    """A page without the token and the address that differ each time."""
    page = re.sub(r'action="/assess/[^"]*"', "", page)
    return "\n".join(line for line in page.splitlines() if "csrf_token" not in line)


def test_the_worker_makes_a_link_and_sees_link_and_code_once(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    here = f"/portfolio/submissions/{made.id}/links/new"
    assert worker.post(here, {"link_id": str(uuid4()), **FOR, "email": "no"}).status_code == 422
    typed = {"link_id": str(uuid4()), **FOR}
    shown = [worker.post(here, typed).location for _ in range(2)]
    assert shown[0] == shown[1]
    page = worker.get(shown[0]).text
    path = re.findall(r"http://localhost(/assess/[\w-]+)", page)[0]
    code = re.findall(r"<code>(\w{4}-\w{4})</code>", page)[0]
    again = worker.get(shown[0]).text
    assert path not in again
    assert code not in again
    assessor = client_for(None)
    assert comes_in(assessor, path, code.lower().replace("-", " ")).status_code == 303
    assert f"{STATEMENT} 0" in assessor.get(path).text
    told = words_of(worker.get(shown[0]).text)
    assert "came in with the code" in told
    assert "read the portfolio that was handed in" in told


def test_with_a_mail_server_the_link_goes_by_mail_and_the_code_does_not(
    desk: Desk,
    made: Submission,
    client_for: ClientFor,
    app: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_mail_server(app, monkeypatch)
    worker = client_for(desk.worker)
    here = f"/portfolio/submissions/{made.id}/links/new"
    page = worker.get(worker.post(here, {"link_id": str(uuid4()), **FOR}).location).text
    letter = waiting(desk.session, FOR["email"])[0].body
    desk.session.rollback()
    code = re.findall(r"<code>(\w{4}-\w{4})</code>", page)[0]
    assert "/assess/" in letter
    assert "/assess/" not in page
    assert code not in letter
    assert made.title not in letter


PATHS: dict[str, Callable[[str], str]] = {
    "guessed": lambda path: f"/assess/{links.new_token(id_in(path))}",
    "cut short": lambda path: path[:-1],
    "never": lambda path: "/assess/never-made",
    "tampered": lambda path: path[:-2] + ("AA" if not path.endswith("AA") else "BB"),
}


def id_in(path: str) -> UUID:
    """The id of the row that a link names."""
    holder = links.holder_of(path.rpartition("/")[2])
    assert holder is not None
    return holder.id


@pytest.mark.parametrize(
    "why", ["bad code", "used", "guessed", "cut short", "never", "expired", "revoked", "tampered"]
)
def test_whatever_opens_nothing_gets_one_plain_page(
    why: str, desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    link_id, path, code = a_link(desk, made)
    other = client_for(None)
    good = other.get(path)
    path = PATHS.get(why, str)(path)
    if why == "bad code":
        code = "WRNG-WRNG"
    elif why == "used":
        assert comes_in(client_for(None), path, code).status_code == 303
    elif why == "revoked":
        assert client_for(desk.worker).post(f"/portfolio/links/{link_id}/end").status_code == 303
    elif why == "expired":
        let_time_pass(desk.session, days=31)
    before, after = other.get(path), comes_in(other, path, code)
    assert before.status_code == 200
    assert plain(before.text) == plain(good.text)
    assert ASKS in before.text
    assert after.status_code == 422
    never = comes_in(client_for(None), "/assess/never-made-either", "ABCD-EFGH")
    assert without_code(after.text) == without_code(never.text)
    for page in (before.text, after.text):
        for word in ("Other Worker", "Ash Fell", made.title, "The Orchard"):
            assert word not in page


def without_code(page: str) -> str:
    """A plain page without the code as it was typed."""
    return re.sub(r'value="[^"]*"', "", plain(page))


def test_a_forwarded_link_opens_nothing_in_another_browser(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, path, _ = inside(client_for, desk, made)
    other = client_for(None)
    for page in ("", "/pdf", "/html", "/notes"):
        answer = other.get(path + page)
        assert ASKS in answer.text
        assert STATEMENT not in answer.text
    assert other.post(f"{path}/notes", {"note-annex": "Kept words"}).status_code == 404


def test_five_wrong_codes_shut_it_for_a_while(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, path, code = a_link(desk, made)
    for _ in range(5):
        assert comes_in(client_for(None), path, "WRNG-WRNG").status_code == 422
    assert comes_in(client_for(None), path, code).status_code == 422
    let_time_pass(desk.session, minutes=16)
    assert comes_in(client_for(None), path, code).status_code == 303


def test_a_new_code_lets_a_second_device_in_and_the_old_one_is_dead(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    link_id, path, old = a_link(desk, made)
    worker = client_for(desk.worker)
    page = worker.get(worker.post(f"/portfolio/links/{link_id}/code").location).text
    new = re.findall(r"<code>(\w{4}-\w{4})</code>", page)[0]
    assert comes_in(client_for(None), path, old).status_code == 422
    first = client_for(None)
    assert comes_in(first, path, new).status_code == 303
    again = worker.get(worker.post(f"/portfolio/links/{link_id}/code").location).text
    second = client_for(None)
    newest = re.findall(r"<code>(\w{4}-\w{4})</code>", again)[0]
    assert comes_in(second, path, newest).status_code == 303
    assert STATEMENT in first.get(path).text
    assert STATEMENT in second.get(path).text


@pytest.mark.parametrize("who", ["worker", "administrator", "date", "leaves"])
def test_it_ends_with_the_next_request(
    who: str, desk: Desk, made: Submission, world: World, client_for: ClientFor
) -> None:
    assessor, path, link_id = inside(client_for, desk, made)
    assert STATEMENT in assessor.get(path).text
    if who == "worker":
        assert client_for(desk.worker).post(f"/portfolio/links/{link_id}/end").status_code == 303
    elif who == "administrator":
        page = client_for(world.admin).get("/admin/assessors").text
        assert "Ash Fell" in page
        assert made.title not in page
        ended = client_for(world.admin).post(f"/admin/assessors/{link_id}/end")
        assert ended.status_code == 303
    elif who == "leaves":
        name, cookie = cookie_of(assessor)
        assert assessor.post(f"{path}/leave").status_code == 303
        assessor.browser.set_cookie(name, cookie, path="/assess")
    else:
        let_time_pass(desk.session, days=31)
    for page in ("", "/pdf", "/html", "/notes"):
        answer = assessor.get(path + page)
        assert ASKS in answer.text
        assert STATEMENT not in answer.text
    kept = assessor.post(f"{path}/notes", {"note-annex": "Words I typed"})
    assert kept.status_code == 404
    assert "Words I typed" in kept.text
    sent = {"note-annex": "Words I typed", "note-piece-1": "As it was", "before-piece-1": AS_IT_WAS}
    late = assessor.post(f"{path}/leave", sent)
    assert late.status_code == 404
    assert "Words I typed" in late.text
    assert "As it was" not in late.text
    assert assessor.post(f"{path}/leave").status_code == 303


def test_the_rule_of_what_was_handed_in_ends_with_the_link(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, _, link_id = inside(client_for, desk, made)
    holder = Link(UUID(str(link_id)), desk.worker.organisation_id)
    asked = visible(Submission, to=holder)
    assert [each.id for each in desk.session.scalars(asked)] == [made.id]
    desk.session.rollback()
    client_for(desk.worker).post(f"/portfolio/links/{link_id}/end")
    assert desk.session.scalars(asked).all() == []
    desk.session.rollback()


def test_the_rule_of_notes_lets_nobody_with_an_account_in(session: Session, world: World) -> None:
    for person in world.people.values():
        assert session.scalars(visible(AssessorNote, to=person)).all() == []
        session.rollback()


def cookie_of(assessor: Client) -> tuple[str, str]:
    """The cookie that lets this browser in: its name and what it holds."""
    kept = assessor.browser._cookies or {}
    found = next(each for each in kept.values() if each.key.startswith("assess-"))
    return found.key, found.value


def test_an_administrator_of_elsewhere_ends_nothing(
    desk: Desk, made: Submission, world: World, client_for: ClientFor
) -> None:
    link_id, _, _ = a_link(desk, made)
    elsewhere = client_for(world.stranger_admin)
    assert "Ash Fell" not in elsewhere.get("/admin/assessors").text
    assert elsewhere.post(f"/admin/assessors/{link_id}/end").status_code == 404


def test_they_read_it_comfortably(desk: Desk, made: Submission, client_for: ClientFor) -> None:
    assessor, path, _ = inside(client_for, desk, made)
    page = assessor.get(path).text
    assert 'href="#piece-1"' in page
    assert 'href="#annex-s1"' in page
    found = assessor.get(f"{path}?find=QUIET+places").text
    assert "sections with" in words_of(found)
    assert 'href="#found-piece-1"' in found
    assert re.search('<mark id="found-piece-1">quiet</mark> <mark>places</mark>', found)
    assert "No section holds all of these words" in assessor.get(f"{path}?find=zebra").text
    assert assessor.get(f"{path}/pdf").data.startswith(b"%PDF")
    assert STATEMENT.encode() in assessor.get(f"{path}/html").data
    for suffix in ("", "?find=map", "/pdf", "/notes"):
        answer = assessor.get(path + suffix)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    title = re.findall("<title>(.*)</title>", page)[0]
    assert "Worker" not in title
    assert path.rpartition("/")[2] not in title


def test_what_is_found_is_shown_in_whole_words() -> None:
    text = " ".join(f"word{number:03}" for number in range(60))
    stretch = around(text, "word030").removeprefix("… ").removesuffix(" …")
    assert f" {stretch} " in f" {text} "
    assert "word030" in stretch
    assert around("a bus", "bus") == "a bus"
    unbroken = "x" * 300
    assert around(unbroken, "x").startswith("xxx")


def test_a_frozen_name_stays_and_nobody_is_told_of_another(
    desk: Desk, made: Submission, session: Session, client_for: ClientFor
) -> None:
    assessor, path, _ = inside(client_for, desk, made)
    then = desk.worker.name
    here = f"/portfolio/submissions/{made.id}"
    assert "keeps it" not in client_for(desk.worker).get(here).text
    person = session.get_one(Person, desk.worker.id)
    person.name, person.organisation.name = "Rowan Newname", "Renamed since"
    session.commit()
    for address in (path, f"{path}?find=map", f"{path}/html", f"{path}/notes"):
        page = assessor.get(address).text
        assert "Newname" not in page
        assert "Renamed since" not in page
    assert f"by {then} , for Ash Fell" in words_of(assessor.get(path).text)
    assert f"with the name {then} , and keeps it" in words_of(client_for(person).get(here).text)


def test_the_session_is_for_that_link_alone(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    assessor, _, _ = inside(client_for, desk, made)
    _, other, _ = a_link(desk, made)
    assert ASKS in assessor.get(other).text
    answer = comes_in(client_for(None), other, "x")
    assert "Set-Cookie" not in answer.headers or "assess-" not in answer.headers["Set-Cookie"]
    for page in ("/entries", "/portfolio", "/account", f"/portfolio/submissions/{made.id}"):
        assert assessor.get(page).status_code == 303


def test_the_cookie_is_closed_to_scripts_and_to_other_pages(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, path, code = a_link(desk, made)
    given = comes_in(client_for(None), path, code).headers.getlist("Set-Cookie")
    cookie = next(each for each in given if each.startswith("assess-"))
    assert "HttpOnly" in cookie
    assert "Path=/assess" in cookie
    assert "SameSite=Lax" in cookie
    assert path.rpartition("/")[2] not in cookie


def test_notes_stay_with_the_assessor(
    desk: Desk, made: Submission, world: World, client_for: ClientFor, session: Session
) -> None:
    assessor, path, link_id = inside(client_for, desk, made)
    page = assessor.get(path).text
    marks = dict(re.findall(r'name="(before-[\w-]+)" value="([^"]*)"', page))
    words = {"note-piece-1": "Ask who drew it.", "note-annex": "All there."}
    done = assessor.post(f"{path}/notes", {**marks, **words, "section": "piece-1"})
    assert done.location.endswith("#note-piece-1")
    page = assessor.get(done.location).text
    assert "Ask who drew it." in page
    assert page.count("Your notes are kept.") == 1
    assert "Your notes are kept." not in assessor.get(path).text
    late = {**marks, "note-piece-1": "Ask about the map.", "section": "piece-1"}
    assessor.post(f"{path}/notes", late)
    both = assessor.get(f"{path}/notes").text
    assert "Ask who drew it.\n\nAsk about the map." in both
    assert "All there." in both
    assert "Piece 1: A map 0" in both
    too_long = {**marks, "note-annex": "x" * 10_001}
    answer = assessor.post(f"{path}/notes", too_long)
    assert answer.status_code == 422
    assert "x" * 10_001 in answer.text
    for person in (desk.worker, world.admin, world.supervisor, Link(uuid4(), uuid4())):
        assert session.scalars(visible(AssessorNote, to=person)).all() == []
    session.rollback()
    shown = client_for(desk.worker).get(f"/portfolio/links/{link_id}").text
    assert "Ask who drew it" not in shown


def test_a_search_or_leaving_loses_no_note(
    desk: Desk, made: Submission, client_for: ClientFor, session: Session
) -> None:
    assessor, path, link_id = inside(client_for, desk, made)
    page = assessor.get(path).text
    marks = dict(re.findall(r'name="(before-[\w-]+)" value="([^"]*)"', page))
    buttons = re.findall(r'<button[^>]*form="notes"[^>]*>', page)
    assert 'value="find"' in buttons[0], "Enter in the search field presses the first"
    found = assessor.post(
        f"{path}/notes", {**marks, "note-piece-1": "A", "do": "find", "find": "map"}
    )
    assert found.location.endswith("?find=map")
    assert ">A</textarea>" in assessor.get(found.location).text
    assert f'formaction="{path}/leave"' in buttons[-1]
    too_long = assessor.post(f"{path}/leave", {**marks, "note-annex": "x" * 10_001})
    assert too_long.status_code == 422
    assert assessor.get(f"{path}/notes").text.count("A\n") == 1
    assert assessor.post(f"{path}/leave", {**marks, "note-annex": "Last."}).status_code == 303
    assert ASKS in assessor.get(path).text
    mine = session.scalars(visible(AssessorNote, to=Link(link_id, desk.worker.organisation_id)))
    assert {each.text for each in mine} == {"A", "Last."}


def test_every_visit_is_in_the_account_by_name(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    assessor, path, link_id = inside(client_for, desk, made)
    for _ in range(3):
        assessor.get(path)
    assessor.get(f"{path}/pdf")
    let_time_pass(desk.session, hours=2)
    assessor.get(path)
    assert events_of(desk, link_id) == [
        Event.ASSESSOR_LET_IN,
        Event.SUBMISSION_OPENED,
        Event.SUBMISSION_TAKEN,
        Event.SUBMISSION_OPENED,
    ]
    account = words_of(client_for(desk.worker).get("/privacy").text)
    assert "Ash Fell (Fair Assessing), by the assessor's link, read the portfolio" in account


def test_a_code_that_opens_nothing_is_in_the_account_and_no_more_once_the_door_is_shut(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    """Whoever has the link and not the code is somebody the worker should hear of."""
    link_id, path, _ = a_link(desk, made)
    stranger = client_for(None)
    for _ in range(TRIES + 2):
        assert stranger.post(path, {"code": "AAAA-AAAA"}).status_code == 422
    assert events_of(desk, link_id) == [Event.ASSESSOR_TURNED_AWAY] * TRIES
    worker = client_for(desk.worker)
    told = "or somebody else with this link tried a code that opens nothing"
    assert f"by the assessor's link, {told}" in words_of(worker.get("/privacy").text)
    visits = words_of(worker.get(f"/portfolio/links/{link_id}").text)
    assert f"Ash Fell {told}" in visits


def events_of(desk: Desk, link_id: UUID) -> list[str]:
    """What was done by a link, oldest first."""
    desk.session.rollback()
    mine = visible(AuditEvent, to=desk.worker).where(AuditEvent.link_id == link_id)
    found = [each.event for each in desk.session.scalars(mine.order_by(AuditEvent.at))]
    desk.session.rollback()
    return found


def test_a_link_sees_its_submission_and_no_other_row(
    desk: Desk, made: Submission, session: Session
) -> None:
    _, path, _ = a_link(desk, made)
    holder = links.holder_of(path.rpartition("/")[2])
    assert holder is not None
    seen = session.scalars(visible(Submission, to=holder)).all()
    assert [each.id for each in seen] == [made.id]
    assert len(session.scalars(visible(SubmissionFile, to=holder)).all()) == len(FileKind)
    for model in (Entry, Portfolio, AuditEvent):
        assert session.scalars(visible(model, to=holder)).all() == []  # type: ignore[type-abstract]
    link = session.scalars(visible(AssessorLink, to=holder)).one()
    act_as(session, holder)
    link.expires_at = now() + timedelta(days=900)
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()
    with as_if(now() + timedelta(days=31)):
        assert session.scalars(visible(Submission, to=holder)).all() == []
    session.rollback()


def test_a_session_by_link_opens_no_other_page(
    app: Application,
    desk: Desk,
    made: Submission,
    world: World,
    session: Session,
    client_for: ClientFor,
) -> None:
    assessor, _, _ = inside(client_for, desk, made)
    for probe in probes(app, one_of_each(things_of(session, world))):
        if probe.method == "GET" and access.policy_of(app, probe.endpoint) is not access.ANYONE:
            assert STATEMENT not in assessor.open(probe.path).text, probe


def test_the_token_is_masked_in_our_logs(
    app: Application, desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, path, _ = a_link(desk, made)
    token = path.rpartition("/")[2]
    for line in (f"GET {path} HTTP/1.1", f"GET {path}/pdf", f"{path}?find=x"):
        assert token not in masked(line)
    record = logging.LogRecord("werkzeug", 20, "", 1, '"GET %s HTTP/1.1" 200', (path,), None)
    for each in logging.getLogger("werkzeug").filters:
        each.filter(record)  # type: ignore[union-attr]
    assert token not in record.getMessage()


def test_a_page_of_many_pieces_asks_no_more_than_one_of_few(
    session: Session, world: World, client_for: ClientFor
) -> None:
    counts = []
    for pieces in (1, 4):
        desk = ready_desk(session, world, pieces)
        assessor, path, _ = inside(client_for, desk, handed_in(desk))
        assessor.get(path)
        counts.append(len(queries_of(assessor, path)))
    assert counts[0] == counts[1]


def test_codes_are_not_kept(desk: Desk, made: Submission, session: Session) -> None:
    link_id, path, code = a_link(desk, made)
    link = session.scalars(
        visible(AssessorLink, to=desk.worker).where(AssessorLink.id == link_id)
    ).one()
    kept = " ".join(str(each) for each in vars(link).values())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert path.rpartition("/")[2] not in kept
    assert assessor_links.is_code(link, code)
    session.rollback()
