"""The portfolio as a journal that other portfolio systems take in."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from journal.documents import tree
from journal.documents.leap2a import Journal, Post
from journal.documents.leap2a_parts import fitting
from journal.domain.portfolio import Placed
from journal.formatting import HOME_ZONE
from journal.portfolio.compiling import ANNEX, Manuscript
from journal.portfolio.enclosed_blocks import WHERE
from journal.portfolio.enclosures import Enclosures
from journal.portfolio.glance import GLANCE
from journal.portfolio.said import said
from journal.portfolio.sections import piece_anchor

FRONT = ("how-to-read", GLANCE, "introduction")
"""The sections that introduce the journal; every other one is a post of it."""
ATTACHED = (
    "They are attached to this entry, each under its name. The checksum tells whether a file is "
    "the one that was meant."
)


def journal_of(
    portfolio: UUID, manuscript: Manuscript, document: tree.Document, files: Enclosures
) -> Journal:
    """The same sections: a piece is dated and tagged as it was, the rest as the whole."""
    changed = noon(manuscript.date)
    placed = {piece_anchor(one.number): one for one in manuscript.selection.carried}
    posts = tuple(
        post_of(section, placed.get(section.anchor), changed, files)
        for section in document.sections
        if section.anchor not in FRONT
    )
    return fitting(Journal(
        document=document,
        address=f"urn:uuid:{portfolio}",
        published=min([changed, *(post.published for post in posts)]),
        updated=changed,
        front=tuple(section for section in document.sections if section.anchor in FRONT),
        posts=posts,
    ))  # fmt: skip


def post_of(
    section: tree.Section, placed: Placed | None, changed: datetime, files: Enclosures
) -> Post:
    """A section as a post; the codes that a piece shows are its tags, and its files go with it."""
    if placed is None:
        tags: tuple[str, ...] = (ANNEX,) if section.anchor == ANNEX else ()
        return Post(section, changed, changed, tags)
    evidence = placed.piece.evidence
    published = noon(evidence.dated)
    updated = max(published, evidence.written_at or published)
    codes = tuple(tag.code for tag in placed.tags)
    there: dict[tree.Block, tree.Block] = {said(WHERE): said(ATTACHED)}
    section = replace(section, blocks=tuple(there.get(one, one) for one in section.blocks))
    return Post(section, published, updated, codes, files.with_piece(placed.number))


def noon(day: date) -> datetime:
    """A day as a moment: its middle, so that no zone makes another day of it."""
    return datetime.combine(day, time(12), HOME_ZONE).astimezone(UTC)
