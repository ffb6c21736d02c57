"""search."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from journal.domain.passages import without_private
from journal.search_index import keyed

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_documents', content_rowid='id', tokenize='ascii', columnsize=0
    )
    """,
    # Without this, deleted words stay readable in the file.
    "INSERT INTO search_words(search_words, rank) VALUES('secure-delete', 1)",
    """
    CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
        INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES('delete', old.id, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);
    END
    """,
    "INSERT INTO search_words(search_words) VALUES('rebuild')",
)
OFF_SQLITE = (
    "DROP TRIGGER search_documents_added",
    "DROP TRIGGER search_documents_gone",
    "DROP TRIGGER search_documents_changed",
    "DROP TABLE search_words",
)
# Words waiting to be merged into the index would be read by every search, whosever they are.
ON_POSTGRESQL = (
    """
    CREATE INDEX ix_search_documents_words ON search_documents
    USING gin (array_to_tsvector(string_to_array(btrim(words), ' '))) WITH (fastupdate = off)
    """,
)
OFF_POSTGRESQL = ("DROP INDEX ix_search_documents_words",)


def upgrade() -> None:
    """Put an index on the words of every document, and make the documents that are missing.

    A migration that copies the table `search_documents` on SQLite takes the triggers away with
    the old one: it must make them again.
    """
    for statement in ON_SQLITE if is_sqlite() else ON_POSTGRESQL:
        op.execute(statement)
    fill()


def downgrade() -> None:
    """Take the index away; the documents stay, since they are rows like any other."""
    for statement in OFF_SQLITE if is_sqlite() else OFF_POSTGRESQL:
        op.execute(statement)


def is_sqlite() -> bool:
    """Which of the two databases this is."""
    return op.get_bind().dialect.name == "sqlite"


def fill() -> None:
    """A document for each author and each reader of what was written before there was an index."""
    documents = sa.table(
        "search_documents",
        *(sa.column(name, sa.Uuid()) for name in ("entry_id", "author_id", "reader_id")),
        sa.column("words", sa.Text()),
    )
    present = {
        (row.entry_id, row.reader_id)
        for row in op.get_bind().execute(sa.select(documents.c.entry_id, documents.c.reader_id))
    }
    for entry_id, author_id, reader_id, words in written_before():
        if (entry_id, reader_id) not in present:
            row = {"entry_id": entry_id, "author_id": author_id, "reader_id": reader_id}
            op.get_bind().execute(documents.insert().values(**row, words=words))


def written_before() -> Iterator[tuple[object, object, object, str]]:
    """What was not put away: each entry for its author, and for those it is shared with."""
    connection = op.get_bind()
    entries = table("entries", "id author_id", "title text", "revision")
    versions = table("revisions", "entry_id", "title text", "number")
    there = sa.select(entries, answers()).where(sa.column("deleted_at").is_(None))
    said, readers = latest_statements(connection), readers_of(connection)
    for entry in connection.execute(there).all():
        newest = sa.select(versions, answers()).where(
            versions.c.entry_id == entry.id, versions.c.number == entry.revision
        )
        whole = connection.execute(newest).first() or entry
        words = keyed(entry.author_id, texts_of(whole, said.get(entry.id, "")))
        yield entry.id, entry.author_id, entry.author_id, words
        cut = [without_private(text) for text in texts_of(entry, said.get(entry.id, ""))]
        for reader_id in readers.get(entry.id, ()):
            yield entry.id, entry.author_id, reader_id, keyed(reader_id, cut)


def texts_of(row: sa.Row[tuple[object, ...]], statement: str) -> list[str]:
    """Everything in an entry, or in a version of it, that has words."""
    return [row.title, *row.answers.values(), row.text, statement]


def readers_of(connection: sa.Connection) -> dict[object, set[object]]:
    """With whom each entry is shared."""
    shares = table("shares", "entry_id reader_id relationship_id")
    bonds = table("relationships", "id")
    live = sa.select(shares).join(bonds, bonds.c.id == shares.c.relationship_id)
    live = live.where(sa.column("withdrawn_at").is_(None), sa.column("ended_at").is_(None))
    readers: dict[object, set[object]] = {}
    for row in connection.execute(live):
        readers.setdefault(row.entry_id, set()).add(row.reader_id)
    return readers


def latest_statements(connection: sa.Connection) -> dict[object, str]:
    """The newest evidence statement of each entry that has one."""
    statements = table("evidence_statements", "entry_id", "text", "number")
    in_order = sa.select(statements).order_by(statements.c.number)
    return {row.entry_id: row.text for row in connection.execute(in_order)}


def answers() -> sa.ColumnClause[object]:
    """The answers to a model's questions, by the keys of the questions."""
    return sa.column("answers", sa.JSON())


def table(name: str, ids: str, texts: str = "", number: str = "") -> sa.TableClause:
    """A table as far as the filling needs it."""
    columns = [sa.column(each, sa.Uuid()) for each in ids.split()]
    columns += [sa.column(each, sa.Text()) for each in texts.split()]
    columns += [sa.column(each, sa.Integer()) for each in number.split()]
    return sa.table(name, *columns)
