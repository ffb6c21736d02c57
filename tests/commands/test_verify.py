"""`journal portfolio verify`, on a machine that has never seen the service."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from journal.cli import main
from journal.documents.manifest import fingerprint
from journal.documents.verifying import NOT_OURS, verify
from tests.documents.signed import good, put, signer
from tests.documents.strangers import DAMAGED, STRANGERS

RIGHT = fingerprint(signer().public_key)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting, no database, no demo."""
    for name in ("SECRET_KEY", "DATABASE_URL", "DATABASE_KEY", "STORAGE_URL"):
        monkeypatch.delenv(f"JOURNAL_{name}", raising=False)
    monkeypatch.setattr("config.DEMO_FOLDER", tmp_path / "nowhere")


def run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["portfolio", "verify", str(path), *words])


def test_it_says_in_one_line_that_nothing_was_changed(tmp_path: Path) -> None:
    done = run(put(tmp_path, good()))
    assert done.exit_code == 0, done.output
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith(
        "Nothing was changed: all 5 files of “Eleven months” by Robin Example, as it stood on "
    )
    assert RIGHT in done.stdout
    assert not (tmp_path / "nowhere").exists()


def test_it_names_what_was_changed(tmp_path: Path) -> None:
    done = run(put(tmp_path, good().replace(b"What I did", b"What I d!d")))
    assert done.exit_code == 1
    assert "portfolio.html was changed." in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("what", STRANGERS)
def test_a_file_picked_by_mistake_is_not_called_changed(what: str, tmp_path: Path) -> None:
    path = put(tmp_path, STRANGERS[what])
    done = run(path)
    assert done.exit_code == 1
    assert done.stderr == f"{path} is not a portfolio's ZIP.\n  {NOT_OURS}\n"
    assert done.stdout == ""


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_one_is_called_changed(how: str, tmp_path: Path) -> None:
    path = put(tmp_path, DAMAGED[how])
    done = run(path)
    assert done.exit_code == 1
    first, *problems = done.stderr.splitlines()
    assert first == f"{path} is not as it was signed."
    assert problems == [f"  {each}" for each in verify(path).problems]


def test_the_fingerprint_can_be_compared(tmp_path: Path) -> None:
    path = put(tmp_path, good())
    assert run(path, "--fingerprint", RIGHT.upper()).exit_code == 0
    done = run(path, "--fingerprint", RIGHT.replace("a", "b"))
    assert done.exit_code == 1
    assert "Somebody else signed this" in done.stderr


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    done = run(tmp_path / "nothing.zip")
    assert done.exit_code == 1
    assert "cannot be opened" in done.stderr
    assert "Traceback" not in done.output
