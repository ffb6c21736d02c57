"""What is confidential, who may read it, and how a query says for whom it is.

`visible(Model, to=person)` is the only way to read. It writes the model's own rule into the
query, and names the person to the walls in `guards.py`, which every query must pass.
"""

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, TypeVarTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session

from journal.models.base import Base
from journal.models.somebody import Somebody as Somebody

VIEWER = "viewer"
ACTOR = "actor"
RULE = "rule_on_"
IN_THE_NAME_OF = "in the name of"

Columns = TypeVarTuple("Columns")


class Confidential:
    """A table of what people write. The rule of who reads it stands beside its columns."""

    owner_columns: ClassVar[tuple[str, ...]] = ("author_id",)
    """Columns that never change once written: a row cannot be given to somebody else."""

    append_only: ClassVar[bool] = False
    """Whether a row, once written, can be neither changed nor taken away by anybody."""

    also_named: ClassVar[tuple[str, ...]] = ()
    """Other tables that hold the same words, such as an index. Only this model reads them."""

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Which rows this person may read, as SQL."""
        raise NotImplementedError

    def editable_by(self, actor: Somebody) -> bool:
        """Whether this person may add, change or remove this row."""
        raise NotImplementedError


class Part(Confidential):
    """A row of a larger whole: read by whoever may read the whole, written by its author.

    Only such rows may be reached through a relationship, because only for them does
    the whole's rule say all there is to say.
    """

    whole: ClassVar[type[Confidential]]
    whole_column: ClassVar[str]

    has_own_rule: ClassVar[bool] = False
    """Whether somebody may read the whole and not all of these parts."""

    author_id: Mapped[UUID]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The parts of every whole that this person may read."""
        whole: Any = cls.whole
        seen = sa.select(whole.id).where(whole.visible_to(viewer))
        column: sa.ColumnElement[UUID] = getattr(cls, cls.whole_column)
        return column.in_(seen)

    def editable_by(self, actor: Somebody) -> bool:
        """Its author; that they can see the whole is asked of the database."""
        return self.author_id == actor.id


AnyConfidential = TypeVar("AnyConfidential", bound=Confidential)


def visible(model: type[AnyConfidential], *, to: Somebody) -> sa.Select[AnyConfidential]:
    """The rows of `model` that this person may read: where every read begins."""
    return for_viewer(sa.select(model).where(rule(model, to)), to)


def rule(model: Any, viewer: Somebody) -> sa.ColumnElement[bool]:
    """Which rows of a model this person may read, as SQL; written once and then kept.

    A person is kept here as no more than their ids, so nothing that a rule asks about them
    can grow old; what may have changed since, a rule asks the database.
    """
    return rule_for(model, Reader(viewer.id, viewer.organisation_id))


@dataclass(frozen=True)
class Reader:
    """Somebody, as far as the rules of access know them."""

    id: UUID
    organisation_id: UUID


@functools.lru_cache(maxsize=1000)
def rule_for(model: Any, viewer: Reader) -> sa.ColumnElement[bool]:
    """The rule of one model for one viewer; a few dozen people's fit in."""
    shown: sa.ColumnElement[bool] = model.visible_to(viewer)
    return shown


def for_viewer(statement: sa.Select[*Columns], viewer: Somebody) -> sa.Select[*Columns]:
    """A query of columns or counts for one person; the guard adds the rule of each table."""
    return statement.execution_options(**{VIEWER: viewer})


def in_rule(model: type[Confidential]) -> Any:
    """A confidential table as a rule reads it, past the model: a rule cannot ask for itself.

    For `visible_to` alone, and only to tell which rows may be read.
    """
    table: Any = model.__table__  # type: ignore[attr-defined]
    return sa.alias(table, name=RULE + table.name)


def act_as(session: Session, person: Somebody | None) -> None:
    """From here on, what this session writes is written by this person."""
    session.info[ACTOR] = person


@contextmanager
def in_the_name_of(session: Session, remembered: Sequence[Somebody]) -> Iterator[None]:
    """Inside, the acting person may also add what people remembered for them once wrote.

    For bringing an archive in, and for nothing else. The walls hold that these are people who
    are only remembered, and for this very person: nobody who has an account can be named.
    """
    session.info[IN_THE_NAME_OF] = tuple(remembered)
    try:
        yield
    finally:
        session.info.pop(IN_THE_NAME_OF)


@functools.cache
def confidential_models() -> dict[str, type[Confidential]]:
    """Every confidential table by its name."""
    return {
        str(mapper.local_table.name): mapper.class_  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Confidential)
    }


@functools.cache
def confidential_names() -> frozenset[str]:
    """The name of every confidential table, and of whatever else holds the words of one."""
    others = (name for model in confidential_models().values() for name in model.also_named)
    return frozenset((*confidential_models(), *others))
