"""Documents to try things on. Every text here is made up."""

from datetime import date

from journal.documents import tree
from journal.documents.markdown import markdown_blocks

PIECES = 30
CODES = [f"K{number}" for number in range(1, 41)] + [f"S{number}" for number in range(1, 31)]

STORY = """We sat side by side in the quiet room, because the waiting area was loud that day.

She had *nothing to say*, and I told her that was **fine with me**. We had tea.

# What I noticed

- I wanted to fill the silence, and did not.
- She chose what we spoke about.

#### What I would do again

1. Come early.
2. Ask what would help, then wait.

> You did not try to fix me.
"""


HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "]]>",
    "<!-- comment -->",
    "&lt;b&gt; &#60; &nbsp;",
    "javascript:alert(1)",
]


def text(words: str) -> tree.Runs:
    """Words as they are."""
    return (tree.Text(words),)


def paragraph(words: str) -> tree.Paragraph:
    """One paragraph of words as they are."""
    return tree.Paragraph(text(words))


def document(*blocks: tree.Block, title: str = "A document") -> tree.Document:
    """A document of one section."""
    return tree.Document(
        title=title,
        author="Robin Example",
        date=date(2026, 4, 12),
        cover=tree.Cover("A document"),
        sections=(tree.Section("only", "The only section", blocks),),
    )


def pieces_of(row: int) -> list[int]:
    """The pieces that the annex names for a row: none to three of them, some twice as far apart."""
    return sorted({(row * 7 + step * (row % 5 + 1)) % PIECES + 1 for step in range(row % 4)})


def portfolio() -> tree.Document:
    """Thirty pieces of one to four pages, and an annex of seventy rows."""
    pieces = tuple(piece(number) for number in range(1, PIECES + 1))
    rows = tuple(
        tree.AnnexRow(
            f"row-{code.lower()}",
            code,
            f"The statement with the number {index}, which is long enough to need a second line",
            tuple(tree.Reference(f"piece-{one}", f"Piece {one}") for one in pieces_of(index)),
        )
        for index, code in enumerate(CODES)
    )
    annex = tree.Section("annex", "Where each statement is shown", (tree.Annex("Map", rows),))
    first = tree.Section(
        "about",
        "About this portfolio",
        (
            paragraph("What this is."),
            tree.Callout("How to read it", (paragraph("Every entry is a link."),)),
            tree.Heading(3, "A named place", "named-place"),
            tree.Paragraph((tree.Text("See "), tree.Reference("piece-7", "the seventh piece"))),
            tree.Table(
                (text("Who"), text("Role")), ((text("A"), text("Supervisor")),), "Who vouches"
            ),
        ),
    )
    return tree.Document(
        title="Portfolio of evidence",
        author="Robin Example",
        date=date(2026, 4, 12),
        cover=tree.Cover("Portfolio", "Level 3", (tree.Fact("Version", text("3")),), "Evidence"),
        sections=(first, *pieces, annex),
        description="The evidence of one apprenticeship",
    )


def piece(number: int) -> tree.Section:
    """One piece; its first sentence is found nowhere else."""
    return tree.Section(
        f"piece-{number}",
        f"What happened on day {number}",
        (
            tree.KeyValues((tree.Fact("Kind", text("Observation report")),)),
            paragraph(f"This sentence opens piece number {number}."),
            *markdown_blocks(STORY * (1 + number % 4 * 2)),
            tree.Quote((paragraph("I was there."),), "A. Morgan, supervisor"),
        ),
        kicker=f"Piece {number}",
    )


def everywhere(words: str) -> tree.Document:
    """A document that has the words in every place where words can stand."""
    runs = (
        tree.Text(words),
        tree.Code(words),
        tree.Strong(text(words)),
        tree.Emphasis(text(words)),
    )
    link = tree.Link(text(words), "https://example.org")
    row = tree.AnnexRow("row", words, words, (tree.Reference("only", words),))
    blocks: tree.Blocks = (
        tree.Paragraph((*runs, link, tree.Reference("only", words))),
        tree.Heading(3, words, "inner"),
        tree.BulletList(((tree.Paragraph(runs),), (paragraph(words), paragraph(words)))),
        tree.OrderedList(((paragraph(words),),), 4),
        tree.Quote((paragraph(words),), words),
        tree.Table((text(words), text(words)), ((text(words), text(words)),), words, (1, 2)),
        tree.KeyValues((tree.Fact(words, text(words)),)),
        tree.Callout(words, (paragraph(words),), "care"),
        tree.Rule(),
        tree.PageBreak(),
        tree.Annex(words, (row,), (words, words, words), words),
        *markdown_blocks(words),
    )
    plain = document(title=words)
    return tree.Document(
        title=words,
        author=words,
        date=plain.date,
        cover=tree.Cover(words, words, (tree.Fact(words, text(words)),), words),
        sections=(tree.Section("only", words, blocks, words),),
        description=words,
    )
