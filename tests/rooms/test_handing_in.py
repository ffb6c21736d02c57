"""Handing in: frozen, whole, told before, and never changed again."""

import re
import threading
from contextvars import Context
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from config import Settings
from journal import Application
from journal.attachments.actions import sweep
from journal.documents.pdf import PdfError
from journal.domain.submission import EndKind, FileKind
from journal.models import Submission, SubmissionFile
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.models.guards import Unguarded
from journal.portfolio import freezing, submissions
from journal.storage import storage
from tests.client import Client
from tests.rooms.handing_in import ClientFor, a_link, handed_in, hidden, ready_desk, sign_own
from tests.rooms.portfolios import Desk, row_of, words_of
from tests.world import World


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has one piece that counts."""
    return ready_desk(session, world)


def freeze(client: Client, desk: Desk, **changes: str) -> str:
    """Press the button; where it leads."""
    page = client.get(f"{desk.path}/hand-in").text
    typed = {"submission_id": hidden(page, "submission_id"), "digest": hidden(page, "digest")}
    answer = client.post(f"{desk.path}/hand-in", {**typed, **changes})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def all_of(desk: Desk) -> list[Submission]:
    """What was handed in of this portfolio, newest first."""
    desk.session.rollback()
    desk.session.expire_all()
    return list(submissions.own_submissions(desk.session, desk.worker, desk.portfolio.id))


def test_what_is_frozen_is_whole_and_stays_as_it_was(desk: Desk, client_for: ClientFor) -> None:
    sign_own(desk)
    worker = client_for(desk.worker)
    here = freeze(worker, desk)
    before = {ending: worker.get(f"{here}/{ending}").data for ending in ("pdf", "html")}
    assert before["pdf"].startswith(b"%PDF")
    text = before["html"].decode()
    assert "This portfolio is my own work" in words_of(text)
    assert "Given on this content" in text
    assert text.index('id="signed-statements"') < text.index('id="annex"')
    desk.new_statement("map0", "Words of afterwards.")
    assert worker.post(f"{row_of(desk, 'map0')}/remove").status_code == 303
    assert {ending: worker.get(f"{here}/{ending}").data for ending in before} == before
    page = words_of(worker.get(here).text)
    assert "You have changed its evidence statement since" in page
    kept = all_of(desk)[0]
    assert [piece.title for piece in kept.pieces] == ["A map 0"]
    assert {each.kind for each in kept.files} == set(FileKind)


def test_nothing_is_frozen_out_of_order(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    page = worker.get(f"{desk.path}/hand-in")
    assert "Not yet" in page.text
    digest = hidden(worker.get(f"{desk.path}/statements").text, "digest")
    typed = {"submission_id": str(uuid4()), "digest": digest}
    assert worker.post(f"{desk.path}/hand-in", typed).status_code == 422
    sign_own(desk)
    desk.write("bare", tags={"S3": "We wrote it."})
    desk.add("bare", "A leaflet")
    answer = worker.post(f"{desk.path}/hand-in", typed)
    assert answer.status_code == 422
    assert "A leaflet would be left out" in words_of(answer.text)
    assert all_of(desk) == []


def test_what_changed_since_the_page_was_opened_is_not_frozen(
    desk: Desk, client_for: ClientFor
) -> None:
    sign_own(desk)
    worker = client_for(desk.worker)
    where = freeze(worker, desk, digest="0" * 64)
    assert where.endswith("/hand-in")
    assert "has changed since" in worker.get(where).text
    assert all_of(desk) == []


def test_what_changes_while_the_files_are_made_is_not_frozen(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_own(desk)
    worker = client_for(desk.worker)

    def slow(storage: object, owner: object, packed: object) -> None:
        Context().run(worker.post, f"{desk.path}/words", words)

    words = {"base": hidden(worker.get(f"{desk.path}/words").text, "base"), "title": "Other"}
    monkeypatch.setattr(freezing, "store", slow)
    assert freeze(worker, desk).endswith("/hand-in")
    assert all_of(desk) == []


def test_two_presses_at_once_are_one_submission(desk: Desk, client_for: ClientFor) -> None:
    sign_own(desk)
    browsers = [client_for(desk.worker) for _ in range(3)]
    pages = [each.get(f"{desk.path}/hand-in").text for each in browsers]
    same = hidden(pages[0], "submission_id")
    names = [same, same, hidden(pages[2], "submission_id")]
    answers: list[int] = []

    def press(browser: Client, page: str, name: str) -> None:
        typed = {"submission_id": name, "digest": hidden(page, "digest")}
        answers.append(browser.post(f"{desk.path}/hand-in", typed).status_code)

    presses = zip(browsers, pages, names, strict=True)
    threads = [threading.Thread(target=press, args=each) for each in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303, 303]
    assert len(all_of(desk)) == 1


def test_a_pdf_that_cannot_be_made_freezes_nothing_and_says_so(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_document: object, **more: object) -> bytes:
        raise PdfError("no")

    monkeypatch.setattr("journal.documents.pdf.to_pdf", broken)
    sign_own(desk)
    worker = client_for(desk.worker)
    assert "nothing was frozen" in worker.get(freeze(worker, desk)).text
    assert all_of(desk) == []


def test_a_newer_one_takes_the_place_of_the_one_before(desk: Desk, client_for: ClientFor) -> None:
    first = handed_in(desk)
    desk.new_statement("map0", "Words of afterwards.")
    second = handed_in(desk)
    newest, before = all_of(desk)
    assert (newest.id, before.id) == (second.id, first.id)
    assert before.end is not None
    assert (before.end.kind, before.end.by_id) == (EndKind.SUPERSEDED, second.id)
    worker = client_for(desk.worker)
    page = worker.get(f"/portfolio/submissions/{first.id}").text
    assert "replaced by a newer one" in page
    assert f"/portfolio/submissions/{second.id}" in page
    late = worker.get(f"/portfolio/submissions/{first.id}/links/new")
    assert late.status_code == 303
    assert "nobody can be given a link to it" in worker.get(late.location).text


def test_withdrawn_it_stays_with_the_worker_and_ends_for_the_assessor(
    desk: Desk, client_for: ClientFor
) -> None:
    made = handed_in(desk)
    _, path, code = a_link(desk, made)
    assessor, worker = client_for(None), client_for(desk.worker)
    assert assessor.post(path, {"code": code}).status_code == 303
    here = f"/portfolio/submissions/{made.id}"
    assert "Ash Fell" in worker.get(f"{here}/withdraw").text
    for _ in range(2):
        assert worker.post(f"{here}/withdraw").status_code == 303
    assert "Your code, please" in assessor.get(path).text
    assert "withdrawn on" in worker.get(here).text
    assert worker.get(f"{here}/html").status_code == 200


def test_withdrawing_the_newest_ends_the_links_to_those_it_took_the_place_of(
    desk: Desk, client_for: ClientFor
) -> None:
    worker, assessor = client_for(desk.worker), client_for(None)
    first = handed_in(desk)
    ended, _, _ = a_link(desk, first, name="Elm Ended")
    assert worker.post(f"/portfolio/links/{ended}/end").status_code == 303
    _, path, code = a_link(desk, first)
    assert assessor.post(path, {"code": code}).status_code == 303
    for words in ("another map", "a third map"):
        desk.new_statement("map0", f"I drew {words}.")
        last = handed_in(desk)
    assert "Your code, please" not in assessor.get(path).text
    here = f"/portfolio/submissions/{last.id}/withdraw"
    told = words_of(worker.get(here).text)
    assert "the versions it took the place of" in told
    assert "Ash Fell" in told
    assert "Elm Ended" not in told
    desk.session.rollback()
    assert worker.post(here).status_code == 303
    assert "Your code, please" in assessor.get(path).text


def test_a_stale_page_that_withdraws_what_was_replaced_ends_its_links_and_says_what_is_so(
    desk: Desk, client_for: ClientFor
) -> None:
    first = handed_in(desk)
    _, path, code = a_link(desk, first)
    assessor, worker = client_for(None), client_for(desk.worker)
    assert assessor.post(path, {"code": code}).status_code == 303
    here = f"/portfolio/submissions/{first.id}"
    assert "Ash Fell" in worker.get(f"{here}/withdraw").text
    desk.new_statement("map0", "I drew another map.")
    handed_in(desk)
    assert "Your code, please" not in assessor.get(path).text
    desk.session.rollback()
    assert worker.post(f"{here}/withdraw").status_code == 303
    assert "A newer one had taken its place already" in worker.get(here).text
    assert "Your code, please" in assessor.get(path).text


def test_no_row_of_a_submission_can_be_changed_or_taken_away(desk: Desk, session: Session) -> None:
    made = handed_in(desk)
    act_as(session, desk.worker)
    for change in ("title", "digest"):
        setattr(made, change, "another")
        with pytest.raises(Unguarded):
            session.flush()
        session.rollback()
        made = all_of(desk)[0]
    for row in (made, made.pieces[0], made.files[0]):
        session.delete(row)
        with pytest.raises(Unguarded):
            session.flush()
        session.rollback()
        made = all_of(desk)[0]


def test_a_deleted_entry_and_a_share_taken_back_are_told_before_and_said_after(
    desk: Desk, client_for: ClientFor
) -> None:
    entry = desk.made["map0"].id
    worker = client_for(desk.worker)
    told = "stands in a portfolio that you handed in"
    assert told not in worker.get(f"/entries/{entry}/delete").text
    made = handed_in(desk)
    assert told in worker.get(f"/entries/{entry}/delete").text
    share = worker.get(f"/entries/{entry}/share").text
    assert told in share
    taken_back = re.findall(r'action="([^"]+/withdraw)"', share)[0]
    assert worker.post(taken_back).status_code == 303
    here = f"/portfolio/submissions/{made.id}"
    assert "taken a share of its entry back" in worker.get(here).text
    assert worker.post(f"/entries/{entry}/delete").status_code == 303
    assert "You have deleted its entry since" in worker.get(here).text
    assert b"A map 0" in worker.get(f"{here}/html").data
    assert worker.get(f"/entries/{entry}/share").status_code == 404


def test_it_outlives_its_portfolio(desk: Desk, client_for: ClientFor) -> None:
    made = handed_in(desk)
    worker = client_for(desk.worker)
    assert "What you handed in stays" in worker.get(f"{desk.path}/delete").text
    stands = worker.get(f"/portfolio/submissions/{made.id}").text
    assert stands.index("Give an assessor a link") < stands.index("Download the PDF")
    assert worker.post(f"{desk.path}/delete").status_code == 303
    page = worker.get(f"/portfolio/submissions/{made.id}")
    assert "has been deleted. This stays." in page.text
    assert f"/portfolio/submissions/{made.id}" in worker.get("/portfolio").text


@pytest.mark.parametrize("damage", ["a byte", "cut short", "gone"])
@pytest.mark.parametrize("kind", list(FileKind))
def test_a_stored_file_that_was_changed_is_named_and_never_given_out(
    kind: FileKind, damage: str, desk: Desk, client_for: ClientFor, settings: Settings
) -> None:
    made = handed_in(desk)
    _, link, code = a_link(desk, made)
    assessor = client_for(None)
    assert assessor.post(link, {"code": code}).status_code == 303
    hurt(path_of(settings, made, kind), damage)
    worker = client_for(desk.worker)
    if kind is not FileKind.TREE:
        here = worker.get(f"/portfolio/submissions/{made.id}/{kind.value}")
        assert here.status_code == 500
        assert f"The {kind.label} is not what was frozen" in here.text
    answer = assessor.get(link if kind is FileKind.TREE else f"{link}/{kind.value}")
    assert answer.status_code == 500
    assert f"<strong>{kind.label}</strong>" in answer.text
    assert f'action="{link}/leave"' in answer.text
    if kind is FileKind.TREE:
        assert "Not kept." in assessor.post(f"{link}/notes", {"note-annex": "Not kept."}).text
    assert "A map 0" not in answer.text
    whole = "html" if kind is FileKind.PDF else "pdf"
    assert assessor.get(f"{link}/{whole}").status_code == 200


def path_of(settings: Settings, made: Submission, kind: FileKind) -> Path:
    """Where a file of a submission lies on disk."""
    address = next(each.address for each in made.files if each.kind is kind)
    return Path(urlsplit(settings.storage_url).path) / address


def hurt(path: Path, damage: str) -> None:
    """Change a stored file behind the service's back."""
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    elif damage == "cut short":
        path.write_bytes(data[:-3])
    else:
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def test_tidying_leaves_the_files_of_a_submission_alone(
    desk: Desk, app: Application, settings: Settings
) -> None:
    made = handed_in(desk)
    storage().put(storage().address_of(desk.worker.id, b"orphan"), b"orphan")
    desk.session.rollback()
    with as_if(now() + timedelta(hours=2)):
        erased = sweep(desk.session, storage(), desk.worker)
    desk.session.rollback()
    assert erased >= 1
    assert all(path_of(settings, made, kind).exists() for kind in FileKind)


def test_nobody_else_finds_it(desk: Desk, world: World, client_for: ClientFor) -> None:
    made = handed_in(desk)
    link, _, _ = a_link(desk, made)
    for part in ("worker", "other_supervisor", "manager", "admin", "stranger"):
        client = client_for(world.people[part])
        for page in ("", "/pdf", "/html", "/withdraw", "/links/new"):
            assert client.get(f"/portfolio/submissions/{made.id}{page}").status_code == 404
        assert client.get(f"/portfolio/links/{link}").status_code == 404


def test_files_are_there_before_their_rows(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second transaction breaks, there is no row of any kind."""

    def broken(*given: object) -> None:
        raise RuntimeError("the power goes")

    sign_own(desk)
    worker = client_for(desk.worker)
    page = worker.get(f"{desk.path}/hand-in").text
    typed = {name: hidden(page, name) for name in ("submission_id", "digest")}
    monkeypatch.setattr(freezing, "note", broken)
    assert worker.post(f"{desk.path}/hand-in", typed).status_code == 500
    assert all_of(desk) == []
    files = visible(SubmissionFile, to=desk.worker)
    held = {each.submission_id for each in desk.session.scalars(files)}
    desk.session.rollback()
    assert UUID(typed["submission_id"]) not in held


def test_without_mail_nobody_is_told_that_a_link_is_on_its_way(
    desk: Desk, client_for: ClientFor
) -> None:
    link_id, _, _ = a_link(desk, handed_in(desk))
    here = f"/portfolio/links/{link_id}"
    worker = client_for(desk.worker)
    assert worker.post(f"{here}/code").status_code == 303
    page = words_of(worker.get(here).text)
    assert "The link is the same as before." in page
    assert "on its way" not in page
    assert "make another link" in page
