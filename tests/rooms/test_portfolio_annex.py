"""The mapping annex of a compiled portfolio: every row, read back from the PDF."""

import re

import pytest
from sqlalchemy.orm import Session

from config import ROOT
from journal import content
from journal.domain.entry_kind import EntryKind
from journal.domain.standing import Decision
from tests.rooms.portfolios import STATEMENT, ClientFor, Desk, desk_of, made, pages_of
from tests.world import World

CONTENT = content.load(ROOT / "content")
PLAN, KSBS = CONTENT.assessment_plans["illustrative"], CONTENT.standard.framework
KINDS = (
    EntryKind.WORK_PRODUCT,
    EntryKind.OBSERVATION_REPORT,
    EntryKind.FEEDBACK_FROM_SUPPORTED,
    EntryKind.REFLECTION,
    EntryKind.TRAINING,
    EntryKind.WITNESS_TESTIMONY,
)
TWELVE = {
    f"piece{number}": (
        KINDS[number % len(KINDS)],
        [PLAN.assigned[place] for place in range(number, 60, 7)][: number % 4],
    )
    for number in range(1, 13)
}
"""Twelve pieces by name: of which kind, and which statements they are tagged with."""


@pytest.fixture
def twelve(session: Session, world: World) -> Desk:
    """A worker with twelve pieces: some long, some confirmed, one asked for more."""
    desk = desk_of(session, world)
    for number, (name, (kind, codes)) in enumerate(TWELVE.items(), start=1):
        long = " ".join([STATEMENT] * (60 if number in {2, 7} else 3))
        desk.write(name, kind, {code: f"Reason for {code}." for code in codes}, long)
        desk.vouch(name, "It was so.") if kind in {KINDS[3], KINDS[5]} else None
        desk.add(name, f"Title of {name}")
        for code in codes[1:]:
            desk.decide(name, code, Decision.CONFIRMED)
    return desk


def rows_of(pages: list[str]) -> dict[str, list[tuple[int, str, int]]]:
    """The annex as it is printed: for each code, the pieces (number, standing, page) it names."""
    start = next(place for place, page in enumerate(pages) if page.startswith("Mapping annex"))
    header = "Code Statement Where it is shown"
    text = " ".join(re.sub(rf"{header}|Page \d+ of \d+", " ", page) for page in pages[start:])
    text = " ".join(text.split())
    text = re.sub(r"(?<=\w)- (?=[a-z])", "-", text)
    starts = [(text.index(f"{code} {KSBS[code].text[:40]}"), code) for code in sorted_codes()]
    ends = [*(place for place, _ in starts[1:]), len(text)]
    place = re.compile(r"Piece (\d+): Title of piece\d+ \(([a-z ]+)\) page (\d+)")
    return {
        code: [(int(one), how, int(page)) for one, how, page in place.findall(text[begin:end])]
        for (begin, code), end in zip(starts, ends, strict=True)
    }


def sorted_codes() -> list[str]:
    """The statements to cover, in the standard's order."""
    return [code for code in KSBS.codes if code in PLAN.assigned]


def test_every_row_of_the_annex_names_the_page_its_piece_is_on(
    twelve: Desk, client_for: ClientFor
) -> None:
    pages = pages_of(made(client_for, twelve, "pdf"))
    expected = {
        code: [
            (number, "claimed" if codes[0] == code else "confirmed")
            for number, (_, codes) in enumerate(TWELVE.values(), start=1)
            if code in codes
        ]
        for code in sorted_codes()
    }
    rows = rows_of(pages)
    assert {code: [row[:2] for row in each] for code, each in rows.items()} == expected
    named = {(number, page) for each in rows.values() for number, _, page in each}
    assert len(named) == sum(1 for _, codes in TWELVE.values() if codes)
    for number, page in named:
        assert pages[page - 1].startswith(f"Piece {number} Title of piece{number} In the annex: ")
        assert f"Page {page} of {len(pages)}" in pages[page - 1]
    assert len({page for _, page in named}) == len(named)


def test_gaps_are_told(twelve: Desk, client_for: ClientFor) -> None:
    pages = pages_of(made(client_for, twelve, "pdf"))
    gaps = sum(1 for each in rows_of(pages).values() if not each)
    assert gaps > 30
    text = " ".join(pages)
    assert text.count("No piece shows this yet") == 2 * gaps
    assert f"No piece yet {gaps} of 61 statements" in text
