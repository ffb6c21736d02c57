"""Write a framework in any of the three forms."""

from collections.abc import Callable, Mapping

from journal.exchange import case, matrix, moodle
from journal.exchange.exchanged import Exchanged
from journal.exchange.reading import CASE, MATRIX, MOODLE

WRITERS: Mapping[str, Callable[[Exchanged], bytes]] = {
    CASE: case.write,
    MOODLE: moodle.write,
    MATRIX: matrix.write,
}


def write(exchanged: Exchanged, format_name: str) -> bytes:
    """The file; the same framework gives the same bytes."""
    return WRITERS[format_name](exchanged)
