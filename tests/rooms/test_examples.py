"""The pages of the worked examples, and the ways that lead to them."""

from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy.orm import Session

from journal.library import content
from tests.client import Client
from tests.content.conftest import CONTENT, load
from tests.world import World

ClientFor = Callable[..., Client]
SHIPPED = load(CONTENT).examples
KEYS = [*SHIPPED.models, *SHIPPED.ksbs]


def test_all_of_them_stand_on_one_page(
    session: Session, world: World, client_for: ClientFor
) -> None:
    page = unescape(client_for(world.worker).get("/examples").text)
    for example in [*SHIPPED.models.values(), *SHIPPED.ksbs.values()]:
        assert f'href="/examples/{example.key}"' in page
        assert example.title in page
    for duty in content().standard.duties:
        assert duty.title in page


@pytest.mark.parametrize("key", KEYS)
def test_each_shows_its_words_and_what_makes_it_good(
    key: str, world: World, client_for: ClientFor
) -> None:
    page = unescape(client_for(world.worker).get(f"/examples/{key}").text)
    example = SHIPPED.get(key)
    assert example
    assert "made-up example" in page
    for note in example.notes:
        assert note in page
    if key in SHIPPED.ksbs:
        assert SHIPPED.ksbs[key].reason in page
        assert "evidence statement made from it" in page
        assert f"/entries/new?tag=peer-worker:{key}" in page
    else:
        assert f"/entries/new?kind=reflection&model={key}" in page


@pytest.mark.parametrize("key", ["none-such", "s4", "K1", "%00"])
def test_what_is_no_example_is_not_there(key: str, world: World, client_for: ClientFor) -> None:
    assert client_for(world.worker).get(f"/examples/{key}").status_code == 404


def test_ways_lead_to_them(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    assert 'href="/examples"' in worker.get("/").text
    assert 'href="/examples"' in worker.get("/help").text
    choose = worker.get("/entries/new").text
    for key in SHIPPED.models:
        assert f'href="/examples/{key}"' in choose
    for key in SHIPPED.ksbs:
        assert f'href="/examples/{key}"' in worker.get(f"/ksbs/{key}").text
    assert "/examples/" not in worker.get("/ksbs/K1").text


def test_a_question_and_the_hints_stand_beside_the_page_to_write_on(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    for page in ("/entries/new?kind=reflection&model=gibbs", "/entries/capture"):
        shown = worker.get(page).text
        assert "[just for me]" in shown
        assert "incident record" in shown
        assert "private by default" in shown
    shown = unescape(worker.get("/entries/new?kind=reflection").text)
    assert "Stuck? Here is a question" in shown
    assert any(question.text in shown for question in content().questions)
