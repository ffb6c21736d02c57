"""`journal tags suggest` reads lines and writes lines, and says which line is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from journal.cli import main

BRUISES = '{"text": "The bruises worried me, so I told the safeguarding lead.", "id": 1}'


def run(given: str, file: str = "-") -> tuple[int, list[str], str]:
    """The exit code, the lines written, and what was said on the error stream."""
    result = CliRunner().invoke(main, ["tags", "suggest", file], input=given)
    return result.exit_code, result.stdout.splitlines(), result.stderr


def test_one_line_in_is_one_line_out(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(f'{BRUISES}\n\n{{"text": "A day."}}\n')
    code, lines, _ = run("", str(file))
    assert code == 0
    first, second = map(json.loads, lines)
    assert second == {"codes": [], "words": {}}
    assert "S43" in first["codes"]
    assert len(first["codes"]) <= 5
    assert list(first["words"]) == first["codes"]
    assert "bruises" in first["words"]["S43"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("not json", "Line 2 is not JSON."),
        ("[1]", 'Line 2 has no "text" that is written in quotes.'),
        ('{"text": 4}', 'Line 2 has no "text" that is written in quotes.'),
    ],
)
def test_a_wrong_line_is_named(line: str, sentence: str) -> None:
    code, lines, said = run(f"{BRUISES}\n{line}\n")
    assert code != 0
    assert len(lines) == 1
    assert sentence in said
