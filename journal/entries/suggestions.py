"""Tags suggested to an author, from all that they wrote and from their own tags before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.crosswalk import Reference
from journal.domain.framework import Statement
from journal.domain.passages import passages
from journal.domain.vocabulary import Tagged
from journal.entries.queries import whole_of
from journal.models import Entry, Person, Tag
from journal.models.confidential import for_viewer, visible
from journal.programmes import content_of
from journal.suggesting import suggester

LOOK_BACK = 40
"""How many of this person's tagged entries are looked at: what they did lately says most."""


@dataclass(frozen=True)
class Suggested:
    """A statement offered on the tag page, and the author's own words that led to it."""

    statement: Statement
    words: tuple[str, ...]


def suggested_for(
    session: Session, author: Person, entry: Entry, ticked: Sequence[tuple[str, str]]
) -> list[Suggested]:
    """At most five statements that are not on yet; only the author ever sees them."""
    whole = whole_of(session, author, entry)
    text = _text(whole.title, whole.answers, whole.text)
    already = {Reference(framework, code) for framework, code in ticked}
    texts = content_of(session, author)
    found = suggester(texts).suggest(
        text, tagged_before=tagged_before(session, author, entry.id), already=already
    )
    return [Suggested(texts.frameworks[each.framework][each.code], each.words) for each in found]


def tagged_before(session: Session, author: Person, but: UUID) -> list[Tagged]:
    """What this person wrote and tagged before, newest first; nobody else's, and not this one."""
    tagged = sa.select(Tag.entry_id).where(Tag.author_id == author.id)
    mine = session.scalars(
        visible(Entry, to=author)
        .where(
            Entry.author_id == author.id,
            Entry.deleted_at.is_(None),
            Entry.id != but,
            Entry.id.in_(for_viewer(tagged, author)),
        )
        .order_by(Entry.dated.desc(), Entry.id)
        .limit(LOOK_BACK)
        .options(selectinload(Entry.tags))
    )
    return [
        Tagged(
            _text(entry.title, entry.answers, entry.text),
            tuple(Reference(tag.framework, tag.code) for tag in entry.tags),
        )
        for entry in mine
    ]


def _text(title: str, answers: Mapping[str, str], text: str) -> str:
    """Everything as one text, without the marks around what is just for the writer."""
    together = "\n".join((title, *answers.values(), text))
    return "\n".join(passage.text for passage in passages(together))
