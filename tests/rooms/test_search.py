"""Finding things: what is there is found, and what is hidden leaves no trace."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy.orm import Session

from journal.database import begin_writing
from journal.entries import actions as entries
from journal.models import Entry, EvidenceStatement, SearchDocument, Share
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.queries import queries_counted
from tests.rooms.searching import draft_of, found_by, look, own, write
from tests.world import CAST, World, add_entry

ClientFor = Callable[..., Client]


def test_each_person_finds_every_word_they_may_read_and_no_other(
    world: World, client_for: ClientFor
) -> None:
    """The oracle is the world's own: each text's canary says who may see it.

    All texts for two people, and for everybody else the titles: what a page of theirs finds of
    the rest is looked at with every other page, in tests/access.
    """
    in_entries = ("title", "text", "answer", "statement")
    names = ("draft", "shared", "product", "withdrawn", "others")
    canaries = {
        word: who
        for word, who in world.canaries.items()
        if re.match(rf"canary({'|'.join(names)})({'|'.join(in_entries)})", word)
    }
    assert len(canaries) == 19
    for part in CAST:
        client = client_for(world.people[part])
        every = part in {"worker", "supervisor"}
        asked = {word: who for word, who in canaries.items() if every or "title" in word}
        found = {word for word in asked if found_by(client, word) == 1}
        assert found == {word for word, who in asked.items() if part in who}, part


def test_nobody_finds_what_was_deleted_until_it_is_brought_back_and_then_its_author_alone(
    session: Session, world: World, client_for: ClientFor
) -> None:
    word = next(each for each in world.canaries if each.startswith("canarydeletedtext"))
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    assert found_by(worker, word) == found_by(supervisor, word) == 0
    begin_writing(session)
    act_as(session, world.worker)
    entries.bring_back(session, world.worker, own(session, world, "deleted"))
    session.commit()
    assert (found_by(worker, word), found_by(supervisor, word)) == (1, 0)


@pytest.mark.parametrize("ending", ["relationship", "share"])
def test_what_is_no_longer_shared_is_no_longer_found(
    ending: str, session: Session, world: World, client_for: ClientFor
) -> None:
    """Even where its words are still in the index, the rule of the entry stands before them."""
    supervisor = client_for(world.supervisor)
    entry = world.entries["shared"]
    assert found_by(supervisor, entry.title) == 1
    begin_writing(session)
    act_as(session, world.worker)
    if ending == "relationship":
        bond = session.merge(world.relationships["supervisor"])
        bond.ended_at = now()
    else:
        given = visible(Share, to=world.worker).where(
            Share.entry_id == entry.id, Share.reader_id == world.supervisor.id
        )
        share = session.scalars(given).one()
        entries.withdraw(session, world.worker, own(session, world, "shared"), share)
    session.commit()
    assert found_by(supervisor, entry.title) == 0


def test_a_passage_just_for_its_author_is_found_by_its_author_alone(
    session: Session, world: World, client_for: ClientFor
) -> None:
    text = "We sat on the harbourwall. [just for me] It was my lanternyear. [/just for me] Later."
    entry = write(session, world, "worker", text, shared_with=("supervisor",))
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    assert found_by(worker, "lanternyear") == 1
    assert found_by(worker, "harbourwall") == found_by(supervisor, "harbourwall") == 1
    assert found_by(supervisor, "lanternyear") == 0
    assert "lanternyear" in look(worker, "harbourwall").text
    shown = look(supervisor, "harbourwall").text
    assert str(entry.id) in shown
    assert "lanternyear" not in shown
    assert "just for me" not in shown.lower()
    keep_to_oneself(session, world, entry)
    assert found_by(supervisor, "harbourwall") == 0
    assert found_by(worker, "harbourwall") == 1


def keep_to_oneself(session: Session, world: World, entry: Entry) -> None:
    """Mark as private what was shared until now."""
    begin_writing(session)
    act_as(session, world.worker)
    kept = session.scalars(visible(Entry, to=world.worker).where(Entry.id == entry.id)).one()
    words = draft_of("[just for me] We sat on the harbourwall. [/just for me]")
    entries.save(session, world.worker, kept, words, kept.revision)
    session.commit()


def test_an_old_version_and_an_old_statement_are_no_longer_found(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    was = next(each for each in world.canaries if each.startswith("canarysharedstatement"))
    begin_writing(session)
    act_as(session, world.worker)
    entry = own(session, world, "shared")
    entries.write_statement(session, world.worker, entry, "I asked instead of telling.")
    session.commit()
    for client in (worker, supervisor):
        assert found_by(client, was) == 0
        assert found_by(client, '"asked instead"') == 1


def test_erasing_an_entry_takes_its_words_out_of_the_index(session: Session, world: World) -> None:
    begin_writing(session)
    act_as(session, world.worker)
    session.delete(own(session, world, "shared"))
    session.commit()
    for part in ("worker", "supervisor"):
        mine = visible(SearchDocument, to=world.people[part])
        words = " ".join(document.words for document in session.scalars(mine))
        assert "canaryshared" not in words
        assert "canaryproduct" in words


def test_hidden_entries_change_no_count_and_no_number_of_questions(
    session: Session, world: World, client_for: ClientFor
) -> None:
    supervisor = client_for(world.supervisor)
    write(session, world, "worker", "A quiet stormglass day.", shared_with=("supervisor",))

    def looked() -> tuple[str, int]:
        with queries_counted() as asked:
            page = look(supervisor, "stormglass").text
        return main_part(page), len(asked)

    looked()
    before = looked()
    begin_writing(session)
    for number in range(25):
        add_entry(session, world, "worker", f"hidden{number}")
    session.commit()
    for _ in range(5):
        write(session, world, "worker", "Another stormglass, a hidden one.")
        write(session, world, "other_worker", "And a stormglass of somebody else.")
    assert looked() == before


def main_part(page: str) -> str:
    """A page without what differs each time: the token and the address of the search."""
    part = page.partition("<main")[2].partition("</main>")[0]
    part = re.sub(r'name="csrf_token"[^>]*>', "", part)
    return re.sub(r"/search/[0-9a-f-]{36}", "/search/", part)


CANNOT_BE_LOOKED_FOR = {
    "*": "no letter and no number",
    '"': "no letter and no number",
    "( ) -": "no letter and no number",
    "🙂": "no letter and no number",
    "x" * 10_000: "to 200 characters or fewer",
    "a b c d e f g h i j k l m": "12 words or fewer",
}
ANY_SIGNS = ("o'reilly", "NEAR(", "-x", "the and of", "a\x00b", "50%", "x_y", "words:x",
             "{a}: b", "x AND", "NOT", "^x", "x + y", "'x' & !y", "x:*", "\\x", "a" * 200,
             '"x', "🙂 x")  # fmt: skip
FOUND = ("o'reilly", "O\u2019REILLY", "cafe", "CAFÉ", "cafe\u0301", "שלום", "مرحبا", "straße",
         "strasse", '"sat in the café"', "caf strass", "reil", "K2", "日本",
         "  sat\tcafé ")  # fmt: skip
NOT_FOUND = ('"the sat"', '"sat in café"', "eilly", '"caf"', "sat absent", '"sat" "nowhere"')


def test_what_cannot_be_looked_for_is_said_kindly(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    for typed, sentence in CANNOT_BE_LOOKED_FOR.items():
        answer = worker.post("/search", {"words": typed})
        assert answer.status_code == 422
        assert sentence in unescape(answer.text)
        assert 'href="#words"' in answer.text
        assert typed in unescape(answer.text)


def test_any_sign_is_taken_as_words(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.other_worker)
    assert {typed: found_by(worker, typed) for typed in ANY_SIGNS} == dict.fromkeys(ANY_SIGNS, 0)


def test_capitals_accents_and_scripts_do_not_hide_a_word(
    session: Session, world: World, client_for: ClientFor
) -> None:
    text = "O'Reilly sat in the Café on Straße 5 with K2. שָׁלוֹם, مَرْحَبًا, 日本語."
    write(session, world, "worker", text)
    worker = client_for(world.worker)
    assert {typed: found_by(worker, typed) for typed in FOUND} == dict.fromkeys(FOUND, 1)
    assert {typed: found_by(worker, typed) for typed in NOT_FOUND} == dict.fromkeys(NOT_FOUND, 0)


def test_an_entry_of_a_whole_book_is_saved_and_found(
    session: Session, world: World, client_for: ClientFor
) -> None:
    text = "firstword " + " ".join(f"ö{number:x}ñ" for number in range(200_000))
    write(session, world, "worker", text)
    assert found_by(client_for(world.worker), "firstword") == 1


def test_the_document_of_an_entry_is_its_readers_alone(session: Session, world: World) -> None:
    for part in ("supervisor", "manager", "coach", "ex_supervisor", "stranger"):
        person = world.people[part]
        documents = session.scalars(visible(SearchDocument, to=person)).all()
        assert {each.reader_id for each in documents} <= {person.id}
    statements = visible(EvidenceStatement, to=world.supervisor)
    assert session.scalars(statements).all()
