"""Files that go along with a piece: looked at first, in every form, and frozen as they are."""

import hashlib
import io
import re
import zipfile
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader
from sqlalchemy.orm import Session

from journal import frozen_files, portfolio_forms
from journal.documents.verifying import verify
from journal.domain.submission import FileKind
from journal.portfolio_forms import FORMS
from journal.storage import storage
from tests.rooms.enclosing import (
    DOCX,
    NAME,
    PNG,
    WAV,
    a_picture,
    a_recording,
    attach,
    let_go,
    page_of,
)  # fmt: skip
from tests.rooms.handing_in import a_link, comes_in, handed_in, standing
from tests.rooms.portfolios import (
    ClientFor,
    Desk,
    cells_of,
    desk_of,
    feed_of,
    made,
    pages_of,
    row_of,
    text_of_word,
    words_of,
)  # fmt: skip
from tests.world import World

REASON = "We drew it together."
MAP, TALK = "A map of quiet places", "How we agreed what stays between us"
MOMENTS = "02:10 explains consent: S1\n00:05 a greeting"


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with one piece, and two pieces' worth of files on its entry."""
    desk = desk_of(session, world)
    desk.write("map", tags={"S1": REASON, "S3": REASON}, statement="I drew a map with four people.")
    desk.add("map", "A map")
    return desk


def both(desk: Desk, client_for: ClientFor) -> tuple[UUID, UUID]:
    """A picture and a recording that go along."""
    picture = attach(desk, "map", a_picture(), PNG).id
    recording = attach(desk, "map", a_recording(), WAV).id
    client = client_for(desk.worker)
    let_go(client, desk, "map", picture, MAP)
    let_go(client, desk, "map", recording, TALK, MOMENTS)
    return picture, recording


def test_a_file_stays_unless_the_worker_looked_at_it_and_let_it_go(
    desk: Desk, client_for: ClientFor
) -> None:
    file = attach(desk, "map", a_recording(), WAV, shows="A talk").id
    page, client = page_of(desk, "map", file), client_for(desk.worker)
    assert standing(desk).files.files == ()
    shown = client.get(page).text
    assert f"{NAME}.wav" in shown
    assert 'value="A talk"' in shown
    yes = {"goes_along": "yes", "caption": TALK}
    for typed, problem in (
        ({}, "whether this file goes along"),
        (yes, "look at it first"),
        ({**yes, "looked": "y", "caption": ""}, "what it shows"),
        ({**yes, "looked": "y", "moments": "later on"}, "does not begin with a time"),
        (
            {**yes, "looked": "y", "moments": "03:05 x"},
            "after the end: the recording is 03:00 long",
        ),
        ({**yes, "looked": "y", "moments": "00:10 I met Sharon Hill"}, "Sharon"),
    ):
        answer = client.post(page, typed)
        assert answer.status_code == 422, typed
        assert problem in words_of(answer.text)
    assert standing(desk).files.files == ()
    let_go(client, desk, "map", file, TALK, MOMENTS)
    [gone] = standing(desk).files.files
    assert (gone.name, gone.enclosure.caption) == ("piece-1-1.wav", TALK)
    assert client.post(page, {"goes_along": "no"}).status_code == 303
    assert standing(desk).files.files == ()
    assert client_for(desk.supervisor).get(page).status_code == 404
    assert client_for(desk.supervisor).post(page, yes).status_code == 404


def test_every_form_has_the_files_or_lists_them(
    desk: Desk, client_for: ClientFor, tmp_path: Path
) -> None:
    both(desk, client_for)
    sums = [hashlib.sha256(data).hexdigest() for data in (a_picture(), a_recording())]
    html = made(client_for, desk, "html").decode()
    assert len(re.findall(rf'<img src="data:image/png;base64,[^"]+" alt="{MAP}">', html)) == 1
    pdf = made(client_for, desk, "pdf")
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages) == 1
    docx = made(client_for, desk, "docx")
    with zipfile.ZipFile(io.BytesIO(docx)) as opened:
        [image] = [name for name in opened.namelist() if "media/" in name]
        assert opened.read(image) == a_picture()
        assert f'descr="{MAP}"' in opened.read("word/document.xml").decode()
    for words in (words_of(html), "".join(pages_of(pdf)), text_of_word(docx)):
        squeezed = "".join(words.split())
        for text in (*sums, TALK, "piece-1-2.wav", "02:10", "explains consent"):
            assert "".join(text.split()) in squeezed
    [row] = [row for row in cells_of(made(client_for, desk, "xlsx")) if row[:1] == ("S1",)]
    assert row[4] == "02:10 in piece-1-2.wav"
    leap = made(client_for, desk, "leap2a")
    root = etree.fromstring(feed_of(leap).encode())
    resources = root.xpath("//*[local-name()='link'][@rel='enclosure']/@href")
    with zipfile.ZipFile(io.BytesIO(leap)) as opened:
        kept = [opened.read(name) for name in resources]
    assert kept == [a_picture(), a_recording()]
    path = tmp_path / "all.zip"
    path.write_bytes(made(client_for, desk, "zip"))
    assert verify(path).problems == ()
    with zipfile.ZipFile(path) as opened:
        assert opened.read("files/piece-1-2.wav") == a_recording()
    for data in (html.encode(), pdf, docx, leap, path.read_bytes()):
        assert NAME.encode() not in data
    changed = bytearray(path.read_bytes())
    changed[path.read_bytes().rindex(b"\x80" * 50) + 7] ^= 1
    path.write_bytes(changed)
    assert any("files/piece-1-2.wav" in problem for problem in verify(path).problems)


def test_a_submission_keeps_the_files_and_the_assessor_opens_them_and_nothing_else(
    desk: Desk, client_for: ClientFor
) -> None:
    picture, recording = both(desk, client_for)
    other = attach(desk, "map", b"RIFF not yours", WAV).id
    submission = handed_in(desk)
    here = f"/portfolio/submissions/{submission.id}"
    desk.session.rollback()
    worker, assessor = client_for(desk.worker), client_for()
    assert "You handed it in" in worker.get(f"/attachments/{picture}/remove").text
    assert "You handed it in" not in worker.get(f"/attachments/{other}/remove").text
    for file in (picture, recording):
        assert worker.post(f"/attachments/{file}/remove").status_code == 303
    assert worker.get(f"/attachments/{picture}").status_code == 404
    assert standing(desk).files.files == ()
    desk.session.rollback()
    assert TALK in worker.get(here).text
    assert worker.open(f"{here}/files/1").data == a_picture()
    assert worker.open(f"{here}/files/3").status_code == 404
    assert client_for(desk.supervisor).get(f"{here}/files/1").status_code == 404
    _, path, code = a_link(desk, submission)
    desk.session.rollback()
    assert assessor.open(f"{path}/files/1").data != a_picture()
    comes_in(assessor, path, code)
    page = assessor.get(path).text
    assert f'<img src="{path}/files/1" alt="{MAP}">' in page
    assert assessor.open(f"{path}/files/1").data == a_picture()
    part = assessor.open(f"{path}/files/2", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"RIFF")
    assert part.headers["Referrer-Policy"] == "no-referrer"
    assert assessor.open(f"{path}/files/3").status_code == 404
    assert assessor.open(f"/attachments/{other}").status_code in {302, 303}


def test_a_file_that_is_gone_stops_with_a_sentence_and_is_named(
    desk: Desk, client_for: ClientFor
) -> None:
    both(desk, client_for)
    client = client_for(desk.worker)
    [picture, _] = standing(desk).files.files
    storage().delete(picture.file.address)
    answer = client.post(f"{desk.path}/zip")
    assert answer.status_code == 303
    assert "nothing was made" in client.get(answer.headers["Location"]).text
    page = words_of(client.get(f"{desk.path}/attention").text)
    assert f"“{NAME}.png” in piece 1, A map, cannot be read where it is kept" in page


def test_words_beside_a_file_do_not_go_with_its_piece_unseen(
    desk: Desk, client_for: ClientFor
) -> None:
    both(desk, client_for)
    client = client_for(desk.worker)
    asked = client.post(f"{row_of(desk, 'map')}/remove")
    page = words_of(client.get(asked.location).text)
    assert MAP in page
    assert "explains consent" in page


def test_more_than_a_zip_holds_is_said_before_anything_is_made(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(desk, client_for)
    largest = portfolio_forms.ROOM_FOR_WORDS + len(a_recording())
    monkeypatch.setattr(portfolio_forms, "LARGEST", largest)
    client = client_for(desk.worker)
    for key in ("zip", "leap2a"):
        answer = client.post(f"{desk.path}/{key}")
        assert answer.status_code == 303
        assert "4 GB in all" in client.get(answer.headers["Location"]).text
    assert client.post(f"{desk.path}/html").status_code == 200


def test_what_needs_attention_names_each_file_with_the_way_to_it(
    desk: Desk, client_for: ClientFor
) -> None:
    word = attach(desk, "map", b"PK a word file", DOCX).id
    talk = attach(desk, "map", a_recording(), WAV).id
    client = client_for(desk.worker)
    before = words_of(client.get(f"{desk.path}/attention").text)
    assert before.count("You have not looked yet at") == 2, before
    let_go(client, desk, "map", word, "A plan")
    let_go(client, desk, "map", talk, TALK)
    page = client.get(f"{desk.path}/attention").text
    words = words_of(page)
    assert "opens only with a program that not everybody has" in words
    assert "does not say yet where in the recording to listen" in words
    assert "You have not looked yet at" not in words
    for file in (word, talk):
        assert page_of(desk, "map", file) in page


def everything_in(data: bytes) -> bytes:
    """The bytes of a file, of whatever is packed in it, and of what a PDF says when it is read."""
    found = data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            found += b"".join(everything_in(opened.read(name)) for name in opened.namelist())
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as opened_pdf:
            for part in opened_pdf.objects:
                is_stream = isinstance(part, pikepdf.Stream)
                found += part.read_bytes() if is_stream else repr(part).encode()
        found += "".join(pages_of(data)).encode()
    return found


def test_what_was_taken_out_of_a_statement_is_in_no_byte_of_any_form(
    desk: Desk, client_for: ClientFor
) -> None:
    secret = "Quillonbrae"
    page = f"/entries/{desk.made['map'].id}/statement"
    desk.new_statement("map", f"I drew a map in {secret} with four people.")
    desk.session.rollback()
    client = client_for(desk.worker)
    text = f"I drew a map [take out] in {secret} [/take out] with four people."
    answer = client.post(page, {"number": "2", "text": text, "do": "save as it is"})
    assert answer.status_code == 303
    assert f"[take out] in {secret} [/take out]" in client.get(page).text
    shared = client_for(desk.supervisor).get(f"/review/{desk.made['map'].id}").text
    assert "[removed] with four people" in words_of(shared)
    desk.session.rollback()
    for key in FORMS:
        inside = everything_in(made(client_for, desk, key))
        assert secret.encode() not in inside, key
        assert b"removed" in inside or key == "xlsx", key
    submission = handed_in(desk)
    for kind in (FileKind.TREE, FileKind.HTML):
        assert secret.encode() not in frozen_files.read(storage(), submission, kind)
