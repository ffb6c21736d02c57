"""`journal confidentiality check` reads lines and writes lines, and says which line is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from journal.cli import main


def run(given: str, file: str = "-") -> tuple[int, list[str], str]:
    """The exit code, the lines written, and what was said on the error stream."""
    result = CliRunner().invoke(main, ["confidentiality", "check", file], input=given)
    return result.exit_code, result.stdout.splitlines(), result.stderr


def test_one_line_in_is_one_line_out(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "Ring 07700 900123."}\n\n{"text": "A calm day.", "id": 7}\n')
    code, lines, _ = run("", str(file))
    assert code == 0
    first, second = map(json.loads, lines)
    assert second == {"findings": []}
    (finding,) = first["findings"]
    assert (finding["start"], finding["end"], finding["kind"]) == (5, 17, "phone")
    assert set(finding) == {"start", "end", "kind", "why", "suggestion"}


def test_offsets_count_characters_not_bytes() -> None:
    _, lines, _ = run(json.dumps({"text": "😀é 07700 900123"}, ensure_ascii=False))
    assert json.loads(lines[0])["findings"][0]["start"] == 3


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("not json", "Line 2 is not JSON."),
        ("[1]", 'Line 2 has no "text" that is written in quotes.'),
        ('{"text": 4}', 'Line 2 has no "text" that is written in quotes.'),
    ],
)
def test_a_wrong_line_is_named(line: str, sentence: str) -> None:
    code, lines, said = run('{"text": "A calm day."}\n' + line + "\n")
    assert code != 0
    assert len(lines) == 1
    assert sentence in said
