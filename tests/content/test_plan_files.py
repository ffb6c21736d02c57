"""Assessment plans as files: brought in whole or refused with file, line and field."""

import json
from collections.abc import Mapping

import pytest
import yaml

from journal.content import Content
from journal.domain.standard import Standard
from journal.own_content import data_of
from journal.plans.plan_files import NoPlan, as_kept, read_plan, what_it_does, written
from tests.content.conftest import CONTENT

SHIPPED = (CONTENT / "assessment-plans" / "illustrative.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def standards(shipped: Content) -> Mapping[str, Standard]:
    return {"peer-worker@1.0": shipped.standard}


def problems(text: str | bytes, standards: Mapping[str, Standard]) -> tuple[str, ...]:
    """What is said of a file."""
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(NoPlan) as refused:
        read_plan("mine.yaml", raw, standards)
    return refused.value.problems


def line_of(text: str, words: str) -> int:
    """On which line these words stand."""
    return text[: text.index(words)].count("\n") + 1


def test_the_shipped_file_and_what_is_taken_out_say_the_same(
    shipped: Content, standards: Mapping[str, Standard]
) -> None:
    assert read_plan("a.yaml", SHIPPED.encode(), standards).plan == shipped.plan
    again = read_plan("b.yaml", written(shipped.plan).encode(), standards)
    assert again.plan == shipped.plan
    assert as_kept(again.data) == as_kept(data_of(shipped.plan))


def test_json_is_read_with_tabs_escapes_and_a_mark_before_it(
    shipped: Content, standards: Mapping[str, Standard]
) -> None:
    data = yaml.safe_load(SHIPPED) | {"title": "Ours \U0001f331 \\ud83c", "note": "tab / “quote”"}
    text = json.dumps(data, indent="\t").replace("/", "\\/")
    found = read_plan("plan.json", b"\xef\xbb\xbf" + text.encode(), standards)
    assert (found.plan.title, found.plan.note) == ("Ours \U0001f331 \\ud83c", "tab / “quote”")
    assert found.plan.assigned == shipped.plan.assigned


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("K1, K5, K8", "K99, K1, K5, K8", "methods[1].statements[1]", "which has no K99"),
        ("B3, B5,\n", "B3,\n", "methods", "B5 in neither"),
        ("S43, S44, S50", "S43, S44, K1, K1", "methods[3].statements", "only once"),
        ("minimum_hours: 326", "minimum_hours: many", "minimum_hours", "a whole number"),
        ("standard: peer-worker", "standard: baker", "standard", "peer-worker, not baker"),
        ("version:", "my_version:", "my_version", "did you mean version?"),
    ],
)
def test_what_is_wrong_is_told_by_file_line_and_field(
    old: str, new: str, field: str, expected: str, standards: Mapping[str, Standard]
) -> None:
    text = SHIPPED.replace(old, new, 1)
    assert text != SHIPPED
    told = problems(text, standards)
    [said] = [each for each in told if expected in each]
    assert said.startswith("mine.yaml, line ")
    assert f", {field}" in said
    if old.startswith("minimum"):
        assert f"line {line_of(text, new)}," in said


def test_a_plan_that_assigns_nothing_is_refused(standards: Mapping[str, Standard]) -> None:
    data = yaml.safe_load(SHIPPED)
    for method in data["methods"]:
        method["statements"] = []
    told = problems(yaml.safe_dump(data), standards)
    assert any("methods[1].statements: expected a list with something in it" in x for x in told)
    data["methods"] = []
    assert any("methods: expected" in each for each in problems(yaml.safe_dump(data), standards))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "mine.yaml, line 1, the file: expected"),
        (b"PK\x03\x04", "without control characters"),
        (SHIPPED.encode("utf-16"), "mine.yaml, line 1, the file: expected text in UTF-8"),
        (b"key: [1, 2", "expected YAML ("),
        (b"x: " + b"[" * 5000, "not nested so deeply"),
        (b"# x\n" * 60_000, "a plan of 200 kB or less"),
        (b"key: &a plan\ntitle: *a\n", "line 2, the file: expected every value written out"),
        (b"!!python/object/apply:os.system [ls]", "fields with names"),
        (("note: " + "x" * 3000).encode(), "the field is missing"),
    ],
)
def test_a_file_that_is_no_plan_says_why(
    raw: bytes, sentence: str, standards: Mapping[str, Standard]
) -> None:
    told = problems(raw, standards)
    assert any(sentence in each for each in told), told
    assert len(told) <= 21


def test_a_dry_run_says_what_would_change(
    shipped: Content, standards: Mapping[str, Standard]
) -> None:
    text = SHIPPED.replace('version: "1"', 'version: "2"').replace("K1, K5, K8", "K5, K8", 1)
    text = text.replace("K4, K12,", "K1, K4, K12,", 1).replace("hours: 326", "hours: 400", 1)
    found = read_plan("mine.yaml", text.encode(), standards)
    said = what_it_does(found.plan, shipped.plan)
    assert "Compared with version 1, this is different." in said
    assert "No longer for the portfolio: K1." in said
    assert "Fewest hours of training: 400 hours." in said
    assert "It is the first plan of this name." in what_it_does(found.plan, None)
