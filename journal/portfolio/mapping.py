"""The mapping form: from each statement to its pieces, as a sheet that can be sorted and filled."""

from collections.abc import Iterable, Iterator, Mapping

from journal.documents.xlsx import About, Cell, Sheet, workbook
from journal.domain.enclosing import Enclosed
from journal.domain.portfolio import Answer, Shown
from journal.domain.standing import Decision
from journal.portfolio.compiling import Manuscript, title_of
from journal.portfolio.glance import line_of
from journal.portfolio.sections import Names, piece_anchor, signed

HEADER = ("KSB", "Statement", "Piece", "Page", "Timestamp", "Confirmed by", "Standing")
WIDTHS = (8, 60, 40, 8, 24, 40, 14)
PIECES = (
    "Piece", "Title", "Kind", "Date", "Page", "Confirmed", "Not confirmed", "Who stands behind it",
)  # fmt: skip
PIECE_WIDTHS = (8, 44, 24, 12, 8, 24, 24, 40)
NOTHING = "No piece yet"


def mapping_form(manuscript: Manuscript, pages: Mapping[str, int], beside: str) -> bytes:
    """The form as XLSX. `pages` are those of the PDF, which `beside` names."""
    answers = manuscript.selection.answers
    rows = [row for answer in answers for row in rows_of(answer, manuscript, pages)]
    return workbook(
        [
            Sheet("Mapping", HEADER, rows, WIDTHS, named_by=1),
            Sheet("Pieces", PIECES, list(pieces_in(manuscript, pages)), PIECE_WIDTHS, named_by=1),
            Sheet("About", ("What", "Which"), list(about(manuscript, beside)), (30, 90)),
        ],
        About(f"Mapping form: {manuscript.title}", manuscript.name),
    )


def pieces_in(manuscript: Manuscript, pages: Mapping[str, int]) -> Iterator[tuple[Cell, ...]]:
    """One row for each piece: all that is to be known before it is read."""
    for placed in manuscript.selection.carried:
        line = line_of(placed, manuscript.names)
        yield (
            line.number, line.title, line.kind, line.dated, pages.get(piece_anchor(line.number)),
            line.confirmed, line.unconfirmed, line.people,
        )  # fmt: skip


def rows_of(
    answer: Answer, manuscript: Manuscript, pages: Mapping[str, int]
) -> Iterator[tuple[Cell, ...]]:
    """One row for each piece that shows a statement; one that says so where none does."""
    text = manuscript.standard.framework[answer.code].text
    if not answer.shown:
        yield answer.code, text, NOTHING, None, None, None, None
    for shown in answer.shown:
        number, piece = shown.placed.number, shown.placed.piece
        yield (
            answer.code,
            text,
            f"Piece {number}: {piece.name}",
            pages.get(piece_anchor(number)),
            moments_of(answer.code, manuscript.selection.enclosed_with(shown.placed)),
            confirmed_by(shown, manuscript.names),
            shown.tag.standing.label,
        )


def moments_of(code: str, files: Iterable[Enclosed]) -> str | None:
    """Where in the recordings of a piece a statement is shown: only what the worker said of it."""
    found = (
        f"{', '.join(moments)} in {each.name}"
        for each in files
        if (moments := [one.at for one in each.enclosure.moments if code in one.codes])
    )
    return "; ".join(found) or None


def confirmed_by(shown: Shown, names: Names) -> str:
    """Those whose last word confirms the claim, with what they are and the day."""
    return "; ".join(
        signed(word.person, word.capacity.label, word.given_at, names)
        + (" (on an earlier version of the entry)" if shown.tag.is_earlier(word) else "")
        for word in shown.tag.latest_words
        if word.decision is Decision.CONFIRMED
    )


def about(manuscript: Manuscript, beside: str) -> Iterator[tuple[Cell, ...]]:
    """What the form belongs to, and how to read it."""
    plan = manuscript.selection.plan
    yield "Portfolio", manuscript.title
    yield "Apprentice", manuscript.name
    yield "Standard", title_of(manuscript.standard)
    yield "Assessment plan", f"{plan.title}, version {plan.version}"
    yield "As it stood on", manuscript.date
    yield "Pages", f"The page on which the piece begins in {beside}."
    yield (
        "Timestamp",
        "For recordings: minutes and seconds into the recording where it is shown, and the file.",
    )
    yield (
        "Standing",
        (
            "Claimed: the apprentice says so. Confirmed: the people named have confirmed it. "
            "Not yet: somebody has asked for more."
        ),
    )
