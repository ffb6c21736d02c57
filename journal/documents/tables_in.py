"""Reading a table that somebody made elsewhere: CSV or XLSX, in the shapes they really come in.

Nothing is guessed in silence. What cannot be read is told in a sentence, and what was left out
is told in a note.
"""

from journal.documents.csv_in import csv_table
from journal.documents.table import MOST_BYTES, CannotRead, Table
from journal.documents.xlsx_in import xlsx_tables

__all__ = ["CannotRead", "Table", "tables_of"]


def tables_of(content: bytes) -> list[Table]:
    """The sheets of a file that hold anything; a CSV file is one. CannotRead says why not.

    What the file is, its first bytes say, whatever its name.
    """
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("This file is empty.")
    if len(content) > MOST_BYTES:
        raise CannotRead(
            f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Please leave only the "
            "lines in it, without pictures, or split it."
        )
    refuse_others(content)
    found = xlsx_tables(content) if content.startswith(b"PK") else [csv_table(content)]
    filled = [table for table in found if table.lines]
    if not filled:
        raise CannotRead("There are no filled lines in this file.")
    return filled


OTHER_FILES = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is a workbook with a password, or from an old Excel (.xls). Please save it as "
        "“Excel workbook (.xlsx)” without a password, or as CSV.",
    ),
    (b"%PDF", "This is a PDF. Please choose the table itself, as XLSX or CSV."),
    (b"\x89PNG", "This is a picture. Please choose the table itself, as XLSX or CSV."),
    (b"\xff\xd8\xff", "This is a picture. Please choose the table itself, as XLSX or CSV."),
    (b"{\\rtf", "This is a text document. Please choose the table itself, as XLSX or CSV."),
    (b"<", "This is a web page or another kind of file. Please save the table as XLSX or CSV."),
)


def refuse_others(content: bytes) -> None:
    """Say what a file is that is no table, where its beginning tells."""
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    for beginning, sentence in OTHER_FILES:
        if content.startswith(beginning) or start.startswith(beginning):
            raise CannotRead(sentence)
