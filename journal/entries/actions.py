"""What changes a journal: each function one act, by its author, with its audit event."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from journal import mail
from journal.audit import Event, record
from journal.domain.draft import Draft, for_others
from journal.domain.redaction import has_taken_out, redacted
from journal.entries.queries import whole_of
from journal.free_id import add_with_free_id, one_at_a_time
from journal.models import (
    Entry,
    EvidenceStatement,
    Person,
    Relationship,
    Revision,
    Share,
    Tag,
    TakenOut,
)
from journal.models.base import now
from journal.models.confidential import visible

DELETED_FOR_GOOD_AFTER = timedelta(days=30)

TagRef = tuple[str, str]
"""A framework's key and a code in it."""


class SavedElsewhere(Exception):
    """The entry was saved since the page that is now being saved was opened."""


def write(
    session: Session, author: Person, draft: Draft, entry_id: UUID, tags: Sequence[TagRef] = ()
) -> Entry:
    """A new entry, tagged with what it was written for; a form sent twice is still one entry."""
    one_at_a_time(session, author)
    again = session.scalar(visible(Entry, to=author).where(Entry.id == entry_id))
    if again is not None:
        if can_go_on(session, again, author, draft):
            save(session, author, again, draft, again.revision)
            return again
        entry_id = uuid4()
    entry = Entry(id=entry_id, organisation_id=author.organisation_id, author_id=author.id)
    entry.created_at = now()
    entry.revision = entry.changed_in = 1
    fill(entry, draft)
    add_with_free_id(session, entry)
    keep_revision(session, entry, draft)
    note(session, author, Event.ENTRY_WRITTEN, entry)
    if tags:
        set_tags(session, author, entry, dict.fromkeys(tags, ""), ())
    return entry


def can_go_on(session: Session, entry: Entry, author: Person, draft: Draft) -> bool:
    """Whether a form sent again goes on with the entry it made: after Back, with more words.

    Once the entry has been saved in some other way, or deleted, the words become an entry of
    their own instead, so that neither text is lost.
    """
    if entry.author_id != author.id or entry.deleted_at is not None:
        return False
    return entry.revision == 1 or is_same(whole_of(session, author, entry), draft)


def save(session: Session, author: Person, entry: Entry, draft: Draft, based_on: int) -> None:
    """A new version of the text; refused when the entry was saved elsewhere meanwhile."""
    if is_same(whole_of(session, author, entry), draft):
        return
    if based_on != entry.revision:
        raise SavedElsewhere
    entry.revision += 1
    if fill(entry, draft):
        entry.changed_in = entry.revision
    try:
        session.flush()
    except StaleDataError as error:
        raise SavedElsewhere from error
    keep_revision(session, entry, draft)
    note(session, author, Event.ENTRY_SAVED, entry)


def set_tags(
    session: Session,
    author: Person,
    entry: Entry,
    reasons: Mapping[TagRef, str],
    taken_off: Sequence[TagRef],
) -> None:
    """Put tags on with their reasons, and take the named ones off.

    Only what the page says changes: a tag put on in another tab meanwhile stays.
    """
    present = {(tag.framework, tag.code): tag for tag in entry.tags}
    for ref in set(taken_off) & present.keys():
        session.delete(present[ref])
    for (framework, code), reason in reasons.items():
        tag = present.get((framework, code))
        if tag is None:
            tag = Tag(entry_id=entry.id, author_id=author.id, framework=framework, code=code)
            session.add(tag)
        elif tag.reason != reason:
            tag.changed_at = now()
        tag.reason = reason
    note(session, author, Event.TAGGED, entry)


def write_statement(
    session: Session, author: Person, entry: Entry, text: str, based_on: int | None = None
) -> None:
    """The next version of the entry's evidence statement, when it says something new.

    What is to be taken out is not in it: the whole of what was typed is a row that nobody but its
    author reads. `based_on` is the number of the version that the page showed; refused when there
    is a newer one by now.
    """
    latest = entry.statements[-1] if entry.statements else None
    shared = redacted(text)
    if latest is not None and latest.text == shared:
        keep_taken_out(session, author, entry, latest.number, text)
        return
    number = latest.number + 1 if latest else 1
    if based_on is not None and based_on != number - 1:
        raise SavedElsewhere
    session.add(
        EvidenceStatement(entry_id=entry.id, author_id=author.id, number=number, text=shared)
    )
    keep_taken_out(session, author, entry, number, text)
    note(session, author, Event.STATEMENT_WRITTEN, entry)


def keep_taken_out(session: Session, author: Person, entry: Entry, number: int, text: str) -> None:
    """Keep what was typed, passages and all, where there are some."""
    mine = visible(TakenOut, to=author).where(
        TakenOut.entry_id == entry.id, TakenOut.number == number
    )
    before = session.scalar(mine) if has_taken_out(text) else None
    if before is not None:
        before.text = text
    elif has_taken_out(text):
        session.add(TakenOut(entry_id=entry.id, author_id=author.id, number=number, text=text))
    session.flush()


def share(
    session: Session, author: Person, entry: Entry, readers: Sequence[Relationship], page: str
) -> None:
    """Let these people read the entry, and tell them that something is waiting."""
    for relationship in readers:
        session.add(
            Share(
                entry_id=entry.id,
                author_id=author.id,
                reader_id=relationship.other_id,
                relationship_id=relationship.id,
            )
        )
        mail.something_waits(session, relationship.other, page, relationship)
        note(session, author, Event.ENTRY_SHARED, entry)


def withdraw(session: Session, author: Person, entry: Entry, given: Share) -> None:
    """Take a share back; it bites on the reader's next request."""
    if given.withdrawn_at is None:
        given.withdrawn_at = now()
        note(session, author, Event.SHARE_WITHDRAWN, entry)


def delete(session: Session, author: Person, entry: Entry) -> None:
    """Put the entry away: nobody else reads it from now on, and its author can bring it back."""
    entry.deleted_at = now()
    note(session, author, Event.ENTRY_DELETED, entry)


def bring_back(session: Session, author: Person, entry: Entry) -> None:
    """Undo a deletion. It comes back to its author alone: sharing again is a fresh yes."""
    given = visible(Share, to=author).where(
        Share.entry_id == entry.id, Share.author_id == author.id, Share.withdrawn_at.is_(None)
    )
    for each in session.scalars(given).all():
        withdraw(session, author, entry, each)
    entry.deleted_at = None
    note(session, author, Event.ENTRY_BROUGHT_BACK, entry)


def purge(session: Session, author: Person) -> int:
    """Let go for good of what this person deleted long enough ago; the answer is how many."""
    long_ago = visible(Entry, to=author).where(
        Entry.author_id == author.id, Entry.deleted_at <= now() - DELETED_FOR_GOOD_AFTER
    )
    gone = session.scalars(long_ago).all()
    for entry in gone:
        session.delete(entry)
        record(session, author, Event.ENTRY_ERASED, owner=author.id, subject=("entry", entry.id))
    session.flush()
    return len(gone)


def fill(entry: Entry, draft: Draft) -> bool:
    """Write into the entry all but what is just for its writer; say whether that is new."""
    typed = asdict(for_others(draft))
    is_new = any(getattr(entry, name) != value for name, value in typed.items())
    for name, value in typed.items():
        setattr(entry, name, value)
    if is_new:
        entry.saved_at = now()
    return is_new


def is_same(whole: Revision, draft: Draft) -> bool:
    """Whether a save would change nothing."""
    return draft == draft_of(whole)


def draft_of(whole: Revision) -> Draft:
    """All that was typed, as it can be saved again."""
    return Draft(**{each.name: getattr(whole, each.name) for each in fields(Draft)})


def keep_revision(session: Session, entry: Entry, draft: Draft) -> None:
    """Keep all that was typed, for its writer alone, as the version that the entry now has."""
    whole = asdict(draft)
    session.add(
        Revision(entry_id=entry.id, author_id=entry.author_id, number=entry.revision, **whole)
    )


def note(session: Session, author: Person, event: Event, entry: Entry) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, author, event, owner=entry.author_id, subject=("entry", entry.id))
    session.flush()
