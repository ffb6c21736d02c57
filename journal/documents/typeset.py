"""The process that sets one document: JSON on the standard input, a PDF on the standard output."""

import base64
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typst

from journal.documents import glyphs
from journal.documents.characters import clusters
from journal.documents.wide_tables import MOST_COLUMNS, part_of_table

Data = Any
MAY_BREAK = "\u200b"
_HERE = Path(__file__).resolve().parent
_FOR_MACHINES = {
    "is", "anchor", "href", "kind", "language", "sha256", "media_type", "found_at", "pictures",
}  # fmt: skip
_NO_GLYPH = "could not be displayed"
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = 6
LONGEST_PARAGRAPH = 6000
_AT_SPACES = re.compile(r".{1,5999}(?:\s|\Z)|.{1,6000}")
_UNREAD = re.compile(
    rb"(?<=/MarkInfo<</Marked true)/Suspects false(?=>>)"
    rb"|(?<=<</O/Layout)/BorderColor\[[\d. ]+\](?=/)"
)
"""What the standard allows and Poppler calls a fault: to say what is so anyway, that no tag is in
doubt, and one colour for a border of four sides."""
_JUST_TEXTS = """
#set document(title: "Can these be set?")
#set text(font: json(bytes(sys.inputs.fonts)))
#for words in json(bytes(sys.inputs.data)) { par(text(words)) }
"""


def main() -> int:
    """Read, set, write; say in one line what went wrong."""
    folder = Path(sys.argv[-1])
    try:
        data = json.load(sys.stdin.buffer)
        names = lay_out(data.pop("pictures", {}), folder)
        pdf = with_pictures(data, names, folder)
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.buffer.write(_UNREAD.sub(lambda found: b" " * len(found[0]), pdf))
    return 0


def lay_out(pictures: dict[str, str], folder: Path) -> list[str]:
    """Put the pictures where the typesetter finds them; it reads nothing from anywhere else."""
    for name, text in pictures.items():
        (folder / name).write_bytes(base64.b64decode(text))
    return list(pictures)


def with_pictures(data: Data, names: list[str], folder: Path) -> bytes:
    """A picture that cannot be read keeps nobody's words from being set: the document lists it."""
    try:
        return typeset({**data, "pictures": names}, folder)
    except typst.TypstError:
        if not names:
            raise
        return typeset({**data, "pictures": []}, folder)


def typeset(data: Data, folder: Path | None = None) -> bytes:
    """A document as PDF, with everything named that cannot be drawn.

    First what no font has; if the typesetter refuses even so, all that is unusual in the
    texts it refuses; at last, all that is unusual anywhere.
    """
    texts = list(_shown(data))
    press = Press("".join(texts), folder or _HERE)
    missing: set[str] = set()

    def draws_the_rest(some: Sequence[str]) -> bool:
        return press.draws([glyphs.written_out(text, missing) for text in some])

    steps: tuple[Callable[[], set[str]], ...] = (
        lambda: glyphs.undrawable(texts, press.draws),
        lambda: glyphs.strange(glyphs.faulty(list(dict.fromkeys(texts)), draws_the_rest)),
        lambda: glyphs.strange(texts),
    )
    for step in steps:
        missing |= step()
        pdf = press.sets(_ready(data, missing, glyphs.count(texts, missing)))
        if pdf:
            return pdf
    raise typst.TypstError("A character cannot be drawn, not even its name.", "")


class Press:
    """The typesetter with its fonts; `everything` it is to set decides which come first."""

    def __init__(self, everything: str, root: Path = _HERE) -> None:
        folders = [str(folder) for folder in glyphs.font_folders()]
        fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
        self._families = json.dumps(glyphs.in_order(fonts.families(), everything))
        self._compiler = typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)
        self._template = (_HERE / "document.typ").read_text(encoding="utf-8")

    def sets(self, data: Data) -> bytes:
        """A document as PDF; nothing if a glyph is missing."""
        return self._set(self._template, data)

    def draws(self, texts: Sequence[str]) -> bool:
        """Whether no glyph is missing for these texts."""
        return bool(self._set(_JUST_TEXTS, texts))

    def _set(self, template: str, data: Data) -> bytes:
        inputs = {"fonts": self._families, "data": json.dumps(data)}
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                template.encode(), sys_inputs=inputs, format="pdf", pdf_standards=["ua-1"]
            )
        except typst.TypstError as error:
            if _NO_GLYPH in str(error):
                return b""
            raise
        if any("converge" in warning.message for warning in warnings):
            raise typst.TypstError("The page numbers did not settle.", "")
        return pdf if isinstance(pdf, bytes) else b""


def _shown(data: Data) -> Iterator[str]:
    """All texts of a document that a reader sees."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _shown(one)
    elif isinstance(data, dict):
        for name, one in data.items():
            if name not in _FOR_MACHINES:
                yield from _shown(one)


def _ready(data: Data, missing: set[str], named: int) -> Data:
    """The document as the template takes it: drawable, breakable, and saying what was named."""
    return {**drawable(data, missing), "named": named}


def drawable(data: Data, missing: set[str]) -> Data:
    """A part of a document without a glyph that is missing, a word or a paragraph too long."""
    if isinstance(data, str):
        return _breakable(glyphs.written_out(data, missing))
    if isinstance(data, list):
        return [drawable(part, missing) for one in data for part in _parts(one)]
    if isinstance(data, dict):
        return {
            name: one if name in _FOR_MACHINES else drawable(one, missing)
            for name, one in data.items()
        }
    return data


def _parts(data: Data) -> list[Data]:
    """What would be monstrous as one block, in parts that can be set and read."""
    kind = data.get("is") if isinstance(data, dict) else ""
    if kind == "Table" and len(data["header"]) > MOST_COLUMNS:
        return _narrow_tables(data)
    if kind == "Paragraph":
        return _short_paragraphs(data)
    return [data]


def _narrow_tables(data: Data) -> list[Data]:
    """A table with more columns than a page is wide goes on below with the next ones."""
    columns = len(data["header"])
    tables = []
    for start in range(0, columns, MOST_COLUMNS):
        some = slice(start, start + MOST_COLUMNS)
        last = min(start + MOST_COLUMNS, columns)
        tables.append({
            **data,
            "header": data["header"][some],
            "rows": [row[some] for row in data["rows"]],
            "widths": data["widths"][some],
            "caption": part_of_table(data["caption"], start + 1, last, columns),
        })  # fmt: skip
    return tables


def _short_paragraphs(data: Data) -> list[Data]:
    """The time to set one grows with the square of its length."""
    runs = [part for run in data["runs"] for part in _short(run)]
    parts: list[Data] = []
    room = 0
    for run in runs:
        size = len(run.get("text", "")) + 20
        if size > room:
            parts.append({**data, "runs": []})
            room = LONGEST_PARAGRAPH
        parts[-1]["runs"].append(run)
        room -= size
    return parts or [data]


def _short(run: Data) -> list[Data]:
    if run["is"] != "Text" or len(run["text"]) <= LONGEST_PARAGRAPH:
        return [run]
    return [{**run, "text": piece} for piece in _AT_SPACES.findall(run["text"])]


def _breakable(text: str) -> str:
    """Marks where words too long for a line may be broken."""
    return _LONG_WORD.sub(_marked, text)


def _marked(word: re.Match[str]) -> str:
    letters = list(clusters(word[0]))
    pieces = ("".join(letters[at : at + _PIECE]) for at in range(0, len(letters), _PIECE))
    return MAY_BREAK.join(pieces)


if __name__ == "__main__":
    sys.exit(main())
