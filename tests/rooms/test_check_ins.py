"""Check-ins: kept for their writer alone, never counted, and gone for good when deleted."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.check_in import FEELINGS, Said, as_note, feelings_from
from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.models import AuditEvent, CheckIn, Entry, Person
from journal.models.base import as_if, now
from journal.models.confidential import act_as, for_viewer, visible
from tests.client import Client
from tests.queries import queries_counted
from tests.world import World

ClientFor = Callable[..., Client]
NEW = "/check-ins/new"


def typed(page: str, **fields: object) -> dict[str, object]:
    """What a browser sends back."""
    hidden = dict(re.findall(r'name="(check_in_id|about)"[^>]*value="([^"]*)"', page))
    return {**hidden, **fields}


def kept(client: Client, **fields: object) -> str:
    """The address of a check-in just kept."""
    answer = client.post(NEW, typed(client.get(NEW).text, **fields))
    assert answer.status_code == 303
    return answer.location


def own(session: Session, person: Person) -> list[CheckIn]:
    """Somebody's check-ins, read afresh."""
    session.rollback()
    session.expire_all()
    return list(session.scalars(visible(CheckIn, to=person)))


def test_it_is_kept_with_words_chosen_and_own(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    address = kept(
        worker,
        feelings=["tired", "proud", "no such word"],
        own_words="like rain,  still   standing ,",
        text="It followed me home.",
        would_help="A walk.",
    )
    page = worker.get(address).text
    assert "proud" in page
    assert "It followed me home." in page
    check_in = next(each for each in own(session, world.worker) if str(each.id) in address)
    assert check_in.feelings == ["tired", "proud", "like rain", "still standing"]
    assert (check_in.text, check_in.would_help) == ("It followed me home.", "A walk.")
    assert address in worker.get("/check-ins").text


@pytest.mark.parametrize(
    "fields", [{"feelings": ["numb"]}, {"own_words": "odd"}, {"text": "Hm."}, {"would_help": "Tea"}]
)
def test_any_one_part_is_enough(
    fields: dict[str, object], session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    before = len(own(session, world.worker))
    assert worker.get(kept(worker, **fields)).status_code == 200
    assert len(own(session, world.worker)) == before + 1


def test_nothing_written_keeps_nothing_and_says_that_this_is_fine(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    before = len(own(session, world.worker))
    assert kept(worker, text="  ", feelings=["no such word"]) == "/check-ins"
    assert "That is fine too." in worker.get("/check-ins").text
    assert len(own(session, world.worker)) == before


def test_a_double_press_keeps_one_with_the_last_words(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    before = len(own(session, world.other_worker))
    form = typed(worker.get(NEW).text, text="Once.")
    first, second = worker.post(NEW, form), worker.post(NEW, {**form, "text": "Once, and more."})
    assert first.location == second.location
    after = own(session, world.other_worker)
    assert len(after) == before + 1
    assert "Once, and more." in [each.text for each in after]


def test_too_much_comes_back_as_typed(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    answer = worker.post(NEW, typed(worker.get(NEW).text, text="x" * 300_000, feelings=["sad"]))
    assert answer.status_code == 422
    assert "x" * 300_000 in answer.text
    assert re.search(r'checked[^>]*value="sad"', answer.text)


def test_nobody_else_finds_it_and_its_id_is_no_way_in(
    session: Session, world: World, client_for: ClientFor
) -> None:
    theirs = world.check_ins["worker"]
    for part in ("supervisor", "manager", "coach", "reader", "admin", "other_worker", "stranger"):
        other = client_for(world.people[part])
        for page in ("", "/delete"):
            assert other.get(f"/check-ins/{theirs.id}{page}").status_code == 404
        assert other.post(f"/check-ins/{theirs.id}/delete").status_code == 404
        assert other.post(f"/entries/from-check-in/{theirs.id}").status_code == 404
    other = client_for(world.other_worker)
    answer = other.post(NEW, {"check_in_id": str(theirs.id), "text": "Mine."})
    assert answer.status_code == 303
    assert str(theirs.id) not in answer.location
    assert [each.text for each in own(session, world.worker)] == [theirs.text]


def test_it_may_belong_to_an_entry_of_ones_own_and_to_no_other(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    mine, theirs = world.entries["draft"], world.entries["others"]
    assert f"/check-ins/new?entry={mine.id}" in worker.get(f"/entries/{mine.id}").text
    page = worker.get(f"{NEW}?entry={mine.id}").text
    assert mine.title in page
    address = worker.post(NEW, typed(page, text="Shaky.")).location
    assert mine.title in worker.get(address).text
    for wrong in (str(theirs.id), str(uuid4()), "x", ""):
        page = worker.get(NEW, query_string={"entry": wrong}).text
        assert theirs.title not in page
        worker.post(NEW, typed(page, text="Shaky.", about=wrong))
    linked = [each.entry_id for each in own(session, world.worker) if each.text == "Shaky."]
    assert sorted(linked, key=str) == sorted([mine.id, None, None, None, None], key=str)


def test_it_outlives_its_entry(session: Session, world: World, client_for: ClientFor) -> None:
    product = world.entries["product"]
    act_as(session, world.worker)
    entry = session.scalars(visible(Entry, to=world.worker).where(Entry.id == product.id)).one()
    entries.delete(session, world.worker, entry)
    session.commit()
    worker = client_for(world.worker)
    page = f"/check-ins/{world.check_ins['worker'].id}"
    assert product.title not in worker.get(page).text
    with as_if(now() + timedelta(days=31)):
        entries.purge(session, world.worker)
    session.commit()
    assert worker.get(page).status_code == 200
    assert [each.entry_id for each in own(session, world.worker)] == [None]


def test_deleted_is_gone_for_good(session: Session, world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    page = f"/check-ins/{world.check_ins['worker'].id}"
    assert "cannot come back" in worker.get(f"{page}/delete").text
    assert worker.post(f"{page}/delete").location == "/check-ins"
    assert worker.get(page).status_code == 404
    assert own(session, world.worker) == []


def test_the_account_says_that_and_not_what(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    address = kept(worker, text="Nobody should read this.")
    worker.post(f"{address}/delete")
    session.rollback()
    told = sa.select(AuditEvent.event).where(AuditEvent.subject_id == UUID(address[-36:]))
    events = list(session.scalars(for_viewer(told.order_by(AuditEvent.at), world.worker)))
    assert events == ["kept a check-in", "deleted a check-in for good"]
    for part in ("supervisor", "admin"):
        assert list(session.scalars(for_viewer(told, world.people[part]))) == []
    assert "You kept a check-in" in worker.get("/privacy?whose=mine").text


def test_bringing_it_to_supervision_copies_the_words_and_shares_nothing(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    address = kept(worker, feelings=["sad"], text="It stayed with me.", would_help="Ten minutes.")
    page = worker.get(address).text
    found = re.search(r'name="entry_id" value="([^"]+)"', page)
    assert found
    form = {"entry_id": found.group(1)}
    target = f"/entries/from-check-in/{address[-36:]}"
    first, second = worker.post(target, form), worker.post(target, form)
    assert first.location == second.location == f"/entries/{form['entry_id']}/edit"
    session.rollback()
    wanted = visible(Entry, to=world.worker).where(Entry.kind == EntryKind.SUPERVISION_NOTE)
    note = session.scalars(wanted).one()
    assert note.text == "It left me: sad.\n\nIt stayed with me.\n\nWhat would help: Ten minutes."
    assert client_for(world.supervisor).get(f"/entries/{note.id}").status_code == 404
    assert worker.get(address).status_code == 200
    worker.post(f"{address}/delete")
    assert "It stayed with me." in worker.get(f"/entries/{note.id}").text


def test_the_list_costs_the_same_however_long_it_is(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    worker.get("/check-ins")
    with queries_counted() as few:
        worker.get("/check-ins")
    act_as(session, world.worker)
    for number in range(60):
        session.add(
            CheckIn(author_id=world.worker.id, feelings=[], text=f"N{number}.", would_help="")
        )
    session.commit()
    with queries_counted() as many:
        page = worker.get("/check-ins").text
    assert len(many) == len(few)
    found = re.search(r'href="(/check-ins\?after=[^"]+)"', page)
    assert found
    assert worker.get(found.group(1).replace("&amp;", "&")).status_code == 200


def test_there_is_no_number_on_any_of_its_pages(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    for page in ("/check-ins", NEW):
        shown = worker.get(page).text
        assert "<svg viewBox" not in shown
        assert 'class="count"' not in shown
        assert not re.search(r"\b(score|rating|out of|average)\b", shown)


def test_words_are_chosen_in_no_order_of_worth() -> None:
    assert feelings_from(["proud", "tired"], "tired, Odd") == ("tired", "proud", "Odd")
    assert feelings_from([], " , ,") == ()
    assert len(set(FEELINGS)) == len(FEELINGS)


def test_an_empty_part_leaves_no_trace_in_the_note() -> None:
    assert as_note(Said((), "Only this.", " ")) == "Only this."
    assert as_note(Said(("sad",), "", "Tea.")) == "It left me: sad.\n\nWhat would help: Tea."
