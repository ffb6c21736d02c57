"""The walls around what people write: nothing confidential is read or written without a person.

Each fails shut:

1. `guard_reads` raises on every ORM statement that touches a confidential table and names
   nobody, and adds the rule of every confidential table it touches (a join, a subquery), so
   that nothing rides in on somebody else's query.
2. `guard_writes` refuses a flush of a row that the acting person may not write.
3. `guard_engine` refuses SQL that reached the database round the session.
"""

import itertools
import re
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.sql import visitors
from sqlalchemy.util import LRUCache

from journal.models.base import Base
from journal.models.confidential import (
    ACTOR,
    IN_THE_NAME_OF,
    RULE,
    VIEWER,
    Confidential,
    Part,
    Somebody,
    confidential_models,
    confidential_names,
    rule,
    visible,
)

GUARDED = "guarded"

_flushing: ContextVar[bool] = ContextVar("flushing", default=False)
_TOUCHED: LRUCache[Any, list[str]] = LRUCache(2_000)


class Unguarded(Exception):
    """A confidential table was about to be touched in a way the walls forbid: a bug of ours."""


def check_relationships() -> None:
    """Refuse to start when a relationship leads to a confidential table from outside its whole."""
    for mapper in Base.registry.mappers:
        for relationship in mapper.relationships:
            target = relationship.mapper.class_
            if not issubclass(target, Confidential):
                continue
            if not (issubclass(target, Part) and target.whole is mapper.class_):
                raise Unguarded(f"{relationship} leads into a confidential table from outside it.")


def guard_reads(state: ORMExecuteState) -> None:
    """Raise on a query of a confidential table without a viewer; else write the rules into it.

    Loads that start at a row already read are let through: a refresh of that row, and its
    parts, since `check_relationships` lets a relationship lead nowhere else. Parts with a rule
    of their own get it from the query that read the whole.
    """
    if state.is_relationship_load or state.is_column_load:
        state.update_execution_options(**{GUARDED: True})
        return
    touched = touched_by(state.statement)
    if not touched:
        return
    viewer = state.execution_options.get(VIEWER)
    past_models = set(touched) - confidential_models().keys()
    if viewer is None or not state.is_select or past_models:
        raise Unguarded(f"Read {', '.join(touched)} through visible(), and write through objects.")
    state.update_execution_options(**{GUARDED: True})
    state.statement = state.statement.options(
        *(
            with_loader_criteria(model, rule(model, viewer), include_aliases=True)
            for model in with_parts(touched)
        )
    )


def with_parts(touched: list[str]) -> set[type[Confidential]]:
    """The models of these tables, and the parts of them that not every reader of a whole reads."""
    models = {confidential_models()[name] for name in touched}
    parts = (each for each in confidential_models().values() if issubclass(each, Part))
    return models | {each for each in parts if each.has_own_rule and each.whole in models}


def touched_by(statement: Any) -> list[str]:
    """The confidential tables that a statement names anywhere, in plain text too.

    A rule can only be written into what the ORM knows as a model, so plain SQL text
    and Core columns of a confidential table are refused outright. Statements with the same
    cache key become the same SQL, so what one touches is looked for once.
    """
    cache_key = statement._generate_cache_key()
    if cache_key is None:
        return look_through(statement)
    if (touched := _TOUCHED.get(cache_key.key)) is None:
        touched = _TOUCHED[cache_key.key] = look_through(statement)
    return touched


def look_through(statement: Any) -> list[str]:
    """The confidential tables in every corner of a statement."""
    found: set[str | None] = set()
    for element in visitors.iterate(statement):
        if isinstance(element, sa.TableClause | sa.ColumnClause):
            found |= {confidential_name(element)}
        if isinstance(element, sa.ColumnClause) and element.is_literal:
            refuse_text(element.name)
        elif isinstance(element, sa.TextClause):
            refuse_text(element.text)
        elif isinstance(element, sa.Select):
            refuse_core(element)
    return sorted(name for name in found if name)


def confidential_name(element: Any) -> str | None:
    """The confidential table that an element is, or is a column of, under an alias too."""
    table = element.table if isinstance(element, sa.ColumnClause) else element
    while isinstance(table, sa.Alias):
        table = table.element
    name = getattr(table, "name", None)
    return name if name in confidential_names() else None


def is_in_rule(element: Any) -> bool:
    """Whether it belongs to a rule, which `in_rule` made."""
    table = element.table if isinstance(element, sa.ColumnClause) else element
    return isinstance(table, sa.Alias) and table.name.startswith(RULE)


def refuse_core(select: sa.Select[Any]) -> None:
    """Refuse a confidential table that is read past its model, where no rule can be added."""
    wanted = [*select._raw_columns, *select._where_criteria]
    columns = (
        element
        for element in itertools.chain.from_iterable(map(visitors.iterate, wanted))
        if isinstance(element, sa.ColumnClause)
    )
    tables = [*select._raw_columns, *select._from_obj, *(join[0] for join in select._setup_joins)]
    for element in [*columns, *(each for each in tables if isinstance(each, sa.FromClause))]:
        if "parententity" in element._annotations or is_in_rule(element):
            continue
        if confidential_name(element):
            raise Unguarded(f"Read {element} through its model, not through its table.")


def refuse_text(sql: str) -> None:
    """Refuse SQL in plain text that names a confidential table."""
    if names := named_in(sql):
        raise Unguarded(f"Read {', '.join(names)} through visible(), not in plain SQL.")


def named_in(sql: str) -> list[str]:
    """The confidential tables whose name stands in a piece of SQL."""
    words = set(re.findall(r"\w+", sql.lower()))
    return sorted(words & confidential_names())


def guard_writes(session: Session, context: UOWTransaction, instances: Any) -> None:
    """Refuse a flush of any confidential row that the acting person may not write."""
    actor: Somebody | None = session.info.get(ACTOR)
    names = remembered_for(actor, session.info.get(IN_THE_NAME_OF, ()))
    parts: list[Part] = []
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, Confidential):
            continue
        if row in session.deleted or session.is_modified(row):
            require_writable(row, actor, names, deleting=row in session.deleted)
            if isinstance(row, Part) and actor is not None:
                parts.append(row)
    require_wholes(session, parts, (actor, *names))
    _flushing.set(True)


def remembered_for(actor: Somebody | None, names: tuple[Somebody, ...]) -> tuple[Somebody, ...]:
    """Those of these people who never had an account, and are remembered for the acting person."""
    mine = actor.id if actor is not None else None
    return tuple(each for each in names if mine and getattr(each, "remembered_for_id", 0) == mine)


def require_writable(
    row: Confidential, actor: Somebody | None, names: tuple[Somebody, ...], *, deleting: bool
) -> None:
    """The acting person may write the row, does not give it away, and it may change at all.

    A new row may also be one that somebody remembered for them once wrote elsewhere.
    """
    state: Any = sa.inspect(row)
    written = state.persistent
    fixed = state.attrs.keys() if row.append_only else row.owner_columns
    changed = written and any(state.attrs[name].history.has_changes() for name in fixed)
    taken_away = deleting and row.append_only
    by = (actor, *(() if written else names))
    may = actor is not None and any(each is not None and row.editable_by(each) for each in by)
    if changed or taken_away or not may:
        raise Unguarded(f"{type(row).__name__} may not be written so by the person acting.")


def require_wholes(
    session: Session, parts: list[Part], actors: tuple[Somebody | None, ...]
) -> None:
    """A part may only be added to a whole that the acting person can see at this moment, or one
    of those in whose name they act: a record belongs to its author alone until it has holders."""
    wanted: dict[Any, set[Any]] = {}
    for part in parts:
        wanted.setdefault(part.whole, set()).add(getattr(part, part.whole_column))
    for whole, ids in wanted.items():
        ids -= {new.id for new in session.new if isinstance(new, whole)}
        for each in actors:
            if ids and each is not None:
                seen = visible(whole, to=each).where(whole.id.in_(ids))
                with session.no_autoflush:
                    ids -= set(session.scalars(seen.with_only_columns(whole.id)))
        if ids:
            raise Unguarded(f"A part of {whole.__name__} that the person acting cannot see.")


def end_of_flush(session: Session, *ignored: object) -> None:
    """After a flush, and after one that failed, plain SQL is refused again."""
    _flushing.set(False)


def guard_engine(
    connection: sa.Connection,
    cursor: Any,
    sql: str,
    parameters: Any,
    context: Any,
    executemany: bool,
) -> None:
    """Refuse SQL that names a confidential table and did not come through the walls above."""
    if _flushing.get() or connection.get_execution_options().get("migrating"):
        return
    if context is not None and context.execution_options.get(GUARDED):
        return
    if names := named_in(sql):
        raise Unguarded(f"SQL reached {', '.join(names)} round the session.")


event.listen(Session, "do_orm_execute", guard_reads)
event.listen(Session, "before_flush", guard_writes)
event.listen(Session, "after_flush", end_of_flush)
event.listen(Session, "after_soft_rollback", end_of_flush)
