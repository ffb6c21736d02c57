"""Closing a stream with a passphrase, so that the ordinary age program opens it."""

import contextlib
import os
import pty
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyrage
import pytest

from journal.documents import age

WORK = 10
"""Little, so that a test is quick; what is written for people asks for more."""
WORDS = "correct horse, ünïcode"


def closed(data: bytes, words: str = WORDS, pieces: int = 10_000) -> bytes:
    """The whole file at once."""
    return b"".join(age.closed(cut(data, pieces), words, WORK))


def cut(data: bytes, size: int) -> Iterable[bytes]:
    """As it comes from a disk or a network: in pieces of any size."""
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_another_program_opens_it_and_so_do_we(length: int) -> None:
    data = os.urandom(length)
    made = closed(data)
    assert pyrage.passphrase.decrypt(made, WORDS) == data
    assert b"".join(age.opened(cut(made, 777), WORDS)) == data


def test_the_length_is_known_before() -> None:
    for length in (0, 1, 65_536, 65_537):
        made = b"".join(age.closed([bytes(length)], WORDS))
        assert len(made) == age.size_of(length)


def test_the_same_words_close_it_otherwise_each_time() -> None:
    assert closed(b"the same") != closed(b"the same")


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(age.WrongPassphrase):
        list(age.opened([closed(b"mine")], "another"))


@pytest.mark.parametrize("at", [0, 30, 60, 90, 130, 170, 200, 66_000, 131_200])
def test_a_changed_byte_anywhere_is_noticed(at: int) -> None:
    made = bytearray(closed(bytes(131_072)))
    made[at] ^= 1
    with pytest.raises((age.NotReadable, age.WrongPassphrase)):
        list(age.opened([bytes(made)], WORDS))


@pytest.mark.parametrize("left", [0, 10, 100, 190, 1000, 65_536 + 16 + 180, 131_200])
def test_half_a_file_is_never_taken_for_a_whole_one(left: int) -> None:
    made = closed(bytes(131_072 + 10))
    with pytest.raises(age.NotReadable):
        list(age.opened([made[:left]], WORDS))


def test_pieces_cannot_change_places_or_be_left_out() -> None:
    made, piece = closed(os.urandom(3 * 65_536)), 65_536 + 16
    begins = len(made) - 3 * piece
    head, one, two, three = (
        made[:begins],
        *(made[begins + n * piece : begins + (n + 1) * piece] for n in range(3)),
    )
    for wrong in ((two, one, three), (one, three), (one, two), (one, two, three, b"")):
        whole = wrong == (one, two, three, b"")
        if whole:
            assert len(b"".join(age.opened([head, *wrong], WORDS))) == 3 * 65_536
            continue
        with pytest.raises(age.NotReadable):
            list(age.opened([head, *wrong], WORDS))


def test_a_file_cannot_ask_for_all_the_memory_there_is() -> None:
    greedy = closed(b"x").replace(b" 10\n", b" 30\n")
    with pytest.raises(age.TooMuchWork):
        list(age.opened([greedy], WORDS))


def test_what_another_program_closed_is_opened_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """That program asks for as much work as the machine it runs on does in a second."""
    monkeypatch.setattr(age, "MOST_WORK", 22)
    data = os.urandom(140_000)
    made = pyrage.passphrase.encrypt(data, WORDS)
    assert b"".join(age.opened(cut(made, 1000), WORDS)) == data


def test_what_was_closed_with_a_key_is_told_from_what_is_broken() -> None:
    made = pyrage.encrypt(b"mine", [pyrage.x25519.Identity.generate().to_public()])
    with pytest.raises(age.ClosedOtherwise):
        list(age.opened([made], WORDS))


@pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")
def test_the_program_itself_can_take_out_what_we_closed(tmp_path: Path) -> None:
    """It asks for a passphrase at a terminal alone, so one is made for it."""
    data, file = os.urandom(100_000), tmp_path / "journal.zip.age"
    file.write_bytes(closed(data))
    assert by_hand(["age", "--decrypt", "-o", str(tmp_path / "out"), str(file)], WORDS) == 0
    assert (tmp_path / "out").read_bytes() == data
    file.unlink()
    assert by_hand(["age", "--passphrase", "-o", str(file), str(tmp_path / "out")], WORDS) == 0
    assert b"".join(age.opened([file.read_bytes()], WORDS)) == data


def by_hand(command: list[str], words: str) -> int:
    """Run a program at a terminal of its own, and type the same words whenever it asks."""
    ours, theirs = pty.openpty()
    at_terminal = ["setsid", "--ctty", "--wait", *command]
    with subprocess.Popen(at_terminal, stdin=theirs, stdout=theirs, stderr=theirs) as process:  # noqa: S603
        os.close(theirs)
        with contextlib.suppress(OSError):
            while said := os.read(ours, 1000):
                if b"passphrase" in said.lower():
                    os.write(ours, f"{words}\n".encode())
    os.close(ours)
    return process.returncode
