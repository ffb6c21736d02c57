"""The shipped content, loaded once, and a copy of it to break."""

import shutil
from pathlib import Path

import pytest

from journal.content import Content, load

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
EXPECTED = ROOT / "tests" / "expected"


@pytest.fixture(scope="session")
def shipped() -> Content:
    """Everything in content/."""
    return load(CONTENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of content/ that a test may change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))
