"""What things would become: tags that are named plainly, days, what is there already."""

from datetime import date
from pathlib import Path

import pytest

from journal.content import Content, load
from journal.documents import leap2a, tree
from journal.documents.zips import chunks
from journal.domain.framework import PRINCIPLES
from journal.elsewhere.planning import Becomes, How, Plan, as_kept, plan_of, steps_from
from journal.elsewhere.reading.reading import read
from journal.elsewhere.tagging import Frameworks, named_by, named_in_codes
from tests.documents.examples import portfolio as document
from tests.documents.test_leap2a import PICTURE, journal_of
from tests.elsewhere.made import entry, portfolio, tag

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def known() -> Frameworks:
    content: Content = load(Path("content"))
    return Frameworks(content.standard.framework, content.frameworks[PRINCIPLES])


def plan(data: bytes, known: Frameworks, there: tuple[str, ...] = ()) -> Plan:
    return plan_of(read(data), How(known, TODAY, there))


@pytest.mark.parametrize(
    ("word", "refs"),
    [
        ("K27", [("peer-worker", "K27")]),
        ("S 20", [("peer-worker", "S20")]),
        ("k04", [("peer-worker", "K4")]),
        ("KSB: B2", [("peer-worker", "B2")]),
        ("K4, S2", [("peer-worker", "K4"), ("peer-worker", "S2")]),
        ("Mutual", [(PRINCIPLES, "mutual")]),
        ("non directive", [(PRINCIPLES, "non-directive")]),
        ("Recovery-focused", [(PRINCIPLES, "recovery-focused")]),
        ("K99", []),
        ("tea", []),
        ("safety", []),
        ("B52", []),
    ],
)
def test_only_what_names_a_statement_plainly_becomes_a_tag(
    word: str, refs: list[tuple[str, str]], known: Frameworks
) -> None:
    named = named_by([word], known)
    assert list(named.refs) == refs
    assert named.others == (() if refs else (word,))


@pytest.mark.parametrize("word", ["K4: boundaries", "K4 K99", "K4 - listening"])
def test_a_code_with_more_words_is_a_tag_and_the_words_stay(word: str, known: Frameworks) -> None:
    named = named_by([word], known)
    assert (named.refs, named.others) == ((("peer-worker", "K4"),), (word,))


def test_a_column_for_codes_takes_ranges_and_principles_and_names_what_it_does_not_know(
    known: Frameworks,
) -> None:
    named = named_in_codes("K1-K3; K99, Mutual", known)
    assert [code for _, code in named.refs] == ["K1", "K2", "K3", "mutual"]
    assert named.others == ("K99",)


def test_words_that_name_nothing_stay_below_the_text(known: Frameworks) -> None:
    data = portfolio(entry("A", "<content>w</content>", more=tag("tea *") + tag("K4")))
    (step,) = plan(data, known).steps
    assert step.text == "w\n\n---\n\nTags there: tea \\*"
    assert step.tags == [("peer-worker", "K4")]


def test_the_same_again_is_there_and_two_alike_are_two(known: Frameworks) -> None:
    post = "<content>w</content>"
    data = portfolio(entry("A", post, name="p:1"), entry("A", post, name="p:2"))
    first = plan(data, known)
    marks = [step.came_as for step in first.steps]
    assert len(set(marks)) == 2
    again = plan(data, known, (marks[0],))
    assert [step.becomes for step in again.steps] == [Becomes.THERE, Becomes.NEW]
    assert plan(data, known, tuple(marks)).may_go_on is False


@pytest.mark.parametrize("day", ["2031-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_day_that_cannot_be_is_today_and_says_so(day: str, known: Frameworks) -> None:
    (step,) = plan(portfolio(entry("A", "<content>w</content>", day=day)), known).steps
    assert step.dated == TODAY
    assert "so it gets today's" in step.notes[0]


def test_in_a_table_such_a_day_stops_everything(known: Frameworks) -> None:
    table = b"Title,Date\nA,2031-01-01\nB,2025-01-01\n"
    made = plan(table, known)
    assert not made.may_go_on
    assert "in the future. Please check" in made.of(Becomes.AMISS)[0].problems[0]


def test_a_very_long_title_loses_nothing_and_too_long_a_text_is_told(known: Frameworks) -> None:
    title, text = "word " * 2_000, "x" * 200_001
    made = plan(
        portfolio(
            entry(title, "<content>w</content>", name="p:1"),
            entry("Long", f"<content>{text}</content>", name="p:2"),
        ),
        known,
    )
    (step,) = made.steps
    assert len(step.title) <= 200
    assert step.text == f"{title.strip()}\n\nw"
    assert [each.title for each in made.left_out] == ["Long"]


def test_half_a_sign_cannot_reach_the_database(known: Frameworks) -> None:
    half = "<mahara:view><mahara:blockinstance><mahara:text>[&quot;a \\ud83d b&quot;]" \
        "</mahara:text></mahara:blockinstance></mahara:view>"  # fmt: skip
    (step,) = plan(portfolio(entry("A", more=half)), known).steps
    assert step.text.encode() == b"a ? b"


def test_a_plan_that_waited_is_the_same(known: Frameworks) -> None:
    made = plan(portfolio(entry("A", "<content>w</content>", more=tag("K4"))), known)
    assert steps_from(as_kept(made)) == made.steps


def test_what_this_service_writes_comes_back(known: Frameworks) -> None:
    own = journal_of(document(), (PICTURE,))
    made = plan(b"".join(chunks(list(leap2a.members(own)))), known)
    by_title = {step.title: step for step in made.steps}
    for post in own.posts:
        section = post.section
        step = by_title[f"{section.kicker}: {section.title}" if section.kicker else section.title]
        assert step.dated == post.published.date()
        assert ("peer-worker", "K1") in step.tags
        missing = [word for word in words(section.blocks) if word not in step.text]
        assert missing == [], step.title
        files = [(file.name, file.shows, file.read()) for file in step.enclosed]
        expected = [(PICTURE.name, PICTURE.shows, b"not a picture")] if post.files else []
        assert files == expected
    assert own.document.title in by_title, "the introduction comes as a note"
    assert made.source == "Alongside"


def words(blocks: tree.Blocks) -> set[str]:
    """The plain words of paragraphs, those of more than letters and figures left out."""
    texts = (
        leaf.text
        for block in blocks
        if isinstance(block, tree.Paragraph)
        for leaf in tree.walk(block)
        if isinstance(leaf, tree.Text)
    )
    return {word for text in texts for word in text.split() if word.isalnum()}
