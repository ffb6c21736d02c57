"""A document that would lead its readers astray cannot be made."""

import pytest

from journal.documents import tree
from tests.documents.examples import document, paragraph, portfolio, text


def test_a_place_is_named_once() -> None:
    twice = tree.Heading(3, "Twice", "only")
    with pytest.raises(ValueError, match="'only'"):
        document(twice)


@pytest.mark.parametrize("anchor", ["Upper", "1st", "with space", 'a"b', "_own"])
def test_an_anchor_is_plain(anchor: str) -> None:
    with pytest.raises(ValueError, match="anchor"):
        document(tree.Heading(3, "A place", anchor))


def test_a_reference_leads_somewhere() -> None:
    lost = tree.Paragraph((tree.Strong((tree.Reference("nowhere", "Piece 9"),)),))
    with pytest.raises(ValueError, match="'nowhere'"):
        document(lost)


def test_an_annex_points_to_places_that_exist() -> None:
    row = tree.AnnexRow("row", "K1", "Statement", (tree.Reference("nowhere", "Piece 9"),))
    with pytest.raises(ValueError, match="'nowhere'"):
        document(tree.Annex("Map", (row,)))


@pytest.mark.parametrize("levels", [(4,), (2,), (3, 5), (3, 4, 5, 6, 7)])
def test_headings_skip_no_level(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="skips a level"):
        document(*(tree.Heading(level, f"Level {level}") for level in levels))


def test_headings_may_climb_back_at_once() -> None:
    made = document(*(tree.Heading(level, "Heading") for level in (3, 4, 5, 3, 4)))
    assert len(made.sections[0].blocks) == 5


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "data:text/html,x", "/sign-out", "ftp://x", "https://", "http://a b"],
)
def test_a_link_leads_to_the_web_or_to_mail(href: str) -> None:
    with pytest.raises(ValueError, match="link"):
        tree.Link(text("here"), href)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\0\x1f", "\u200b\u2060"])
def test_a_heading_is_never_empty(nothing: str) -> None:
    assert tree.Heading(3, nothing).text == "Untitled"
    assert tree.Section("a", nothing, ()).title == "Untitled"
    assert tree.Cover(nothing).title == "Untitled"
    assert document(title=nothing).title == "Untitled"


def test_every_row_of_a_table_has_all_its_cells() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        tree.Table((text("one"), text("two")), ((text("alone"),),))
    with pytest.raises(ValueError, match="width"):
        tree.Table((text("one"), text("two")), (), widths=(1.0,))


def test_the_way_back_lists_each_row_once() -> None:
    places = (tree.Reference("only", "here"), tree.Reference("inner", "and in here"))
    rows = (tree.AnnexRow("r1", "K1", "First", places), tree.AnnexRow("r2", "K2", "Second", ()))
    made = document(tree.Heading(3, "Inner", "inner"), tree.Annex("Map", rows))
    assert tree.rows_about(made.sections[0], made.rows_that_name()) == (rows[0],)


def test_typed_words_keep_their_line_breaks() -> None:
    assert tree.typed("one\r\ntwo\n\nfour") == (
        tree.Text("one"),
        tree.LineBreak(),
        tree.Text("two"),
        tree.LineBreak(),
        tree.Text(""),
        tree.LineBreak(),
        tree.Text("four"),
    )


def test_walking_goes_in_reading_order() -> None:
    made = document(paragraph("one"), tree.Quote((paragraph("two"),)), paragraph("three"))
    assert [part.text for part in tree.walk(made.sections) if isinstance(part, tree.Text)] == [
        "one",
        "two",
        "three",
    ]


def test_equal_parts_make_equal_documents() -> None:
    assert portfolio() == portfolio()
    assert hash(portfolio()) == hash(portfolio())
