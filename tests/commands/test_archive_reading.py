"""Archives that somebody made, changed or broke: each ends in one sentence, before any database."""

import tracemalloc
from uuid import uuid4

import pytest

from config import ROOT
from journal.archive import reading
from journal.archive.reading import Arrived, NeedsPassphrase, Refused, look_into
from journal.archive.tables import BY_NAME, CARRIED, LEFT_OUT
from journal.documents import age
from journal.documents.zips import chunks, held
from journal.documents.zips_in import members
from journal.models import Base
from tests.archives import Row, packed, record, with_entry, with_verdict

WORDS = "a passphrase of some length"


def told() -> Row:
    """A record with an entry and a confirmation."""
    made = record()
    with_verdict(made, with_entry(made))
    return made


def read(data: bytes, words: str = "") -> Arrived:
    """What is found."""
    return look_into(lambda: [data], words)


def problem(data: bytes, words: str = "") -> str:
    """Why it is refused."""
    with pytest.raises(Refused) as refused:
        read(data, words)
    return str(refused.value)


def test_every_table_of_the_service_is_carried_or_named_with_a_reason() -> None:
    assert set(Base.metadata.tables) == set(BY_NAME) | set(LEFT_OUT)
    assert not set(BY_NAME) & set(LEFT_OUT)
    assert all(each.why for each in CARRIED)
    assert all(LEFT_OUT.values())


def test_the_format_s_document_names_every_table() -> None:
    document = (ROOT / "docs" / "archive-format.md").read_text(encoding="utf-8")
    assert [name for name in Base.metadata.tables if f"`{name}`" not in document] == []


def test_a_whole_archive_is_read_open_or_closed() -> None:
    made = packed(told())
    assert len(read(made).rows["entries"]) == 1
    closed = b"".join(age.closed([made], WORDS, 10))
    assert read(closed, WORDS) == read(made)


def test_a_closed_one_needs_its_own_passphrase() -> None:
    closed = b"".join(age.closed([packed(told())], WORDS, 10))
    with pytest.raises(NeedsPassphrase):
        read(closed)
    assert problem(closed, "something else") == reading.WRONG


def test_one_that_was_closed_in_another_way_is_told_what_to_do() -> None:
    made = packed(told())
    greedy = b"".join(age.closed([made], WORDS, 10)).replace(b" 10\n", b" 30\n", 1)
    with_a_key = age.FIRST_LINE + b"\n-> X25519 abc\nabc\n--- abc\n"
    in_letters = b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n"
    assert problem(greedy, WORDS) == reading.TOO_MUCH_WORK
    for other in (with_a_key, in_letters):
        assert problem(other, WORDS) == reading.CLOSED_OTHERWISE
    assert "age --decrypt -o journal.zip" in reading.TOO_MUCH_WORK


def test_half_a_file_is_refused_whether_open_or_closed() -> None:
    made = packed(told())
    closed = b"".join(age.closed([made], WORDS, 10))
    for data, words in ((made, ""), (closed, WORDS)):
        for part in (0.01, 0.3, 0.9, 0.999):
            said = problem(data[: int(len(data) * part)], words)
            assert said in (reading.CUT_SHORT, reading.NOT_ONE)


@pytest.mark.parametrize("name", ["record.json", "manifest.json", "manifest.sig", "verify.html"])
def test_a_changed_byte_is_refused_even_when_the_zip_around_it_is_mended(name: str) -> None:
    files = {found.name: b"".join(found.blocks) for found in members([packed(told())])}
    at = len(files[name]) // 2
    files[name] = files[name][:at] + bytes([files[name][at] ^ 1]) + files[name][at + 1 :]
    mended = b"".join(chunks([held(each, data) for each, data in files.items()]))
    said = problem(mended)
    assert "Nothing was changed" in said


def test_files_in_another_order_added_or_taken_away_are_refused() -> None:
    found = [(each.name, b"".join(each.blocks)) for each in members([packed(told())])]
    swapped = [found[1], found[0], *found[2:]]
    for files in (swapped, found[1:], [found[0], ("more.txt", b"x"), *found[1:]]):
        assert problem(b"".join(chunks([held(*each) for each in files])))


def test_a_signed_portfolio_is_no_archive_whatever_it_encloses() -> None:
    assert problem(packed(told(), purpose="")) == reading.NOT_ONE


def test_a_name_is_never_more_than_a_name() -> None:
    names = ["../../etc/passwd", "files/../../x", "/abs", "files/", "C:\\x"]
    arrived = read(packed(told(), dict.fromkeys(names, b"x")))
    kept = {str(row["id"]) for row in arrived.rows["attachments"]}
    assert arrived.files.keys() & kept == set()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("entries", "title", 7),
        ("entries", "title", "a\0b"),
        ("entries", "title", "\ud800"),
        ("entries", "answers", {"what": ["x"]}),
        ("entries", "dated", "yesterday"),
        ("entries", "created_at", "2026-03-02T10:00:00"),
        ("entries", "created_at", "0001-01-01T00:00:00+14:00"),
        ("entries", "created_at", "9999-12-31T23:59:59-14:00"),
        ("entries", "created_at", "0001-12-31T23:59:59+00:00"),
        ("entries", "created_at", "9999-01-01T00:00:00+00:00"),
        ("entries", "minutes", 2**40),
        ("entries", "minutes", True),
        ("entries", "kind", "a kind nobody has"),
        ("entries", "revision", None),
        ("entries", "id", "../../x"),
        ("entries", "organisation_id", "x"),
        ("verdicts", "decision", {"$ne": ""}),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(table: str, column: str, value: object) -> None:
    made = told()
    made["tables"][table][0][column] = value
    assert "does not fit together" in problem(packed(made))


def test_nobody_vouches_for_themselves_and_nobody_else_writes_the_journal() -> None:
    made = told()
    made["tables"]["verdicts"][0]["author_id"] = made["person"]["id"]
    assert "does not fit together" in problem(packed(made))
    made = told()
    made["tables"]["entries"][0]["author_id"] = made["people"][0]["id"]
    assert "does not fit together" in problem(packed(made))


def test_one_id_cannot_stand_twice() -> None:
    made = told()
    made["tables"]["entries"] *= 2
    assert "does not fit together" in problem(packed(made))


def test_what_a_newer_version_wrote_is_not_guessed_at() -> None:
    made = told()
    made["tables"]["dreams"] = [{"id": str(uuid4())}]
    assert "made by a newer Alongside" in problem(packed(made))
    made = told()
    made["tables"]["entries"][0]["mood"] = "blue"
    assert "does not fit together" in problem(packed(made))
    assert "made by a newer Alongside" in problem(
        packed({**told(), "format": "alongside-record-9"})
    )


def test_bombs_of_json_are_only_sentences() -> None:
    wide = '{"format": "alongside-record-1", "x": [' + "[]," * reading.MOST_PARTS + "[]]}"
    tracemalloc.start()
    assert "Nothing was changed" in problem(packed(wide.encode()))
    assert tracemalloc.get_traced_memory()[1] < 8 * len(wide)
    tracemalloc.stop()
    deep = "[" * 200_000 + "]" * 200_000
    for text in (deep, "{}", "null", '{"format": "alongside-record-1"}', "7" * 10_000):
        assert "Nothing was changed" in problem(packed(text.encode()))


def test_what_is_no_archive_is_told_so() -> None:
    for data in (b"", b"hello", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.7", bytes(5000)):
        assert problem(data) in (reading.NOT_ONE, reading.CUT_SHORT)
