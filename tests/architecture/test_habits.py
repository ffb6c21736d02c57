"""Habits of the code that no linter knows, read from the code itself."""

import ast
import re
from pathlib import Path

import pytest

from config import ROOT
from tests.faults import FAULTS, Fault

PACKAGE = ROOT / "journal"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
LONGEST_FILE = 300
PEOPLE_ARE_ARGUMENTS = {
    "actions.py",
    "queries.py",
    "forms.py",
    "models",
    "domain",
    "documents",
    "exchange",
}
OTHER_WAYS = re.compile(
    r"session\.(connection|query|bulk_\w+|execute\(\s*[\"'])\b|\bGUARDED\b|[\"']guarded[\"']|search_words_|\bin_rule\b|rule_on_"
)
MAY_REACH_ROUND = {
    "journal/database.py",
    "journal/models/confidential.py",
    "journal/models/guards.py",
    "journal/models/joint_record.py",
    "journal/models/provenance.py",
    "journal/search_index.py",
}


def name(path: Path) -> str:
    """A file as the tests name it."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_everything_public_says_why_it_is_there(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    public = [node for node in nodes if not node.name.startswith("_") and node in tree.body]
    assert ast.get_docstring(tree), "The file has no docstring."
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if PEOPLE_ARE_ARGUMENTS & set(path.relative_to(PACKAGE).parts)],
    ids=name,
)
def test_below_the_routes_people_are_arguments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "current_user" not in text
    assert "current_person" not in text


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_reaches_round_the_guards(path: Path) -> None:
    if name(path) not in MAY_REACH_ROUND:
        assert OTHER_WAYS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_hold_no_script_style_or_handler(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|<[^>{]*\son\w+=|\|safe", html)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_screens_use_the_words_of_the_field(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    words = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", html, flags=re.S).lower()
    assert re.findall(r"\b(users?|submit\w*|invalid|patients?|clients?|cases?)\b", words) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_wall_that_is_to_be_taken_away_stands_where_it_is_said(fault: Fault) -> None:
    """So that `run.py faults` never tries a fault that is none any more."""
    assert fault.old in (ROOT / fault.file).read_text(encoding="utf-8")
    assert (ROOT / fault.test.partition("::")[0]).exists()
    told = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    assert f"| {fault.name} | `{fault.test.removeprefix('tests/')}` |" in told
