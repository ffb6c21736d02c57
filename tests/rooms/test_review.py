"""Reading a shared entry and saying something of it, as those who support the worker do."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models import AuditEvent, Entry, OutgoingMail, Person
from journal.models.confidential import act_as, visible
from tests.rooms.reviewing import (
    S2,
    ClientFor,
    change_text,
    decided,
    filled,
    fresh,
    loaded,
    review,
    words_of,
)
from tests.world import World

Acting = Callable[[Person], Person]
RTL_AND_EMOJI = "שלום 🫖 مرحبا \u202eabc"


def test_everything_on_the_page_is_sent_with_one_press(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    sent = review(
        client_for(world.supervisor),
        entry,
        {
            **decided("not_yet", "Tell me what they said then."),
            "text": "I like the *steps*.",
            "vouch": "y",
            "vouched": "I was at the next table.",
        },
    )
    assert (sent.status_code, sent.location) == (303, "/review")
    entry = loaded(session, world.worker, entry.id)
    [message], [verdict], [name] = entry.feedback, entry.verdicts, entry.attestations
    assert (message.text, message.author_id) == ("I like the *steps*.", world.supervisor.id)
    assert verdict.decision is Decision.NOT_YET
    assert verdict.because == "Tell me what they said then."
    assert verdict.capacity is name.capacity is RelationshipKind.SUPERVISOR
    assert message.on_revision == verdict.on_revision == name.statement_number == 1
    shown = words_of(client_for(world.worker).get(f"/entries/{entry.id}"))
    assert "Not yet, says Supervisor Person (supervisor)" in shown
    assert "Vouched for by Supervisor Person (supervisor)" in shown
    assert "I was at the next table." in shown


def test_the_account_and_one_letter_tell_the_worker(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    before = letters_to(session, world.worker)
    review(client_for(world.supervisor), entry, {**decided("confirmed"), "text": "Secretword."})
    [letter] = letters_to(session, world.worker)[len(before) :]
    assert f"http://localhost/entries/{entry.id}" in letter.body
    assert not {"Secretword", entry.title} & set(letter.body.replace(".", " ").split())
    assert {Event.ENTRY_OPENED, Event.FEEDBACK_GIVEN, Event.TAG_CONFIRMED} <= told(
        session, world, entry
    )


def test_a_verdict_alone_is_told_too(session: Session, world: World, client_for: ClientFor) -> None:
    entry = fresh(session, world)
    before = letters_to(session, world.worker)
    review(client_for(world.supervisor), entry, decided("confirmed"))
    assert len(letters_to(session, world.worker)) == len(before) + 1


def test_a_form_sent_twice_is_written_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    here = f"/review/{entry.id}"
    form = filled(client.get(here), text="Once.", vouch="y", vouched="I saw it.")
    form |= decided("confirmed")
    before = letters_to(session, world.worker)
    assert [client.post(here, form).status_code for _ in range(2)] == [303, 303]
    entry = loaded(session, world.worker, entry.id)
    assert [len(entry.feedback), len(entry.verdicts), len(entry.attestations)] == [1, 1, 1]
    assert len(letters_to(session, world.worker)) == len(before) + 1


@pytest.mark.parametrize(
    ("typed", "texts", "verdicts"),
    [
        ({}, ["Read, thank you."], 0),
        ({"text": "Lovely."}, ["Lovely."], 0),
        (decided("confirmed"), [], 1),
    ],
)
def test_nine_minutes_are_enough_to_say_that_it_was_read(
    typed: dict[str, str], texts: list[str], verdicts: int,
    session: Session, world: World, client_for: ClientFor,
) -> None:  # fmt: skip
    """The short way says what its button says, and never instead of what was typed."""
    entry = fresh(session, world)
    assert review(client_for(world.supervisor), entry, {"do": "read", **typed}).status_code == 303
    entry = loaded(session, world.worker, entry.id)
    assert [each.text for each in entry.feedback] == texts
    assert len(entry.verdicts) == verdicts


def test_an_id_that_is_some_other_message_loses_nothing(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, other = fresh(session, world), fresh(session, world, "other", ("manager",))
    review(client_for(world.manager), other, {"text": "The first."})
    taken = loaded(session, world.worker, other.id).feedback[0].id
    sent = review(client_for(world.supervisor), entry, {"text": "Mine.", "feedback_id": str(taken)})
    assert sent.status_code == 303
    assert [each.text for each in loaded(session, world.worker, entry.id).feedback] == ["Mine."]


@pytest.mark.parametrize(
    ("typed", "sentence", "field"),
    [
        ({}, "There is nothing to send yet", "text"),
        (decided("not_yet"), "in one kind sentence what would show S2 fully", f"because-{S2}"),
        (decided("not_yet", "  "), "one kind sentence", f"because-{S2}"),
        (decided("", "Lovely."), "choose Confirm or Not yet with it", f"because-{S2}"),
        (decided("maybe"), "Please choose again for S2", f"because-{S2}"),
        (decided("confirmed", "x" * 501), "to 500 characters or fewer", f"because-{S2}"),
        (decided("confirmed", tag="peer-worker:K99"), "not a tag of this entry", "stray"),
        (decided("not_yet", "Why?", "peer-worker:K4"), "K4: it is not a tag", "stray"),
        ({"decision-": "confirmed"}, "not a tag of this entry", "stray"),
        ({"vouch": "y"}, "so that your name stands for something", "vouched"),
        ({"vouched": "I saw it."}, "Please tick the box as well", "vouched"),
        ({"text": "Hello.", "revision": "99"}, "which version you read", "text"),
        ({"text": "Hello.", "revision": "0"}, "which version you read", "text"),
        ({"text": "Hello.", "revision": "²"}, "which version you read", "text"),
        ({"text": "Hello.", "statement": "7"}, "which version you read", "text"),
        ({"text": "x" * 1_000_001}, "Nothing is lost: it is all below", "text"),
    ],
)
def test_a_mistake_gets_a_sentence_and_loses_nothing(
    typed: dict[str, str], sentence: str, field: str,
    session: Session, world: World, client_for: ClientFor,
) -> None:  # fmt: skip
    entry = fresh(session, world)
    typed = {"text": "Typed with care.", **typed} if typed and field != "text" else typed
    answer = review(client_for(world.supervisor), entry, typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert f'href="#{field}"' in answer.text
    for name, text in typed.items():
        if name not in {"revision", "statement", "vouch"} and not name.startswith("decision-"):
            assert text.strip() in answer.text
    entry = loaded(session, world.worker, entry.id)
    assert [*entry.feedback, *entry.verdicts, *entry.attestations] == []


def test_what_was_chosen_is_still_chosen_after_a_mistake(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    answer = review(client_for(world.supervisor), entry, {**decided("not_yet"), "vouch": "y"})
    assert f'<input checked class="form-check-input" id="decision-{S2}-2"' in answer.text
    assert '<input checked class="form-check-input" id="vouch"' in answer.text


def test_any_script_and_any_sign_is_kept_and_none_is_run(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    hostile = f"<script>alert(1)</script>\x00 {RTL_AND_EMOJI}"
    sent = review(
        client_for(world.supervisor),
        entry,
        {**decided("not_yet", hostile), "text": hostile, "vouch": "y", "vouched": hostile},
    )
    assert sent.status_code == 303
    for person in (world.worker, world.supervisor):
        page = client_for(person).get(f"/entries/{entry.id}")
        assert "<script>alert" not in page.text
        assert words_of(page).count("<script>alert(1)</script>") == 3
        assert page.text.count("🫖") == 3
        assert "\x00" not in page.text


def test_a_word_on_a_text_that_changed_meanwhile_says_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    here = f"/review/{entry.id}"
    form = filled(client.get(here), text="About the first.") | decided("confirmed")
    change_text(session, world, entry, "Written anew.")
    sent = client.post(here, form)
    assert (sent.status_code, sent.location) == (303, here)
    page = client.get(here)
    assert "changed the text or the statement while you were reading" in words_of(page)
    assert "Written anew." in page.text
    entry = loaded(session, world.worker, entry.id)
    assert entry.revision == 2
    assert entry.verdicts[0].on_revision == entry.feedback[0].on_revision == 1
    shown = words_of(client_for(world.worker).get(f"/entries/{entry.id}"))
    assert "Given on an earlier version of the text." in shown
    assert "About an earlier version of the text." in shown


def test_a_page_that_comes_back_shows_the_text_of_now_and_means_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    here = f"/review/{entry.id}"
    form = filled(client.get(here), text="Hello.") | decided("not_yet")
    change_text(session, world, entry, "Written anew.")
    again = client.post(here, form)
    assert again.status_code == 422
    assert "has changed since you opened this page" in words_of(again)
    assert "Written anew." in again.text
    assert client.post(here, filled(again, text="Now I see.")).location == "/review"
    assert loaded(session, world.worker, entry.id).feedback[0].on_revision == 2


def test_a_confirmation_becomes_one_on_an_earlier_version_when_the_text_changes_later(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    review(client_for(world.supervisor), entry, decided("confirmed", "I was there."))
    pages = [(world.worker, "/entries"), (world.supervisor, "/entries"),
             (world.supervisor, "/review")]  # fmt: skip
    for person, room in pages:
        shown = words_of(client_for(person).get(f"{room}/{entry.id}"))
        assert "Confirmed by Supervisor Person (supervisor)" in shown
        assert "earlier version" not in shown
    change_text(session, world, entry, "Another ending.")
    for person, room in pages:
        shown = words_of(client_for(person).get(f"{room}/{entry.id}"))
        assert "Confirmed by Supervisor Person (supervisor)" in shown
        assert "Given on an earlier version of the text." in shown


def test_a_confirmation_does_not_pass_to_a_reason_written_after_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    review(client_for(world.supervisor), entry, decided("confirmed"))
    act_as(session, world.worker)
    entry = loaded(session, world.worker, entry.id)
    entries.set_tags(session, world.worker, entry, {("peer-worker", "S2"): "Something else."}, ())
    session.commit()
    shown = words_of(client_for(world.worker).get(f"/entries/{entry.id}"))
    assert "Given before the reason was written as it stands now." in shown


def test_where_two_people_differ_both_are_shown(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world, shared_with=("supervisor", "manager"))
    review(client_for(world.supervisor), entry, decided("confirmed", "I saw it."))
    review(client_for(world.manager), entry, decided("not_yet", "Not on the ward."))
    shown = words_of(client_for(world.worker).get(f"/entries/{entry.id}"))
    assert "People differ on this one" in shown
    assert "Confirmed by Supervisor Person (supervisor)" in shown
    assert "Not yet, says Manager Person (line manager)" in shown
    assert shown.index("I saw it.") < shown.index("Not on the ward.")


def test_a_claim_never_looks_like_a_confirmation(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    worker = client_for(world.worker)
    claimed = worker.get(f"/entries/{entry.id}")
    assert "Claimed" in words_of(claimed)
    assert "Confirmed" not in words_of(claimed)
    assert "standing-confirmed" not in claimed.text
    review(client_for(world.supervisor), entry, decided("confirmed"))
    confirmed = worker.get(f"/entries/{entry.id}")
    assert "standing-confirmed" in confirmed.text
    assert "Claimed" not in words_of(confirmed)


def letters_to(session: Session, person: Person) -> list[OutgoingMail]:
    """Every letter in the outbox for this person."""
    session.rollback()
    letters = session.query(OutgoingMail).order_by(OutgoingMail.made_at)
    return letters.filter(OutgoingMail.to_address == person.email).all()


def told(session: Session, world: World, entry: Entry) -> set[str]:
    """What the worker can read in their account of what the supervisor did with an entry."""
    session.rollback()
    acts = visible(AuditEvent, to=world.worker).where(
        AuditEvent.subject_id == entry.id, AuditEvent.actor_id == world.supervisor.id
    )
    return {act.event for act in session.scalars(acts)}
