"""The walls themselves: every way round them that we could think of is refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from journal.models import AuditEvent, Entry, Feedback, Person, Share, Tag, Verdict
from journal.models.base import UtcDateTime, now
from journal.models.confidential import (
    Confidential,
    act_as,
    confidential_models,
    for_viewer,
    visible,
)
from journal.models.guards import Unguarded, check_relationships
from tests.world import CAST, World

TABLE = Entry.__table__


@pytest.mark.parametrize(
    "statement",
    [
        sa.select(Entry),
        sa.select(Entry.title),
        sa.select(aliased(Entry).title),
        sa.select(sa.func.count()).select_from(Entry),
        sa.select(Person).join(Entry, Entry.author_id == Person.id),
        sa.select(Person).where(sa.exists().where(Entry.author_id == Person.id)),
        sa.select(Person.id, sa.select(sa.func.count(Entry.id)).scalar_subquery()),
        sa.select(sa.select(Entry.title).cte().c.title),
        sa.select(sa.select(Entry.title).subquery().c.title),
        sa.union(sa.select(Entry.title), sa.select(Tag.code)),
        sa.update(Entry).values(title="mine now"),
        sa.delete(Tag),
        sa.insert(Tag).values(code="K1"),
        sa.select(sa.table("entries", sa.column("title"))),  # noqa: TID251
        sa.text("SELECT title FROM entries"),  # noqa: TID251
        sa.select(sa.literal_column("(SELECT title FROM entries LIMIT 1)")),  # noqa: TID251
        sa.select(Entry).from_statement(sa.text("SELECT * FROM entries")),  # noqa: TID251
    ],
    ids=lambda statement: str(statement).split("\n")[0][:50],
)
def test_no_query_reaches_a_confidential_table_without_a_person(
    statement: Any, session: Session, world: World
) -> None:
    with pytest.raises(Unguarded):
        session.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        sa.select(TABLE.c.title),
        sa.select(TABLE.alias().c.title),
        sa.select(sa.func.count()).select_from(TABLE),
        sa.select(Person.id).where(Person.id.in_(sa.select(TABLE.c.author_id))),
        sa.select(Person.id).where(TABLE.c.title == "x"),
        sa.select(Entry.title, sa.literal_column("(SELECT text FROM entries)")),  # noqa: TID251
        sa.select(Entry.title).where(sa.text("EXISTS (SELECT 1 FROM entries)")),  # noqa: TID251
        sa.update(Entry).values(title="mine now"),
    ],
    ids=lambda statement: str(statement).replace("\n", " ")[:60],
)
def test_a_person_on_the_query_does_not_open_a_way_past_the_models(
    statement: Any, session: Session, world: World
) -> None:
    with pytest.raises(Unguarded):
        session.execute(statement.execution_options(viewer=world.supervisor))


@pytest.mark.parametrize(
    "statement",
    [
        sa.select(Entry.title),
        sa.select(aliased(Entry).title),
        sa.select(sa.select(Entry.title).cte().c.title),
        sa.select(sa.select(Entry.title).subquery().c.title),
        sa.union_all(sa.select(Entry.title), sa.select(Entry.title)),
        sa.select(Entry.title).join(Person, Person.id == Entry.author_id),
        sa.select(Entry.title).join(Tag, Tag.entry_id == Entry.id),
        sa.select(Tag.reason).select_from(Entry).join(Entry.tags),
        sa.select(Person.id, sa.select(sa.func.max(Entry.title)).scalar_subquery()),
        sa.select(Tag.reason),
        sa.select(Feedback.text),
        sa.select(Verdict.because),
    ],
    ids=lambda statement: str(statement).replace("\n", " ")[:60],
)
@pytest.mark.parametrize(
    "part", ["supervisor", "ex_supervisor", "other_worker", "admin", "stranger"]
)
def test_a_query_for_a_person_holds_only_what_they_may_see(
    statement: Any, part: str, session: Session, world: World
) -> None:
    """The rule is written into joins, subqueries and aliases too, not only into the first table."""
    viewer = world.people[part]
    seen = repr(session.execute(statement.execution_options(viewer=viewer)).all())
    assert [word for word, who in world.canaries.items() if word in seen and part not in who] == []


def test_a_query_for_a_person_does_find_what_they_may_see(session: Session, world: World) -> None:
    titles = session.scalars(for_viewer(sa.select(Entry.title), world.supervisor)).all()
    assert sorted(titles) == sorted(
        entry.title for name, entry in world.entries.items() if name in {"shared", "product"}
    )


def test_a_row_is_not_fetched_by_its_id_alone(session: Session, world: World) -> None:
    with pytest.raises(Unguarded):
        session.get(Entry, world.entries["draft"].id)
    session.rollback()


def test_sql_round_the_session_is_refused(session: Session, world: World) -> None:
    with pytest.raises(Unguarded):
        session.connection().exec_driver_sql("SELECT title FROM entries")
    with pytest.raises(Unguarded):
        session.bulk_insert_mappings(Tag, [{"id": uuid4(), "code": "K1"}])
    session.rollback()


@pytest.mark.parametrize(
    "part", ["supervisor", "ex_supervisor", "other_worker", "admin", "stranger"]
)
@pytest.mark.parametrize("change", ["text", "share", "tag", "delete", "take over"])
def test_nobody_else_writes_in_a_journal(
    part: str, change: str, session: Session, world: World
) -> None:
    entry = session.scalars(
        visible(Entry, to=world.worker).where(Entry.id == world.entries["shared"].id)
    ).one()
    act_as(session, world.people[part])
    do = {
        "text": lambda: setattr(entry, "text", "mine now"),
        "share": lambda: session.add(a_share(world, entry, part)),
        "tag": lambda: session.add(a_tag(entry, world.worker)),
        "delete": lambda: session.delete(entry),
        "take over": lambda: setattr(entry, "author_id", world.people[part].id),
    }
    do[change]()
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("part", ["ex_supervisor", "other_supervisor", "admin", "stranger"])
def test_words_are_not_added_to_what_the_writer_cannot_see(
    part: str, session: Session, world: World
) -> None:
    """The row would be the writer's own; that they cannot see the entry is what refuses it."""
    person = world.people[part]
    act_as(session, person)
    session.add(
        Feedback(entry_id=world.entries["shared"].id, author_id=person.id, text="x", on_revision=1)
    )
    with pytest.raises(Unguarded, match="cannot see"):
        session.flush()
    session.rollback()


@pytest.mark.parametrize(
    "name",
    sorted(name for name, model in confidential_models().items() if model.append_only),
)
def test_what_was_said_once_can_be_neither_changed_nor_taken_away(
    name: str, session: Session, world: World
) -> None:
    model = confidential_models()[name]
    row, author = one_row(session, world, model)
    act_as(session, author)
    setattr(row, *something_else(model))
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()
    session.delete(row)
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_nothing_is_written_when_nobody_acts(session: Session, world: World) -> None:
    act_as(session, None)
    session.add(a_tag(world.entries["shared"], world.worker))
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_a_relationship_into_a_journal_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a whole leads to its own parts; were a verdict part of anything else, it stops."""
    check_relationships()
    monkeypatch.setattr(Verdict, "whole", Share)
    with pytest.raises(Unguarded, match="verdicts"):
        check_relationships()


@pytest.mark.parametrize("ending", ["relationship", "share"])
def test_access_ends_with_the_next_look(
    ending: str, session: Session, world: World, acting: Callable[[Person], Person]
) -> None:
    """The change of state, not only the state: readable before, gone after."""
    wanted = visible(Entry, to=world.supervisor).where(Entry.id == world.entries["shared"].id)
    assert session.scalars(wanted).one()
    acting(world.worker)
    if ending == "relationship":
        bond = session.merge(world.relationships["supervisor"])
        bond.ended_at = bond.began_at
    else:
        given = visible(Share, to=world.worker).where(Share.reader_id == world.supervisor.id)
        for share in session.scalars(given):
            share.withdrawn_at = share.shared_at
    session.commit()
    again = visible(Entry, to=world.supervisor).where(Entry.id == world.entries["shared"].id)
    assert session.scalars(again).all() == []


def a_share(world: World, entry: Entry, part: str) -> Share:
    """A share of the worker's entry, as if the worker had given it."""
    return Share(
        entry_id=entry.id,
        author_id=entry.author_id,
        reader_id=world.reader.id,
        relationship_id=world.relationships["reader"].id,
    )


def a_tag(entry: Entry, author: Person) -> Tag:
    """A tag on the worker's entry, as if the worker had put it there."""
    return Tag(entry_id=entry.id, author_id=author.id, framework="peer-worker", code="K1")


def something_else(model: type[Confidential]) -> tuple[str, Any]:
    """A column of this table and another value for it: a text where there is one, or a moment."""
    columns = model.__table__.columns  # type: ignore[attr-defined]
    texts = [each.key for each in columns if isinstance(each.type, sa.Text)]
    moments = [each.key for each in columns if isinstance(each.type, UtcDateTime)]
    return (texts[0], "something else") if texts else (moments[0], now())


def one_row(session: Session, world: World, model: type[Confidential]) -> tuple[Any, Person]:
    """Some row of this table and the person who wrote it."""
    writers = {each.id for each in (world.worker, world.supervisor, world.manager, world.coach)}
    for person in (world.worker, world.supervisor):
        for row in session.scalars(visible(model, to=person)):
            author = getattr(row, "author_id", None) or row.actor_id  # type: ignore[attr-defined]
            writer = next(each for each in world.people.values() if each.id == author)
            if writer.id in writers:
                return row, writer
    raise AssertionError(f"The world holds no {model.__name__}; let it hold one.")


@pytest.mark.parametrize("part", sorted(CAST))
def test_an_account_is_read_by_whom_it_is_about_and_by_whoever_acted(
    part: str, session: Session, world: World
) -> None:
    """The pages name the owner as well, so that no page would show this wall gone."""
    me = world.people[part]
    rows = session.scalars(visible(AuditEvent, to=me)).all()
    assert [row.event for row in rows if me.id not in {row.owner_id, row.actor_id}] == []
    assert rows or part not in {"worker", "supervisor"}
    session.rollback()
