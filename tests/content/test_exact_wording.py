"""Official wording, compared letter by letter with texts kept apart from the content files."""

import re

import pytest

from journal.content import Content
from tests.content.conftest import CONTENT, EXPECTED

STATEMENTS = dict(
    line.split(": ", 1)
    for line in (EXPECTED / "statements.txt").read_text(encoding="utf-8").splitlines()
)
DUTIES = dict(
    line.split(": ", 1)
    for line in (EXPECTED / "duties.txt").read_text(encoding="utf-8").splitlines()
)
SCAN = re.split(
    r"^Duty \d+:\n", (EXPECTED / "skills-scan.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1:]


def test_all_113_statements_word_for_word(shipped: Content) -> None:
    assert len(STATEMENTS) == 113
    assert {each.code: each.text for each in shipped.frameworks["peer-worker"]} == STATEMENTS


@pytest.mark.parametrize(
    ("code", "oddity"),
    [
        ("K6", "the individual\u2019s experience and needs"),
        ("K15", "by individual\u2019s being supported"),
        ("K29", "connecting individual's to the right resources"),
        ("K47", "Reflective practice how to use it effectively"),
        ("S37", "Reflect on and applies learning"),
        ("S46", "Support individual's who are experiencing distress"),
    ],
)
def test_oddities_of_the_source_are_kept(shipped: Content, code: str, oddity: str) -> None:
    assert oddity in shipped.frameworks["peer-worker"][code].text


def test_duty_titles_word_for_word(shipped: Content) -> None:
    assert {str(duty.number): duty.title for duty in shipped.standard.duties} == DUTIES


@pytest.mark.parametrize("number", range(1, 11))
def test_the_skills_scan_word_for_word(shipped: Content, number: int) -> None:
    title, *lines = SCAN[number - 1].splitlines()
    duty = shipped.skills_scan.duty(number)
    assert duty is not None
    assert duty.title == title
    said = [
        ("Skills - " + duty.skills.text).split("\n\n"),
        ("Knowledge - " + duty.knowledge.text).split("\n\n"),
    ]
    if number == 4:  # its two statements stand the other way round in the source
        said.reverse()
    assert said[0] + said[1] == lines


def test_duty_4_of_the_scan_stands_the_right_way_round(shipped: Content) -> None:
    duty = shipped.skills_scan.duty(4)
    assert duty is not None
    assert "requires a comprehensive understanding of their rights" in duty.knowledge.text
    assert "involves supporting them in making informed decisions" in duty.skills.text


def test_the_attribution_of_the_crown_copyright_is_whole(shipped: Content) -> None:
    assert shipped.standard.attribution == (
        "Crown copyright \u00a9 2025. You may re-use this information (not including logos) free "
        "of charge in any format or medium, under the terms of the Open Government Licence. Visit "
        "www.nationalarchives.gov.uk/doc/open-government-licence"
    )
    assert shipped.standard.licence.startswith("Open Government Licence")


def test_content_files_are_plain_utf_8_without_marks_or_tabs() -> None:
    for path in CONTENT.rglob("*.yaml"):
        text = path.read_bytes().decode("utf-8")
        assert not re.search("[\ufeff\u00a0\t\r]", text), path.name
