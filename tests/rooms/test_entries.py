"""Writing, reading and changing entries, as a peer worker does."""

import re
from collections.abc import Callable

from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
GIBBS = "/entries/new?kind=reflection&model=gibbs"


def typed(page: str, **fields: str) -> dict[str, str]:
    """What a browser sends back: the hidden fields of the page, and what somebody typed."""
    hidden = dict(re.findall(r'type="hidden" (?:id="\w+" )?name="(\w+)"[^>]*value="([^"]*)"', page))
    hidden |= dict(re.findall(r'name="(entry_id|revision)"[^>]*value="([^"]*)"', page))
    return {**hidden, "dated": "2026-06-04", **fields}


def test_a_reflection_is_written_once_however_often_it_is_sent(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    form = typed(worker.get(GIBBS).text, answer_description="We sat on the steps.")
    first, second = worker.post(GIBBS, form), worker.post(GIBBS, form)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert "We sat on the steps." in worker.get(first.location).text


def test_a_date_in_the_future_is_refused_and_the_text_comes_back(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(GIBBS).text, answer_feelings="Proud, and tired.", dated="2999-01-01")
    answer = worker.post(GIBBS, form)
    assert answer.status_code == 422
    assert "Proud, and tired." in answer.text
    assert "This date is in the future" in answer.text
    assert 'href="#dated"' in answer.text
