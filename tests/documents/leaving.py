"""A portfolio with everything in it that could be lost on the way to another system."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from uuid import UUID, uuid4

from journal.documents.leap2a import members
from journal.documents.zips import chunks, held
from journal.domain.enclosing import AttachedFile, Enclosure, Moment
from journal.domain.portfolio import Piece, Selection
from journal.portfolio.compiling import Manuscript, document_of
from journal.portfolio.enclosures import Enclosures
from journal.portfolio.leap import journal_of
from tests.domain.test_portfolio import CONTENT, KSBS, PLAN, SUPERVISOR, YES, piece, tag, word

ARABIC = "تحدثنا بهدوء في الغرفة."
LONG = "We went through the whole house together, room by room, " * 9 + "🫖"
STATEMENT = f"""I drew a map with [removed].

{ARABIC}

- one
- two

> “You did not try to fix me,” she said, and *laughed*.

The map is [on the web](https://example.org/map?a=1&b=2)."""
MAP, TALK = b"\x89PNG not a picture", b"RIFF not a sound"
ADDED = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
COVERED = Selection(PLAN, KSBS, ()).codes
CODES = [next(code for code in COVERED if code[0] == kind) for kind in "KSB"]


def file(data: bytes, media_type: str, caption: str, *moments: Moment) -> Enclosure:
    """A file that was looked at and goes along."""
    name, sha = "Samira's house & garden.x", f"{len(data):064x}"
    kept = AttachedFile(uuid4(), name, caption, media_type, len(data), sha, sha, ADDED)
    return Enclosure(kept, True, caption, moments)


def pieces() -> tuple[Piece, ...]:
    """Three of them: everything at once, next to nothing, and one from right to left."""
    rich = piece(*(tag(code, word(YES)) for code in CODES), vouched_on=(1,), title=LONG)
    files = (
        file(MAP, "image/png", "A map of the ground floor"),
        file(TALK, "audio/wav", "How we agreed", Moment(130, "explains consent", ("S1",))),
    )
    poor = piece(tag(CODES[0]))
    arabic = piece(tag(CODES[1]), title=ARABIC)
    return (
        replace(rich, evidence=replace(rich.evidence, statement=STATEMENT), enclosures=files),
        replace(poor, evidence=replace(poor.evidence, dated=date(2026, 1, 5))),
        replace(arabic, evidence=replace(arabic.evidence, dated=date(2026, 1, 5))),
    )


def script(*chosen: Piece, introduction: str = "Hello.") -> Manuscript:
    """These pieces as a portfolio."""
    return Manuscript(
        title="Eleven months", introduction=introduction, closing="Thank you.",
        name="Robin Example Hill", standard=CONTENT.standard,
        selection=Selection(PLAN, KSBS, chosen), names={SUPERVISOR: "Alex Morgan"},
        date=date(2026, 5, 2),
    )  # fmt: skip


def export(written: Manuscript) -> bytes:
    """The file that leaves."""
    enclosed = written.selection.enclosed
    data = {"image/png": MAP, "audio/wav": TALK}
    known = {one.number: held(one.name, data[one.file.media_type]) for one in enclosed}
    files = Enclosures(enclosed, None, known)
    journal = journal_of(UUID(int=7), written, document_of(written), files)
    return b"".join(chunks(list(members(journal))))


@cache
def whole() -> bytes:
    """The export of all three pieces."""
    return export(script(*pieces()))
