"""What one person can find of one entry: the words that search looks through."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from journal.models.base import Base
from journal.models.confidential import Part, Somebody
from journal.models.entry import Entry


class SearchDocument(Part, Base):
    """The words of one entry, for one reader alone, each word marked with whose it is.

    The author has one with all they wrote, and everybody they share with at this moment has
    one of their own without the passages that are just for the author. So a search runs
    among the words of one person: what others keep is not passed over, it is not there.

    The id is a number because SQLite's full-text index knows rows by nothing else. That index,
    and PostgreSQL's, are made by a migration; triggers keep SQLite's the same as this table.
    """

    __tablename__ = "search_documents"
    __table_args__ = (
        sa.UniqueConstraint("reader_id", "entry_id"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
        sa.Index("ix_search_documents_entry_id", "entry_id"),
    )
    whole = Entry
    whole_column = "entry_id"
    owner_columns = ("entry_id", "author_id", "reader_id")
    also_named = tuple(f"search_words{part}" for part in ("", "_data", "_idx", "_config"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    reader_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    words: Mapped[str]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The reader it was made for, while they may read the entry; and its author."""
        for_them = (cls.reader_id == viewer.id) | (cls.author_id == viewer.id)
        return for_them & super().visible_to(viewer)

    def editable_by(self, actor: Somebody) -> bool:
        """Nobody: `search_index` alone writes it, from what the author wrote."""
        return False


class HoldsAll(FunctionElement[bool]):
    """Whether a document holds all the words of a question, asked of the full-text index.

    The question comes twice, in the language of either database.
    """

    inherit_cache = True
    type = sa.Boolean()

    def __init__(self, fts5: str, tsquery: str) -> None:
        """Ask of the documents of the query that this stands in."""
        super().__init__(
            SearchDocument.id, SearchDocument.words, sa.literal(fts5), sa.literal(tsquery)
        )


@compiles(HoldsAll, "sqlite")
def ask_fts5(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    """SQLite: the rows that its index `search_words` names."""
    row, _, fts5, _ = (compiler.process(each, **options) for each in element.clauses)
    return f"{row} IN (SELECT rowid FROM search_words WHERE search_words MATCH {fts5})"  # noqa: S608


@compiles(HoldsAll, "postgresql")
def ask_tsvector(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    """PostgreSQL: written as its index is, or the index would not be used."""
    _, words, _, tsquery = (compiler.process(each, **options) for each in element.clauses)
    return f"array_to_tsvector(string_to_array(btrim({words}), ' ')) @@ CAST({tsquery} AS tsquery)"
