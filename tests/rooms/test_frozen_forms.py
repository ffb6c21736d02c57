"""Every form of what was handed in: complete, the same for ever, and to be verified."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from journal import frozen_forms
from journal.cleaning.kinds import WAV
from journal.documents.manifest import MANIFEST
from journal.documents.verifying import verify
from journal.domain.submission import FileKind
from journal.formatting import short_day
from journal.models import Submission
from journal.models.confidential import act_as
from journal.portfolio import freezing, submissions
from journal.portfolio_forms import FORMS
from tests.client import Client
from tests.rooms.enclosing import a_recording, attach, let_go
from tests.rooms.handing_in import (
    ClientFor,
    a_link,
    comes_in,
    handed_in,
    ready_desk,
    sign_own,
    standing,
)
from tests.rooms.portfolios import Desk, words_of
from tests.rooms.test_handing_in import freeze
from tests.world import World

NAMES = [
    "portfolio.json", "portfolio.html", "portfolio.pdf", "portfolio.docx", "portfolio-mapping.xlsx",
    "portfolio-leap2a.zip", "files/piece-1-1.wav", "verify.html", "manifest.json",
    "manifest.sig",
]  # fmt: skip
OWN_WORK = "This portfolio is my own work"


@pytest.fixture
def desk(session: Session, world: World, client_for: ClientFor) -> Desk:
    """A worker whose portfolio has a piece with a recording."""
    made = ready_desk(session, world)
    file_id = attach(made, "map0", a_recording(1), WAV).id
    let_go(client_for(made.worker), made, "map0", file_id, "How I asked")
    return made


def test_a_download_is_named_by_the_day_that_the_pages_name() -> None:
    at_night = Submission(frozen_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert short_day(at_night.frozen_at) == "1 July 2026"
    assert frozen_forms.file_name(at_night, FORMS["pdf"]) == "portfolio-2026-07-01.pdf"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files in a ZIP, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def put(tmp_path: Path, data: bytes) -> Path:
    """A file with these bytes."""
    path = tmp_path / "portfolio.zip"
    path.write_bytes(data)
    return path


def zip_of(client: Client, here: str) -> bytes:
    """All of it, as somebody presses for it."""
    answer = client.post(f"{here}/zip")
    assert answer.status_code == 200
    data = bytes(answer.data)
    assert answer.headers["Content-Length"] == str(len(data))
    assert "no-store" in answer.headers["Cache-Control"]
    return data


def test_the_zip_of_what_was_handed_in_is_whole_signed_and_stays(
    desk: Desk, client_for: ClientFor, tmp_path: Path
) -> None:
    sign_own(desk)
    worker = client_for(desk.worker)
    here = freeze(worker, desk)
    first = zip_of(worker, here)
    desk.new_statement("map0", "Words of afterwards.")
    assert zip_of(worker, here) == first
    assert verify(put(tmp_path, first)).is_intact
    inside = unpacked(first)
    assert list(inside) == NAMES
    assert inside["portfolio.pdf"] == worker.get(f"{here}/pdf").data
    assert inside["portfolio.docx"] == worker.get(f"{here}/docx").data
    assert inside["portfolio-mapping.xlsx"] == worker.get(f"{here}/xlsx").data
    assert inside["portfolio-leap2a.zip"] == worker.get(f"{here}/leap2a").data
    leap = unpacked(inside["portfolio-leap2a.zip"])
    assert leap["export_info/files/1-file.wav"] == inside["files/piece-1-1.wav"]
    assert b'href="export_info/files/1-file.wav"' in leap["leap2a.xml"]
    word = unpacked(inside["portfolio.docx"])["word/document.xml"]
    for text in (inside["portfolio.json"], inside["portfolio.html"], word, leap["leap2a.xml"]):
        assert OWN_WORK.encode() in text
        assert b"Words of afterwards" not in text
    desk.session.rollback()
    desk.session.expire_all()
    [made] = submissions.own_submissions(desk.session, desk.worker, desk.portfolio.id)
    told = json.loads(inside[MANIFEST])["made_of"]
    assert told["submission"] == str(made.id)
    assert told["frozen_at"] == made.frozen_at.isoformat()
    assert told["content_sha256"] == made.digest
    desk.session.rollback()


def test_the_mapping_form_has_the_pages_of_the_frozen_pdf(
    desk: Desk, client_for: ClientFor
) -> None:
    sign_own(desk)
    worker = client_for(desk.worker)
    here = freeze(worker, desk)
    book = load_workbook(io.BytesIO(worker.get(f"{here}/xlsx").data))
    [row] = [row for row in book["Mapping"].values if row[2] == "Piece 1: A map 0"]
    assert isinstance(row[3], int)
    assert any("portfolio.pdf" in str(row[1]) for row in book["About"].values)


def test_the_assessor_takes_the_same_and_the_worker_is_told(
    desk: Desk, client_for: ClientFor, tmp_path: Path
) -> None:
    made = handed_in(desk)
    _, link, code = a_link(desk, made)
    assessor, outside = client_for(None), client_for(None)
    assert outside.post(f"{link}/zip").status_code == 404
    comes_in(assessor, link, code)
    data = zip_of(assessor, link)
    assert verify(put(tmp_path, data)).is_intact
    assert zip_of(client_for(desk.worker), f"/portfolio/submissions/{made.id}") == data
    for form in ("docx", "xlsx", "leap2a"):
        assert "code" in words_of(outside.get(f"{link}/{form}").text)
        answer = assessor.get(f"{link}/{form}")
        assert unpacked(answer.data)
        assert answer.headers["Content-Length"] == str(len(answer.data))
    account = words_of(client_for(desk.worker).get("/privacy").text)
    assert "Ash Fell (Fair Assessing), by the assessor's link, took a file" in account


def test_no_form_is_taken_once_the_link_has_ended(desk: Desk, client_for: ClientFor) -> None:
    link_id, link, code = a_link(desk, handed_in(desk))
    assessor = client_for(None)
    comes_in(assessor, link, code)
    assert assessor.get(f"{link}/docx").data.startswith(b"PK")
    assert client_for(desk.worker).post(f"/portfolio/links/{link_id}/end").status_code == 303
    assert assessor.post(f"{link}/zip").status_code == 404
    for form in ("docx", "xlsx", "leap2a"):
        assert not assessor.get(f"{link}/{form}").data.startswith(b"PK")


def of_before(desk: Desk) -> Submission:
    """Handed in when three files were kept."""
    sign_own(desk)
    now_it_is = standing(desk)
    act_as(desk.session, desk.worker)
    files = freezing.pack_text(now_it_is, {})
    kept = {kind: files[kind] for kind in (FileKind.TREE, FileKind.HTML)}
    packed = freezing.Packed(now_it_is, "Earlier", {**kept, FileKind.PDF: b"%PDF-a"})
    return handed_in(desk, packed)


def test_what_was_handed_in_before_offers_what_there_is(
    desk: Desk, client_for: ClientFor, tmp_path: Path
) -> None:
    made = of_before(desk)
    _, link, code = a_link(desk, made)
    worker, here = client_for(desk.worker), f"/portfolio/submissions/{made.id}"
    assessor = client_for(None)
    comes_in(assessor, link, code)
    page = worker.get(here).text
    assert "Download the PDF" in page
    assert "Word file" not in page
    for form in ("docx", "xlsx", "leap2a"):
        assert worker.get(f"{here}/{form}").status_code == 404
        assert assessor.get(f"{link}/{form}").status_code == 404
    data = zip_of(worker, here)
    assert list(unpacked(data)) == [*NAMES[:3], *NAMES[6:]]
    assert verify(put(tmp_path, data)).is_intact
