"""Who may say what of an entry, and who does not even learn that it exists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries.actions import write_statement
from journal.models import Entry, Person, Relationship
from journal.models.base import now
from journal.models.confidential import act_as
from journal.review import actions
from tests.rooms.reviewing import ClientFor, change_text, decided, fresh, loaded, review, words_of
from tests.world import CAST, World

Acting = Callable[[Person], Person]
SUPERVISOR, READER = RelationshipKind.SUPERVISOR, RelationshipKind.READER
READERS = {"worker", "supervisor", "manager", "coach", "reader"}
SOMETHING = {"text": "Hello.", **decided("confirmed"), "revision": "1", "statement": "1"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("part", sorted(set(CAST) - READERS))
def test_a_stranger_is_told_what_is_told_of_a_page_that_never_was(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    """Ex-supervisor, another team's supervisor, another organisation, administrators."""
    client = client_for(world.people[part])
    shared = world.entries["shared"]
    for name, here in (("shared", shared.id), ("draft", world.entries["draft"].id)):
        for path in (f"/review/{here}", f"/review/{here}/answer"):
            for method in METHODS:
                typed = {"csrf_token": client.token, **SOMETHING}
                answer = client.open(path, method=method, data=typed)
                assert answer.status_code == 404, f"{part} {method} {path}"
                assert f"canary{name}" not in answer.text
    queue = client.get("/review")
    assert queue.status_code == 200
    assert not [
        word
        for word, seen_by in world.canaries.items()
        if word in queue.text and part not in seen_by
    ]
    parts = loaded(session, world.worker, shared.id)
    assert {each.author_id for each in (*parts.feedback, *parts.verdicts)} == {
        world.worker.id,
        world.supervisor.id,
        world.ex_supervisor.id,
    }


@pytest.mark.parametrize("ending", ["relationship", "share", "deleted"])
def test_access_ends_with_the_next_press(
    ending: str, session: Session, world: World, client_for: ClientFor
) -> None:
    """The page was open when it ended: what is sent from it is not taken any more."""
    entry, client = fresh(session, world), client_for(world.supervisor)
    assert client.get(f"/review/{entry.id}").status_code == 200
    assert entry.title in client.get("/review").text
    end(session, world, client_for, entry, ending)
    assert client.post(f"/review/{entry.id}", SOMETHING).status_code == 404
    assert entry.title not in client.get("/review").text
    assert loaded(session, world.worker, entry.id).feedback == []


@pytest.mark.parametrize(
    ("part", "kind"),
    [("supervisor", SUPERVISOR), ("manager", RelationshipKind.MANAGER),
     ("coach", RelationshipKind.COACH)],
)  # fmt: skip
def test_people_speak_as_what_they_are_to_the_worker(
    part: str, kind: RelationshipKind, session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world, shared_with=(part,))
    page = client_for(world.people[part]).get(f"/review/{entry.id}")
    assert f"shared with you as their {kind.label}." in words_of(page)
    review(client_for(world.people[part]), entry, decided("confirmed"))
    assert [each.capacity for each in loaded(session, world.worker, entry.id).verdicts] == [kind]


def test_whoever_is_several_things_speaks_as_one_that_may_confirm(
    session: Session, world: World, client_for: ClientFor
) -> None:
    act_as(session, world.worker)
    also = Relationship(
        organisation_id=world.worker.organisation_id,
        worker_id=world.worker.id,
        other_id=world.reader.id,
        kind=SUPERVISOR,
        began_at=now(),
    )
    session.add(also)
    session.flush()
    world.relationships["also"] = also
    entry = fresh(session, world, shared_with=("reader", "also"))
    sent = review(client_for(world.reader), entry, decided("confirmed"))
    assert sent.status_code == 303
    [verdict] = loaded(session, world.worker, entry.id).verdicts
    assert verdict.capacity is SUPERVISOR


def test_a_reader_writes_feedback_and_decides_nothing(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world, shared_with=("reader",)), client_for(world.reader)
    page = client.get(f"/review/{entry.id}").text
    assert "decision-" not in page
    assert 'name="vouch' not in page
    refused = review(client, entry, {"text": "Kept.", **decided("confirmed", "Sure.")})
    assert refused.status_code == 422
    assert "not one for you to decide on" in words_of(refused)
    assert {"Kept.", "Sure."} <= set(words_of(refused).split())
    vouched = review(client, entry, {"vouch": "y", "vouched": "I saw it."})
    assert vouched.status_code == 422
    assert "nothing on this page that you can vouch for" in words_of(vouched)
    assert review(client, entry, {"text": "Thank you."}).status_code == 303
    entry = loaded(session, world.worker, entry.id)
    assert [each.text for each in entry.feedback] == ["Thank you."]
    assert [*entry.verdicts, *entry.attestations] == []


@pytest.mark.parametrize("part", ["supervisor", "reader"])
def test_whoever_said_it_says_these_are_my_words(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    kind = EntryKind.WITNESS_TESTIMONY
    entry = fresh(session, world, shared_with=(part,), kind=kind)
    worker, witness = client_for(world.worker), client_for(world.people[part])
    unconfirmed = "Copied in, not yet confirmed by the person whose words these are."
    assert unconfirmed in words_of(worker.get(f"/entries/{entry.id}"))
    assert "Are these your words?" in words_of(witness.get(f"/review/{entry.id}"))
    review(witness, entry, {"vouch": "y", "vouched": "My e-mail of May."})
    shown = words_of(worker.get(f"/entries/{entry.id}"))
    assert unconfirmed not in shown
    assert f"Their own words, confirmed by {part.title()} Person" in shown
    assert "Are these your words?" not in words_of(witness.get(f"/review/{entry.id}"))
    change_text(session, world, entry, "Words that nobody said.")
    shown = words_of(worker.get(f"/entries/{entry.id}"))
    assert "Given on an earlier version." in shown
    assert "Are these your words?" in words_of(witness.get(f"/review/{entry.id}"))


def test_a_name_put_to_an_earlier_statement_says_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    review(client, entry, {"vouch": "y", "vouched": "I saw it."})
    page = client.get(f"/review/{entry.id}")
    assert "Did you see this?" not in words_of(page)
    act_as(session, world.worker)
    write_statement(session, world.worker, loaded(session, world.worker, entry.id), "Another.")
    session.commit()
    page = client.get(f"/review/{entry.id}")
    assert "Given on an earlier version." in words_of(page)
    assert "Did you see this?" in words_of(page)


def test_the_author_says_nothing_on_their_own_entry_but_answers(
    world: World, client_for: ClientFor
) -> None:
    entry, client = world.entries["shared"], client_for(world.worker)
    assert client.get(f"/review/{entry.id}").location == f"/entries/{entry.id}"
    assert client.post(f"/review/{entry.id}", SOMETHING).status_code == 404


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"author": "worker"}, "own entry"),
        ({"capacity": READER}, "reader"),
        ({"code": "K99"}, "no tag peer-worker K99"),
        ({"framework": "principles"}, "no tag principles S2"),
        ({"on_revision": 2}, "no such version"),
        ({"on_revision": 0}, "no such version"),
        ({"decision": Decision.NOT_YET, "because": " "}, "because"),
    ],
)
def test_the_action_itself_refuses_what_no_page_offers(
    change: dict[str, object], why: str, session: Session, world: World, acting: Acting
) -> None:
    entry = fresh(session, world)
    given = {
        "author": "supervisor", "capacity": SUPERVISOR, "framework": "peer-worker", "code": "S2",
        "decision": Decision.CONFIRMED, "because": "", "on_revision": 1, **change,
    }  # fmt: skip
    given["author"] = acting(world.people[str(given["author"])])
    with refused(session, why):
        actions.decide(session, entry=entry, **given)  # type: ignore[arg-type]
    assert loaded(session, world.worker, entry.id).verdicts == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"author": "worker"}, "own entry"),
        ({"capacity": READER}, "nothing here"),
        ({"statement_number": 0}, "nothing here"),
        ({"statement_number": 9}, "no such statement"),
        ({"words": " "}, "needs words"),
    ],
)
def test_nobody_vouches_for_what_is_not_there(
    change: dict[str, object], why: str, session: Session, world: World, acting: Acting
) -> None:
    entry = fresh(session, world)
    given = {"author": "supervisor", "capacity": SUPERVISOR, "statement_number": 1,
             "words": "I saw it.", **change}  # fmt: skip
    given["author"] = acting(world.people[str(given["author"])])
    with refused(session, why):
        actions.attest(session, entry=entry, **given)  # type: ignore[arg-type]


def test_a_work_product_is_not_vouched_for(session: Session, world: World, acting: Acting) -> None:
    entry = fresh(session, world, kind=EntryKind.WORK_PRODUCT)
    with refused(session, "nothing here"):
        actions.attest(session, acting(world.supervisor), entry, SUPERVISOR, 1, "I saw it.")


@contextmanager
def refused(session: Session, why: str) -> Iterator[None]:
    """What happens inside is refused, for this reason, and nothing is left of it."""
    with pytest.raises(actions.Refused, match=why):
        yield
    session.rollback()


def end(session: Session, world: World, client_for: ClientFor, entry: Entry, ending: str) -> None:
    """The entry is no longer the supervisor's to read."""
    if ending == "relationship":
        session.merge(world.relationships["supervisor"]).ended_at = now()
        session.commit()
        return
    worker = client_for(world.worker)
    here = f"/entries/{entry.id}"
    if ending == "share":
        page = worker.get(f"{here}/share").text
        withdraw = page.partition(f'action="{here}/share/')[2].partition('"')[0]
        assert worker.post(f"{here}/share/{withdraw}").status_code == 303
    else:
        assert worker.post(f"{here}/delete").status_code == 303
