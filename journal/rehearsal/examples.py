"""The worker's own examples, by the statement they show: of the portfolio, or as handed in."""

from collections.abc import Iterator, Mapping

from journal.documents import tree
from journal.domain.portfolio import Selection
from journal.domain.rehearsal import Example
from journal.portfolio_pages import PIECE

Examples = Mapping[str, tuple[Example, ...]]


def of_portfolio(selection: Selection, pages: Mapping[int, int]) -> Examples:
    """The pieces as they stand now."""
    return {
        answer.code: tuple(
            Example(
                number=shown.placed.number,
                title=shown.placed.piece.name,
                reason=shown.tag.reason,
                standing=shown.tag.standing.label,
                page=pages.get(shown.placed.number),
            )
            for shown in answer.shown
        )
        for answer in selection.answers
    }


def of_document(document: tree.Document, pages: Mapping[str, int]) -> Examples:
    """The pieces as they stood when the document was frozen, read from its own annex."""
    sections = {section.anchor: section for section in document.sections}
    rows = [part for part in tree.walk(document.sections) if isinstance(part, tree.AnnexRow)]
    return {
        row.code: tuple(
            Example(
                number=int(place.anchor.removeprefix(PIECE)),
                title=sections[place.anchor].title,
                **claim_in(sections[place.anchor], row.code),
                page=pages.get(place.anchor),
            )
            for place in row.places
            if place.anchor in sections and place.anchor.removeprefix(PIECE).isdecimal()
        )
        for row in rows
    }


def claim_in(section: tree.Section, code: str) -> dict[str, str]:
    """How far a piece's claim stood, and the reason that was given for it.

    Under the heading with the code stand the statement, then the reason behind who gave it.
    """
    blocks = iter(section.blocks)
    for block in blocks:
        if isinstance(block, tree.Heading) and block.text.startswith(f"{code}: "):
            standing = block.text.removeprefix(f"{code}: ").capitalize()
            return {"standing": standing, "reason": next(reasons_in(blocks), "")}
    return {"standing": "", "reason": ""}


def reasons_in(blocks: Iterator[tree.Block]) -> Iterator[str]:
    """The words behind a name, up to the next heading."""
    for block in blocks:
        if isinstance(block, tree.Heading):
            return
        if isinstance(block, tree.Paragraph) and isinstance(block.runs[0], tree.Strong):
            yield "".join(run.text for run in block.runs[1:] if isinstance(run, tree.Text))
