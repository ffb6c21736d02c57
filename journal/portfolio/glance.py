"""A whole portfolio on one page, for somebody who has twenty to read: what is there, and who says
so."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from journal.documents import tree
from journal.domain.portfolio import Placed, Readiness, Selection
from journal.domain.standing import Decision, Standing, TagView
from journal.domain.submission import NEEDED, Signed, StatementKind, on_earlier
from journal.portfolio.said import fact
from journal.portfolio.sections import Names, day, piece_anchor

HEADER = ("Piece", "Kind and date", "Confirmed", "Not confirmed", "Who stands behind it")
WIDTHS = (4.3, 3.3, 2.6, 2.6, 3.8)
GLANCE = "at-a-glance"


@dataclass(frozen=True)
class Line:
    """One piece in a line."""

    number: int
    title: str
    kind: str
    dated: date
    confirmed: str
    """The codes of the statements it shows, as far as somebody confirmed it."""
    unconfirmed: str
    people: str
    """Those who confirmed a claim, vouched for the piece or gave its words."""


def at_a_glance(selection: Selection, names: Names) -> tree.Section:
    """How far the statements are shown, and every piece in a line."""
    lines = [line_of(each, names) for each in selection.carried]
    blocks: list[tree.Block] = [tree.KeyValues((*standing_facts(selection), *kinds(lines)))]
    if lines:
        header = tuple(tree.typed(each) for each in HEADER)
        rows = tuple(row_of(each) for each in lines)
        blocks.append(tree.Table(header, rows, "Every piece in a line", WIDTHS))
    return tree.Section(GLANCE, "At a glance", tuple(blocks))


def with_signatures(glance: tree.Section, digest: str, given: Sequence[Signed]) -> tree.Section:
    """The same page with who signed what and when, or that nobody did.

    Only what is frozen says so: statements are given on the fingerprint of all the other words, and
    would change it if they were among them.
    """
    facts, *others = glance.blocks
    if not isinstance(facts, tree.KeyValues):
        return glance
    signed = tuple(fact(kind.label, who_signed(kind, digest, given)) for kind in NEEDED)
    return replace(glance, blocks=(tree.KeyValues((*facts.facts, *signed)), *others))


def who_signed(kind: StatementKind, digest: str, given: Sequence[Signed]) -> str:
    """Everybody who signed this content; else whoever signed an earlier one; else that none did."""
    on_it = [named(one) for one in given if one.kind is kind and one.digest == digest]
    if on_it:
        return f"Signed by {'; '.join(on_it)}"
    before = on_earlier(given, kind, digest)
    return f"Signed by {named(before)}, on an earlier version" if before else "Not signed"


def named(one: Signed) -> str:
    """Their name, what they are to the apprentice, and the day."""
    return f"{one.name} ({one.capacity}), {day(one.given_at)}"


def standing_facts(selection: Selection) -> tuple[tree.Fact, ...]:
    """How many statements are shown how far, gaps included."""
    total = len(selection.answers)
    return tuple(
        fact(each.label, f"{len(selection.answers_that_are(each))} of {total} statements")
        for each in (Readiness.READY, Readiness.UNCONFIRMED, Readiness.NO_PIECE)
    )


def kinds(lines: list[Line]) -> Iterator[tree.Fact]:
    """Of which kinds the evidence is, and from when to when."""
    if lines:
        counted = Counter(each.kind for each in lines)
        yield fact("Kinds of evidence", ", ".join(f"{kind} ({n})" for kind, n in counted.items()))
        first, last = (tree.day(found(each.dated for each in lines)) for found in (min, max))
        yield fact("Dates", first if first == last else f"{first} to {last}")


def line_of(placed: Placed, names: Names) -> Line:
    """What is to be known of one piece before it is read."""
    piece = placed.piece
    said_yes = [
        word.person
        for tag in placed.tags
        for word in tag.latest_words
        if word.decision is Decision.CONFIRMED
    ]
    behind = [names[each] for each in (*said_yes, *(one.person for one in piece.evidence.vouched))]
    behind += [each.given_by for each in piece.evidence.given]
    confirmed = [tag.code for tag in placed.tags if tag.standing is Standing.CONFIRMED]
    others = [how(tag) for tag in placed.tags if tag.standing is not Standing.CONFIRMED]
    return Line(
        placed.number, piece.name, piece.evidence.kind.label, piece.evidence.dated,
        ", ".join(confirmed), ", ".join(others), ", ".join(dict.fromkeys(behind)),
    )  # fmt: skip


def how(tag: TagView) -> str:
    """A code that nobody's last word confirms; where somebody asked for more, it says so."""
    return f"{tag.code} (not yet)" if tag.standing is Standing.NOT_YET else tag.code


def row_of(line: Line) -> tuple[tree.Runs, ...]:
    """The line in the document, with the way to the piece."""
    way = tree.Reference(piece_anchor(line.number), f"Piece {line.number}: {line.title}")
    others = (
        f"{line.kind}, {tree.day(line.dated)}",
        line.confirmed or "None",
        line.unconfirmed or "None",
        line.people or "Nobody yet",
    )
    return ((way,), *(tree.typed(each) for each in others))
