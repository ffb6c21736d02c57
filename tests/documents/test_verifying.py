"""A portfolio's ZIP that was tampered with: what was changed is named."""

import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.documents.manifest import CHECKER, MANIFEST, SIGNATURE
from journal.documents.verifying import NOT_OURS, Verdict, verify
from journal.documents.zips import chunks
from tests.documents.signed import (
    FILES,
    Change,
    changed,
    contents,
    good,
    members,
    packed_again,
    put,
)
from tests.documents.strangers import DAMAGED, STRANGERS

Look = Callable[[bytes], Verdict]
Many = Callable[[int, int], int]
EVERYTHING = [*FILES, CHECKER, MANIFEST, SIGNATURE]


@pytest.fixture
def looked(tmp_path: Path) -> Look:
    """What is found in some bytes."""

    def look(data: bytes) -> Verdict:
        return verify(put(tmp_path, data))

    return look


def test_as_it_was_signed_there_is_nothing_to_say(looked: Look) -> None:
    verdict = looked(good())
    assert verdict.problems == ()
    assert verdict.manifest.organisation == "Example Trust"
    assert len(verdict.fingerprint.replace(" ", "")) == 64


@pytest.mark.parametrize("name", [name for name in EVERYTHING if FILES.get(name) != b""])
@pytest.mark.parametrize("is_repacked", [False, True], ids=["in place", "packed anew"])
def test_one_changed_byte_is_named(name: str, is_repacked: bool, looked: Look) -> None:
    data = good()
    content = dict(contents(data))[name]
    other = content[:-2] + bytes([content[-2] ^ 1]) + content[-1:]
    if is_repacked:
        data = changed(lambda all_: [(n, other if n == name else d) for n, d in all_])
    else:
        assert data.count(content) == 1
        data = data.replace(content, other)
    assert any(name in problem for problem in looked(data).problems)


def test_every_single_byte_of_the_file_counts(tmp_path: Path, many: Many) -> None:
    """All that is no file's content, and of each file's content a byte here and there."""
    data = good()
    path = put(tmp_path, data)
    places = places_to_change(data, step=many(97, 1))
    assert len(places) > 2_000
    with path.open("r+b", buffering=0) as file:
        for at in places:
            os.pwrite(file.fileno(), bytes([data[at] ^ 0x21]), at)
            verdict = verify(path)
            assert verdict.problems, f"the byte at {at}"
            assert verdict.is_ours, f"the byte at {at}"
            os.pwrite(file.fileno(), data[at : at + 1], at)
    assert verify(path).is_intact


def places_to_change(data: bytes, step: int) -> list[int]:
    """Of what the files hold, the first byte, the last and every so many between; all the rest."""
    files = [content for name, content in contents(data) if name not in {MANIFEST, SIGNATURE}]
    begins = {data.index(content): len(content) for content in files if content}
    assert len(begins) == len([content for content in files if content])
    inside = {at + i for at, size in begins.items() for i in range(size)}
    looked_at = {at + i for at, size in begins.items() for i in (*range(0, size, step), size - 1)}
    return sorted({*range(len(data))} - inside | looked_at)


def replaced(name: str, data: bytes) -> Change:
    return lambda all_: [(one, data if one == name else each) for one, each in all_]


def renamed(name: str, other: str) -> Change:
    return lambda all_: [(other if one == name else one, each) for one, each in all_]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda all_: [*all_, ("extra.txt", b"x")], "extra.txt was added"),
        (lambda all_: [each for each in all_ if each[0] != "portfolio.pdf"],
         "portfolio.pdf was taken away"),
        (lambda all_: [each for each in all_ if each[0] != MANIFEST], "manifest.json is missing"),
        (lambda all_: [each for each in all_ if each[0] != SIGNATURE], "manifest.sig is missing"),
        (lambda all_: [all_[1], all_[0], *all_[2:]], "do not stand in the order"),
        (lambda all_: [*all_, all_[0]], "portfolio.html is in the ZIP 2 times"),
        (lambda all_: [*all_, ("../../etc/passwd", b"x")], "../../etc/passwd is a name that could"),
        (lambda all_: [*all_, ("/etc/passwd", b"x")], "/etc/passwd is a name that could"),
        (lambda all_: [*all_, ("C:\\x", b"x")], "C:\\x is a name that could"),
        (renamed("portfolio.html", "other.html"), "portfolio.html was taken away"),
        (replaced(MANIFEST, b"{}"), "manifest.json was changed"),
        (replaced(MANIFEST, b"[" * 100_000), "manifest.json was changed"),
        (replaced(MANIFEST, b"\xff"), "manifest.json was changed"),
        (replaced(SIGNATURE, b"AAAA\n"), "manifest.sig was changed"),
        (replaced(SIGNATURE, b"not base64"), "manifest.sig was changed"),
    ],
)  # fmt: skip
def test_what_was_done_is_said(change: Change, said: str, looked: Look) -> None:
    verdict = looked(changed(change))
    assert not verdict.is_intact
    assert any(said in problem for problem in verdict.problems), verdict.problems


def test_a_list_rewritten_to_fit_needs_the_key(looked: Look) -> None:
    """Somebody changes a file and its checksum; without the key, they cannot sign that."""
    told = json.loads(dict(contents(good()))[MANIFEST])
    told["files"][0]["size"] = 1
    forged = replaced(MANIFEST, json.dumps(told, indent=2).encode())
    assert any("signature does not fit" in each for each in looked(changed(forged)).problems)


def test_another_key_is_seen_by_its_fingerprint(looked: Look) -> None:
    other = b"".join(chunks(members(Ed25519PrivateKey.generate())))
    verdict = looked(other)
    assert verdict.is_intact
    assert verdict.is_ours
    assert verdict.fingerprint != looked(good()).fingerprint


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_packed_again_are_told_from_files_changed(method: int, looked: Look) -> None:
    [problem] = looked(packed_again(method)).problems
    assert problem.startswith("Each file is as it was signed, but")


def test_a_zip_made_to_burst_is_not_read(looked: Look, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, data in contents(good()):
            bomb.writestr(name, data)
        bomb.writestr("bomb", bytes(100_000_000))
    assert any("far more than it can" in each for each in verify(path).problems)


def test_one_content_under_many_names_is_not_read(looked: Look) -> None:
    """Each entry of the ZIP's list points to the same bytes: small outside, huge inside."""
    data = good()
    at = data.rindex(b"PK\x01\x02")
    entry, end = data[at : data.rindex(b"PK\x05\x06")], data[data.rindex(b"PK\x05\x06") :]
    begins, count = struct.unpack("<I", end[16:20])[0], struct.unpack("<H", end[8:10])[0]
    listed = data[begins : len(data) - len(end)] + entry * 4000
    end = end[:8] + struct.pack("<HHI", count + 4000, count + 4000, len(listed)) + end[16:]
    assert not looked(data[:begins] + listed + end).is_intact


@pytest.mark.parametrize("what", STRANGERS)
def test_what_never_was_a_portfolio_is_not_said_to_be_changed(what: str, looked: Look) -> None:
    verdict = looked(STRANGERS[what])
    assert not verdict.is_ours
    assert not verdict.is_intact
    assert verdict.problems == (NOT_OURS,)


@pytest.mark.parametrize("how", DAMAGED)
def test_what_is_left_of_a_portfolio_is_still_one_that_was_changed(how: str, looked: Look) -> None:
    verdict = looked(DAMAGED[how])
    assert verdict.is_ours
    assert not verdict.is_intact
    assert NOT_OURS not in verdict.problems


def test_no_verdict_on_a_stranger_can_pass_for_intact() -> None:
    assert not Verdict((), is_ours=False).is_intact


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_is_done_ends_in_a_sentence(looked: Look, data: st.DataObject) -> None:
    whole = good()
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, min(len(whole), start + 300)))
    inside = data.draw(st.binary(max_size=80))
    other = whole[:start] + inside + whole[stop:]
    verdict = looked(other)
    assert verdict.is_intact is (other == whole)
