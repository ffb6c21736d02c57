"""Whoever is in a room sees at the top of the page where they are."""

from collections.abc import Callable

import lxml.html
import pytest

from journal.navigation import ADMINISTRATION, MAIN
from journal.rooms import ROOMS
from tests.client import Client
from tests.world import World

ENTERED_FROM = [
    ("/", "Home"),
    ("/entries", "Journal"),
    ("/unfinished", "Journal"),
    ("/entries/bring-in", "Journal"),
    ("/examples", "Journal"),
    ("/ksbs/K1", "Coverage"),
    ("/principles/over-time", "Principles"),
    ("/conduct", "Frameworks"),
    ("/progress/hours", "Progress"),
    ("/progress/gateway", "Progress"),
    ("/skills-scan", "Progress"),
    ("/learning-plan", "Progress"),
    ("/actions", "Supervision"),
    ("/cards", "Supervision"),
    ("/archive", "Privacy"),
]


@pytest.mark.parametrize(("path", "text"), ENTERED_FROM)
def test_one_link_says_that_one_is_here(
    path: str, text: str, world: World, client_for: Callable[..., Client]
) -> None:
    page = lxml.html.document_fromstring(client_for(world.worker).get(path).text)
    current = page.xpath("//nav[@aria-label='Main']//a[@aria-current]")
    assert [each.text_content() for each in current] == [text]


def test_a_page_outside_every_room_is_nowhere(
    world: World, client_for: Callable[..., Client]
) -> None:
    page = lxml.html.document_fromstring(client_for(world.worker).get("/account").text)
    assert not page.xpath("//nav[@aria-label='Main']//a[@aria-current]")


def test_a_link_names_rooms_that_there_are_and_no_room_is_entered_from_two() -> None:
    rooms = {room.name for room in ROOMS}
    named = [each for link in (*MAIN, *ADMINISTRATION) for each in link.also]
    own = [link.endpoint.partition(".")[0] for link in (*MAIN, *ADMINISTRATION)]
    assert {*named, *own} <= rooms
    assert len({*named, *own}) == len([*named, *own])
