"""A portfolio made into one document: the only way out of the service for what it holds.

It is made from `Selection` alone, which knows evidence statements and the words of those who
vouch for them, and nothing of what else stands in the journal. The same portfolio makes the same
document: its date is that of its newest content, never today's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from journal.documents import tree
from journal.documents.markdown import markdown_blocks
from journal.domain.portfolio import Answer, Selection
from journal.domain.standard import Standard
from journal.portfolio.glance import at_a_glance
from journal.portfolio.sections import (
    annex_anchor,
    fact,
    ksb_sections,
    piece_anchor,
    piece_section,
    said,
)

KIND = "Portfolio of evidence"
ANNEX = "annex"


@dataclass(frozen=True)
class Manuscript:
    """Everything that goes into the file."""

    title: str
    introduction: str
    closing: str
    name: str
    """The apprentice's."""
    standard: Standard
    selection: Selection
    names: Mapping[UUID, str]
    """The name of everybody who said something that goes along."""
    date: date


def document_of(manuscript: Manuscript) -> tree.Document:
    """The whole portfolio."""
    selection = manuscript.selection
    return tree.Document(
        title=manuscript.title,
        author=manuscript.name,
        date=manuscript.date,
        description=f"{KIND} for the {selection.plan.words.end_point_assessment}",
        cover=cover(manuscript),
        sections=(
            how_to_read(manuscript),
            at_a_glance(selection, manuscript.names),
            *own_words("introduction", "Introduction", manuscript.introduction),
            *(piece_section(each, manuscript.name, manuscript.names, manuscript.standard,
                            selection.enclosed_with(each))
              for each in selection.carried),
            *ksb_sections(selection, manuscript.names),
            *own_words("closing", "Closing words", manuscript.closing),
            annex(manuscript),
        ),
    )  # fmt: skip


def cover(manuscript: Manuscript) -> tree.Cover:
    """What this is, whose, and what it is held against."""
    plan, standard = manuscript.selection.plan, manuscript.standard
    words = plan.words
    return tree.Cover(
        title=manuscript.title,
        kicker=KIND,
        subtitle=manuscript.name,
        lines=(
            fact("Standard", title_of(standard)),
            fact("Assessment plan", f"{plan.title}, version {plan.version}"),
            fact("Made for", f"the {words.end_point_assessment}, to be read by the "
                             f"{words.assessor} of the {words.assessment_organisation}"),
            fact("Pieces", str(len(manuscript.selection.carried))),
            fact("As it stood on", tree.day(manuscript.date)),
        ),
    )  # fmt: skip


def how_to_read(manuscript: Manuscript) -> tree.Section:
    """What the reader needs to know first, told before anything is claimed."""
    name, plan = manuscript.name, manuscript.selection.plan
    methods = [method.title for method in plan.methods if method.uses_portfolio]
    blocks: list[tree.Block] = [
        said(
            f"{name} put this portfolio together for the {plan.words.end_point_assessment}. It "
            f"speaks to those statements of the {manuscript.standard.framework.title} that belong "
            f"to: {'; '.join(methods)}."
        )
    ]
    if plan.illustrative:
        note = (
            "The plan behind this portfolio is only an example. Which statements a portfolio "
            f"must cover, and what it may hold, is for the {plan.words.assessment_organisation} "
            "to say."
        )
        blocks.append(tree.Callout("An illustrative plan", (said(note),), "care"))
    blocks += [
        said(
            "Each piece has an evidence statement, written so that nobody can be recognised from "
            f"it. What else {name} wrote in their own journal is not part of this."
        ),
        tree.BulletList((
            word("Claimed", f"{name} says that a piece shows a statement, and how. Nobody has "
                            "confirmed it."),
            word("Confirmed", "Somebody who supports their work has confirmed the claim, by name "
                              "and on a date. If the entry behind it has changed since, it says "
                              "so."),
            word("Not yet", "One of them has asked for more, and says why."),
        )),
        said("The annex at the end leads from each statement to the pages that show it."),
    ]  # fmt: skip
    return tree.Section("how-to-read", "How to read this", tuple(blocks))


def own_words(anchor: str, title: str, text: str) -> tuple[tree.Section, ...]:
    """What the apprentice wrote to begin or end with, if anything."""
    if not text.strip():
        return ()
    return (tree.Section(anchor, title, markdown_blocks(text)),)


def annex(manuscript: Manuscript) -> tree.Section:
    """From each statement to the pieces that show it; whoever typesets it adds the pages."""
    standard, selection = manuscript.standard, manuscript.selection
    rows = tuple(
        tree.AnnexRow(
            annex_anchor(answer.code),
            answer.code,
            standard.framework[answer.code].text,
            places_of(answer),
        )
        for answer in selection.answers
    )
    caption = "Where each statement is shown"
    source = f"Source of the statements: {standard.framework.source}. {standard.attribution}"
    return tree.Section(
        ANNEX,
        "Mapping annex",
        (
            tree.Annex(caption, rows, nothing="No piece shows this yet"),
            said(source),
        ),
    )


def places_of(answer: Answer) -> tuple[tree.Reference, ...]:
    """The pieces that show one statement; a claim is called one here too."""
    return tuple(
        tree.Reference(
            piece_anchor(each.placed.number),
            f"Piece {each.placed.number}: {each.placed.piece.name} "
            f"({each.tag.standing.label.lower()})",
        )
        for each in answer.shown
    )


def title_of(standard: Standard) -> str:
    """The standard as a cover names it."""
    level = f", level {standard.level}" if standard.level else ""
    named = ", ".join(filter(None, (standard.framework.title, standard.reference)))
    return f"{named}, version {standard.version}{level}"


def word(term: str, meaning: str) -> tree.Blocks:
    """A word this document uses, and what it means by it."""
    return (tree.Paragraph((tree.Strong((tree.Text(term),)), tree.Text(f": {meaning}"))),)
