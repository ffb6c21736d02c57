"""The guide's table: every line of the unit on supervision leads to a screen that is there."""

import re
from collections.abc import Callable

import pytest

from config import ROOT
from journal import Application, content
from tests.client import Client
from tests.world import World

UNIT = "4.2"
GUIDE = (ROOT / "docs" / "using.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$", GUIDE, re.MULTILINE)


def lines_of_the_unit() -> tuple[str, ...]:
    """What the shipped curriculum says in that unit."""
    sections = content.load(ROOT / "content").curriculum.sections
    [unit] = [unit for section in sections for unit in section.units if unit.code == UNIT]
    return unit.competences


def test_every_line_of_the_unit_stands_in_the_table_once_and_in_order() -> None:
    assert tuple(line for line, _, _ in ROWS) == lines_of_the_unit()


@pytest.mark.parametrize("path", [path for _, path, _ in ROWS])
def test_the_screen_is_there(
    path: str, app: Application, world: World, client_for: Callable[..., Client]
) -> None:
    """As a page of the service; one without an id in its address opens for every worker."""
    pages = {
        re.sub(r"<[^>]+>", "<id>", rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    assert path in pages
    if "<id>" not in path:
        assert client_for(world.worker).get(path).status_code == 200
