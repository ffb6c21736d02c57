"""The confidentiality help where people meet it: a prompt with one press, and never a block."""

import re
from collections.abc import Callable
from html import unescape
from time import perf_counter
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from journal import names_model
from journal.domain.looking_over import put_instead
from journal.entries import looking_over
from journal.entries.tag_forms import LONGEST_REASON
from journal.models import Entry, Revision
from journal.models.confidential import visible
from tests.client import Client
from tests.rooms.test_entries import FREE, typed
from tests.world import World

ClientFor = Callable[..., Client]
SLIP = "I met Sarah Okonkwo at Willow Ward. Her number is 07700 900123. I listened first."
CLEAN = "I asked what they wanted to try first, and we made a plan together."


def written(worker: Client, text: str) -> str:
    """The address of a new entry."""
    return worker.post(FREE, typed(worker.get(FREE).text, text=text)).location


def pointed(page: str) -> set[str]:
    """The words that a page points at and offers a press for."""
    return set(map(unescape, re.findall(r'name="words" value="([^"]*)"', page)))


def loaded(session: Session, world: World, address: str) -> Entry:
    """The worker's entry at an address."""
    session.rollback()
    session.expire_all()
    entry_id = UUID(address.rpartition("/")[2])
    return session.scalars(visible(Entry, to=world.worker).where(Entry.id == entry_id)).one()


def test_before_a_share_the_slips_are_pointed_at_and_sharing_stays_possible(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, SLIP) + "/share"
    page = worker.get(at).text
    assert {"Sarah Okonkwo", "Willow Ward", "07700 900123"} <= pointed(page)
    readers = str(world.relationships["supervisor"].id)
    assert worker.post(at, {"readers": readers}).status_code == 303


def test_one_press_puts_other_words_there_and_keeps_the_version_before(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, f"{SLIP} [just for me] Sarah Okonkwo [/just for me]")
    pressed = {"words": "Sarah Okonkwo", "other": "somebody I support"}
    assert worker.post(at + "/look-over", pressed).location.endswith("/share#look")
    entry = loaded(session, world, at)
    assert "I met somebody I support at" in entry.text
    assert "Sarah" not in entry.title
    kept = visible(Revision, to=world.worker).where(Revision.entry_id == entry.id)
    texts = [row.text for row in session.scalars(kept.order_by(Revision.number))]
    assert len(texts) == 2
    assert SLIP in texts[0]
    assert "Sarah Okonkwo [/just for me]" in texts[1], "what nobody else reads stays as it is"
    assert "Sarah Okonkwo" not in pointed(worker.get(at + "/share").text)


def test_the_press_changes_reasons_and_the_statement_too(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, SLIP)
    tag = {"tag": "peer-worker:K4", "reason-peer-worker:K4": "Sarah Okonkwo chose."}
    worker.post(at + "/tags", tag)
    worker.post(
        at + "/statement", {"text": "Sarah Okonkwo chose.", "number": "0", "do": "save as it is"}
    )
    worker.post(at + "/look-over", {"words": "Sarah Okonkwo", "other": "the person I support"})
    entry = loaded(session, world, at)
    assert [tag.reason for tag in entry.tags] == ["The person I support chose."]
    assert entry.statements[-1].text == "The person I support chose."
    assert entry.statements[0].text == "Sarah Okonkwo chose."


def test_what_is_fine_is_not_asked_about_again_in_this_entry(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at, other = written(worker, SLIP), written(worker, SLIP)
    worker.post(at + "/look-over", {"words": "Willow Ward", "fine": "yes"})
    assert "Willow Ward" not in pointed(worker.get(at + "/share").text)
    assert "Willow Ward" in pointed(worker.get(other + "/share").text)


def test_nobody_else_presses_in_a_workers_entry(world: World, client_for: ClientFor) -> None:
    shared = f"/entries/{world.entries['shared'].id}/look-over"
    for part in ("supervisor", "other_worker", "admin"):
        answer = client_for(world.people[part]).post(shared, {"words": "a", "other": "b"})
        assert answer.status_code == 404


def test_a_statement_with_a_slip_asks_once_and_is_saved_when_its_writer_says_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, SLIP)
    typed_in = {"text": SLIP, "number": "0"}
    asked = worker.post(at + "/statement", typed_in)
    assert asked.status_code == 422
    assert SLIP in unescape(asked.text)
    assert not loaded(session, world, at).statements
    other = worker.post(
        at + "/statement", {**typed_in, "do": "put\r\na local service\r\nWillow Ward"}
    )
    assert "I met Sarah Okonkwo at a local service." in unescape(other.text)
    saved = worker.post(at + "/statement", {**typed_in, "do": "save as it is"})
    assert saved.status_code == 303
    assert loaded(session, world, at).statements[-1].text == SLIP
    again = worker.post(at + "/statement", {"text": SLIP + " And so on.", "number": "1"})
    assert again.status_code == 303, "no nagging about what was said to be fine"


def test_a_clean_statement_is_saved_with_one_press(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    at = written(worker, SLIP)
    assert worker.post(at + "/statement", {"text": CLEAN, "number": "0"}).status_code == 303


def test_a_statement_starts_from_what_was_written_without_the_private_part(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, f"{CLEAN} [just for me] It hurt. [/just for me]")
    page = unescape(worker.get(at + "/statement?from=entry").text)
    assert f"{CLEAN}</textarea>" in page
    assert "It hurt." not in page


def test_ones_own_lists_go_before_the_organisations(world: World, client_for: ClientFor) -> None:
    worker, admin = client_for(world.worker), client_for(world.admin)
    at = written(worker, "The bluebells met again. Willow Ward too.")
    assert pointed(worker.get(at + "/share").text) == {"Willow Ward"}
    admin.post("/admin/words", {"words": "bluebells", "listing": "deny", "do": "add"})
    admin.post("/admin/words", {"words": "Willow Ward", "listing": "allow", "do": "add"})
    assert pointed(worker.get(at + "/share").text) == {"bluebells"}
    worker.post("/confidences", {"words": "Bluebells", "listing": "allow", "do": "add"})
    worker.post("/confidences", {"words": "willow ward", "listing": "deny", "do": "add"})
    assert pointed(worker.get(at + "/share").text) == {"Willow Ward"}
    worker.post("/confidences", {"words": "bluebells", "do": "remove"})
    assert "bluebells" in pointed(worker.get(at + "/share").text)


def test_nobody_sees_the_lists_of_somebody_else(world: World, client_for: ClientFor) -> None:
    client_for(world.worker).post("/confidences", {"words": "Zebedee", "listing": "deny"})
    for part in ("other_worker", "supervisor", "admin"):
        assert "Zebedee" not in client_for(world.people[part]).get("/confidences").text


def test_an_empty_word_gets_a_sentence(world: World, client_for: ClientFor) -> None:
    answer = client_for(world.worker).post("/confidences", {"words": "  ", "listing": "deny"})
    assert answer.status_code == 422
    assert "Please write the words first." in answer.text


def test_a_portfolio_is_looked_over_piece_by_piece(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    portfolio = world.portfolios["worker"].id
    product = world.entries["product"].id
    worker.post(
        f"/entries/{product}/statement", {"text": SLIP, "number": "1", "do": "save as it is"}
    )
    before = worker.get(f"/portfolio/{portfolio}/look-over").text
    assert "Sarah Okonkwo" not in before, "its writer has said that it is fine"
    worker.post("/confidences", {"words": "listened first", "listing": "deny"})
    page = worker.get(f"/portfolio/{portfolio}/look-over").text
    assert "listened first</mark>" in page
    assert f"/entries/{product}/statement" in page


def test_where_the_model_is_missing_the_page_says_so(
    world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = client_for(world.worker)
    share = written(worker, "Her number is 07700 900123.") + "/share"
    assert "Names are not looked for" not in worker.get(share).text
    monkeypatch.setattr(names_model, "_PACKAGE", "a_package_that_is_not_installed")
    names_model._load.cache_clear()
    try:
        page = worker.get(share).text
    finally:
        names_model._load.cache_clear()
    assert "Names are not looked for here" in page
    assert pointed(page) == {"07700 900123"}


def test_a_second_and_other_note_never_replaces_the_first(
    world: World, client_for: ClientFor
) -> None:
    """Two pages may have been made with one id: both notes are there in the end."""
    worker = client_for(world.other_worker)
    form = typed(worker.get("/entries/capture").text)
    for text in ("The first note, all of it.", "Something quite other."):
        assert worker.post("/entries/capture", {**form, "text": text}).status_code == 303
    page = worker.get("/entries").text
    assert "The first note" in page
    assert "Something quite other" in page


def test_a_long_text_is_changed_quickly_enough_to_hold_nobody_up() -> None:
    """The work grows with the text, and not with its square."""

    def seconds(times: int) -> float:
        began = perf_counter()
        put_instead("a " * times, "a", "one")
        return perf_counter() - began

    small = min(seconds(2_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 40 * small


@pytest.mark.parametrize(
    ("page", "field"),
    [("edit", "text"), ("tags", "reason-peer-worker:K4"), ("statement", "text")],
)
def test_other_words_that_would_make_a_text_too_long_change_nothing(
    page: str,
    field: str,
    session: Session,
    world: World,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking_over, "LONGEST_TEXT", LONGEST_REASON)
    worker, room = client_for(world.worker), LONGEST_REASON
    at = written(worker, CLEAN)
    full = ("Willow Ward " * room)[: room - room % 12]
    sent = {field: full, "tag": "peer-worker:K4", "number": "0", "do": "save as it is"}
    assert worker.post(f"{at}/{page}", typed(worker.get(at + "/edit").text, **sent)).location
    before = everything(session, world, at)
    answer = worker.post(at + "/look-over", {"words": "Willow Ward", "other": "the local service"})
    assert answer.status_code == 422
    assert f"longer than {room:,} characters" in answer.text
    assert everything(session, world, at) == before


def test_other_words_cannot_be_private(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, SLIP)
    before = everything(session, world, at)
    put = {"words": "Willow Ward", "other": "[just for me] a ward"}
    answer = worker.post(at + "/look-over", put)
    assert answer.status_code == 422
    assert "Nothing was changed." in answer.text
    assert everything(session, world, at) == before


def everything(session: Session, world: World, at: str) -> list[object]:
    """All that other words could be put into."""
    entry = loaded(session, world, at)
    reasons = [tag.reason for tag in entry.tags]
    return [entry.revision, entry.text, reasons, [each.text for each in entry.statements]]


@pytest.mark.parametrize("page", ["edit", "tags"])
def test_a_slip_saved_where_others_read_it_is_pointed_at_at_once_and_only_once(
    page: str, world: World, client_for: ClientFor
) -> None:
    worker, shared = client_for(world.worker), f"/entries/{world.entries['shared'].id}"
    at = f"{shared}/{page}"
    sent = {"text": SLIP, "tag": "peer-worker:K4", "reason-peer-worker:K4": "I asked Sarah Okonkwo"}
    first = worker.post(at, typed(worker.get(f"{shared}/edit").text, **sent))
    assert first.location == f"{shared}/share#look"
    look = worker.get(f"{shared}/share").text
    assert "Something new in it could identify somebody" in look
    assert "Sarah Okonkwo" in pointed(look)
    theirs = client_for(world.supervisor).get(shared).text
    assert "Sarah Okonkwo" in theirs, "it is saved: a prompt, and never a block"
    more = {**sent, "text": f"{SLIP} {CLEAN}", "reason-peer-worker:K4": "I asked Sarah Okonkwo."}
    again = worker.post(at, typed(worker.get(f"{shared}/edit").text, **more))
    assert again.location == shared


def test_a_version_brought_back_where_others_read_it_is_looked_at_too(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, SLIP)
    worker.post(at + "/edit", typed(worker.get(at + "/edit").text, text=CLEAN, title="A plan"))
    worker.post(at + "/share", {"readers": str(world.relationships["supervisor"].id)})
    back = worker.post(at + "/history/1/restore", {"revision": "2"})
    assert back.location == f"{at}/share#look"


def test_a_slip_that_only_its_writer_reads_leads_nowhere_else(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    at = written(worker, CLEAN)
    saved = worker.post(at + "/edit", typed(worker.get(at + "/edit").text, text=SLIP))
    assert saved.location == at
