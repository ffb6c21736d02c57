"""The frameworks to browse, and the code of conduct."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from config import ROOT
from journal import content
from journal.models import Person
from tests.rooms.tagging import ClientFor, words_of
from tests.world import World

SHIPPED = content.load(ROOT / "content")
EXACT = (Path(__file__).parents[1] / "expected" / "statements.txt").read_text(encoding="utf-8")
Acting = Callable[[Person], Person]


def test_all_four_can_be_opened(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    page = client.get("/frameworks").text
    listed = re.findall(r'class="row-title" href="(/frameworks/[\w-]+)"', page)
    assert listed == [f"/frameworks/{key}" for key in SHIPPED.frameworks]
    for path, framework in zip(listed, SHIPPED.frameworks.values(), strict=True):
        shown = words_of(client.get(path).text)
        for statement in framework:
            assert " ".join(statement.text.split()) in shown, statement.code


def test_the_standard_is_word_for_word_with_its_licence(
    world: World, client_for: ClientFor
) -> None:
    shown = words_of(client_for(world.worker).get("/frameworks/peer-worker").text)
    for line in EXACT.splitlines():
        code, _, text = line.partition(": ")
        assert f"{code} {' '.join(text.split())}" in shown, code
    assert "Crown copyright © 2025" in shown
    assert "Open Government Licence" in shown


@pytest.mark.parametrize("path", ["/frameworks/nonsense", "/frameworks/K4", "/principles/nice"])
def test_what_there_is_not_is_not_found(path: str, world: World, client_for: ClientFor) -> None:
    assert client_for(world.worker).get(path).status_code == 404


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("boundaries", "/ksbs/K4"),
        ("k4", "/ksbs/K4"),
        ("trauma-informed care", "/frameworks/curriculum#s-1.3"),
        ("trauma informed", "/frameworks/competences#s-2.2"),
        ("mutual", "/principles/mutual"),
    ],
)
def test_a_search_goes_through_all_four(
    typed: str, found: str, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    page = client.get("/frameworks", query_string={"find": typed}).text
    assert f'href="{found}"' in page
    path, _, anchor = found.partition("#")
    there = client.get(path)
    assert there.status_code == 200
    assert not anchor or f'id="{anchor}"' in there.text


def test_a_search_that_finds_nothing_says_so_and_shows_what_was_typed(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    for path in ("/frameworks", "/frameworks/competences"):
        page = client.get(path, query_string={"find": '<qqqq>"zzzz'})
        assert page.status_code == 200
        assert "Nothing found for" in page.text
        assert "<qqqq>" not in page.text
        assert "&lt;qqqq&gt;&#34;zzzz" in page.text


def test_a_search_in_one_framework_stays_there(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).get("/frameworks/competences?find=safeguarding").text
    assert "tag=competences:2.6" in page
    assert "tag=peer-worker" not in page


def test_every_statement_offers_to_write_for_it(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    for key, framework in SHIPPED.frameworks.items():
        page = client.get(f"/frameworks/{key}").text
        offered = re.findall(rf'href="/entries/new\?tag={key}:([^"]+)"', page)
        assert offered == [code for group in framework.groups for code in group.codes]
        assert sorted(offered) == sorted(framework.codes)


def test_links_between_frameworks_say_why(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    link = next(each for each in SHIPPED.crosswalk if each.other.framework == "peer-worker")
    shown = words_of(client.get(f"/ksbs/{link.other.code}").text)
    assert link.ground in shown
    assert link.ground in words_of(client.get(f"/frameworks/{link.one.framework}").text)


def test_both_halves_of_the_code_of_conduct(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).get("/conduct").text
    shown = words_of(page)
    does, _, can_expect = shown.partition("What a peer worker can expect")
    for item in SHIPPED.conduct.does:
        assert item.text in does
    for item in SHIPPED.conduct.can_expect:
        assert item.text in can_expect
    linked = re.findall(r'href="/principles/((?!over-time)[\w-]+)"', page)
    assert linked == [code for item in SHIPPED.conduct.does for code in item.principles]
