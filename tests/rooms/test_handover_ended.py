"""Somebody who no longer supervises: every way back in is shut with the next request."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from journal import Application, mail, relationships
from journal.attachments import actions as attachments
from journal.attachments.actions import Given
from journal.extensions import db
from journal.file_limits import Limits
from journal.file_serving import NoLongerTheirs
from journal.mail_delivery import Outcome, send_waiting
from journal.models import Attachment, Feedback, Verdict
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.skills_scan.files import as_pdf
from journal.storage import BLOCK, storage
from tests.client import Client
from tests.conftest import apart, inside
from tests.letters import throw_away, waiting
from tests.postbox import SENDER, open_postbox
from tests.rooms.handing_on import action, actions_read_by, ended, held, ids, records_read_by
from tests.world import World, a_recording

ClientFor = Callable[..., Client]


def test_a_page_left_open_sends_nothing_any_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = world.entries["shared"]
    client = client_for(world.supervisor)
    assert client.get(f"/review/{entry.id}").status_code == 200
    said = visible(Feedback, to=world.worker).with_only_columns(Feedback.id)
    decided = visible(Verdict, to=world.worker).with_only_columns(Verdict.id)
    before = ids(session, said), ids(session, decided)
    ended(session, world, "supervisor")
    typed = {"text": "typed before the end", "decision-peer-worker:S2": "confirmed"}
    assert client.post(f"/review/{entry.id}", typed).status_code == 404
    assert client.post(f"/review/{entry.id}/answer", typed).status_code == 404
    assert (ids(session, said), ids(session, decided)) == before


def test_a_bookmarked_file_opens_no_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    path = f"/attachments/{world.attachments['shared'].id}"
    client = client_for(world.supervisor)
    assert client.get(path).status_code == 200
    ended(session, world, "supervisor")
    assert client.get(path).status_code == 404
    part = client.open(path, headers={"Range": "bytes=0-3"})
    assert part.status_code == 404


def long_recording(session: Session, world: World) -> Attachment:
    """A file of three blocks on the shared entry."""
    act_as(session, world.worker)
    entry = world.entries["shared"]
    limits = Limits(file_megabytes=9, files_on_an_entry=20, megabytes_of_a_person=20)
    given = Given("long.wav", "A long one", a_recording("x" * (2 * BLOCK + 99)))
    made = attachments.add(session, storage(), world.worker, entry, given, limits)
    attachments.show(session, world.worker, made)
    session.commit()
    return made


def test_a_download_under_way_is_cut(session: Session, world: World, client_for: ClientFor) -> None:
    path = f"/attachments/{long_recording(session, world).id}"
    answer = client_for(world.supervisor).open(path, buffered=False)
    blocks = iter(answer.response)
    assert len(next(blocks)) == BLOCK
    ended(session, world, "supervisor")
    with pytest.raises(NoLongerTheirs):
        next(blocks)


def test_a_download_is_whole_while_the_relationship_lasts(
    session: Session, world: World, client_for: ClientFor
) -> None:
    made = long_recording(session, world)
    for reader in (world.supervisor, world.worker):
        answer = client_for(reader).get(f"/attachments/{made.id}")
        assert len(answer.data) == made.size > 2 * BLOCK


def test_an_export_in_the_making_is_not_handed_over(
    session: Session, world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relationship ends while the PDF of a skills scan is typeset for the line manager."""
    path = f"/skills-scan/{world.ids['scan_id'][0]}/pdf"
    manager = client_for(world.manager)
    assert manager.post(path).data.startswith(b"%PDF-")

    def typeset_and_end(*given: Any) -> bytes:
        made = as_pdf(*given)
        apart(lambda: inside(manager.app, lambda: ended(db.session, world, "manager")))
        return made

    monkeypatch.setattr("journal.skills_scan.file_routes.as_pdf", typeset_and_end)
    assert manager.post(path).status_code == 404


def test_letters_that_wait_are_not_sent(
    session: Session, app: Application, world: World, client_for: ClientFor
) -> None:
    """Neither those already in the outbox nor one that is taken up at that very moment."""
    throw_away(session)
    entry = world.entries["draft"]
    reader = str(world.relationships["supervisor"].id)
    sent = client_for(world.worker).post(f"/entries/{entry.id}/share", {"readers": reader})
    assert sent.status_code == 303
    [letter] = waiting(session, world.supervisor.email)
    assert str(letter.relationship_id) == reader
    assert str(entry.id) in letter.body
    ended(session, world, "supervisor")
    with open_postbox() as postbox:
        assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 0)
    assert postbox.letters == []


def test_a_letter_for_somebody_who_still_supports_does_arrive(
    session: Session, world: World, client_for: ClientFor
) -> None:
    throw_away(session)
    bonds = [str(world.relationships[other].id) for other in ("supervisor", "manager")]
    client_for(world.worker).post(f"/entries/{world.entries['draft'].id}/share", {"readers": bonds})
    ended(session, world, "supervisor")
    with open_postbox() as postbox:
        assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 0)
    [(recipients, _)] = postbox.letters
    assert recipients == [world.manager.email]


def test_a_letter_taken_up_just_before_the_end_is_not_handed_over(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of letters was read while the relationship lasted; each is asked about again."""
    throw_away(session)
    bond = session.merge(world.relationships["supervisor"])
    mail.something_waits(session, world.supervisor, "/people", bond)
    session.commit()
    from journal import mail_delivery

    listed = mail_delivery.due_letters

    def list_then_end(session: Session) -> list[object]:
        found = listed(session)
        ended(session, world, "supervisor")
        return list(found)

    monkeypatch.setattr(mail_delivery, "due_letters", list_then_end)
    with open_postbox() as postbox:
        assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 1)
    assert postbox.letters == []


def test_an_answer_to_feedback_tells_who_supports_and_not_who_did(
    session: Session, world: World, client_for: ClientFor
) -> None:
    throw_away(session)
    entry = world.entries["shared"]
    answered = client_for(world.worker).post(f"/review/{entry.id}/answer", {"text": "I tried."})
    assert answered.status_code == 303
    ended(session, world, "supervisor")
    with open_postbox() as postbox:
        send_waiting(session, postbox.url, SENDER)
    assert {to for (to,), _ in postbox.letters}.isdisjoint(
        {world.supervisor.email, world.ex_supervisor.email}
    )


def test_a_search_finds_nothing_and_an_old_one_no_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    [canary] = [word for word in world.canaries if word.startswith("canarysharedtitle")]
    started = client.post("/search", {"words": canary})
    results = started.headers["Location"]
    assert canary in client.get(results).text.partition("<main")[2]
    ended(session, world, "supervisor")
    entry = str(world.entries["shared"].id)
    assert entry not in client.get(results).text
    again = client.post("/search", {"words": canary}).headers["Location"]
    assert entry not in client.get(again).text


def test_the_worker_keeps_every_record_and_the_supporter_reads_none(
    session: Session, world: World
) -> None:
    kept = held(session, world, "ours")
    action(session, world, "still to do")
    assert kept in records_read_by(session, world.supervisor)
    assert "still to do" in actions_read_by(session, world.supervisor)
    ended(session, world, "supervisor")
    assert kept not in records_read_by(session, world.supervisor)
    assert "still to do" not in actions_read_by(session, world.supervisor)
    with as_if(now() + timedelta(days=400)):
        assert kept in records_read_by(session, world.worker)
        assert "still to do" in actions_read_by(session, world.worker)


def test_what_a_group_holds_ends_for_who_left_it_alone(session: Session, world: World) -> None:
    """A facilitator holds it through each worker: it lasts while one of them still comes."""
    from journal.domain.joint_records import RecordKind

    act_as(session, world.admin)
    also = relationships.begin(
        session,
        world.admin,
        session.merge(world.other_worker),
        session.merge(world.supervisor),
        world.relationships["supervisor"].kind,
    )
    world.relationships["facilitator"] = also
    session.commit()
    group = held(session, world, "group", RecordKind.CO_REFLECTION, ("supervisor", "facilitator"))
    ended(session, world, "supervisor")
    assert group in records_read_by(session, world.supervisor)
    ended(session, world, "facilitator")
    assert group not in records_read_by(session, world.supervisor)
    for worker in (world.worker, world.other_worker):
        assert group in records_read_by(session, worker)
