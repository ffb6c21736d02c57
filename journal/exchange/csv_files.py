"""A table from anywhere: which encoding, which separator, and which column is which."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journal.exchange.problems import LONGEST_FIELD, CannotRead

SEPARATORS = (",", ";", "\t", "|")
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
LOOKS_LIKE_A_SUM = re.compile(r"'*[=+\-@]")
MARKED = re.compile(r"'+[=+\-@]")


@dataclass(frozen=True)
class Row:
    """One row by the names of its columns, and the line of the file where it begins."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def decode(data: bytes) -> str:
    """UTF-8 as a rule, UTF-16 with its mark, and Windows-1252 where it can be nothing else."""
    marked = next((encoding for mark, encoding in BOMS if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(
        "The file's letters are in no encoding that is known here. Save it as UTF-8 and try again."
    )


def first_line(text: str) -> str:
    """The line that names the columns."""
    return next(iter(text[:LONGEST_FIELD].splitlines()), "")


def separator_of(text: str, known: Sequence[str]) -> tuple[str, int]:
    """What separates the cells, and how many of the first line's names are known ones."""
    counts = [(_known_in(text, each, known), each) for each in SEPARATORS]
    most = max(count for count, _ in counts)
    return next(each for count, each in counts if count == most), most


def announced(text: str) -> tuple[str, str]:
    """The separator that Excel writes on a line of its own, and the text after that line."""
    first, _, rest = text.partition("\n")
    said = first.strip().casefold()
    return (said[4:] or "\t", rest) if said.startswith("sep=") else ("", text)


def rows(text: str, separator: str, begins: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the line where it begins; quotation marks must close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = begins
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, [_within(cell, begins) for cell in row]
            begins = before + reader.line_num
    except csv.Error as error:
        raise CannotRead(
            f"Line {begins}: the row cannot be taken apart; look for a quotation mark that is not"
            f" closed ({error})."
        ) from error


def named(found: Sequence[tuple[int, list[str]]], names: Sequence[str]) -> list[Row]:
    """Every row by its columns; a row wider than the rest has a comma too many in its words."""
    width = max(len(names), min((len(cells) for _, cells in found), default=0))
    wide = [(line, len(cells)) for line, cells in found if len(cells) > width]
    if wide:
        raise CannotRead(
            *(
                f"Line {line}: there are {count} cells and the first line names {len(names)}"
                " columns. Is a quotation mark missing?"
                for line, count in wide
            )
        )
    return [
        Row(line, {name: unguarded(cell) for name, cell in zip(names, cells, strict=False)})
        for line, cells in found
    ]


def plain_name(name: str) -> str:
    """A column's name without capitals, spaces and what stands in brackets."""
    return NOT_A_LETTER.sub("", re.sub(r"\([^()]*\)", "", name.casefold()))


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if LOOKS_LIKE_A_SUM.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if MARKED.match(cell) else cell


def _known_in(text: str, separator: str, known: Sequence[str]) -> int:
    return sum(1 for name in first_line(text).split(separator) if plain_name(name) in known)


def _within(cell: str, line: int) -> str:
    if len(cell) > LONGEST_FIELD:
        raise CannotRead(f"Line {line}: a cell is longer than {LONGEST_FIELD} characters.")
    return cell
