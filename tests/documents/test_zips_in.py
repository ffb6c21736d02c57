"""Reading a ZIP from front to back, and only the shape that is written here."""

import io
import zipfile
from itertools import pairwise

import pytest

from journal.documents.blocks import CutShort
from journal.documents.zips import chunks, held
from journal.documents.zips_in import NotOurs, members

FILES = {"a.txt": b"one", "b/ö.bin": bytes(3_000_000), "empty": b""}


def made() -> bytes:
    """A ZIP as it is written here."""
    return b"".join(chunks([held(name, data) for name, data in FILES.items()]))


def read(data: bytes, size: int = 100_000) -> dict[str, bytes]:
    """Everything in it."""
    blocks = (data[at : at + size] for at in range(0, len(data), size))
    return {found.name: b"".join(found.blocks) for found in members(blocks)}


def test_what_was_written_is_read_whatever_pieces_it_comes_in() -> None:
    assert read(made()) == read(made(), 999_983) == FILES


def test_what_is_not_read_is_passed_over() -> None:
    assert [found.name for found in members([made()])] == list(FILES)


def test_every_cut_is_noticed() -> None:
    whole = made()
    for left in (0, 3, 20, 40, 1000, len(whole) - 200, len(whole) - 1):
        with pytest.raises((CutShort, NotOurs)):
            read(whole[:left])


def test_a_changed_byte_is_noticed_wherever_it_stands() -> None:
    whole = made()
    places = [*range(60), *range(len(whole) - 250, len(whole))]
    for at in places:
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises((CutShort, NotOurs)):
            read(changed)


def test_bytes_after_the_end_are_noticed() -> None:
    with pytest.raises(NotOurs):
        read(made() + b"x" * 2)


def test_nothing_packed_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.txt", bytes(10_000_000))
    with pytest.raises((NotOurs, CutShort)):
        read(packed.getvalue())


def test_pieces_of_any_size_give_the_same() -> None:
    small = b"".join(chunks([held("a", b"12345")]))
    for one, two in pairwise((1, 2, 7, 1000)):
        assert read(small, one) == read(small, two) == {"a": b"12345"}
