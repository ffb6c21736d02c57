"""The parts of the document that repeat: one section a piece, one place a statement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from string import ascii_lowercase, digits
from uuid import UUID

from journal import formatting
from journal.documents import tree
from journal.documents.markdown import markdown_blocks
from journal.domain.enclosing import Enclosed
from journal.domain.framework import Statement, StatementKind
from journal.domain.portfolio import Answer, Message, Piece, Placed, Selection, Vouched
from journal.domain.standard import Standard
from journal.domain.standing import TYPED_IN, Decision, Standing, TagView, Word
from journal.portfolio.enclosed_blocks import file_blocks
from journal.portfolio.said import fact as fact
from journal.portfolio.said import said as said

Names = Mapping[UUID, str]
KSB_TITLES = {
    StatementKind.KNOWLEDGE: "Knowledge",
    StatementKind.SKILL: "Skills",
    StatementKind.BEHAVIOUR: "Behaviours",
}
PLAIN = frozenset(ascii_lowercase + digits)
INSIDE = 4
"""The level of the headings that people typed, below a piece's own."""


def piece_section(
    placed: Placed, author: str, names: Names, standard: Standard, files: Sequence[Enclosed] = ()
) -> tree.Section:
    """One piece: its context and statement, who vouches for it, its files, what it shows, and
    feedback."""
    piece = placed.piece
    evidence = piece.evidence
    blocks = (
        tree.KeyValues(tuple(facts_of(piece))),
        *context_blocks(piece),
        tree.Heading(3, "Evidence statement"),
        *markdown_blocks(evidence.statement, INSIDE),
        *given_blocks(piece),
        *vouched_blocks(piece, author, names),
        *file_blocks(files),
        tree.Heading(3, "What it shows"),
        *(block for tag in placed.tags for block in tag_blocks(tag, author, names, standard)),
        *([] if placed.tags else [said("No statement of this portfolio is claimed for it yet.")]),
        *feedback_blocks(piece.messages, names),
    )
    return tree.Section(piece_anchor(placed.number), piece.name, blocks, f"Piece {placed.number}")


def ksb_sections(selection: Selection, names: Names) -> Iterator[tree.Section]:
    """Every statement the portfolio must cover, each with its pieces or its gap."""
    for kind, title in KSB_TITLES.items():
        answers = [
            (selection.framework[answer.code], answer)
            for answer in selection.answers
            if selection.framework[answer.code].kind is kind
        ]
        blocks = (block for each in answers for block in answer_blocks(*each, names))
        if answers:
            yield tree.Section(f"shown-{kind.value}", title, tuple(blocks), "What is shown")


def facts_of(piece: Piece) -> Iterator[tree.Fact]:
    """What the piece is, and when."""
    evidence = piece.evidence
    yield fact("Kind", evidence.kind.label)
    yield fact("Date", tree.day(evidence.dated))
    if evidence.written_at:
        version = f"Version {evidence.number}, written on {day(evidence.written_at)}"
        yield fact("Statement", version)


def context_blocks(piece: Piece) -> Iterator[tree.Block]:
    """What the apprentice tells a reader who was not there, if anything."""
    if piece.context.strip():
        yield tree.Heading(3, "Context")
        yield from markdown_blocks(piece.context, INSIDE)


def given_blocks(piece: Piece) -> Iterator[tree.Block]:
    """Who gave the words of the statement and when, where they are not the apprentice's."""
    evidence = piece.evidence
    if evidence.given:
        yield tree.Heading(3, "Who gave these words")
    for one in evidence.given:
        earlier = f", as version {one.on_statement} of the statement"
        on_this = one.on_statement == evidence.number
        yield said(f"{one.given_by}, {day(one.given_at)}{'' if on_this else earlier}.")


def vouched_blocks(piece: Piece, author: str, names: Names) -> Iterator[tree.Block]:
    """Those who put their name to the piece, in their words; or that nobody has."""
    evidence = piece.evidence
    is_typed_in = evidence.kind in TYPED_IN
    if evidence.vouched:
        yield tree.Heading(3, "Confirmed by its author" if is_typed_in else "Who vouches for it")
        for one in evidence.vouched:
            source = vouched_source(one, evidence.number, names)
            yield tree.Quote(markdown_blocks(one.words, INSIDE), source)
    elif is_typed_in and not evidence.given:
        yield said(f"Typed in by {author}. The person whose words they are has not confirmed them.")


def vouched_source(one: Vouched, latest: int, names: Names) -> str:
    """Whose name, in what capacity, when, and on which version if it was another."""
    earlier = f", on version {one.on_statement} of the statement"
    if not one.on_statement:
        earlier = ", before there was an evidence statement"
    return signed(one.person, one.capacity.label, one.given_at, names) + (
        earlier if one.on_statement != latest else ""
    )


def tag_blocks(tag: TagView, author: str, names: Names, standard: Standard) -> Iterator[tree.Block]:
    """One claim: the statement, how the piece shows it, and what was said of that."""
    yield tree.Heading(INSIDE, f"{tag.code}: {tag.standing.label.lower()}")
    yield said(standard.framework[tag.code].text)
    claim = (tree.Strong((tree.Text(f"{author} says: "),)), tree.Text(tag.reason))
    yield tree.Paragraph(claim)
    if tag.words:
        yield tree.BulletList(tuple(word_item(tag, word, names) for word in tag.latest_words))
    else:
        yield said("Nobody has confirmed this yet.")


def word_item(tag: TagView, word: Word, names: Names) -> tree.Blocks:
    """What one person said of a claim, and on which version."""
    is_yes = word.decision is Decision.CONFIRMED
    who = signed(word.person, word.capacity.label, word.given_at, names)
    because = f": {word.because}" if word.because.strip() else "."
    notes = " Given on an earlier version of the entry." if tag.is_earlier(word) else ""
    notes += " Given before this reason was written." if tag.is_before_reason(word) else ""
    opening = tree.Strong((tree.Text("Confirmed by " if is_yes else "Not yet, says "),))
    return (tree.Paragraph((opening, tree.Text(who + because + notes))),)


def feedback_blocks(messages: Iterable[Message], names: Names) -> Iterator[tree.Block]:
    """The messages that were chosen to go along."""
    messages = tuple(messages)
    if messages:
        yield tree.Heading(3, "Feedback")
    for each in messages:
        source = f"{names[each.person]}, {day(each.written_at)}"
        yield tree.Quote(markdown_blocks(each.text, INSIDE), source)


def answer_blocks(statement: Statement, answer: Answer, names: Names) -> Iterator[tree.Block]:
    """One statement: its words, and each piece that shows it with how far it stands."""
    yield tree.Heading(3, statement.code)
    yield said(statement.text)
    if answer.shown:
        items = tuple(
            (tree.Paragraph((place_of(each.placed), tree.Text(how_far(each.tag, names)))),)
            for each in answer.shown
        )
        yield tree.BulletList(items)
    else:
        yield tree.Paragraph((tree.Emphasis((tree.Text("No piece shows this yet."),)),))


def how_far(tag: TagView, names: Names) -> str:
    """How far one piece's claim stands, after the name of the piece."""
    if tag.standing is Standing.CLAIMED:
        return ": claimed. Nobody has confirmed it yet."
    said_by = (
        ("confirmed by " if word.decision is Decision.CONFIRMED else "not yet, says ")
        + signed(word.person, word.capacity.label, word.given_at, names)
        + (" (on an earlier version of the entry)" if tag.is_earlier(word) else "")
        for word in tag.latest_words
    )
    return f": {'; '.join(said_by)}."


def place_of(placed: Placed) -> tree.Reference:
    """The way to a piece."""
    return tree.Reference(
        piece_anchor(placed.number), f"Piece {placed.number}, {placed.piece.name}"
    )


def signed(person: UUID, capacity: str, given_at: datetime, names: Names) -> str:
    """A name, what they are to the apprentice, and the day."""
    return f"{names[person]} ({capacity}), {day(given_at)}"


def day(moment: datetime) -> str:
    """The day of a moment, in Britain."""
    return tree.day(formatting.day_of(moment))


def piece_anchor(number: int) -> str:
    """The name of a piece's place."""
    return f"piece-{number}"


def annex_anchor(code: str) -> str:
    """The name of a statement's row in the annex."""
    plain = (each if each in PLAIN else f"-{ord(each):x}-" for each in code.lower())
    return f"annex-{''.join(plain)}"
