"""Read a file of any of the three forms, recognised by what it holds and not by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from journal.exchange import case, matrix, moodle
from journal.exchange.csv_files import decode
from journal.exchange.exchanged import Exchanged
from journal.exchange.json_files import parse
from journal.exchange.problems import MOST_BYTES, CannotRead

CASE, MOODLE, MATRIX = "case", "moodle", "matrix"
FORMATS = (CASE, MOODLE, MATRIX)
READERS: Mapping[str, Callable[[bytes], Exchanged]] = {
    CASE: case.read,
    MOODLE: moodle.read,
    MATRIX: matrix.read,
}
NOT_RECOGNISED = (
    "This is neither a CASE package, nor Moodle's competency CSV, nor a Mahara matrix. If it should"
    " be one of them, say which with --format to see what is amiss."
)


@dataclass(frozen=True)
class Reading:
    """What came of reading: a framework, or sentences about what is wrong, never both."""

    format: str
    exchanged: Exchanged | None
    problems: tuple[str, ...] = ()


def read(data: bytes, format_name: str = "") -> Reading:
    """The framework in a file, or every reason why there is none; nothing else can come of it."""
    known = format_name
    try:
        _check_size(data)
        known = known or recognise(data)
        return Reading(known, READERS[known](data))
    except CannotRead as error:
        return Reading(known, None, error.sentences)


def recognise(data: bytes) -> str:
    """Which of the three forms this is."""
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] in (b"{", b"["):
        whole = parse(data)
        if case.is_case(whole):
            return CASE
        if matrix.is_matrix(whole):
            return MATRIX
    elif moodle.is_moodle(decode(data)):
        return MOODLE
    raise CannotRead(NOT_RECOGNISED)


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise CannotRead("The file is empty.")
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise CannotRead(f"The file has more than {most} MB, the most that can be taken in.")
