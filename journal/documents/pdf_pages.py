"""On which pages of a finished PDF the sections of its document begin."""

import io
from collections.abc import Mapping
from typing import Any

import pikepdf

from journal.documents import tree


def pages_of(pdf: bytes, document: tree.Document) -> Mapping[str, int]:
    """Page numbers as they are printed, by the anchor of the section.

    Read from the PDF's own bookmarks: one for the contents, then one for each section.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        ways: list[Any] = [each.destination for each in outline.root[1:]]
        begins = [pages[way[0].objgen] for way in ways]
    anchors = (section.anchor for section in document.sections)
    return dict(zip(anchors, begins, strict=True))
