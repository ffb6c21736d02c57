"""A CASE package against what the specification asks of every one."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest

from journal.content import load
from journal.domain.framework import KEYS, Framework
from journal.exchange import from_framework, read, write

CONTENT = load(Path(__file__).resolve().parents[2] / "content")
ASKED = {
    "CFDocument": {"identifier", "uri", "creator", "title", "lastChangeDateTime"},
    "CFItems": {"identifier", "uri", "fullStatement", "lastChangeDateTime"},
    "CFAssociations": {
        "identifier", "uri", "associationType", "originNodeURI", "destinationNodeURI",
        "lastChangeDateTime",
    },
}  # fmt: skip
TYPES = {"isChildOf", "isRelatedTo"}


def package_of(key: str) -> Any:
    return json.loads(write(from_framework(CONTENT.frameworks[key], version="1.0"), "case"))


def identifiers(package: Any) -> dict[str, str]:
    return {each["humanCodingScheme"]: each["identifier"] for each in package["CFItems"]}


@pytest.mark.parametrize("key", KEYS)
def test_every_part_has_what_the_specification_asks_for(key: str) -> None:
    package = package_of(key)
    parts = [("CFDocument", package["CFDocument"])]
    parts += [(name, each) for name in ("CFItems", "CFAssociations") for each in package[name]]
    for name, part in parts:
        assert ASKED[name] <= set(part)
        assert str(UUID(part["identifier"])) == part["identifier"]
        assert part["uri"] == f"urn:uuid:{part['identifier']}"
        assert all(part[field] for field in ASKED[name])
    every = [part["identifier"] for _, part in parts]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("key", KEYS)
def test_links_lead_from_every_item_to_the_document(key: str) -> None:
    package = package_of(key)
    document = package["CFDocument"]["identifier"]
    items = {each["identifier"] for each in package["CFItems"]}
    up = {}
    for link in package["CFAssociations"]:
        assert link["associationType"] in TYPES
        ends = [link["originNodeURI"], link["destinationNodeURI"]]
        assert all({"title", "identifier", "uri"} == set(end) for end in ends)
        assert all(end["identifier"] in items | {document} for end in ends)
        up[ends[0]["identifier"]] = ends[1]["identifier"]
    assert set(up) == items
    assert all(up[each] == document or up[up[each]] == document for each in items)


def test_the_document_says_what_it_is() -> None:
    document = package_of("peer-worker")["CFDocument"]
    assert document["caseVersion"] == "1.1"
    assert document["version"] == "1.0"
    assert document["CFPackageURI"]["identifier"] == document["identifier"]


def test_identifiers_stay_whatever_else_changes() -> None:
    """They are what other systems know a statement by: this is how each is made."""
    own = CONTENT.frameworks["peer-worker"]
    found = identifiers(package_of("peer-worker"))
    whole = uuid5(UUID("6f0d3c52-7a0e-4b39-9d2e-1b5f1c0f8a46"), "peer-worker")
    assert found["K1"] == str(uuid5(whole, "statement/K1"))
    assert found["duty-3"] == str(uuid5(whole, "group/duty-3"))
    fewer = Framework(
        own.key, "Another title", own.short_title, "x", own.statements[:3], own.groups[:1]
    )
    package = json.loads(write(from_framework(fewer), "case"))
    assert identifiers(package) == {
        code: found[code] for code in ("duty-1", *(each.code for each in own.statements[:3]))
    }
    assert identifiers(package_of("principles")).keys().isdisjoint(found)


def test_what_only_we_know_is_an_extension() -> None:
    """Without it the package still says all that CASE has a field for."""
    package = package_of("peer-worker")
    for part in (package["CFDocument"], *package["CFItems"]):
        del part["extensions"]
    back = read(json.dumps(package).encode()).exchanged
    assert back is not None
    own = CONTENT.frameworks["peer-worker"]
    kinds = {each.code: each.kind for each in own}
    assert {each.code: each.kind for each in back.statements} == kinds
    assert {each.code: each.text for each in back.statements} == {e.code: e.text for e in own}
    assert [group.title for group in back.groups] == [group.title for group in own.groups]
