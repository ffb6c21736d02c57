"""What is kept of each kind of file: what it shows, and nobody's name, place or program."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from journal.cleaning import process
from journal.cleaning.kinds import Cleaned
from tests.cleaning import makers
from tests.cleaning.makers import CANARY, WORDS


def all_of(data: bytes) -> bytes:
    """Everything in a file that anybody can get at: as it is, unpacked, and decoded."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [all_of(archive.read(name)) for name in archive.namelist()]
            found += [archive.comment, repr(archive.infolist()).encode()]
    if data.startswith(b"%PDF"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as opened:
            opened.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                compress_streams=False,
            )
        found.append(out.getvalue())
    return b"\n".join(found)


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (makers.jpeg, "image/jpeg"),
        (makers.png, "image/png"),
        (makers.gif, "image/png"),
        (makers.webp, "image/jpeg"),
        (makers.pdf, "application/pdf"),
        (makers.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (makers.wav, "audio/wav"),
        (makers.mp3, "audio/mpeg"),
        (makers.flac, "audio/flac"),
        (makers.m4a, "audio/mp4"),
        (makers.webm, "audio/webm"),
        (makers.ogg, "audio/ogg"),
    ],
    ids=lambda made: getattr(made, "__name__", ""),
)
def test_no_name_and_no_place_is_left_in_any_kind_of_file(
    make: Callable[[], bytes], media_type: str
) -> None:
    """The canary is in the file as given, the word for what went is said, and it is gone."""
    given = make()
    assert CANARY.encode() in all_of(given)
    kept = process.clean(given)
    assert kept.kind.media_type == media_type
    assert CANARY.encode() not in all_of(kept.data)
    assert kept.removed


@pytest.mark.parametrize(
    "make",
    [makers.jpeg, makers.png, makers.pdf, makers.docx, makers.wav, makers.mp3, makers.flac,
     makers.m4a, makers.webm, makers.ogg],
    ids=lambda made: made.__name__,
)  # fmt: skip
def test_what_was_cleaned_once_can_be_cleaned_again(make: Callable[[], bytes]) -> None:
    """So the result is a whole file of its kind; nothing more is found in it to take out."""
    once = process.clean(make())
    again = process.clean(once.data)
    assert again.kind == once.kind
    assert again.removed == ()


def test_a_photo_stands_the_right_way_up_and_has_no_details() -> None:
    kept = opened(process.clean(makers.jpeg(60, 40)))
    assert kept.size == (40, 60)
    red, green, _ = kept.convert("RGB").getpixel((38, 2))  # type: ignore[misc]
    assert red > 150 > green
    assert not kept.getexif()
    assert kept.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_large_photo_is_made_smaller() -> None:
    assert max(opened(process.clean(makers.jpeg(6000, 4000))).size) == 3000


def test_of_a_moving_picture_the_first_one_is_kept() -> None:
    kept = process.clean(makers.gif())
    assert getattr(opened(kept), "n_frames", 1) == 1
    assert opened(kept).convert("RGB").getpixel((2, 2)) == (220, 20, 20)


def test_a_pdf_keeps_its_page_its_photo_and_its_links_to_the_web() -> None:
    with pikepdf.open(io.BytesIO(process.clean(makers.pdf()).data)) as kept:
        page = kept.pages[0]
        links = [str(note.A.URI) for note in page.Annots if "/A" in note]  # type: ignore[attr-defined]
        assert links == ["https://example.org/fine"]
        assert [str(note.Contents) for note in page.Annots if "/Contents" in note] == [WORDS]  # type: ignore[attr-defined]
        photo = pikepdf.PdfImage(page.get_images()["/Im0"]).as_pil_image()
        assert photo.size == (60, 40)
        assert not photo.getexif()


def test_a_word_file_keeps_its_words_its_comment_and_its_links_to_the_web() -> None:
    kept = process.clean(makers.docx())
    with zipfile.ZipFile(io.BytesIO(kept.data)) as archive:
        assert archive.testzip() is None
        assert WORDS in archive.read("word/document.xml").decode()
        assert WORDS in archive.read("word/comments.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
        assert "https://example.org/fine" in relations
        assert "people.xml" not in relations
        assert not [name for name in archive.namelist() if name.startswith("docProps/")]
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert any("tracked changes" in note for note in kept.notes)


def test_the_sound_of_a_recording_stays_byte_for_byte() -> None:
    assert bytes(range(256)) in process.clean(makers.wav()).data
    assert process.clean(makers.mp3()).data == (b"\xff\xfb\x90\x00" + bytes(413)) * 5
    assert b"the sound itself" in process.clean(makers.m4a()).data
    assert len(process.clean(makers.m4a()).data) == len(makers.m4a())
    assert process.clean(makers.webm()).data.count(b"sound") == 2


def opened(kept: Cleaned) -> Image.Image:
    """The picture that was kept."""
    return Image.open(io.BytesIO(kept.data))
