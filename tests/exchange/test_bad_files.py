"""Files that are wrong: a sentence that says where and what, no framework, and never a crash."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.exchange import FORMATS, read
from tests.exchange import FILES

HEADINGS = "Parent ID number,ID number,Short name,Description,Description format,Is framework"
MOST = 5 * 1024 * 1024
A_WHILE = 10.0


def case(*changes: Callable[[Any], object]) -> bytes:
    """A package of two headings with a statement each, changed."""
    package: Any = {
        "CFDocument": {"identifier": "d", "uri": "u:d", "title": "Small", "creator": "Somebody"},
        "CFItems": [
            {"identifier": name, "fullStatement": f"Text of {name}", "humanCodingScheme": name}
            for name in ("A", "A1", "B", "B1")
        ],
        "CFAssociations": [
            {
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": origin},
                "destinationNodeURI": {"identifier": destination},
            }
            for origin, destination in (("A", "d"), ("A1", "A"), ("B", "d"), ("B1", "B"))
        ],
    }
    for change in changes:
        change(package)
    return json.dumps(package).encode()


def matrix(*changes: Callable[[Any], object]) -> bytes:
    """A matrix of one standard with two elements, changed."""
    whole: Any = {
        "framework": {
            "name": "Small",
            "standards": [{"shortname": "A", "name": "Standard A", "standardid": 1}],
            "standardelements": [
                {"shortname": code, "name": f"Text of {code}", "standardid": 1, "elementid": code}
                for code in ("1.1", "1.2")
            ],
        }
    }
    for change in changes:
        change(whole["framework"])
    return json.dumps(whole).encode()


def moodle(*rows: str, headings: str = HEADINGS, first: str = ",F,Small,,1,1") -> bytes:
    return "\n".join((headings, first, *rows)).encode()


def item(place: int, **fields: Any) -> Callable[[Any], object]:
    return lambda package: package["CFItems"][place].update(fields)


def link(place: int, **ends: str) -> Callable[[Any], object]:
    named = {f"{end}NodeURI": {"identifier": name} for end, name in ends.items()}
    return lambda package: package["CFAssociations"][place].update(named)


def element(place: int, **fields: Any) -> Callable[[Any], object]:
    return lambda framework: framework["standardelements"][place].update(fields)


def chain(length: int) -> bytes:
    """Every item under the one before."""

    def change(package: Any) -> None:
        package["CFItems"] = [{"identifier": f"i{n}", "fullStatement": "x"} for n in range(length)]
        package["CFAssociations"] = [
            {"associationType": "isChildOf", "originNodeURI": f"i{n}",
             "destinationNodeURI": f"i{n - 1}" if n else "d"}
            for n in range(length)
        ]  # fmt: skip

    return case(change)


def test_the_files_here_are_good_before_they_are_changed() -> None:
    assert all(read(data).exchanged for data in (case(), matrix(), moodle(",K1,Text,,1,")))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (b"{" + b" " * MOST, "The file has more than 5 MB, the most that can be taken in."),
        (b'{"CFDocument": ', "Line 1, character 16: the file is not JSON from here on"),
        (b'{\n "CFDocument": {,}}', "Line 2, character 17: the file is not JSON from here on"),
        (b'{"CFDocument": {"title": "Caf\xe9"}}', "The file is not in UTF-8, as JSON has to be."),
        (b"[" * 100_000, "The file is nested deeper than any framework."),
        (b'{"CFDocument": ' + b"9" * 5000 + b"}", "The file holds a number too long to be one."),
        (b"[]", "This is neither a CASE package"),
        (b"{}", "This is neither a CASE package"),
        (b'{"framework": "x"}', "This is neither a CASE package"),
        (b"%PDF-1.7 and so on", "This is neither a CASE package"),
        (b"name,age\nA,3", "This is neither a CASE package"),
        (b"ID\x81 number,Short name", "The file's letters are in no encoding that is known here."),
        (b'{"CFDocument": [], "CFItems": []}', "CFDocument: an object in curly brackets"),
    ],
)
def test_a_file_that_is_none(data: bytes, sentence: str) -> None:
    refuses(data, sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (case(item(1, humanCodingScheme="B1")), "CFItems, number 4 (B1): the code B1 is there"),
        (case(item(1, identifier="b1")), "CFItems, number 4: the identifier b1 is there already."),
        (case(item(1, fullStatement="")), "CFItems, number 2 (A1): the text is empty"),
        (case(item(1, fullStatement=" \u200b ")), "CFItems, number 2 (A1): the text is empty"),
        (case(item(1, fullStatement="a" * 5001)), "the text is longer than 5000 characters."),
        (case(item(1, notes="a" * 20_001)), "the explanation is longer than 20000 characters."),
        (case(item(1, fullStatement="a" * 100_001)), "fullStatement is longer than 100000"),
        (case(item(1, fullStatement="a\0b")), "a character that is no text (U+0000)."),
        (case(item(1, fullStatement="a\x1bb")), "a character that is no text (U+001B)."),
        (case(item(1, notes="a\ud800b")), "a character that is no text (U+D800)."),
        (case(item(1, fullStatement=["a"])), "CFItems, number 2 (A1): fullStatement should be"),
        (case(item(1, humanCodingScheme="c" * 41)), "the code is longer than 40 characters."),
        (case(link(1, destination="Z")), "CFAssociations, number 2: what the item should stand"),
        (case(link(0, destination="A1")), "stand under each other in a circle"),
        (case(link(1, destination="A1")), "stand under each other in a circle"),
        (case(link(1, destination="")), "CFAssociations, number 2: an associationType, an origin"),
        (
            case(lambda p: p.update(CFItems=[], CFAssociations=[])),
            "There are no statements in the file",
        ),
        (case(lambda p: p.pop("CFItems"), lambda p: p.pop("CFAssociations")), "no statements"),
        (case(lambda p: p.update(CFItems={"a": 1})), "CFItems: a list in square brackets"),
        (case(lambda p: p["CFItems"].append("x")), "CFItems, number 5: an object in curly"),
        (case(lambda p: p["CFDocument"].pop("title")), "The framework has no title"),
        (case(lambda p: p["CFDocument"].update(title="t" * 501)), "title is longer than 500"),
        (case(lambda p: p["CFDocument"].update(title="a\x07")), "title or description holds a"),
        (chain(21), "it stands more than 20 levels deep"),
        (chain(4000), "it stands more than 20 levels deep"),
    ],
)
def test_a_case_package_that_is_wrong(data: bytes, sentence: str) -> None:
    refuses(data, sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (moodle(",K1,a,,1,", ",K1,b,,1,"), "Line 4: the ID number K1 is there already, on line 3."),
        (moodle("nowhere,K1,a,,1,"), "Line 3 (K1): what it stands under is not in the file."),
        (moodle("K2,K1,a,,1,", "K1,K2,b,,1,"), "stand under each other in a circle"),
        (moodle(",K1,,,1,"), "Line 3 (K1): the text is empty"),
        (moodle(f",{'K' * 41},a,,1,"), "the code is longer than 40 characters."),
        (moodle(",K1,a\0b,,1,"), "Line 3 (K1): it holds a character that is no text (U+0000)."),
        (moodle(',K1,"a,,1,'), "Line 3: the row cannot be taken apart"),
        (moodle(",K1,Listen, and wait,,1,"), "Line 3: there are 7 cells and the first line names"),
        (moodle('"",K1,"a\nb\nc",,1,', ",K1,d,,1,"), "Line 6: the ID number K1 is there already"),
        (moodle(f",K1,a,{'b' * 100_001},1,"), "Line 3: a cell is longer than 100000 characters."),
        (moodle(f",K1,a,{'b' * 200_000},1,"), "Line 3: the row cannot be taken apart"),
        (moodle(first=""), "One row should have 1 under"),
        (moodle(",G,Other,,1,1"), "2 have (line 2, line 3)."),
        (moodle(), "There are no statements in the file"),
        (moodle(first=",F,,,1,1"), "The framework has no title"),
        (moodle(headings="Parent ID number,Short name,Is framework"), "missing: ID number."),
    ],
)
def test_a_moodle_file_that_is_wrong(data: bytes, sentence: str) -> None:
    refuses(data, sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (matrix(element(1, shortname="1.1")), "standardelements, number 2 (1.1): the code 1.1 is"),
        (matrix(element(1, elementid="1.1")), "standardelements, number 1: the elementid 1.1"),
        (matrix(element(1, parentelementid="9")), "what it stands under is not in the file."),
        (
            matrix(element(1, parentid="1.1"), element(0, parentelementid="1.2")),
            "stand under each other in a circle",
        ),
        (matrix(element(1, standardid=7)), "number 2: its standardid (7) is that of no standard"),
        (matrix(lambda f: f["standardelements"][0].pop("standardid")), "standardid (none) is"),
        (matrix(element(1, name="", shortname="")), "number 2 (1.2): the text is empty"),
        (matrix(element(1, description="<b>\x7f")), "a character that is no text (U+007F)."),
        (matrix(lambda f: f.update(standards=[])), "its standardid (1) is that of no standard"),
        (matrix(lambda f: f.update(standardelements=[])), "There are no statements in the file"),
        (matrix(lambda f: f.pop("name")), "The framework has no title"),
        (matrix(lambda f: f.update(standards={"a": 1})), "standards: a list in square brackets"),
        (matrix(element(1, shortname="x" * 50, elementid="y" * 50)), "longer than 40 characters."),
    ],
)
def test_a_matrix_that_is_wrong(data: bytes, sentence: str) -> None:
    refuses(data, sentence)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("data", [b"{}", b"[]", b"1", b"a,b", b"\xff\xfe\x00", b"\0", b'"CFD"'])
def test_a_file_of_another_form_than_was_said(data: bytes, form: str) -> None:
    reading = read(data, form)
    assert reading.exchanged is None
    assert reading.problems


def test_five_thousand_statements_and_not_one_more() -> None:
    def many(number: int) -> bytes:
        return moodle(",g,Group,,1,", *(f"g,K{n},Text {n},,1," for n in range(1, number + 1)))

    fits = read(many(5000)).exchanged
    assert fits is not None
    assert len(fits.statements) == 5000
    refuses(many(5001), "There are 5001 statements; 5000 at most can be taken in.")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = read(case(item(1, fullStatement=""), item(3, fullStatement="a\0")))
    assert [each[:17] for each in found.problems] == ["CFItems, number 2", "CFItems, number 4"]


@pytest.mark.parametrize(
    "data",
    [
        moodle(*(f",{n},{'<a' * 40_000},,1," for n in range(50))),
        moodle(*(f",{n},a,{'<!--' * 20_000},1," for n in range(50))),
        moodle(*(f",{n},a,{'&' * 90_000},1," for n in range(50))),
        moodle(*(f",{n},a,{' ' * 90_000},1," for n in range(50))),
        moodle(*(f",{n},a,{'<script>' * 12_000},1," for n in range(50))),
        case(lambda p: p["CFItems"].extend({"fullStatement": "same"} for _ in range(60_000))),
        chain(30_000),
    ],
    ids=["tags", "comments", "entities", "spaces", "scripts", "without names", "chain"],
)
def test_a_file_made_to_be_slow_is_not(data: bytes) -> None:
    began = time.monotonic()
    assert len(data) < MOST
    reading = read(data)
    assert bool(reading.problems) != (reading.exchanged is not None)
    assert time.monotonic() - began < A_WHILE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([each for each in FILES.iterdir() if each.suffix != ".csv"]))
    whole = json.loads(path.read_bytes())
    here = whole
    while True:
        place = data.draw(
            st.sampled_from(list(here) if isinstance(here, dict) else range(len(here)))
        )
        deeper = isinstance(here[place], (dict, list)) and here[place]
        if not deeper or data.draw(st.integers(0, 4)) == 0:
            break
        here = here[place]
    here[place] = data.draw(JSON)
    for form in ("", *FORMATS):
        reading = read(json.dumps(whole).encode(), form)
        assert bool(reading.problems) != (reading.exchanged is not None)


@settings(max_examples=150)
@given(st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FILES.iterdir())))
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 200)))
    changed = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    for form in ("", *FORMATS):
        reading = read(changed, form)
        assert bool(reading.problems) != (reading.exchanged is not None)


def refuses(data: bytes, sentence: str) -> None:
    """No framework, and this sentence among those that say why."""
    reading = read(data)
    assert reading.exchanged is None
    assert any(sentence in each for each in reading.problems), reading.problems
