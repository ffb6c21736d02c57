"""Passages just for the writer: theirs on every page of their own, and nowhere else at all."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from journal.domain.passages import CLOSING, OPENING, passages, without_private
from journal.models import Entry, Revision
from journal.models.confidential import act_as, visible
from journal.two_texts import put_together
from tests.client import Client
from tests.rooms.reviewing import filled
from tests.rooms.test_entries import FREE, typed
from tests.world import World

ClientFor = Callable[..., Client]
READERS = ("supervisor", "manager", "coach", "reader")
SECRET = "It was like my own ward."
MARKED = f"I went quiet. [just for me] {SECRET} [/just for me] Then I asked again."
READING = re.compile(r'<div class="reading">.*</div>\s*(?=<p>Nobody|</main>|\s*</main>)', re.DOTALL)


def reading(page: str) -> str:
    """The part of a page in which somebody reads an entry, byte for byte."""
    found = READING.search(page)
    assert found, page
    return found.group(0).strip()


def changed(worker: Client, world: World, **fields: str) -> None:
    """The worker changes the shared entry."""
    path = f"/entries/{world.entries['shared'].id}/edit"
    saved = worker.post(path, typed(worker.get(path).text, **fields))
    assert saved.status_code == 303, saved.text


def test_the_writer_finds_the_passage_on_every_page_of_their_own(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    written = worker.post(FREE, typed(worker.get(FREE).text, text=MARKED))
    for page in ("", "/edit", "/history/1"):
        assert SECRET in worker.get(written.location + page).text
    assert MARKED in unescape(worker.get(written.location + "/edit").text)


def test_no_column_of_an_entry_holds_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """Whatever reads entries one day, in whatever way, there is nothing to give away."""
    worker = client_for(world.worker)
    changed(worker, world, title=f"[just for me]{SECRET}[/just for me]", text=MARKED)
    entry = session.scalars(
        visible(Entry, to=world.worker).where(Entry.id == world.entries["shared"].id)
    ).one()
    columns = sa.inspect(Entry).column_attrs.keys()
    row = " ".join(str(getattr(entry, name)) for name in columns)
    assert SECRET not in row
    assert "I went quiet. Then I asked again." in row


@pytest.mark.parametrize("part", READERS)
def test_the_preview_is_byte_for_byte_what_a_reader_gets(
    part: str, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    changed(worker, world, text=MARKED, answer_what="[just for me] nothing for others")
    path = f"/entries/{world.entries['shared'].id}"
    preview = worker.get(f"{path}/preview").text
    theirs = client_for(world.people[part]).get(path).text
    assert reading(preview) == reading(theirs)
    assert SECRET not in preview + theirs
    assert "What happened" not in reading(theirs), "an empty heading would tell of it"


def test_a_title_is_never_made_of_what_is_kept(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    text = f"[just for me]{SECRET}[/just for me] Then I asked again."
    written = worker.post(FREE, typed(worker.get(FREE).text, text=text))
    assert (
        '<h1><span dir="auto">Then I asked again.</span></h1>' in worker.get(written.location).text
    )


def test_a_reader_cannot_tell_that_a_passage_was_written_or_changed(
    world: World, client_for: ClientFor
) -> None:
    """Also the marks that feedback was given on an earlier version stay away."""
    worker, reader = client_for(world.worker), client_for(world.supervisor)
    pages = [f"{room}/{world.entries['shared'].id}" for room in ("/entries", "/review")]
    changed(worker, world, text="I went quiet. Then I asked again.")
    said = reader.post(pages[1], filled(reader.get(pages[1]), text="You stayed with it."))
    assert said.status_code == 303
    reader.get("/review")  # where the page says once that it was sent
    random = re.compile(r'(?:value|data-keeps)="[^"]*"')
    before = [random.sub("", reader.get(page).text) for page in pages]
    changed(worker, world, text=MARKED)
    changed(worker, world, text=MARKED.replace("like", "very like"))
    assert [random.sub("", reader.get(page).text) for page in pages] == before


def test_saving_without_a_change_makes_no_version(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    changed(worker, world, text=MARKED)
    path = f"/entries/{world.entries['shared'].id}/edit"
    page = unescape(worker.get(path).text)
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    fields |= {
        name: text.lstrip("\r\n")
        for name, text in re.findall(
            r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', page, re.DOTALL
        )
    }
    del fields["off_the_job"]  # unticked: what is not ticked is not sent
    assert worker.post(path, fields).status_code == 303
    kept = visible(Revision, to=world.worker).where(Revision.entry_id == world.entries["shared"].id)
    assert len(session.scalars(kept).all()) == 2


@pytest.mark.parametrize(
    ("who", "path", "field"),
    [
        ("worker", "/entries/{}/statement", "text"),
        ("worker", "/review/{}/answer", "text"),
        ("supervisor", "/review/{}", "text"),
        ("supervisor", "/review/{}", "because-peer-worker:S2"),
    ],
)
def test_a_text_for_others_takes_no_private_passage(
    who: str, path: str, field: str, world: World, client_for: ClientFor
) -> None:
    somebody = client_for(world.people[who])
    at = path.format(world.entries["shared"].id)
    answer = somebody.post(at, typed(somebody.get(at).text, **{field: MARKED}))
    assert answer.status_code == 422
    assert "nothing in it can be just for you" in answer.text
    assert MARKED in unescape(answer.text)


def test_neither_does_the_reason_of_a_tag(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    at = f"/entries/{world.entries['shared'].id}/tags"
    answer = worker.post(at, {"tag": "peer-worker:K4", "reason-peer-worker:K4": MARKED})
    assert answer.status_code == 422
    assert MARKED in unescape(answer.text)


def test_the_wall_is_the_row_itself(session: Session, world: World) -> None:
    """A reader who asks the database for everything is given nothing of it."""
    act_as(session, world.supervisor)
    for model in (Entry, Revision):
        rows = session.scalars(visible(model, to=world.supervisor)).all()
        texts = " ".join(f"{row.title} {row.text} {row.answers}" for row in rows)
        assert "kept" not in texts


def test_putting_two_texts_together_brings_no_private_line_out() -> None:
    """Line by line, a line private in one text could come to stand outside its marks."""
    base = "Pub\n[just for me]\nA\nB\nC\n[/just for me]\nend"
    mine = "Pub\nA\nB x\nC\nend"
    saved = base.replace("C\n", f"{SECRET}\n")
    for first, second in ((mine, saved), (saved, mine)):
        both = put_together({"text": base}, {"text": first}, {"text": second})["text"]
        assert SECRET in both
        assert SECRET not in without_private(both)


@given(*[st.lists(st.sampled_from(["A", "B", "C", OPENING, CLOSING]), max_size=7)] * 3)
@example(["A", "B"], ["A", OPENING, "B", CLOSING], ["A", "B", "B"])
@example([], [], ["A", CLOSING, "A", OPENING])
def test_together_shares_no_line_that_either_text_kept(
    base: list[str], mine: list[str], saved: list[str]
) -> None:
    """Unless the writer shares it themselves in what they have just typed."""
    texts = ["\n".join(lines) for lines in (base, mine, saved)]
    both = put_together(*({"text": text} for text in texts))["text"]
    kept = {
        line
        for text in texts[1:]
        for part in passages(text)
        if part.is_private
        for line in part.text.split()
    }
    assert not kept & set(without_private(both).split()) - set(without_private(texts[1]).split())
