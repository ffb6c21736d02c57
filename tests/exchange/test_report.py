"""What an import would do, in sentences that can be read before anything is done."""

from dataclasses import replace
from pathlib import Path

from journal.content import load
from journal.domain.framework import StatementKind
from journal.exchange import Exchanged, framework_from, from_framework, report
from journal.exchange.exchanged import ExchangedGroup, ExchangedStatement

CONTENT = load(Path(__file__).resolve().parents[2] / "content")


def statement(code: str, text: str, group: str = "g") -> ExchangedStatement:
    return ExchangedStatement(code, text, StatementKind.SKILL, group)


SMALL = Exchanged(
    key="small",
    title="Small things",
    short_title="",
    source="A kitchen table",
    version="1",
    description="",
    groups=(ExchangedGroup("g", "Good"), ExchangedGroup("h", "Hard")),
    statements=(statement("S1", "Tea"), statement("S2", "Cake"), statement("S3", "Thanks", "h")),
    notes=("One thing was passed over.",),
)


def test_a_new_framework_is_counted_and_all_new() -> None:
    assert report(SMALL, None) == (
        "“Small things”, version 1, to be kept as small.",
        "Its source: A kitchen table",
        "3 statements in 2 groups: 3 skills.",
        "One thing was passed over.",
        "There is no framework small yet, so all of it would be new.",
    )


def test_every_change_is_told_with_the_words() -> None:
    newer = replace(
        SMALL,
        groups=(ExchangedGroup("g", "Good"), ExchangedGroup("h", "Harder")),
        statements=(
            statement("S1", "Tea or coffee"),
            statement("S3", "Thanks", "g"),
            statement("S4", "Cake", "h"),
        ),
    )
    assert report(newer, framework_from(SMALL))[4:] == (
        "Compared with the framework small that is there: 1 added, 1 reworded, 1 removed.",
        "Removed: S2, “Cake”",
        "Reworded: S1 was “Tea” and is now “Tea or coffee”",
        "Added: S4, “Cake”",
        "The words of S2 now stand under S4: “Cake”",
        "S3 moves to the group “Good”.",
        "The group “Hard” is now “Harder”.",
    )


def test_the_same_again_changes_nothing() -> None:
    found = report(SMALL, framework_from(SMALL))
    assert found[-1] == "The framework small that is there says the same: nothing would change."


def test_another_name_is_kept_by_that_name() -> None:
    found = report(SMALL, None, "tiny")
    assert found[0] == "“Small things”, version 1, to be kept as tiny."
    assert framework_from(SMALL, "tiny").statements[0].framework == "tiny"


def test_a_long_list_of_changes_is_cut_and_the_rest_counted() -> None:
    own = CONTENT.frameworks["peer-worker"]
    sent = from_framework(own)
    fewer = replace(sent, statements=sent.statements[:63])
    found = report(fewer, own)
    assert sum(1 for each in found if each.startswith("Removed: ")) == 30
    assert "And 20 more of this sort." in found


def test_a_title_is_shortened_at_a_word() -> None:
    long = replace(SMALL, title="A title that is a good deal longer than any button can hold")
    assert framework_from(long).short_title == "A title that is a good deal longer than…"
    assert framework_from(SMALL).short_title == "Small things"
    unbroken = replace(SMALL, title="a" * 50)
    assert framework_from(unbroken).short_title == "a" * 39 + "…"
