"""The index itself: nobody reads it past the walls, and what is erased is gone from the disk."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy.orm import Session

from config import Settings
from journal import relationships
from journal.database import begin_writing
from journal.domain.search_words import wanted
from journal.entries.actions import purge
from journal.extensions import db
from journal.models import Entry, Person, Relationship, SearchDocument
from journal.models.base import as_if, now
from journal.models.confidential import act_as, for_viewer, visible
from journal.models.guards import Unguarded
from journal.search_index import MOST_BYTES, documents_with, key_of, keyed
from tests.rooms.searching import own, write
from tests.world import LONG_AGO, World

TABLE = SearchDocument.__table__
FRAGMENT = 6
NOT_LIKE_AN_ID = str.maketrans("0123456789abcdef", "ghjklmnpqrstvwxz")
PAGE, RESERVED = 4096, 80


@pytest.mark.parametrize(
    "statement",
    [
        sa.select(TABLE.c.words),
        sa.select(sa.func.count()).select_from(TABLE),
        sa.text("SELECT words FROM search_words"),  # noqa: TID251
        sa.text("SELECT block FROM search_words_data"),  # noqa: TID251
        sa.select(sa.table("search_words", sa.column("words"))),  # noqa: TID251
        sa.select(Person.id).where(sa.exists(sa.text("SELECT 1 FROM search_words"))),  # noqa: TID251
        sa.select(Person.id, sa.table("search_words", sa.column("words")).c.words),  # noqa: TID251
        sa.delete(SearchDocument),
        sa.update(SearchDocument).values(words=""),
    ],
    ids=lambda statement: str(statement).replace("\n", " ")[:60],
)
@pytest.mark.parametrize("with_person", [False, True])
def test_nobody_reaches_the_index_past_the_walls(
    statement: Any, with_person: bool, session: Session, world: World
) -> None:
    options = {"viewer": world.supervisor} if with_person else {}
    with pytest.raises(Unguarded):
        session.execute(statement, execution_options=options)


def test_the_index_is_not_read_without_a_person(session: Session, world: World) -> None:
    for statement in (sa.select(SearchDocument), sa.select(SearchDocument.words),
                      documents_with(world.worker, wanted("canary"))):  # fmt: skip
        with pytest.raises(Unguarded):
            session.execute(statement)
    with pytest.raises(Unguarded):
        session.connection().exec_driver_sql("SELECT count(*) FROM search_words")
    session.rollback()


def test_nobody_writes_the_index_by_hand(session: Session, world: World) -> None:
    begin_writing(session)
    act_as(session, world.worker)
    entry = own(session, world, "draft")
    session.add(
        SearchDocument(
            entry_id=entry.id,
            author_id=entry.author_id,
            reader_id=world.other_worker.id,
            words=" x ",
        )
    )
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_a_write_that_is_rolled_back_leaves_the_index_as_it_was(
    session: Session, world: World
) -> None:
    before = documents(session, world.worker)
    for end in (session.rollback, session.commit):
        begin_writing(session)
        act_as(session, world.worker)
        own(session, world, "shared").text = "Something else entirely."
        session.flush()
        end()
        assert (documents(session, world.worker) == before) is (end == session.rollback)


def test_whoever_supports_no_longer_leaves_no_words_behind_their_key(
    session: Session, world: World
) -> None:
    bond = session.get_one(Relationship, world.relationships["supervisor"].id)
    before = documents(session, world.worker)
    assert [row for row in before if row[1] == world.supervisor.id]
    session.rollback()
    begin_writing(session)
    act_as(session, world.worker)
    relationships.end(session, world.worker, bond)
    session.commit()
    kept = [row for row in before if row[1] != world.supervisor.id]
    assert sorted(documents(session, world.worker)) == sorted(kept)
    session.rollback()


def documents(session: Session, author: Person) -> list[tuple[UUID, UUID, str]]:
    """All documents of what one person wrote."""
    columns = (SearchDocument.entry_id, SearchDocument.reader_id, SearchDocument.words)
    statement = sa.select(*columns).where(SearchDocument.author_id == author.id)
    rows = session.execute(for_viewer(statement, author)).all()
    session.rollback()
    return sorted(map(tuple, rows), key=repr)


def test_each_word_stands_behind_its_readers_key(world: World) -> None:
    worker, supervisor = world.worker.id, world.supervisor.id
    assert key_of(worker) != key_of(supervisor)
    assert re.fullmatch(r"[a-p]{8}", key_of(worker))
    assert keyed(worker, ["Two words", "", "3"]) == " {0}two {0}words {0}3 ".format(key_of(worker))
    assert keyed(worker, [""]) == " "
    assert len(keyed(worker, ["ö" * 50 + " "] * 50_000).encode()) <= MOST_BYTES + 1


def test_a_question_is_asked_within_ones_own_words(session: Session, world: World) -> None:
    """Two people who wrote the very same find each their own."""
    for author in ("worker", "other_worker"):
        write(session, world, author, "The same stormglass.")
        person = world.people[author]
        found = documents_with(person, wanted("stormglass"))
        (entry_id,) = session.scalars(for_viewer(found, person)).all()
        entry = session.scalars(visible(Entry, to=person).where(Entry.id == entry_id)).one()
        assert entry.author_id == person.id


def test_erased_words_leave_no_fragment_in_the_file(
    session: Session, settings: Settings, world: World
) -> None:
    """After an erasure not six letters in a row are left of what was erased."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps old rows until it vacuums; docs/running.md says so.")
    numbers = range(7**13, 7**13 + 400 * 7919**2, 7919**2)
    words = [f"{number:x}"[::-1].translate(NOT_LIKE_AN_ID) for number in numbers]
    kept = write(session, world, "worker", " ".join(words[:200]), shared_with=("supervisor",))
    gone = write(session, world, "worker", " ".join(words[200:]), shared_with=("supervisor",))
    assert left_on_disk(session, settings, words) == set(words)
    begin_writing(session)
    act_as(session, world.worker)
    with as_if(now() - LONG_AGO):
        own_entry(session, world, gone.id).deleted_at = now()
        session.flush()
    assert purge(session, world.worker) == 1
    session.delete(own_entry(session, world, kept.id))
    session.commit()
    assert left_on_disk(session, settings, words) == set()


def own_entry(session: Session, world: World, entry_id: UUID) -> Entry:
    """One of the worker's entries by its id."""
    return session.scalars(visible(Entry, to=world.worker).where(Entry.id == entry_id)).one()


def left_on_disk(session: Session, settings: Settings, words: list[str]) -> set[str]:
    """The words of which any six letters in a row stand anywhere in the file, in free pages too."""
    session.rollback()
    session.close()
    db.engine.dispose()
    pages = decrypted(settings)
    return {
        word
        for word in words
        if any(word[at : at + FRAGMENT].encode() in pages for at in range(len(word) - FRAGMENT + 1))
    }


def decrypted(settings: Settings) -> bytes:
    """Every page of the file in the clear: AES-256 in CBC mode, its beginning and a check behind.

    The first sixteen bytes of the file are its salt, which a raw key has no use for.
    """
    path = Path(sa.make_url(settings.database_url).database or "")
    connection = sqlcipher3.dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{settings.database_key}'\"")
    assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    connection.close()
    key, file, clear = bytes.fromhex(settings.database_key), path.read_bytes(), b""
    for start in range(0, len(file), PAGE):
        page = file[start : start + PAGE]
        begins = bytes(page[PAGE - RESERVED : PAGE - RESERVED + 16])
        decryptor = Cipher(algorithms.AES(key), modes.CBC(begins)).decryptor()
        clear += decryptor.update(page[16 if start == 0 else 0 : PAGE - RESERVED])
    assert b"CREATE TABLE" in clear
    return clear
