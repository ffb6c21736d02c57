"""What of a portfolio wants a look before it is frozen: what stops that, and what is only said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from journal.domain.enclosing import AttachedFile, Enclosed
from journal.domain.portfolio import Amount, Placed, Readiness, Selection
from journal.domain.standing import Standing
from journal.domain.submission import Signed, StatementKind, on_earlier, on_this


class Matter(StrEnum):
    """One kind of thing to look at; the order is that of the page."""

    NO_PIECES = "no_pieces"
    LEFT_OUT = "left_out"
    NO_AUTHENTICITY = "no_authenticity"
    GAP = "gap"
    UNCONFIRMED = "unconfirmed"
    ASKED_FOR_MORE = "asked_for_more"
    WITHOUT_REASON = "without_reason"
    SHOWS_NOTHING = "shows_nothing"
    POINTED_AT = "pointed_at"
    NOT_LOOKED_AT = "not_looked_at"
    FILE_GONE = "file_gone"
    FILE_NOT_LOOKED_AT = "file_not_looked_at"
    FILE_NEEDS_PROGRAM = "file_needs_program"
    WITHOUT_MOMENTS = "without_moments"
    PRIVATE = "private"
    NO_SIGNATURE = "no_signature"
    SEEN_DIFFERENTLY = "seen_differently"
    FEW = "few"
    MANY = "many"

    @property
    def stops(self) -> bool:
        """Whether nothing can be frozen while this is so."""
        return self in STOPS


STOPS = frozenset({Matter.NO_PIECES, Matter.LEFT_OUT, Matter.NO_AUTHENTICITY, Matter.FILE_GONE})
EARLIER = "It was given on an earlier version."
SIGNATURES = {
    StatementKind.VALIDITY: "Your line manager has not signed that it is valid and yours.",
    StatementKind.BEHAVIOURS: "Your line manager has not signed that they verify the behaviours.",
}


@dataclass(frozen=True)
class Item:
    """One thing to look at, with what the link that mends it needs to know."""

    matter: Matter
    words: str
    placed: Placed | None = None
    codes: tuple[str, ...] = ()
    file: AttachedFile | None = None
    """The one it is about."""

    @property
    def stops(self) -> bool:
        """Whether nothing can be frozen while this is so."""
        return self.matter.stops


@dataclass(frozen=True)
class Looked:
    """What the look over the words found: how many places, by piece; None for the words around."""

    found: Mapping[UUID | None, int]
    not_looked_at: int = 0
    """Pieces that nobody has looked over on this page."""


def attention(
    selection: Selection,
    digest: str,
    standing: Sequence[Signed],
    looked: Looked,
    private: Collection[UUID],
    gone: Collection[UUID] = (),
) -> tuple[Item, ...]:
    """Everything, what stops first. `private` names the entries with passages just for the
    worker, `gone` the files that cannot be read where they are kept."""
    items = [
        *pieces(selection),
        *authenticity(digest, standing),
        *statements(selection),
        *words_pointed_at(selection, looked),
        *passages(selection, private),
        *files(selection, gone),
        *signatures(digest, standing),
        *amount(selection),
    ]
    order = list(Matter)
    return tuple(sorted(items, key=lambda item: order.index(item.matter)))


def stops(items: Iterable[Item]) -> tuple[Item, ...]:
    """Those that stop the freezing."""
    return tuple(item for item in items if item.stops)


def what_stops(selection: Selection, digest: str, standing: Sequence[Signed]) -> tuple[Item, ...]:
    """Only what stops the freezing: asked once more at the moment itself."""
    return stops([*pieces(selection), *authenticity(digest, standing)])


def pieces(selection: Selection) -> Iterator[Item]:
    """No piece at all, or chosen ones that would be left out."""
    if not selection.carried:
        yield Item(Matter.NO_PIECES, "There is no piece in it yet that counts as evidence.")
    for placed in selection.placed:
        if placed.is_carried:
            continue
        if placed.piece.evidence.is_deleted:
            why = "its entry was deleted. Please take the piece out, or bring the entry back."
        else:
            why = f"{placed.why.short.lower()}." if placed.why else "it does not count."
        yield Item(Matter.LEFT_OUT, f"{placed.piece.name} would be left out: {why}", placed)


def authenticity(digest: str, standing: Sequence[Signed]) -> Iterator[Item]:
    """The worker's own statement, on exactly this content."""
    kind = StatementKind.AUTHENTICITY
    if on_this(standing, kind, digest):
        return
    before = " You said it of an earlier version." if on_earlier(standing, kind, digest) else ""
    words = f"You have not said yet that this is your own work.{before}"
    yield Item(Matter.NO_AUTHENTICITY, words)


def statements(selection: Selection) -> Iterator[Item]:
    """Statements without a piece, claims that nobody confirmed, and tags without a reason."""
    if gaps := codes_that_are(selection, Readiness.NO_PIECE):
        yield Item(Matter.GAP, "No piece shows these yet.", codes=gaps)
    yield from claims(selection)
    for placed in selection.carried:
        if placed.without_reason:
            words = (
                f"Piece {placed.number}, {placed.piece.name}: tags without a reason stay behind."
            )
            yield Item(Matter.WITHOUT_REASON, words, placed, placed.without_reason)
        elif not placed.tags:
            words = (
                f"Piece {placed.number}, {placed.piece.name}, has no tag to a statement that this "
                "portfolio covers, so it shows none of them."
            )
            yield Item(Matter.SHOWS_NOTHING, words, placed)


def claims(selection: Selection) -> Iterator[Item]:
    """Statements that no piece shows with a confirmed tag: by piece, since that is where it is
    mended."""
    open_ = codes_that_are(selection, Readiness.UNCONFIRMED)
    for placed in selection.carried:
        name = f"Piece {placed.number}, {placed.piece.name}"
        mine = [tag for tag in placed.tags if tag.code in open_]
        more = tuple(tag.code for tag in mine if tag.standing is Standing.NOT_YET)
        if more:
            yield Item(Matter.ASKED_FOR_MORE, f"{name}: somebody asked for more.", placed, more)
        if claimed := tuple(tag.code for tag in mine if tag.code not in more):
            words = f"{name}: nobody has confirmed what it shows of these yet."
            yield Item(Matter.UNCONFIRMED, words, placed, claimed)


def codes_that_are(selection: Selection, readiness: Readiness) -> tuple[str, ...]:
    """The statements in one state, by their code."""
    return tuple(answer.code for answer in selection.answers_that_are(readiness))


def words_pointed_at(selection: Selection, looked: Looked) -> Iterator[Item]:
    """Words that could show who somebody is; a prompt, never a block."""
    if count := looked.found.get(None):
        words = f"In title, introduction or closing words, {places(count)}."
        yield Item(Matter.POINTED_AT, words)
    for placed in selection.carried:
        if count := looked.found.get(placed.piece.id):
            words = f"In piece {placed.number}, {placed.piece.name}, {places(count)}."
            yield Item(Matter.POINTED_AT, words, placed)
    if looked.not_looked_at:
        count = looked.not_looked_at
        words = f"{count} more {'piece' if count == 1 else 'pieces'} to look over on their own page"
        yield Item(Matter.NOT_LOOKED_AT, f"There {'is' if count == 1 else 'are'} {words}.")


def places(count: int) -> str:
    """How many places want a look."""
    return "one place could show who somebody is" if count == 1 else (
        f"{count} places could show who somebody is"
    )  # fmt: skip


def passages(selection: Selection, private: Collection[UUID]) -> Iterator[Item]:
    """Passages just for the worker: they stay, and the worker is told so."""
    for placed in selection.carried:
        if placed.piece.evidence.entry in private:
            words = (
                f"Behind piece {placed.number}, {placed.piece.name}, are passages just for you. "
                "They stay with you: only the evidence statement goes along."
            )
            yield Item(Matter.PRIVATE, words, placed)


def files(selection: Selection, gone: Collection[UUID]) -> Iterator[Item]:
    """Files that nobody has looked at, that cannot be read, or that do not open anywhere."""
    for placed in selection.carried:
        in_piece = f"in piece {placed.number}, {placed.piece.name},"
        for file in placed.piece.not_looked_at:
            words = (
                f"You have not looked yet at “{file.name}” {in_piece} so it stays behind. Please "
                "say whether it goes along."
            )
            yield Item(Matter.FILE_NOT_LOOKED_AT, words, placed, file=file)
        for each in selection.enclosed_with(placed):
            yield from one_file(each, placed, in_piece, is_gone=each.file.id in gone)


def one_file(enclosed: Enclosed, placed: Placed, in_piece: str, *, is_gone: bool) -> Iterator[Item]:
    """What wants a look about one file that goes along."""
    file = enclosed.file
    if is_gone:
        words = (
            f"“{file.name}” {in_piece} cannot be read where it is kept. Please keep it back, or "
            "add it to its entry once more."
        )
        yield Item(Matter.FILE_GONE, words, placed, file=file)
    if not file.opens_anywhere:
        words = (
            f"“{file.name}” {in_piece} opens only with a program that not everybody has. A PDF, a "
            "JPEG or PNG picture or an MP3 of it opens anywhere."
        )
        yield Item(Matter.FILE_NEEDS_PROGRAM, words, placed, file=file)
    if file.is_recording and not enclosed.enclosure.moments:
        words = f"“{file.name}” {in_piece} does not say yet where in the recording to listen."
        yield Item(Matter.WITHOUT_MOMENTS, words, placed, file=file)


def signatures(digest: str, standing: Sequence[Signed]) -> Iterator[Item]:
    """What the employer has not signed, or signed of an earlier version, or sees differently."""
    for kind, words in SIGNATURES.items():
        if on_this(standing, kind, digest):
            continue
        if earlier := on_earlier(standing, kind, digest):
            words = f"{kind.label}, signed by {earlier.name}. {EARLIER}"
        yield Item(Matter.NO_SIGNATURE, words)
    for one in standing:
        if one.kind is StatementKind.SEEN_DIFFERENTLY:
            note = f" {EARLIER}" if one.digest != digest else ""
            words = f"{one.name} sees something differently: {one.words}{note}"
            yield Item(Matter.SEEN_DIFFERENTLY, words)


def amount(selection: Selection) -> Iterator[Item]:
    """Fewer or more pieces than is usual for the plan."""
    usual, count = selection.plan.pieces, len(selection.carried)
    range_ = f"{usual.typical_low} to {usual.typical_high}"
    if selection.amount is Amount.FEW:
        yield Item(Matter.FEW, f"It has {count}. Usual are {range_} pieces.")
    elif selection.amount is Amount.MANY:
        yield Item(Matter.MANY, f"It has {count}. Usual are {range_} pieces.")
