"""The further forms that a portfolio leaves in: Word, mapping form, Leap2A, ZIP, and the key."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from journal import Application, signing
from journal.audit import Event
from journal.documents import tree
from journal.documents.manifest import read
from journal.documents.verifying import verify
from journal.domain.standing import Decision
from journal.models import AuditEvent, Organisation, SigningKey
from journal.models.confidential import act_as, visible
from journal.portfolio import edition
from journal.portfolio_forms import FORMS
from tests.rooms.portfolios import (
    ARABIC,
    EMOJI,
    REASON,
    STATEMENT,
    ClientFor,
    Desk,
    cells_of,
    desk_of,
    feed_of,
    made,
    pages_of,
    text_of_word,
    words_of,
)
from tests.world import World

DATED = len("portfolio-2026-01-01")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with two pieces: one confirmed, one only claimed."""
    desk = desk_of(session, world)
    desk.write("map", tags={"S1": REASON, "S3": REASON}, statement=STATEMENT * 60, days_ago=9)
    desk.write("talk", tags={"S1": f"=1+1 {ARABIC}"}, statement=f"{EMOJI} {ARABIC}")
    desk.decide("map", "S1", Decision.CONFIRMED)
    desk.add("map", "A map")
    desk.add("talk", '=HYPERLINK("x")')
    return desk


def test_the_mapping_form_has_the_pages_of_the_pdf(desk: Desk, client_for: ClientFor) -> None:
    pages = pages_of(made(client_for, desk, "pdf"))
    header, *rows = cells_of(made(client_for, desk, "xlsx"))
    assert header == (
        "KSB", "Statement", "Piece", "Page", "Timestamp", "Confirmed by", "Standing",
    )  # fmt: skip
    shown = {(row[0], row[2]): row for row in rows}
    confirmed = shown["S1", "Piece 1: A map"]
    assert "Piece 1" in pages[confirmed[3] - 1]
    assert STATEMENT in pages[confirmed[3] - 1]
    assert str(confirmed[5]).startswith("Other Supervisor Person (supervisor), ")
    assert confirmed[6] == "Confirmed"
    claimed = shown["S1", 'Piece 2: =HYPERLINK("x")']
    assert EMOJI in pages[claimed[3] - 1] or "[teapot]" in pages[claimed[3] - 1]
    assert (claimed[5], claimed[6]) == (None, "Claimed")
    assert shown["S3", "Piece 1: A map"][6] == "Claimed"
    pieces = {row[0]: row for row in cells_of(made(client_for, desk, "xlsx"), "Pieces")[1:]}
    assert pieces[1][1] == "A map"
    assert pieces[1][4:] == (confirmed[3], "S1", "S3", "Other Supervisor Person")
    assert pieces[2][4:] == (claimed[3], None, "S1", None)
    gaps = [row for row in rows if row[2] == "No piece yet"]
    assert len({row[0] for row in rows}) == 61
    assert len(gaps) == 59
    about = dict(cells_of(made(client_for, desk, "xlsx"), "About"))
    assert about["Portfolio"] == "Eleven months"
    assert str(about["Standard"]).count("level") == 1
    assert ".pdf" in str(about["Pages"])


def test_at_a_glance_every_piece_stands_in_a_line_with_who_is_behind_it(
    desk: Desk, client_for: ClientFor
) -> None:
    pages = pages_of(made(client_for, desk, "pdf"))
    [glance] = [page for page in pages if page.startswith("At a glance")]
    for words in ("Confirmed 1 of 61 statements", "No piece yet 59 of 61 statements"):
        assert words in glance
    assert re.search(r"Piece 1: A map \(page \d+\) Work product, .* S1 S3 Other Supervisor", glance)
    named = re.findall(r"Piece (\d+): .*?\(page (\d+)\)", glance)
    assert [one for one, _ in named] == ["1", "2"]
    for one, page in named:
        assert pages[int(page) - 1].startswith(f"Piece {one} ")


def test_a_cell_that_looks_like_a_formula_is_text(desk: Desk, client_for: ClientFor) -> None:
    desk_path = io.BytesIO(made(client_for, desk, "xlsx"))
    with zipfile.ZipFile(desk_path) as opened:
        sheets = [opened.read(name) for name in opened.namelist() if "worksheets/" in name]
    assert sheets
    assert not [sheet for sheet in sheets if b"<f>" in sheet]


def test_the_word_file_holds_the_words_and_the_ways(desk: Desk, client_for: ClientFor) -> None:
    words = text_of_word(made(client_for, desk, "docx"))
    expected = ["Eleven months", "Piece 1: A map", STATEMENT, ARABIC, EMOJI, "Mapping annex"]
    expected += ["Confirmed by Other Supervisor Person (supervisor)", "In the annex: "]
    for text in expected:
        assert text in words


def test_in_leap2a_a_piece_is_a_post_of_its_day_tagged_with_what_it_shows(
    desk: Desk, client_for: ClientFor
) -> None:
    root = etree.fromstring(feed_of(made(client_for, desk, "leap2a")).encode())
    by_title = {entry.findtext(f"{ATOM}title"): entry for entry in root.findall(f"{ATOM}entry")}
    piece = by_title["Piece 1: A map"]
    tags = [each.get("term") for each in piece.findall(f"{ATOM}category")]
    assert tags == ["S1", "S3"]
    dated = desk.made["map"].dated.isoformat()
    desk.session.rollback()
    assert (piece.findtext(f"{ATOM}published") or "").startswith(dated)
    words = "".join(piece.find(f"{ATOM}content").itertext())
    assert STATEMENT in words
    assert "S1: confirmed" in words
    assert "Mapping annex" in by_title


def test_the_zip_holds_every_form_and_is_as_it_was_signed(
    desk: Desk, client_for: ClientFor, tmp_path: Path
) -> None:
    data = made(client_for, desk, "zip")
    path = tmp_path / "portfolio.zip"
    path.write_bytes(data)
    verdict = verify(path)
    assert verdict.problems == ()
    with zipfile.ZipFile(path) as opened:
        inside = {name: opened.read(name) for name in opened.namelist()}
    for key, form in FORMS.items():
        if key != "zip":
            [name] = [name for name in inside if name[DATED:] == form.ending]
            assert inside[name] == made(client_for, desk, key)
    manifest = read(inside["manifest.json"])
    assert {claim.path for claim in manifest.files} == set(inside) - {
        "manifest.json", "manifest.sig",
    }  # fmt: skip
    assert verdict.fingerprint in client_for().get("/organisation/key").text
    assert made(client_for, desk, "zip") == data


def test_a_changed_portfolio_is_another_zip_under_the_same_key(
    desk: Desk, client_for: ClientFor, session: Session
) -> None:
    first = made(client_for, desk, "zip")
    desk.decide("talk", "S1", Decision.CONFIRMED)
    second = made(client_for, desk, "zip")
    told = [
        read(zipfile.ZipFile(io.BytesIO(each)).read("manifest.json")) for each in (first, second)
    ]
    assert told[0].files != told[1].files
    assert told[0].public_key == told[1].public_key
    act_as(session, desk.worker)
    mine = visible(AuditEvent, to=desk.worker).where(
        AuditEvent.event == Event.SIGNING_KEY_MADE.value
    )
    assert len(session.scalars(mine).all()) == 1
    session.rollback()


def test_the_length_of_a_file_is_told_before_it_comes(desk: Desk, client_for: ClientFor) -> None:
    for key in FORMS:
        answer = client_for(desk.worker).post(f"{desk.path}/{key}")
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert answer.mimetype in FORMS[key].media_type


def test_the_pdf_is_typeset_once_for_all_that_need_it(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    typeset, times = edition.to_pdf, []

    def counted(document: tree.Document, **more: Any) -> bytes:
        times.append(1)
        return typeset(document, **more)

    monkeypatch.setattr(edition, "to_pdf", counted)
    made(client_for, desk, "zip")
    assert times == [1]


def test_the_page_of_files_offers_every_form(desk: Desk, client_for: ClientFor) -> None:
    page = client_for(desk.worker).get(f"{desk.path}/files").text
    for key, form in FORMS.items():
        assert f'action="{desk.path}/{key}"' in page
        assert form.good_for in words_of(page)
    assert len(re.findall(r"About \d[\d.]* [KM]B\.", words_of(page))) == len(FORMS)
    assert client_for(desk.supervisor).get(f"{desk.path}/files").status_code == 404


def test_nobody_else_can_have_a_file(desk: Desk, client_for: ClientFor) -> None:
    for key in FORMS:
        assert client_for(desk.supervisor).post(f"{desk.path}/{key}").status_code == 404


def test_the_page_of_the_key_says_when_there_is_none(client_for: ClientFor) -> None:
    assert "No portfolio has been signed here yet." in client_for().get("/organisation/key").text


def test_the_private_key_does_not_lie_open(desk: Desk, app: Application, session: Session) -> None:
    settings = app.extensions["settings"]
    act_as(session, desk.worker)
    signer = signing.signer_for(session, desk.worker, settings)
    [row] = session.query(SigningKey).all()
    private = signing.opened(row, settings.secret_key)
    assert private is not None
    assert private.public_key().public_bytes_raw() == signer.public_key == row.public_key
    assert private.private_bytes_raw() not in row.sealed
    assert signing.opened(row, "another secret of more than thirty-two characters") is None
    other = Organisation(name="Other")
    session.add(other)
    session.flush()
    moved = SigningKey(organisation_id=other.id, public_key=row.public_key, sealed=row.sealed)
    assert signing.opened(moved, settings.secret_key) is None
    session.rollback()


def test_after_a_new_secret_a_new_key_signs_and_the_old_one_still_stands_there(
    desk: Desk, app: Application, session: Session
) -> None:
    settings = app.extensions["settings"]
    act_as(session, desk.worker)
    first = signing.signer_for(session, desk.worker, settings)
    again = signing.signer_for(session, desk.worker, settings)
    other = replace(settings, secret_key="f" * 64)
    second = signing.signer_for(session, desk.worker, other)
    assert first.public_key == again.public_key != second.public_key
    assert len(signing.all_keys(session)) == 2
    session.rollback()
