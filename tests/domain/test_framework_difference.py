"""What changes between two versions of a framework, code by code."""

from hypothesis import given
from hypothesis import strategies as st

from journal.domain.framework import Framework, Group, Statement, StatementKind
from journal.domain.framework_difference import difference

TEXTS = st.sampled_from(["listen", "wait", "ask", "tell", "rest"])
LINES = st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(TEXTS, st.sampled_from("gh")))


def framework(lines: dict[str, tuple[str, str]], title: str = "First") -> Framework:
    """Statements by code with text and group, in the order given."""
    statements = tuple(
        Statement("sample", code, text, StatementKind.SKILL, f"why {code}", group)
        for code, (text, group) in lines.items()
    )
    groups = tuple(
        Group(key, title, tuple(code for code, (_, group) in lines.items() if group == key))
        for key, title in (("g", title), ("h", "Second"))
    )
    return Framework("sample", "Sample", "Sample", "made up", statements, groups)


OLD = framework({"K1": ("Listen", "g"), "K2": ("Wait", "g"), "K3": ("Ask", "h"), "K4": ("Go", "h")})
NEW = framework(
    {"K1": ("Listen well", "g"), "K2": ("Rest", "g"), "K3": ("Ask", "g"), "K5": ("Wait", "h")},
    title="One",
)


def test_each_sort_of_change_is_told() -> None:
    found = difference(OLD, NEW)
    assert [each.code for each in found.added] == ["K5"]
    assert [each.code for each in found.removed] == ["K4"]
    assert [(pair.old.text, pair.new.text) for pair in found.reworded] == [
        ("Listen", "Listen well"),
        ("Wait", "Rest"),
    ]
    assert [(pair.old.group, pair.new.group) for pair in found.moved] == [("h", "g")]
    assert [(pair.old.code, pair.new.code) for pair in found.renumbered] == [("K2", "K5")]
    assert [(each.old.title, each.new.title) for each in found.retitled] == [("First", "One")]
    assert not found.nothing


def test_an_explanation_is_ours_and_makes_no_difference() -> None:
    statement = OLD.statements[0]
    told = Statement(
        "sample", statement.code, statement.text, statement.kind, "Told anew", statement.group
    )
    again = Framework(
        "sample", "Sample", "Sample", "made up", (told, *OLD.statements[1:]), OLD.groups
    )
    assert difference(OLD, again).nothing


def test_a_text_that_is_there_twice_is_not_followed() -> None:
    """Nobody could say which of the two went where."""
    old = framework({"K1": ("Listen", "g"), "K2": ("Listen", "g")})
    new = framework({"K3": ("Listen", "g")})
    assert difference(old, new).renumbered == ()


@given(LINES, LINES)
def test_every_code_is_told_once_or_is_the_same(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> None:
    old, new = framework(before), framework(after)
    found = difference(old, new)
    assert {each.code for each in found.removed} == set(before) - set(after)
    assert {each.code for each in found.added} == set(after) - set(before)
    both = set(before) & set(after)
    assert {pair.new.code for pair in found.reworded} == {
        code for code in both if before[code][0] != after[code][0]
    }
    assert {pair.new.code for pair in found.moved} == {
        code for code in both if before[code][1] != after[code][1]
    }
    assert found.nothing == (before == after)


@given(LINES, LINES)
def test_going_back_is_the_same_the_other_way_round(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> None:
    there = difference(framework(before), framework(after))
    back = difference(framework(after), framework(before))
    assert set(there.added) == set(back.removed)
    assert {pair.new.code for pair in there.reworded} == {pair.old.code for pair in back.reworded}
    assert {(pair.old.code, pair.new.code) for pair in there.renumbered} == {
        (pair.new.code, pair.old.code) for pair in back.renumbered
    }
