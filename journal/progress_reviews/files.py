"""A review as a document: to print, to sign on paper, or to keep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from journal.documents import tree
from journal.documents.markdown import markdown_blocks
from journal.domain import progress_review
from journal.domain.joint_records import Part, RecordField, Word, last_words
from journal.follow_up_view import ActionView
from journal.formatting import day_of, length_of_time, moment, short_day
from journal.joint_records import said_of
from journal.models import JointRecord

TITLE = "Progress review"
SIDES = {Part.WORKER: "Peer worker", Part.EMPLOYER: "Line manager", Part.PROVIDER: "Coach"}
WRITTEN = (
    *progress_review.TOGETHER,
    *progress_review.EMPLOYER,
    *progress_review.PROVIDER,
    *progress_review.WORKER,
)


@dataclass(frozen=True)
class ReviewFile:
    """What goes into the document, as far as its reader may know it."""

    record: JointRecord
    names: Mapping[UUID, str]
    agreed: Sequence[ActionView]


def document_of(of: ReviewFile, today: date) -> tree.Document:
    """The newest version, with what was agreed and who signed it."""
    record = of.record
    said = last_words(said_of(record), record.revision)
    held_on = day_of(record.starts_at) if record.starts_at else today
    sections = (
        section("happened", "What happened", happened(record)),
        section("written", "What was written", written(record)),
        section("agreed", "Until next time", agreed(of.agreed)),
        section("signed", "Who signed it", tuple(signed(of, said))),
    )
    return tree.Document(
        title=TITLE,
        author=", ".join(sorted({of.names[each.person_id] for each in record.holders})),
        date=held_on,
        description=f"{TITLE}, version {record.revision}",
        cover=tree.Cover(
            title=TITLE,
            kicker=f"Version {record.revision}",
            subtitle=moment(record.starts_at) if record.starts_at else "",
            lines=tuple(facts_of(of)),
        ),
        sections=sections,
    )


def section(anchor: str, title: str, blocks: tree.Blocks) -> tree.Section:
    """A part of it, on the same page where there is room."""
    nothing = (tree.Paragraph(tree.typed("Nothing.")),)
    return tree.Section(anchor, title, blocks or nothing, new_page=False)


def facts_of(of: ReviewFile) -> Iterator[tree.Fact]:
    """How long it took, and who holds it."""
    if of.record.minutes:
        yield fact("Length", length_of_time(of.record.minutes))
    for side, label in SIDES.items():
        there = [of.names[each.person_id] for each in of.record.holders if each.side is side]
        if there:
            yield fact(label, ", ".join(there))


def happened(record: JointRecord) -> tree.Blocks:
    """What the system counted."""
    found = headed(record, progress_review.SUMMARY)
    return (tree.KeyValues(tuple(fact(label, text) for label, text in found)),) if found else ()


def written(record: JointRecord) -> tree.Blocks:
    """What each of the three wrote, under its heading."""
    blocks: list[tree.Block] = []
    for label, text in headed(record, WRITTEN):
        blocks += [tree.Heading(3, label), *markdown_blocks(text, 4)]
    return tuple(blocks)


def headed(record: JointRecord, fields: Sequence[RecordField]) -> list[tuple[str, str]]:
    """(heading, text) of what is filled."""
    return [(each.label, text) for each in fields if (text := record.fields.get(each.key))]


def agreed(actions: Sequence[ActionView]) -> tree.Blocks:
    """What is to be done, by whom and until when."""
    if not actions:
        return ()
    items = tuple((tree.Paragraph(tree.typed(line_of(each))),) for each in actions)
    return (tree.BulletList(items),)


def line_of(action: ActionView) -> str:
    """One action in a line."""
    due = f", by {short_day(action.due_on)}" if action.due_on else ""
    codes = f" ({', '.join(action.codes)})" if action.codes else ""
    return f"{action.text}{codes}: {action.owner}{due}. {action.state.label}"


def signed(of: ReviewFile, said: Mapping[UUID, Word]) -> Iterator[tree.Block]:
    """What each holder last said of this very version."""
    for holder in of.record.holders:
        name, word = of.names[holder.person_id], said.get(holder.person_id)
        if word is None:
            yield tree.Paragraph(tree.typed(f"{name} has not signed this version."))
        elif word.agrees:
            yield tree.Paragraph(tree.typed(f"{name} signed it on {moment(word.given_at)}."))
        else:
            source = f"{name}, {moment(word.given_at)}: sees it differently"
            yield tree.Quote(markdown_blocks(word.words, 4), source)


def fact(label: str, words: str) -> tree.Fact:
    """A label and what it says."""
    return tree.Fact(label, tree.typed(words))
