"""Plain words as parts of a document."""

from journal.documents import tree


def said(text: str) -> tree.Paragraph:
    """A paragraph of plain words."""
    return tree.Paragraph(tree.typed(text))


def fact(label: str, text: str) -> tree.Fact:
    """A label and plain words."""
    return tree.Fact(label, (tree.Text(text),))
