"""Files that cannot be read at all, several mistakes at once, and damage nobody thought of."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.content import ContentError, check, load
from tests.content.conftest import CONTENT
from tests.content.mistakes import PLAN, STANDARD

FILES = sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.yaml"))
TEXTS = {file: (CONTENT / file).read_bytes() for file in FILES}


@pytest.mark.parametrize(
    ("raw", "line", "field", "expected"),
    [
        (b"", 1, "the file", "fields with names, and it is empty"),
        (b"# only a remark\n", 1, "the file", "fields with names, and it is empty"),
        (b"- a\n- b\n", 1, "the file", "fields with names, not a list"),
        (
            b"introduction: a\n\ndoes: \xe9t\xe9\n",
            3,
            "the file",
            "text in UTF-8, which this line is not",
        ),
        (b"introduction: a\n\ndoes: a\x00b\n", 3, "the file", "text without control characters"),
        (b"introduction: a\n\ndoes: a\x07b\n", 3, "the file", "text without control characters"),
        (
            b"introduction: a\ndoes: " + b"[" * 200_000,
            2,
            "the file",
            "YAML that is not nested so deeply",
        ),
    ],
    ids=["empty", "remark", "list", "latin-1", "nul", "bell", "depth"],
)
def test_a_file_that_cannot_be_read(
    folder: Path, raw: bytes, line: int, field: str, expected: str
) -> None:
    (folder / "conduct.yaml").write_bytes(raw)
    told = [str(error) for error in check(folder)]
    assert told == [f"conduct.yaml, line {line}, {field}: expected {expected}."]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"introduction: a\ndoes: [a, b\n", 3),
        (b"introduction: a\ndoes: b: c\n", 2),
        (b"introduction: a\n\tdoes: b\n", 2),
        (b"introduction: 'a\n", 2),
        (b"introduction: *nowhere\n", 1),
        (b"introduction: a\n---\nintroduction: b\n", 2),
    ],
    ids=["bracket", "colon", "tab", "quote", "alias", "two documents"],
)
def test_a_file_that_is_not_yaml(folder: Path, raw: bytes, line: int) -> None:
    (folder / "conduct.yaml").write_bytes(raw)
    (error,) = check(folder)
    assert (error.file, error.line, error.field) == ("conduct.yaml", line, "the file")
    assert error.expected.startswith("YAML (")


def test_an_error_can_be_taken_apart(folder: Path) -> None:
    (folder / "conduct.yaml").write_text("introduction: []\n", encoding="utf-8")
    error = check(folder)[0]
    assert (error.file, error.line) == ("conduct.yaml", 1)
    assert (error.field, error.expected) == ("introduction", "a piece of text, not a list")


def test_nothing_in_a_file_is_ever_run(folder: Path, tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    spell = f'introduction: !!python/object/apply:os.mkdir ["{trap}"]\ndoes: []\ncan_expect: []\n'
    (folder / "conduct.yaml").write_text(spell, encoding="utf-8")
    assert str(check(folder)[0]) == (
        "conduct.yaml, line 1, introduction: expected a piece of text, not a list."
    )
    assert not trap.exists()


def test_a_text_with_a_tag_of_its_own_is_not_taken(folder: Path) -> None:
    text = TEXTS["conduct.yaml"].replace(b"key: take-care", b"key: !!binary take-care", 1)
    (folder / "conduct.yaml").write_bytes(text)
    assert "put take-care between quotation marks" in str(check(folder)[0])


@pytest.mark.parametrize("file", [file for file in FILES if file != PLAN])
def test_a_file_that_is_missing(folder: Path, file: str) -> None:
    (folder / file).unlink()
    expected = f"{file}, line 1, the file: expected a file that can be read (no such file"
    assert str(check(folder)[0]).startswith(expected)


def test_a_folder_in_place_of_a_file(folder: Path) -> None:
    (folder / "conduct.yaml").unlink()
    (folder / "conduct.yaml").mkdir()
    (error,) = check(folder)
    assert error.expected == "a file that can be read (is a directory)"


def test_there_must_be_a_plan(folder: Path) -> None:
    (folder / PLAN).unlink()
    assert [str(error) for error in check(folder)] == [
        "assessment-plans, line 1, the file: "
        "expected a folder with at least one assessment plan in a .yaml file."
    ]


def test_two_plans_may_not_share_a_key_but_may_stand_side_by_side(folder: Path) -> None:
    text = (folder / PLAN).read_text(encoding="utf-8")
    other = folder / "assessment-plans" / "ours.yml"
    other.write_text(text, encoding="utf-8")
    line = text[: text.index("\nkey: ")].count("\n") + 2
    assert [str(error) for error in check(folder)] == [
        f"assessment-plans/ours.yml, line {line}, key: expected a key of its own; "
        f"illustrative is already used by {PLAN}."
    ]
    other.write_text(text.replace("key: illustrative", "key: ours", 1), encoding="utf-8")
    assert list(load(folder).assessment_plans) == ["illustrative", "ours"]


def test_a_plan_may_leave_statements_to_others(folder: Path) -> None:
    path = folder / PLAN
    text = path.read_text(encoding="utf-8").replace("B1, B2, B4,", "")
    path.write_text(text.replace("core: []", "outside_methods: [B1, B2, B4]\ncore: [K1]"), "utf-8")
    plan = load(folder).assessment_plans["illustrative"]
    assert plan.outside_methods == ("B1", "B2", "B4")
    assert plan.core == ("K1",)
    assert plan.methods_of("B1") == ()


def test_check_tells_everything_file_by_file_from_the_top(folder: Path) -> None:
    for file, old, new in (
        ("conduct.yaml", b"introduction: >-", b"introduction: []\nintro: >-"),
        ("conduct.yaml", b"key: be-valued", b"kee: be-valued"),
        (STANDARD, b"level: 3", b"level: three"),
    ):
        path = folder / file
        path.write_bytes(path.read_bytes().replace(old, new, 1))
    errors = check(folder)
    assert [(error.file, error.field) for error in errors] == [
        (STANDARD, "level"),
        ("conduct.yaml", "introduction"),
        ("conduct.yaml", "intro"),
        ("conduct.yaml", "can_expect[1].kee"),
        ("conduct.yaml", "can_expect[1].key"),
    ]
    with pytest.raises(ContentError, match="level: expected a whole number, 1 or more, not three"):
        load(folder)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_happens_to_a_line_is_told_on_a_line_that_is_there(
    folder: Path, data: st.DataObject
) -> None:
    """A line cut, doubled, moved in or turned to rubbish is told or harmless: never a crash."""
    file = data.draw(st.sampled_from(FILES))
    lines = TEXTS[file].split(b"\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    rubbish = data.draw(st.binary(max_size=12))
    lines[number : number + 1] = data.draw(
        st.sampled_from(
            [[], [line, line], [b"  " + line], [line[:-3]], [rubbish], [line + rubbish]]
        )
    )
    path = folder / file
    path.write_bytes(b"\n".join(lines))
    try:
        errors = check(folder)
    finally:
        path.write_bytes(TEXTS[file])
    for error in errors:
        assert error.file in {*FILES, "assessment-plans"}
        assert 1 <= error.line <= len(lines) + 1
        assert error.field
        assert error.expected
