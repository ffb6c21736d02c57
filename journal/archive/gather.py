"""A person's whole record, read for that person: every query begins at `visible()`."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.archive.tables import BY_NAME, CARRIED, WITH_FILES, Carried
from journal.archive.values import columns_of, written
from journal.content import Content
from journal.models import Person
from journal.models.base import now
from journal.models.confidential import Confidential, visible
from journal.names import names_of

FORMAT = "alongside-record-1"
WHOSE = frozenset({"author_id", "worker_id", "other_id", "person_id"})
Row = dict[str, Any]
Record = dict[str, Any]


def record_of(session: Session, me: Person, content: Content) -> Record:
    """Everything, as `record.json` holds it."""
    rows = {each.name: rows_of(session, me, each) for each in CARRIED}
    tables = only_whole({name: [written(row) for row in found] for name, found in rows.items()})
    return {
        "format": FORMAT,
        "made_at": now().isoformat(),
        "organisation": me.organisation.name,
        "person": {"id": str(me.id), "name": me.name},
        "origins": sorted({str(me.id), *(row["origin"] for row in tables["archives_brought_in"])}),
        "people": people_in(session, tables, me),
        "statements": statements_in(tables, content),
        "tables": tables,
    }


def only_whole(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Without parts of a whole that is not this person's any more to read: a group's record
    that went on without them."""
    there = {name: {row.get("id") for row in rows} for name, rows in tables.items()}
    return {
        name: [
            row
            for row in rows
            if all(row[column] in there[target] for column, target in needed(BY_NAME[name].model))
        ]
        for name, rows in tables.items()
    }


def needed(model: Any) -> list[tuple[str, str]]:
    """The columns without which a row is nothing, and the table that each points to."""
    columns = sa.inspect(model).columns
    targets = ((name, target_of(model, name)) for name in columns_of(model))
    return [
        (name, target)
        for name, target in targets
        if target not in ("", "people") and not columns[name].nullable
    ]


def rows_of(session: Session, me: Person, carried: Carried) -> list[Any]:
    """This person's rows of one table, in an order that stays."""
    model = carried.model
    if issubclass(model, Confidential):
        wanted = visible(model, to=me).where(carried.mine(me))
    else:
        wanted = sa.select(model).where(carried.mine(me))
    return list(session.scalars(wanted.order_by(*sa.inspect(model).primary_key)))


def addresses_of(session: Session, me: Person) -> dict[str, tuple[str, int]]:
    """Where the bytes of each file lie, and how many there are, by the id of its row."""
    return {
        str(row.id): (row.address, row.size)
        for model in (BY_NAME[name].model for name in WITH_FILES)
        for row in rows_of(session, me, BY_NAME[model.__tablename__])
    }


def people_columns(model: Any) -> list[str]:
    """The columns of a model that name a person."""
    return [name for name in columns_of(model) if target_of(model, name) == "people"]


def target_of(model: Any, name: str) -> str:
    """The table that a column points to; nothing for one that points nowhere.

    A foreign key of several columns also says whose something is: those columns point to people.
    """
    keys = sa.inspect(model).columns[name].foreign_keys
    found = {
        key.column.table.name if key.column.name == "id" else "people"
        for key in keys
        if key.column.name in {"id", *WHOSE}
    }
    return found.pop() if found else ""


def people_in(session: Session, tables: Mapping[str, list[Row]], me: Person) -> list[Row]:
    """Who the rows name, by name alone: addresses are not this person's to take away."""
    ids = {
        row[name]
        for table, rows in tables.items()
        for name in people_columns(BY_NAME[table].model)
        for row in rows
        if row[name]
    } - {str(me.id)}
    names = names_of(session, map(UUID, ids))
    return [{"id": str(each), "name": names[each]} for each in sorted(names)]


def statements_in(tables: Mapping[str, list[Row]], content: Content) -> list[Row]:
    """The words of every statement that was tagged, so that the archive can be read alone."""
    rows = (*tables["tags"], *tables["verdicts"])
    refs = {(row["framework"], row["code"]) for row in rows}
    return [
        {"framework": framework, "code": code, "text": text}
        for framework, code in sorted(refs)
        if (text := words_of(content, framework, code))
    ]


def words_of(content: Content, framework: str, code: str) -> str:
    """What a statement says; nothing where this version knows it no more."""
    known = content.frameworks.get(framework)
    found = known.get(code) if known else None
    return found.text if found else ""


def counts(tables: Mapping[str, Iterable[Row]]) -> dict[str, int]:
    """How many rows there are of each table that has any."""
    return {name: found for name, rows in tables.items() if (found := len(list(rows)))}
