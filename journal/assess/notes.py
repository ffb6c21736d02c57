"""An assessor's own notes: nobody else ever reads them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from journal.links import Link
from journal.models import AssessorNote
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.signed_in import hash_of

LONGEST = 10_000
TOO_LONG = f"This note is longer than {LONGEST:,} characters. It is all here; please shorten it."


@dataclass(frozen=True)
class Typed:
    """A note as a page sent it, and the mark of what stood there when the page was opened."""

    text: str
    before: str

    @property
    def is_changed(self) -> bool:
        """Whether somebody wrote in it on that page."""
        return mark_of(self.text) != self.before


def notes_of(session: Session, holder: Link) -> dict[str, AssessorNote]:
    """The notes by the section they stand beside."""
    mine = visible(AssessorNote, to=holder).where(AssessorNote.link_id == holder.id)
    return {each.section: each for each in session.scalars(mine)}


def keep(session: Session, holder: Link, typed: Mapping[str, Typed]) -> None:
    """Keep every note that was changed on a page; an empty one takes the note away.

    What was written meanwhile in another window is not overwritten: both stay.
    """
    act_as(session, holder)
    present = notes_of(session, holder)
    for section, note in typed.items():
        if note.is_changed:
            put(session, holder, section, note, present.get(section))
    session.flush()


def put(
    session: Session, holder: Link, section: str, note: Typed, found: AssessorNote | None
) -> None:
    """One changed note."""
    stored = found.text if found else ""
    text = note.text.strip()
    if mark_of(stored) != note.before and text != stored:
        text = f"{stored}\n\n{text}".strip()
    if found is None and text:
        session.add(AssessorNote(link_id=holder.id, section=section, text=text))
    elif found is not None and not text:
        session.delete(found)
    elif found is not None and text != stored:
        found.text, found.written_at = text, now()


def mark_of(text: str) -> str:
    """What a page remembers of a note, to see whether it was changed."""
    return hash_of(text.strip())[:16]


def as_text(notes: Mapping[str, AssessorNote], sections: Collection[tuple[str, str]]) -> str:
    """All notes in the order of the portfolio, as plain text to keep."""
    parts = [
        f"{name}\n{'-' * min(len(name), 60)}\n{notes[anchor].text.strip()}\n"
        for anchor, name in sections
        if anchor in notes
    ]
    return "\n".join(["Notes on a portfolio\n", *parts]) if parts else "There are no notes yet.\n"
