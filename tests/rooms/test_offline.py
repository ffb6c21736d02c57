"""What a browser keeps of Alongside: files of ours, and one page that is about nobody."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest

from journal.offline import routes
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]


def kept_of(script: str) -> dict[str, object]:
    """The list that stands before the service worker."""
    found = re.match(r"const KEPT = (\{.*?\});", script, re.S)
    assert found
    kept: dict[str, object] = json.loads(found.group(1))
    return kept


def test_the_page_without_network_is_the_same_for_everybody(
    world: World, client_for: ClientFor
) -> None:
    """It lies open on the device, so it may not know anybody."""
    pages = {client_for(who).get("/offline").text for who in (None, world.worker, world.admin)}
    assert len(pages) == 1
    page = unescape(pages.pop())
    assert not [person.name for person in world.people.values() if person.name in page]
    assert "<form" not in page
    assert "csrf" not in page


def test_the_manifest_names_icons_that_are_there(client_for: ClientFor) -> None:
    somebody = client_for(None)
    assert 'rel="manifest" href="/manifest.webmanifest"' in somebody.get("/").text
    answer = somebody.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    sizes = set()
    for icon in manifest["icons"]:
        shown = somebody.open(icon["src"], buffered=True)
        assert shown.status_code == 200
        assert shown.mimetype == icon["type"]
        sizes.add((icon["sizes"], icon.get("purpose", "any")))
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes


def test_the_service_worker_keeps_only_the_page_and_what_it_needs(client_for: ClientFor) -> None:
    somebody = client_for(None)
    answer = somebody.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    kept = kept_of(answer.text)
    assert kept["page"] == "/offline"
    page = somebody.get("/offline").text
    for address in kept["files"]:  # type: ignore[attr-defined]
        assert "static/" in address
        assert f'"{address}"' in page
        assert somebody.open(address, buffered=True).status_code == 200
    needed = re.findall(r'<(?:script[^>]* src|link[^>]* href)="([^"]+)"', page)
    assert set(needed) - set(kept["files"]) <= {"/manifest.webmanifest"}  # type: ignore[call-overload]


def test_a_changed_file_makes_another_service_worker(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = client_for(None)
    before = kept_of(somebody.get("/service-worker.js").text)
    assert kept_of(somebody.get("/service-worker.js").text) == before
    real = routes.file_at
    monkeypatch.setattr(
        routes,
        "file_at",
        lambda address: real("/static/mark.svg" if "seal.js" in address else address),
    )
    assert kept_of(somebody.get("/service-worker.js").text)["digest"] != before["digest"]
