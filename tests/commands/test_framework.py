"""`journal framework` takes frameworks out, and says what bringing one in would do."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from journal.cli import main
from journal.domain.framework import KEYS
from journal.exchange import FORMATS

FILES = Path(__file__).resolve().parents[1] / "exchange" / "files"


def run(*words: str | Path) -> tuple[int, list[str], str]:
    """The exit code, the lines written, and what was said on the error stream."""
    result = CliRunner().invoke(main, ["framework", *map(str, words)])
    return result.exit_code, result.stdout.splitlines(), result.stderr


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("key", KEYS)
def test_out_and_in_again_nothing_would_change(tmp_path: Path, key: str, form: str) -> None:
    file = tmp_path / "file"
    code, lines, said = run("export", key, "--format", form, "--out", file)
    assert (code, len(lines), said) == (0, 1, "")
    assert lines[0].startswith(f"{key} is in {file}: ")
    written = file.read_bytes()
    code, lines, said = run("import", file, "--dry-run")
    assert (code, said) == (0, "")
    assert lines[0] == f"file was read as {form}."
    assert lines[-2] == f"The framework {key} that is there says the same: nothing would change."
    assert lines[-1] == "This was a dry run: nothing was changed."
    assert run("export", key, "--format", form, "--out", file)[0] == 0
    assert file.read_bytes() == written


@pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_a_file_from_elsewhere_is_told(path: Path) -> None:
    code, lines, said = run("import", path, "--dry-run")
    assert (code, said) == (0, "")
    assert lines[-1] == "This was a dry run: nothing was changed."
    assert any("so all of it would be new." in line for line in lines)


def test_under_another_name_it_is_compared_with_that(tmp_path: Path) -> None:
    path = FILES / "case-one-root.json"
    code, lines, _ = run("import", path, "--dry-run", "--as", "principles")
    assert code == 0
    assert "Compared with the framework principles that is there: 3 added" in "\n".join(lines)
    code, _, said = run("import", path, "--dry-run", "--as", "Ward Work")
    assert (code, said) == (1, "Ward Work cannot be a name here; try ward-work.\n")


def test_a_file_that_is_wrong_is_told_and_refused(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    rows = "\n".join(f",K{n},,,1," for n in range(25))
    file.write_text(
        "Parent ID number,ID number,Short name,Description,Description format,Is framework\n"
        f",F,Framework,,1,1\n{rows}\n"
    )
    code, lines, said = run("import", file, "--dry-run")
    assert (code, lines) == (1, [])
    told = said.splitlines()
    assert told[0] == "wrong.csv cannot be taken in, and nothing was changed."
    assert told[1].startswith("Line 3 (K0): the text is empty")
    assert told[-1] == "And 5 more."


def test_a_file_read_as_what_it_is_not(tmp_path: Path) -> None:
    code, _, said = run("import", FILES / "moodle-export.csv", "--dry-run", "--format", "case")
    assert code == 1
    assert "the file is not JSON" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "nowhere.json", "--dry-run"), "nowhere.json could not be read: "),
        (("import", ".", "--dry-run"), ". could not be read: "),
        (("export", "cooking", "--format", "case", "--out", "x"), "There is no framework cooking."),
        (("export", "principles", "--format", "case", "--out", "no/x"), "no/x could not be"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, lines, said = run(*words)
    assert (code, lines, len(said.splitlines())) == (1, [], 1)
    assert said.startswith(sentence)
