"""Frameworks in and out: the files by which other systems give and take them.

`reading.read` recognises a file and answers with what it holds, or with sentences that say what
is wrong. `WRITERS` make a file. Nothing here knows of the database or the web.
"""

from journal.exchange.exchanged import Exchanged, framework_from, from_framework
from journal.exchange.reading import FORMATS, Reading, read
from journal.exchange.report import report
from journal.exchange.writing import write

__all__ = [
    "FORMATS",
    "Exchanged",
    "Reading",
    "framework_from",
    "from_framework",
    "read",
    "report",
    "write",
]
