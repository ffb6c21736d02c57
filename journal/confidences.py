"""The confidentiality help for a person's texts: their lists, their organisation's, and the model.

A prompt, never a block, and never a guarantee: whatever is pointed at, the writer decides.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.confidentiality import find
from journal.domain.looking_over import Listing, Look, look_at
from journal.models import Entry, OrganisationWords, OwnWords, Person
from journal.models.confidential import visible
from journal.names_model import names_model

MOST_WORDS = 300
"""On each list: enough for a large service, and quick to look through."""
LONGEST_WORDS = 300


def look_over(
    session: Session,
    writer: Person,
    parts: Iterable[tuple[str, str]],
    entry_id: UUID | None = None,
) -> Look:
    """Look over the parts of a text, (heading, text) each, by everybody's lists that apply."""
    allow, deny = lists_for(session, writer, entry_id)
    names = names_model()
    return look_at(parts, lambda text: find(text, names=names, allow=allow, deny=deny))


def lists_for(
    session: Session, writer: Person, entry_id: UUID | None
) -> tuple[frozenset[str], frozenset[str]]:
    """What is never and what is always pointed at; what the writer says goes before the rest."""
    own = [each for each in own_words(session, writer) if each.entry_id in (None, entry_id)]
    theirs = organisation_words(session, writer)
    mine, shared = by_list(own), by_list(theirs)
    allow = mine[Listing.ALLOW] | (shared[Listing.ALLOW] - mine[Listing.DENY])
    deny = mine[Listing.DENY] | (shared[Listing.DENY] - mine[Listing.ALLOW])
    return frozenset(allow), frozenset(deny)


def by_list(listed: Sequence[OwnWords | OrganisationWords]) -> dict[Listing, set[str]]:
    """The words of each list; capitals make no difference."""
    return {
        kind: {each.words.casefold() for each in listed if each.listing is kind} for kind in Listing
    }


def own_words(session: Session, writer: Person) -> Sequence[OwnWords]:
    """The person's own lists, and what they said is fine in single entries."""
    return session.scalars(visible(OwnWords, to=writer).order_by(OwnWords.added_at)).all()


def organisation_words(session: Session, person: Person) -> Sequence[OrganisationWords]:
    """The lists of the person's organisation."""
    return session.scalars(
        sa.select(OrganisationWords)
        .where(OrganisationWords.organisation_id == person.organisation_id)
        .order_by(OrganisationWords.added_at)
    ).all()


def say_fine(session: Session, writer: Person, words: Iterable[str], entry: Entry) -> None:
    """Remember that these words are fine in this entry, so that nobody asks again."""
    words = [each[:LONGEST_WORDS] for each in words if each.strip()]
    if not words:
        return
    known = {each.words for each in own_words(session, writer) if each.entry_id == entry.id}
    for each in dict.fromkeys(words):
        if each not in known and len(known) < MOST_WORDS:
            session.add(
                OwnWords(author_id=writer.id, entry_id=entry.id, listing=Listing.ALLOW, words=each)
            )
    record(session, writer, Event.LOOKED_OVER, owner=writer.id, subject=("entry", entry.id))
    session.flush()


def set_own_words(session: Session, writer: Person, words: str, listing: Listing | None) -> None:
    """Put words on one of a person's own lists, and on no other; None takes them off."""
    present = [
        each
        for each in own_words(session, writer)
        if each.entry_id is None and each.words.casefold() == words.casefold()
    ]
    for each in present:
        session.delete(each)
    if listing is not None:
        session.add(OwnWords(author_id=writer.id, listing=listing, words=words))
    record(session, writer, Event.OWN_WORDS_CHANGED, owner=writer.id, subject=("person", writer.id))
    session.flush()


def set_organisation_words(
    session: Session, administrator: Person, words: str, listing: Listing | None
) -> None:
    """Put words on one of the organisation's lists, and on no other; None takes them off."""
    for each in organisation_words(session, administrator):
        if each.words.casefold() == words.casefold():
            session.delete(each)
    if listing is not None:
        session.add(
            OrganisationWords(
                organisation_id=administrator.organisation_id, listing=listing, words=words
            )
        )
    record(
        session,
        administrator,
        Event.ORGANISATION_WORDS_CHANGED,
        owner=administrator.id,
        subject=("organisation", administrator.organisation_id),
    )
    session.flush()
