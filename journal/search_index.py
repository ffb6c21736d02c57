"""The index that search looks into: kept up with every write, in the same transaction.

Nobody has to remember it. Whenever an entry, a version, an evidence statement or a share is
written, the documents of that entry are made anew just before the transaction is committed; when
the entry goes, they go with it.

Each word is stored behind a key of the one person who may find it, and a question is asked with
the same key. A search therefore walks through that person's words and through nobody else's:
neither what it finds nor how long it takes depends on what is hidden from them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction, aliased

from journal.domain.search_words import Wanted, words_in
from journal.models import Entry, EvidenceStatement, Revision, SearchDocument, Share
from journal.models.confidential import ACTOR, Somebody, for_viewer, visible
from journal.models.guards import GUARDED
from journal.models.search_document import HoldsAll

TABLE: sa.Table = SearchDocument.metadata.tables[SearchDocument.__tablename__]
TO_INDEX = "entries to index"
MOST_BYTES = 600_000
"""Of a text longer than a short novel the beginning is found; PostgreSQL takes 1 MB at most."""

HEX = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
Key = tuple[UUID, UUID]
"""An entry and a reader."""


@dataclass(frozen=True)
class Author:
    """Who wrote what is to be indexed, as the rules see them."""

    id: UUID
    organisation_id: UUID


def documents_with(viewer: Somebody, wanted: Wanted) -> sa.Select[UUID]:
    """The entries of which this person can find all these words, to be joined to `visible()`."""
    mine = sa.select(SearchDocument.entry_id).where(SearchDocument.reader_id == viewer.id)
    if not wanted.terms:
        return mine
    key = key_of(viewer.id)
    terms = [(key + term.key, term.is_beginning) for term in wanted.terms]
    fts5 = " AND ".join(f'"{word}"' + " *" * beginning for word, beginning in terms)
    tsquery = " & ".join(f"'{word}'" + ":*" * beginning for word, beginning in terms)
    phrases = [" " + " ".join(key + word for word in phrase) + " " for phrase in wanted.phrases]
    return mine.where(
        HoldsAll(fts5, tsquery), *(SearchDocument.words.contains(phrase) for phrase in phrases)
    )


def key_of(person_id: UUID) -> str:
    """What stands before each word that this person may find: letters, so that no word is a number.

    Two people with the same eight digits would only make each other's searches slower; what
    they see is still the models' rule to say.
    """
    return person_id.hex[:8].translate(HEX)


def keyed(reader_id: UUID, texts: Iterable[str]) -> str:
    """The words of these texts in order, each behind the reader's key, with a space around each."""
    key, kept, size = key_of(reader_id), [""], 0
    for text in texts:
        for word in words_in(text):
            size += len(key) + len(word.key.encode()) + 1
            if size > MOST_BYTES:
                return " ".join([*kept, ""])
            kept.append(key + word.key)
    return " ".join([*kept, ""])


def note_changes(session: Session, context: UOWTransaction) -> None:
    """Note the entries that a flush has touched, and whose they are: nobody else may write them."""
    actor: Somebody | None = session.info.get(ACTOR)
    for row in [*session.new, *session.dirty, *session.deleted]:
        if actor is not None and isinstance(row, Entry | Revision | EvidenceStatement | Share):
            entry_id = row.id if isinstance(row, Entry) else row.entry_id
            author = Author(actor.id, actor.organisation_id)
            session.info.setdefault(TO_INDEX, {}).setdefault(author, set()).add(entry_id)


def keep_up(session: Session) -> None:
    """Before a commit, make the documents of what changed anew: once, however often it changed."""
    if not session.in_nested_transaction():
        session.flush()
        for author, entry_ids in session.info.pop(TO_INDEX, {}).items():
            index(session, author, entry_ids)


def forget(session: Session) -> None:
    """What was rolled back has changed nothing."""
    session.info.pop(TO_INDEX, None)


def index(session: Session, author: Author, entry_ids: set[UUID]) -> None:
    """Write what differs between the documents there are and those there should be.

    They are written on the session's connection, past the guard of flushes: nobody may write
    them but this function.
    """
    wanted = dict(documents_of(session, author, entry_ids))
    gone, changed = [], []
    for document in present(session, author, entry_ids):
        words = wanted.pop((document.entry_id, document.reader_id), None)
        if words is None:
            gone.append(document.id)
        elif words != document.words:
            changed.append((document.id, words))
    added = [
        {"entry_id": entry_id, "author_id": author.id, "reader_id": reader_id, "words": words}
        for (entry_id, reader_id), words in wanted.items()
    ]
    write(session, TABLE.delete().where(TABLE.c.id.in_(gone)), bool(gone))
    for row_id, words in changed:
        write(session, TABLE.update().where(TABLE.c.id == row_id).values(words=words))
    write(session, TABLE.insert().values(added), bool(added))


def let_go(session: Session, author_id: UUID, reader_id: UUID) -> None:
    """Drop the documents of what somebody may not read of this author any more."""
    still = sa.select(Share.entry_id).where(
        Share.author_id == author_id, Share.reader_id == reader_id, Share.is_live()
    )
    session.flush()
    of_both = TABLE.delete().where(TABLE.c.author_id == author_id, TABLE.c.reader_id == reader_id)
    write(session, of_both.where(TABLE.c.entry_id.not_in(still)))


def write(session: Session, statement: sa.Executable, needed: bool = True) -> None:
    """Run one statement on the documents, if there is anything for it to do."""
    if needed:
        session.connection().execute(statement, execution_options={GUARDED: True})


def present(
    session: Session, author: Somebody, entry_ids: set[UUID]
) -> Sequence[sa.Row[int, UUID, UUID, str]]:
    """The documents that these entries have by now."""
    columns = (SearchDocument.id, SearchDocument.entry_id, SearchDocument.reader_id)
    statement = sa.select(*columns, SearchDocument.words).where(
        SearchDocument.entry_id.in_(entry_ids), SearchDocument.author_id == author.id
    )
    return session.execute(for_viewer(statement, author)).all()


def documents_of(
    session: Session, author: Somebody, entry_ids: set[UUID]
) -> Iterator[tuple[Key, str]]:
    """What each person may find of these entries now; of one that was put away, nobody anything."""
    entries = session.scalars(
        visible(Entry, to=author).where(
            Entry.id.in_(entry_ids), Entry.author_id == author.id, Entry.deleted_at.is_(None)
        )
    ).all()
    wholes = wholes_of(session, author, entry_ids)
    statements = latest_statements(session, author, entry_ids)
    readers = readers_of(session, author, entry_ids)
    for entry in entries:
        said = statements.get(entry.id, "")
        if whole := wholes.get(entry.id):
            texts = (whole.title, *whole.answers.values(), whole.text, said)
            yield (entry.id, author.id), keyed(author.id, texts)
        for reader_id in readers.get(entry.id, ()):
            texts = (entry.title, *entry.answers.values(), entry.text, said)
            yield (entry.id, reader_id), keyed(reader_id, texts)


def wholes_of(session: Session, author: Somebody, entry_ids: set[UUID]) -> dict[UUID, Revision]:
    """The newest version of each that is kept so far, with what only its author reads."""
    any_version = aliased(Revision)
    newest = sa.select(sa.func.max(any_version.number)).where(
        any_version.entry_id == Revision.entry_id
    )
    rows = session.scalars(
        visible(Revision, to=author).where(
            Revision.entry_id.in_(entry_ids), Revision.number == newest.scalar_subquery()
        )
    )
    return {row.entry_id: row for row in rows}


def latest_statements(session: Session, author: Somebody, entry_ids: set[UUID]) -> dict[UUID, str]:
    """The newest evidence statement of each that has one."""
    rows = session.scalars(
        visible(EvidenceStatement, to=author)
        .where(EvidenceStatement.entry_id.in_(entry_ids))
        .order_by(EvidenceStatement.number)
    )
    return {row.entry_id: row.text for row in rows}


def readers_of(session: Session, author: Somebody, entry_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """With whom each is shared at this moment."""
    readers: dict[UUID, set[UUID]] = {}
    for share in session.scalars(
        visible(Share, to=author).where(
            Share.entry_id.in_(entry_ids), Share.author_id == author.id, Share.is_live()
        )
    ):
        readers.setdefault(share.entry_id, set()).add(share.reader_id)
    return readers


event.listen(Session, "after_flush", note_changes)
event.listen(Session, "before_commit", keep_up)
event.listen(Session, "after_rollback", forget)
