"""Files that go along: their names, the pictures shown, and the places in a recording."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from journal.domain.enclosing import (
    ALL_PICTURES,
    LARGEST_PICTURE,
    MOST_MOMENTS,
    AttachedFile,
    Enclosure,
    Moment,
    NotAMoment,
    as_lines,
    enclosed_in,
    moments_in,
)

CODES = ("K27", "K28", "S20", "S21", "S22")


def a_file(media_type: str = "audio/mpeg", size: int = 10) -> AttachedFile:
    """A file somebody called after a person."""
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    return AttachedFile(
        uuid4(), "Sam Hill at home.mp3", "", media_type, size, "ab" * 32, "x/y", moment
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("02:10 on consent: K27, S20", Moment(130, "on consent: K27, S20", ("K27", "S20"))),
        ("2:10", Moment(130, "")),
        ("1:02:03 - talk (s20-s22)", Moment(3723, "talk (s20-s22)", ("S20", "S21", "S22"))),
        ("75:00 after an hour. K99", Moment(4500, "after an hour. K99")),
        ("00:00: K28.", Moment(0, "K28.", ("K28",))),
    ],
)  # fmt: skip
def test_a_line_is_a_time_and_what_is_heard_then(typed: str, expected: Moment) -> None:
    assert moments_in(typed, CODES) == (expected,)


@pytest.mark.parametrize(
    "typed",
    ["explains consent", "2.10 consent", "02:61 x", "1:75:00 x", "-1:00", "02:1"],
)
def test_what_is_no_time_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(NotAMoment, match="does not begin with a time"):
        moments_in(typed, CODES)


def test_a_time_after_the_end_is_told_with_the_length() -> None:
    assert moments_in("02:10 the end", CODES, 130)[0].seconds == 130
    with pytest.raises(NotAMoment, match="02:11 is after the end: the recording is 02:10 long"):
        moments_in("02:11 too late", CODES, 130)


def test_the_places_come_back_in_order_and_as_they_were() -> None:
    typed = "10:00 b S20\n\n02:10 a\n1:00:00 c\n02:10 a"
    found = moments_in(typed, CODES)
    assert [each.at for each in found] == ["02:10", "10:00", "1:00:00"]
    assert moments_in(as_lines(found), CODES) == found
    with pytest.raises(NotAMoment, match=str(MOST_MOMENTS)):
        moments_in("00:01 x\n" * (MOST_MOMENTS + 1), CODES)


def test_a_file_is_called_by_its_piece_and_never_by_the_name_it_came_with() -> None:
    stays = Enclosure(a_file(), goes_along=False)
    goes = Enclosure(a_file(), goes_along=True)
    odd = Enclosure(a_file("application/x-odd"), goes_along=True)
    found = enclosed_in([(1, [stays, goes]), (3, [odd, goes])])
    assert [each.name for each in found] == ["piece-1-1.mp3", "piece-3-1.bin", "piece-3-2.mp3"]
    assert [each.number for each in found] == [1, 2, 3]


def test_large_pictures_go_along_beside_the_document() -> None:
    sizes = [LARGEST_PICTURE + 1, *[LARGEST_PICTURE] * 5]
    pictures = [Enclosure(a_file("image/png", size), goes_along=True) for size in sizes]
    found = enclosed_in([(1, pictures)])
    shown = [each.file.size for each in found if each.is_shown]
    assert sum(shown) <= ALL_PICTURES
    assert [each.is_shown for each in found] == [False, True, True, True, True, False]
