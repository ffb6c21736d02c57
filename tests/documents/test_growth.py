"""Twice as many pieces are twice the work: ratios in one run, never seconds."""

import os
import sys
from collections.abc import Callable
from functools import cache
from types import FrameType

import pytest

from benchmarks.portfolios import portfolio
from config import ROOT
from journal import content
from journal.documents import canonical, tree
from journal.documents.docx import to_docx
from journal.documents.html import to_html
from journal.documents.pdf import for_typesetter, to_pdf

CONTENT = content.load(ROOT / "content")
SIZES = (3, 9, 27)


def calls(work: Callable[[], object]) -> int:
    """How many functions were called: the same on every machine, however busy."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize(
    "write", [to_html, to_docx, for_typesetter, canonical.to_bytes],
    ids=["html", "docx", "typesetter", "canonical"],
)  # fmt: skip
def test_three_times_as_many_pieces_are_three_times_the_work(
    write: Callable[[tree.Document], object],
) -> None:
    for_size = {size: made(size) for size in SIZES}
    few, more, most = (calls(lambda: write(for_size[size])) for size in SIZES)  # noqa: B023
    assert (most - more) / (more - few) < 3.3


def test_making_the_document_keeps_in_step() -> None:
    few, more, most = (calls(lambda: portfolio(size, CONTENT)) for size in SIZES)  # noqa: B023
    assert (most - more) / (more - few) < 3.3


@cache
def made(pieces: int) -> tree.Document:
    """A portfolio, made once."""
    return portfolio(pieces, CONTENT)


def test_the_typesetter_keeps_in_step(many: Callable[[int, int], int]) -> None:
    """By the processor's own clock: a square would be sixteen, a straight line is at most four."""
    few = many(9, 100)
    documents = [made(few), made(4 * few)]
    one, other = (processor_time(lambda: to_pdf(each)) for each in documents)  # noqa: B023
    assert other / one < 6


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of the processor that this process's children took."""
    before = os.times()
    work()
    after = os.times()
    return (
        after.children_user
        + after.children_system
        - (before.children_user + before.children_system)
    )
