"""The cards as one document: a section for each duty, a heading for each card."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from journal.documents import tree
from journal.documents.markdown import markdown_blocks
from journal.domain.rehearsal import Card, Example

TITLE = "Cards to practise with"
Groups = Sequence[tuple[str, Sequence[Card]]]


def document_of(groups: Groups, title: str, name: str, day: date) -> tree.Document:
    """All these cards. What somebody wrote goes along, so the file is for its writer."""
    cover = tree.Cover(
        title=TITLE,
        kicker="For the discussion about the portfolio",
        subtitle=name,
        lines=(
            tree.Fact("Portfolio", tree.typed(title)),
            tree.Fact("Made on", tree.typed(tree.day(day))),
            tree.Fact("Cards", tree.typed(str(sum(len(cards) for _, cards in groups)))),
        ),
    )
    sections = tuple(
        tree.Section(f"group-{number}", heading, tuple(blocks_of(cards)))
        for number, (heading, cards) in enumerate(groups, start=1)
    )
    return tree.Document(TITLE, name, day, cover, sections)


def blocks_of(cards: Iterable[Card]) -> Iterator[tree.Block]:
    """Each card with its statement, examples, questions and keywords."""
    for card in cards:
        yield tree.Heading(3, card.code, f"card-{card.code.lower()}" if card.code.isalnum() else "")
        yield said(card.statement.text)
        yield tree.Heading(4, "My own examples")
        if card.examples:
            yield tree.BulletList(tuple(example_of(each) for each in card.examples))
        else:
            yield said("No piece of the portfolio shows this.")
        yield tree.Heading(4, "What I may be asked")
        yield tree.BulletList(tuple((said(each),) for each in card.questions))
        if card.keywords.strip():
            yield tree.Callout("My keywords", markdown_blocks(card.keywords, 5))


def example_of(example: Example) -> tree.Blocks:
    """One piece, where it stands, and how it shows the statement."""
    opening = (tree.Strong((tree.Text(example.title),)), tree.Text(f" ({example.place})"))
    return (tree.Paragraph(opening), *([said(example.reason)] if example.reason else []))


def said(text: str) -> tree.Paragraph:
    """A paragraph of plain words."""
    return tree.Paragraph(tree.typed(text))
