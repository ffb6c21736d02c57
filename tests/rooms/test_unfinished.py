"""Unfinished writing: kept while it is typed, never overwritten, found again, let go of late."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal import Application, unfinished_copies
from journal.extensions import db
from journal.models import Person, Unfinished
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
NEW = "/entries/new?kind=reflection&model=free"
PHONE, DESK = "a" * 32, "b" * 32


def keep(
    client: Client,
    copy_id: str,
    text: str,
    *,
    editor: str = PHONE,
    version: int = 0,
    sequence: int = 1,
    **more: Any,
) -> TestResponse:
    """What the page's script sends."""
    sent = {"place": NEW, "fields": {"text": text}, "editor": editor, "version": version}
    return client.open(
        f"/unfinished/{copy_id}",
        method="POST",
        json={**sent, "sequence": sequence, **more},
        headers={"X-CSRFToken": client.token, "Accept": "application/json"},
    )


def copies_of(session: Session, person: Person) -> dict[str, Unfinished]:
    """Everything unfinished of somebody's, by its text."""
    session.rollback()
    return {copy.fields["text"]: copy for copy in session.scalars(visible(Unfinished, to=person))}


def test_what_is_typed_is_kept_and_the_answer_says_exactly_what(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, copy_id = client_for(world.coach), str(uuid4())
    answer = keep(worker, copy_id, "We sat on the steps.")
    assert answer.status_code == 200
    told = answer.get_json()
    assert re.fullmatch(r"\d\d:\d\d", told.pop("at"))
    same = {"asked": copy_id, "copy": copy_id, "editor": PHONE, "apart": False}
    assert told == {**same, "sequence": 1, "version": 1}
    assert list(copies_of(session, world.coach)) == ["We sat on the steps."]
    again = keep(worker, copy_id, "We sat on the steps. It rained.", version=1, sequence=2)
    assert again.get_json()["version"] == 2
    assert list(copies_of(session, world.coach)) == ["We sat on the steps. It rained."]


def test_a_page_whose_answer_was_lost_goes_on_with_its_copy(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, copy_id = client_for(world.coach), str(uuid4())
    keep(worker, copy_id, "One.", version=0, sequence=1)
    answer = keep(worker, copy_id, "One. Two.", version=0, sequence=2)
    assert answer.get_json()["copy"] == copy_id
    assert list(copies_of(session, world.coach)) == ["One. Two."]


def test_what_comes_late_neither_overwrites_nor_is_said_to_be_kept(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, copy_id = client_for(world.coach), str(uuid4())
    keep(worker, copy_id, "One. Two.", sequence=2)
    late = keep(worker, copy_id, "One.", sequence=1)
    assert late.get_json()["sequence"] == 2
    assert list(copies_of(session, world.coach)) == ["One. Two."]


def test_another_page_never_overwrites(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, copy_id = client_for(world.coach), str(uuid4())
    keep(worker, copy_id, "From the phone.")
    other = keep(worker, copy_id, "From the desk.", editor=DESK, version=0).get_json()
    assert other["asked"] == copy_id
    assert other["copy"] != copy_id
    assert set(copies_of(session, world.coach)) == {"From the phone.", "From the desk."}
    keep(worker, copy_id, "From the desk, on the phone's.", editor=DESK, version=1, sequence=2)
    keep(worker, copy_id, "From the phone, later.", version=1, sequence=2)
    assert set(copies_of(session, world.coach)) == {
        "From the desk.",
        "From the desk, on the phone's.",
        "From the phone, later.",
    }


def test_nobody_keeps_words_in_somebody_elses_copy(
    session: Session, world: World, client_for: ClientFor
) -> None:
    theirs = world.copies["worker"]
    told = keep(client_for(world.coach), str(theirs.id), "Mine.", version=1).get_json()
    assert told["copy"] != str(theirs.id)
    assert list(copies_of(session, world.worker)) == [theirs.fields["text"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "https://elsewhere.example/"},
        {"place": "//elsewhere.example/"},
        {"place": "/\\elsewhere.example"},
        {"place": "/there-is-no-such-page"},
        {"place": "/sign-out"},
        {"place": None},
        {"fields": ["text"]},
        {"fields": {"text": 1}},
        {"fields": {"text": ["a", 1]}},
        {"fields": {"x" * 300: "a"}},
        {"editor": "me"},
        {"version": -1},
        {"version": "1"},
        {"sequence": True},
    ],
)
def test_what_no_page_of_ours_sends_is_not_kept(
    wrong: dict[str, Any], session: Session, world: World, client_for: ClientFor
) -> None:
    answer = keep(client_for(world.coach), str(uuid4()), "Words.", **wrong)
    assert answer.status_code == 422
    assert answer.get_json()["problem"]
    assert copies_of(session, world.coach) == {}


def test_more_than_a_copy_holds_is_refused_in_words(world: World, client_for: ClientFor) -> None:
    coach = client_for(world.coach)
    for many in (unfinished_copies.LARGEST, 3 * unfinished_copies.LARGEST):
        answer = keep(coach, str(uuid4()), "x" * many)
        assert answer.status_code == 413
        assert "longer than can be kept" in answer.get_json()["problem"]
    assert keep(coach, str(uuid4()), "\u4e2d" * 300_000).status_code == 200


def test_any_sign_is_kept_on_either_database(
    session: Session, world: World, client_for: ClientFor
) -> None:
    strange = "Emoji 🙂, \u05e9\u05dc\u05d5\u05dd, \ud83d alone, a NUL\x00, two\r\nlines."
    assert keep(client_for(world.coach), str(uuid4()), strange).status_code == 200
    kept = next(iter(copies_of(session, world.coach)))
    assert kept == "Emoji 🙂, \u05e9\u05dc\u05d5\u05dd, \ufffd alone, a NUL, two\nlines."


def test_when_there_is_no_room_nothing_goes_and_nothing_is_said_to_be_kept(
    session: Session, world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unfinished_copies, "MOST_COPIES", 3)
    coach = client_for(world.coach)
    ids = [str(uuid4()) for _ in range(3)]
    for number, copy_id in enumerate(ids):
        assert keep(coach, copy_id, f"Text {number}.").status_code == 200
    refused = keep(coach, str(uuid4()), "One more.")
    assert refused.status_code == 422
    assert "Please put some away" in refused.get_json()["problem"]
    for copy_id in (ids[1], ids[0]):
        assert coach.post(f"/unfinished/{copy_id}/put-away").status_code == 303
    assert keep(coach, str(uuid4()), "One more.").status_code == 200
    assert set(copies_of(session, world.coach)) == {"Text 0.", "Text 1.", "Text 2.", "One more."}


@pytest.mark.parametrize("do", ["keep saved", "together", "save"])
@pytest.mark.parametrize("page", ["/entries/{}/edit?model=what", "/entries/{}/statement"])
def test_with_no_room_the_page_of_two_texts_says_so_and_nothing_changes(
    page: str,
    do: str,
    session: Session,
    world: World,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unfinished_copies, "MOST_COPIES", 1)
    worker, path = client_for(world.worker), page.format(world.entries["shared"].id)
    before = copies_of(session, world.worker)
    typed = {"text": "Mine alone.", "dated": "2026-06-04", "revision": "0", "number": "9"}
    answer = worker.post(path, {**typed, "do": do, "copy_id": str(uuid4())})
    assert answer.status_code == 409
    assert "Mine alone.</textarea>" in answer.text
    assert "What you have just typed is on this page alone" in answer.text
    assert "Please put some away" in answer.text
    assert "is kept, also if" not in answer.text
    assert copies_of(session, world.worker).keys() == before.keys()


def test_a_reload_offers_to_go_on_and_a_save_ends_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    fields = {"text": "Half a thought", "title": "A title", "dated": "2026-06-04",
              "off_the_job": "y", "entry_id": str(uuid4())}  # fmt: skip
    keep(coach, copy_id, "", fields=fields)
    page = coach.get(NEW).text
    go_on = re.search(r'href="([^"]*go-on=[^"]*)"', page)
    assert go_on
    filled = coach.get(go_on.group(1).replace("&amp;", "&")).text
    assert "Half a thought</textarea>" in filled
    assert 'value="A title"' in filled
    assert 'value="2026-06-04"' in filled
    assert f'name="copy_id" value="{copy_id}"' in filled
    assert "You have unfinished writing here" not in filled
    saved = coach.post(NEW, {**fields, "copy_id": copy_id, "version": "1"})
    assert saved.status_code == 303
    assert str(fields["entry_id"]) in saved.location
    session.rollback()
    assert session.scalars(visible(Unfinished, to=world.coach)).all() == []


def test_no_browser_gives_a_reloaded_page_the_id_of_an_earlier_copy(
    world: World, client_for: ClientFor
) -> None:
    """Firefox puts back what a script changed in a hidden field, unless the form says off; the
    text beside it stays empty, and new words took the place of the first."""
    page = client_for(world.coach).get(NEW).get_data(as_text=True)
    [form] = [tag for tag in re.findall("<form[^>]*>", page) if "data-keeps" in tag]
    assert ' autocomplete="off" ' in form


def test_a_save_leaves_the_words_that_another_page_put_into_the_copy(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "From the phone.")
    keep(coach, copy_id, "From the phone, and more.", version=1, sequence=2)
    stale = {"text": "From the desk.", "dated": "2026-06-04", "copy_id": copy_id, "version": "1"}
    assert coach.post(NEW, stale).status_code == 303
    assert list(copies_of(session, world.coach)) == ["From the phone, and more."]


def test_a_save_that_fails_keeps_the_copy(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "A thought.")
    typed = {"text": "A thought.", "dated": "2999-01-01", "copy_id": copy_id, "version": "1"}
    answer = coach.post(NEW, typed)
    assert answer.status_code == 422
    assert f'name="copy_id" value="{copy_id}"' in answer.text
    assert list(copies_of(session, world.coach)) == ["A thought."]


def test_put_away_and_brought_back_and_gone_after_thirty_days(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "A thought.")
    assert "A thought." in coach.get("/unfinished").text
    coach.post(f"/unfinished/{copy_id}/put-away")
    assert "A thought." not in coach.get("/unfinished").text
    assert "A thought." in coach.get("/unfinished/put-away").text
    assert "You have unfinished writing here" not in coach.get(NEW).text
    coach.post(f"/unfinished/{copy_id}/bring-back")
    assert "A thought." in coach.get("/unfinished").text
    coach.post(f"/unfinished/{copy_id}/put-away")
    act_as(session, world.coach)
    with as_if(now() + timedelta(days=29)):
        assert unfinished_copies.purge(session, world.coach) == 0
    with as_if(now() + timedelta(days=31)):
        assert unfinished_copies.purge(session, world.coach) == 1
    session.commit()
    assert copies_of(session, world.coach) == {}


@pytest.mark.parametrize(("most", "size", "stay"), [(3, 1_000_000, 3), (50, 700, 2), (50, 1, 1)])
def test_of_what_is_put_away_the_oldest_goes_first_and_the_newest_never(
    most: int,
    size: int,
    stay: int,
    session: Session,
    world: World,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unfinished_copies, "MOST_AWAY", most)
    monkeypatch.setattr(unfinished_copies, "MOST_AWAY_SIZE", size)
    coach, texts = client_for(world.coach), [f"Thought {number} " * 25 for number in range(5)]
    for text in texts:
        copy_id = str(uuid4())
        keep(coach, copy_id, text)
        coach.post(f"/unfinished/{copy_id}/put-away")
    begun = str(uuid4())
    keep(coach, begun, "Still being written.")
    kept = copies_of(session, world.coach)
    assert sorted(kept) == sorted([*texts[-stay:], "Still being written."])
    page = coach.get("/unfinished/put-away").text
    assert "the oldest go first" in page
    assert "Thought 4" in page
    assert "Thought 0" not in page


def test_what_is_put_away_is_written_again_by_typing_in_it(
    world: World, client_for: ClientFor
) -> None:
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "A thought.")
    coach.post(f"/unfinished/{copy_id}/put-away")
    keep(coach, copy_id, "A thought, after all.", version=1, sequence=2)
    assert "A thought, after all." in coach.get("/unfinished").text


def test_a_copy_can_be_read_when_its_page_is_gone(world: World, client_for: ClientFor) -> None:
    worker, entry = client_for(world.worker), world.entries["product"]
    copy_id = str(uuid4())
    keep(worker, copy_id, "What I thought.", place=f"/entries/{entry.id}/edit")
    worker.post(f"/entries/{entry.id}/delete")
    assert worker.get(f"/entries/{entry.id}/edit?go-on={copy_id}").status_code == 404
    assert "What I thought." in worker.get(f"/unfinished/{copy_id}").text


@pytest.mark.parametrize(
    ("person", "page", "fields", "words"),
    [
        ("supervisor", "/review/{}", {"text": "Well done"}, "Well done</textarea>"),
        ("worker", "/review/{}/answer", {"text": "Thank you"}, "Thank you</textarea>"),
        (
            "worker",
            "/entries/{}/statement",
            {"text": "I listened", "number": "1"},
            "I listened</textarea>",
        ),
        ("worker", "/entries/{}/edit?model=free", {"text": "I sat"}, "I sat</textarea>"),
        ("worker", "/principles/mutual", {"text": "Side by side"}, "Side by side</textarea>"),
        (
            "worker",
            "/entries/{}/tags",
            {"tag": "peer-worker:S2", "reason-peer-worker:S2": "I asked first"},
            'value="I asked first"',
        ),
        (
            "worker",
            "/portfolio/{portfolio}/words",
            {"title": "My work", "introduction": "I walk along"},
            "I walk along</textarea>",
        ),
        ("coach", "/check-ins/new", {"text": "Tired"}, "Tired</textarea>"),
        ("coach", "/entries/capture", {"text": "On the bus"}, "On the bus</textarea>"),
    ],
)
def test_every_long_form_goes_on_from_its_copy_and_ends_it(
    person: str,
    page: str,
    fields: dict[str, str],
    words: str,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    who = client_for(world.people[person])
    copy_id = str(uuid4())
    path = page.format(world.entries["shared"].id, portfolio=world.portfolios["worker"].id)
    keep(who, copy_id, "", place=path, fields=fields)
    assert "You have unfinished writing here" in who.get(path).text
    filled = who.get(f"{path}{'&' if '?' in path else '?'}go-on={copy_id}").text
    assert words in filled
    names = "check_in_id|feedback_id|revision|statement|number|base|entry_id|copy_id|version"
    hidden = dict(re.findall(rf'name="({names})"[^>]*value="([^"]*)"', filled))
    assert hidden["copy_id"] == copy_id
    sent = who.post(path, {"dated": "2026-06-04", "number": "1", "revision": "1"} | hidden | fields)
    assert sent.status_code == 303
    session.rollback()
    left = session.scalars(visible(Unfinished, to=world.people[person])).all()
    assert UUID(copy_id) not in [copy.id for copy in left]


def test_a_save_that_breaks_half_way_keeps_the_copy(
    app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    """Saving and letting go of the copy are one transaction: both happen, or neither."""
    coach, copy_id = client_for(world.coach), str(uuid4())
    keep(coach, copy_id, "A thought.")

    def break_off(connection: Any, cursor: Any, sql: str, *more: Any) -> None:
        if sql.startswith("INSERT INTO revisions"):
            raise OSError("The machine stops here.")

    event.listen(db.engine, "before_cursor_execute", break_off)
    typed = {"text": "A thought.", "dated": "2026-06-04", "copy_id": copy_id, "version": "1"}
    sent = coach.open(NEW, method="POST", data={"csrf_token": coach.token, **typed})
    assert sent.status_code == 500
    event.remove(db.engine, "before_cursor_execute", break_off)
    assert list(copies_of(session, world.coach)) == ["A thought."]
    assert coach.post(NEW, typed).status_code == 303
    assert copies_of(session, world.coach) == {}
