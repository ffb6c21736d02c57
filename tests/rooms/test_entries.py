"""Writing, reading and changing entries, as a peer worker does."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.entries.actions import purge
from journal.models import Entry, Person, Relationship, Revision, Share
from journal.models.base import as_if, now
from journal.models.confidential import act_as, for_viewer, visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
GIBBS = "/entries/new?kind=reflection&model=gibbs"
FREE = "/entries/new?kind=reflection&model=free"
MEGABYTE = "All of it. " * 100_000
STRANGE = (
    "Emoji 🙂, \u05e9\u05dc\u05d5\u05dd, مرحبا, a NUL\x00, </textarea><script>alert(1)</script>"
)


def typed(page: str, **fields: str) -> dict[str, str]:
    """What a browser sends back: the hidden fields of the page, and what somebody typed."""
    hidden = dict(re.findall(r'name="(entry_id|revision)"[^>]*value="([^"]*)"', page))
    return {**hidden, "dated": "2026-06-04", **fields}


def read(page: str) -> str:
    """The words of a page as they are read, without the marks of what differs."""
    unmarked = re.sub(r'<span class="visually-hidden"> ?(\[[^<]*|\] )</span>', "", page)
    return unescape(re.sub(r"</?(mark|ins|del)[^>]*>", "", unmarked))


def page_of(world: World, name: str) -> str:
    """The address of an entry of the world's."""
    return f"/entries/{world.entries[name].id}"


def test_a_reflection_is_written_once_however_often_it_is_sent(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    form = typed(worker.get(GIBBS).text, answer_description="We sat on the steps.")
    first, second = worker.post(GIBBS, form), worker.post(GIBBS, form)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert "We sat on the steps." in worker.get(first.location).text


def test_an_id_that_is_somebody_elses_entry_makes_an_entry_of_ones_own(
    world: World, client_for: ClientFor
) -> None:
    theirs = world.entries["draft"].id
    other = client_for(world.other_worker)
    saved = other.post(FREE, typed("", entry_id=str(theirs), text="Mine."))
    assert saved.status_code == 303
    assert str(theirs) not in saved.location
    assert "Mine." in other.get(saved.location).text


@pytest.mark.parametrize(
    ("fields", "sentence", "field"),
    [
        ({"dated": "2999-01-01"}, "This date is in the future", "dated"),
        ({"dated": "31 June"}, "Please give the date as day, month and year.", "dated"),
        ({"dated": ""}, "Please give the date as day, month and year.", "dated"),
        ({"minutes": "2000"}, "Please give minutes between 1 and 1,440.", "minutes"),
        ({"minutes": "an hour"}, "Please give the minutes as a whole number", "minutes"),
        ({"title": "x" * 201}, "to 200 characters or fewer", "title"),
        ({"text": MEGABYTE}, "Nothing is lost: it is all below", "text"),
    ],
)
def test_a_mistake_gets_a_sentence_and_loses_nothing(
    fields: dict[str, str], sentence: str, field: str, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(GIBBS).text, answer_feelings="Proud, and tired.") | fields
    answer = worker.post(GIBBS, form)
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert f'href="#{field}"' in answer.text
    for words in ("Proud, and tired.", fields.get("text", ""), fields.get("title", "")):
        assert words in answer.text


def test_nothing_written_is_said_kindly(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    answer = worker.post(GIBBS, typed(worker.get(GIBBS).text, answer_feelings="  \n "))
    assert answer.status_code == 422
    assert "There is nothing to save yet" in answer.text


def test_any_script_and_any_sign_is_kept_and_none_is_run(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(FREE).text, title=STRANGE, text=STRANGE)
    shown = worker.get(worker.post(FREE, form).location)
    kept = STRANGE.replace("\x00", "")
    assert "<script>alert" not in shown.text
    assert "🙂" in shown.text
    assert "مرحبا" in shown.text
    edited = worker.get(worker.post(FREE, form).location + "/edit")
    assert kept in unescape(edited.text)


def test_a_title_is_made_of_the_first_words(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(GIBBS).text, answer_feelings="# Glad it rained\n\nMore.")
    assert (
        '<span dir="auto">Glad it rained</span>'
        in worker.get(worker.post(GIBBS, form).location).text
    )


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(
    world: World, client_for: ClientFor
) -> None:
    phone, desk = client_for(world.worker), client_for(world.worker)
    here = page_of(world, "draft")
    on_phone, on_desk = phone.get(here + "/edit").text, desk.get(here + "/edit").text
    free = here + "/edit?model=driscoll"
    assert phone.post(free, typed(on_phone, text="From the bus.")).status_code == 303
    answer = desk.post(free, typed(on_desk, text="From the desk."))
    assert answer.status_code == 409
    assert "From the bus." in read(answer.text)
    assert "From the desk." in read(answer.text)
    assert "From the desk." not in phone.get(here).text
    again = desk.post(free, typed(answer.text, text="From the bus. From the desk."))
    assert again.status_code == 303
    assert "From the bus. From the desk." in phone.get(here).text


def test_every_save_is_kept_and_the_same_text_is_no_save(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, here = client_for(world.worker), page_of(world, "draft")
    form = typed(worker.get(here + "/edit").text, text="Second thoughts.", title="A title")
    worker.post(here + "/edit", form)
    worker.post(here + "/edit", form | {"revision": "2"})
    kept = visible(Revision, to=world.worker).where(Revision.entry_id == world.entries["draft"].id)
    numbers = sorted(revision.number for revision in session.scalars(kept))
    assert numbers == [1, 2]
    assert "Version 2, the present one" in worker.get(here + "/history").text
    compared = worker.get(here + "/history/2").text
    assert "Second thoughts." in read(compared)
    assert world.entries["draft"].text in read(compared)


def test_a_reader_never_sees_earlier_versions(world: World, client_for: ClientFor) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = page_of(world, "shared")
    worker.post(here + "/edit", typed(worker.get(here + "/edit").text, text="Without the name."))
    assert supervisor.get(here + "/history").status_code == 404
    shown = supervisor.get(here).text
    assert "Without the name." in shown
    assert world.entries["shared"].text not in shown


def test_other_questions_keep_every_word(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(GIBBS).text, answer_feelings="Proud.", answer_description="Steps.")
    change = form | {"do": "other model", "other_model": "driscoll", "text": "More."}
    page = worker.post(GIBBS, change)
    assert page.status_code == 200
    for words in ("Proud.", "Steps.", "More.", 'name="answer_so_what"', "model=driscoll"):
        assert words in page.text


def test_a_preview_saves_nothing(session: Session, world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    count = for_viewer(sa.select(sa.func.count(Entry.id)), world.worker)
    before = session.scalar(count)
    session.rollback()
    form = typed(worker.get(FREE).text, text="**Bold** words", do="preview")
    assert "<strong>Bold</strong> words" in worker.post(FREE, form).text
    assert session.scalar(count) == before


def test_a_deleted_entry_comes_back_to_its_author_alone_with_all_that_was_said(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = page_of(world, "shared")
    asked = worker.get(here + "/delete").text
    assert "Supervisor Person" in asked
    worker.post(here + "/delete")
    assert supervisor.get(here).status_code == worker.get(here).status_code == 404
    away = worker.get("/entries/deleted").text
    assert world.entries["shared"].title in away
    assert "It comes back to you alone" in away
    worker.post(here + "/bring-back")
    assert supervisor.get(here).status_code == 404, "nobody said yes to that"
    asked = worker.get(here + "/share").text
    offered = re.search(r'value="([^"]+)"[^>]*>[^<]*<label[^>]*>\s*Supervisor Person', asked)
    assert offered, asked
    worker.post(here + "/share", {"readers": offered.group(1)})
    feedback = next(word for word in world.canaries if word.startswith("canarysupervisorfeedback"))
    assert feedback in worker.get(here).text
    assert feedback in supervisor.get(here).text


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_what_was_deleted_is_gone_for_good_after_30_days(
    days: int, left: int, session: Session, world: World, acting: Callable[[Person], Person]
) -> None:
    worker = acting(world.worker)
    with as_if(now() + timedelta(days=days)):
        purge(session, worker)
    session.commit()
    wanted = visible(Entry, to=worker).where(Entry.id == world.entries["deleted"].id)
    assert len(session.scalars(wanted).all()) == left
    versions = visible(Revision, to=worker).where(Revision.entry_id == world.entries["deleted"].id)
    assert len(session.scalars(versions).all()) == left


def test_the_journal_is_shown_a_page_at_a_time_and_nothing_twice(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    form = typed(worker.get(FREE).text)
    before = len(titles_on(worker.get("/entries").text))
    for number in range(44):
        fresh = {"entry_id": str(UUID(int=number + 1, version=4)), "text": f"Number {number}."}
        worker.post(FREE, form | fresh)
    path, seen = "/entries", []
    while path:
        page = worker.get(path).text
        titles = titles_on(page)
        assert len(titles) <= 20
        seen += titles
        older = re.search(r'href="([^"]+)">Older entries', page)
        path = unescape(older.group(1)) if older else ""
    assert len(seen) == len(set(seen)) == before + 44


def titles_on(page: str) -> list[str]:
    """The entries of a page of the journal."""
    return re.findall(r'class="row-title"[^>]*>([^<]+)<', page)


def test_a_page_open_too_long_carries_every_word_over(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(FREE).text, text="Two thousand words.")
    answer = worker.post(FREE, form | {"csrf_token": "from another day"})
    assert answer.status_code == 400
    assert "Two thousand words." in answer.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
    assert token
    assert worker.post(FREE, form | {"csrf_token": token.group(1)}).status_code == 303


def test_going_back_and_saving_other_words_keeps_both(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(FREE).text, text="First words.")
    here = worker.post(FREE, form).location
    more = worker.post(FREE, form | {"text": "First words. And more."})
    assert more.location == here
    assert "And more." in worker.get(here).text
    assert "First words." in read(worker.get(here + "/history/2").text)


def test_going_back_and_taking_words_out_shows_both_texts(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(FREE).text, text="First words.")
    here = worker.post(FREE, form).location
    answer = worker.post(FREE, form | {"text": "Second words."})
    assert answer.status_code == 409
    assert "First words." in read(answer.text)
    assert "Second words." in read(answer.text)
    assert "First words." in worker.get(here).text
    mine = typed(answer.text, text="Second words.", do="save")
    assert worker.post(here + "/edit?model=free", mine).location == here
    assert "Second words." in worker.get(here).text


def test_a_form_of_a_deleted_entry_makes_another_one(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get(FREE).text, text="First words.")
    here = worker.post(FREE, form).location
    worker.post(here + "/delete")
    other = worker.post(FREE, form | {"text": "Third words."}).location
    assert other != here
    assert "Third words." in worker.get(other).text


def test_a_stale_tag_page_rewords_only_what_was_typed_on_it(
    world: World, client_for: ClientFor
) -> None:
    worker, here = client_for(world.worker), page_of(world, "draft") + "/tags"
    old = world.canary("old", "worker")
    stale = {"was": "peer-worker:S2", "shown-peer-worker:S2": old, "reason-peer-worker:S2": old}
    now_typed = {"was": "peer-worker:S2", "tag": "peer-worker:S2", "shown-peer-worker:S2": old}
    worker.post(here, now_typed | {"reason-peer-worker:S2": "A newer reason."})
    worker.post(here, {**stale, "tag": ["peer-worker:S2", "peer-worker:K5"]})
    shown = worker.get(page_of(world, "draft")).text
    assert "A newer reason." in shown
    assert "K5" in shown


def test_a_stale_statement_shows_both_and_overwrites_nothing(
    world: World, client_for: ClientFor
) -> None:
    worker, here = client_for(world.worker), page_of(world, "draft") + "/statement"
    assert worker.post(here, {"number": "1", "text": "From the bus."}).status_code == 303
    answer = worker.post(here, {"number": "1", "text": "From the desk."})
    assert answer.status_code == 409
    assert "From the bus." in read(answer.text)
    assert "From the desk." in read(answer.text)
    assert worker.post(here, {"number": "2", "text": "From both."}).status_code == 303
    assert "From the bus." in worker.get(here).text


def test_taking_back_means_the_person_in_every_capacity(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    entry = world.entries["product"]
    second = Relationship(
        organisation_id=world.worker.organisation_id,
        worker_id=world.worker.id,
        other_id=world.supervisor.id,
        kind=RelationshipKind.MANAGER,
    )
    session.add(second)
    session.flush()
    act_as(session, world.worker)
    given = {"author_id": world.worker.id, "reader_id": world.supervisor.id}
    session.add(Share(entry_id=entry.id, relationship_id=second.id, **given))
    session.commit()
    share_page = worker.get(f"/entries/{entry.id}/share").text
    back = re.findall(r'action="([^"]+/withdraw)"', share_page)
    assert supervisor.get(f"/entries/{entry.id}").status_code == 200
    worker.post(back[0])
    assert supervisor.get(f"/entries/{entry.id}").status_code == 404


def test_a_second_press_is_answered_like_the_first(world: World, client_for: ClientFor) -> None:
    worker, here = client_for(world.worker), page_of(world, "shared")
    back = re.findall(r'action="([^"]+/withdraw)"', worker.get(here + "/share").text)[0]
    for path in (back, here + "/delete", here + "/bring-back"):
        first, second = worker.post(path), worker.post(path)
        assert (first.status_code, first.location) == (second.status_code, second.location)
        assert first.status_code == 303
