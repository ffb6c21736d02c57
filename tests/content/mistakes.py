"""Make one mistake in a copy of the content, and see that it is told."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from journal.content import ContentError, check, load

STANDARD = "standards/peer-worker.yaml"
PLAN = "assessment-plans/illustrative.yaml"


@dataclass(frozen=True)
class Mistake:
    """Replace the first place that `old` matches by `new`; what is told stands where `at` does.

    In `expected`, words in braces stand for the line on which they first are. `also` counts what
    is rightly told besides, such as links that now lead nowhere.
    """

    name: str
    file: str
    old: str
    new: str
    at: str
    field: str
    expected: str
    also: int = 0


def assert_told(folder: Path, mistake: Mistake) -> None:
    """The mistake is among what `check` tells, and `load` raises the first of it."""
    line, expected = break_it(folder, mistake)
    told = [str(error) for error in check(folder)]
    assert f"{mistake.file}, line {line}, {mistake.field}: expected {expected}." in told
    assert len(told) == 1 + mistake.also
    with pytest.raises(ContentError) as raised:
        load(folder)
    assert str(raised.value) == told[0]


def line_of(text: str, piece: str) -> int:
    """The line on which a piece of text begins, or ends where it spans from an earlier one."""
    assert piece in text
    end = text.index(piece) + len(piece.rstrip("\n").split("\n")[0])
    return text.count("\n", 0, end) + 1


def break_it(folder: Path, mistake: Mistake) -> tuple[int, str]:
    """Make the mistake; answer with the line and the words it should be told in."""
    path = folder / mistake.file
    text, made = re.subn(
        mistake.old, mistake.new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
    )
    assert made == 1, "the file to break has changed: mend this test"
    path.write_text(text, encoding="utf-8")
    first = re.search(r"\{(.*?[^}])\}", mistake.expected)
    expected = mistake.expected
    if first:
        expected = expected.replace(first.group(0), str(line_of(text, first.group(1))))
    return line_of(text, mistake.at), expected
