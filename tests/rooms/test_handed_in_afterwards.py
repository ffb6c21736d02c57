"""Whatever becomes of it afterwards: told before, said after, and what was handed in is the same.

Each act is done by hand as the page offers it. An assessor who is in reads the same words before
and after, byte for byte.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from journal import Application, signing
from journal.domain.standing import Decision
from journal.models import Submission
from journal.models.base import as_if, now
from journal.models.confidential import act_as
from journal.portfolio import freezing, submissions
from tests.client import Client
from tests.rooms.enclosing import WAV, attach, let_go
from tests.rooms.handing_in import ClientFor, a_link, comes_in, handed_in, ready_desk
from tests.rooms.portfolios import Desk, words_of
from tests.world import World

Act = Callable[[Desk, ClientFor], str]


@pytest.fixture
def desk(session: Session, world: World, client_for: ClientFor) -> Desk:
    """A worker with one piece, confirmed by the supervisor, with a recording that goes along."""
    desk = ready_desk(session, world)
    desk.decide("map0", "S1", Decision.CONFIRMED)
    file = attach(desk, "map0", b"RIFF a talk", WAV).id
    let_go(client_for(desk.worker), desk, "map0", file, "A talk")
    return desk


def deletes_the_entry(desk: Desk, client_for: ClientFor) -> str:
    """The worker deletes what a piece points to."""
    page = f"/entries/{desk.made['map0'].id}/delete"
    return press(client_for(desk.worker), page, page)


def withdraws_the_share(desk: Desk, client_for: ClientFor) -> str:
    """The worker takes it back from the supervisor."""
    worker, page = client_for(desk.worker), f"/entries/{desk.made['map0'].id}/share"
    [button] = re.findall(r'action="([^"]+/withdraw)"', worker.get(page).text)
    return press(worker, page, button)


def removes_the_file(desk: Desk, client_for: ClientFor) -> str:
    """The worker removes a file that went along."""
    worker = client_for(desk.worker)
    entry = worker.get(f"/entries/{desk.made['map0'].id}").text
    page = re.findall(r'"(/attachments/[0-9a-f-]+/remove)"', entry)[0]
    told = press(worker, page, page)
    after = worker.get(f"/entries/{desk.made['map0'].id}").text
    assert ("gone for good" in after) is ("You handed it in" not in told)
    return told


def ends_the_relationship(desk: Desk, client_for: ClientFor) -> str:
    """The worker ends it."""
    bond = desk.world.relationships["other_supervisor"].id
    page = f"/people/relationships/{bond}/end"
    return press(client_for(desk.worker), page, page)


def takes_a_confirmation_back(desk: Desk, client_for: ClientFor) -> str:
    """It is the supervisor's to do; who does it is told nothing of what was handed in."""
    desk.decide("map0", "S1", Decision.NOT_YET, "I would like to see it once more.")
    desk.session.rollback()
    return ""


def closes_the_account(desk: Desk, client_for: ClientFor) -> str:
    """The worker leaves the organisation."""
    page = f"/admin/people/{desk.worker.id}/close"
    return press(client_for(desk.world.admin), page, page)


def supervisor_leaves(desk: Desk, client_for: ClientFor) -> str:
    """Who confirmed it leaves the organisation."""
    page = f"/admin/people/{desk.supervisor.id}/close"
    return press(client_for(desk.world.admin), page, page)


def press(client: Client, page: str, button: str) -> str:
    """Read what the page tells, and press; the answer is what it told."""
    told = words_of(client.get(page).text)
    assert client.post(button).status_code == 303
    return told


GONE = "You have deleted its entry since. Here it stays as it was agreed."
UNSHARED = "You have taken a share of its entry back since. Here it stays as it was agreed."
REMOVED = "You have removed piece-1-1.wav from your journal since, or its entry. Here it stays"
PARTED = "Somebody who could read its entry then supports you no more. Here it stays as it was"
DOUBTED = "Somebody has asked for more since, with a “not yet” on a tag of its entry. Here it stays"


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        (deletes_the_entry, "stands in a portfolio that you handed in", [GONE, REMOVED]),
        (withdraws_the_share, "stands in a portfolio that you handed in", [UNSHARED]),
        (removes_the_file, "You handed it in with a portfolio. There it stays", [REMOVED]),
        (ends_the_relationship, "What you handed in stays as it was agreed", [PARTED]),
        (takes_a_confirmation_back, "", [DOUBTED]),
        (supervisor_leaves, "so does what they confirmed or signed for others", [PARTED]),
        (closes_the_account, "If they handed in a portfolio, it stays as it was agreed", []),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_it_is_told_before_and_said_after_and_stays_as_agreed(
    act: Act, before: str, after: list[str], desk: Desk, client_for: ClientFor
) -> None:
    made = handed_in(desk)
    _, path, code = a_link(desk, made)
    desk.session.rollback()
    assessor = client_for(None)
    assert comes_in(assessor, path, code).status_code == 303
    forms = ("", "/html", "/pdf", "/files/1")
    as_agreed = [shown(assessor, path + form) for form in forms]
    assert said(desk, client_for, made).isdisjoint({GONE, UNSHARED, REMOVED, PARTED, DOUBTED})
    assert before in act(desk, client_for)
    if act is not closes_the_account:
        assert said(desk, client_for, made) == set(after)
    assert [shown(assessor, path + form) for form in forms] == as_agreed


def test_a_word_taken_back_twice_and_a_share_of_before_are_not_said(
    desk: Desk, client_for: ClientFor
) -> None:
    desk.decide("map0", "S1", Decision.NOT_YET, "I would like to see it once more.")
    desk.decide("map0", "S1", Decision.CONFIRMED)
    withdraws_the_share(desk, client_for)
    made = handed_in(desk)
    assert said(desk, client_for, made) == set()


def test_who_has_nothing_handed_in_any_more_is_told_nothing_of_it(
    desk: Desk, client_for: ClientFor
) -> None:
    handed_in(desk)
    act_as(desk.session, desk.worker)
    for each in submissions.own_submissions(desk.session, desk.worker):
        freezing.withdraw(desk.session, desk.worker, each)
    desk.session.commit()
    assert "handed in" not in ends_the_relationship(desk, client_for)
    assert "handed it in" not in removes_the_file(desk, client_for)
    assert "handed in" not in deletes_the_entry(desk, client_for)


def shown(assessor: Client, path: str) -> bytes:
    """What an assessor gets, without the tokens of the page's forms."""
    answer = assessor.get(path)
    assert answer.status_code == 200
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", answer.data)


def said(desk: Desk, client_for: ClientFor, made: Submission) -> set[str]:
    """What the page of the submission says of what came after."""
    page = words_of(client_for(desk.worker).get(f"/portfolio/submissions/{made.id}").text)
    return {each for each in (GONE, UNSHARED, REMOVED, PARTED, DOUBTED) if each in page}


def test_a_key_that_was_replaced_since_is_told_to_the_worker_and_the_assessor(
    desk: Desk, client_for: ClientFor, app: Application
) -> None:
    with as_if(now() - timedelta(days=3)):
        a_new_key(desk, app, "e" * 64)
    made = handed_in(desk)
    _, path, code = a_link(desk, made)
    assessor, told = client_for(None), "key was replaced on"
    comes_in(assessor, path, code)
    pages = ((client_for(desk.worker), f"/portfolio/submissions/{made.id}"), (assessor, path))
    for client, page in pages:
        words = words_of(client.get(page).text)
        assert "Frozen on" in words
        assert told not in words
    a_new_key(desk, app, "f" * 64)
    for client, page in pages:
        assert f"{told} {day_of(now())}, after this was frozen." in words_of(client.get(page).text)


def a_new_key(desk: Desk, app: Application, secret: str) -> None:
    """Sign as a service with this secret does."""
    act_as(desk.session, desk.worker)
    settings = replace(app.extensions["settings"], secret_key=secret)
    signing.signer_for(desk.session, desk.worker, settings)
    desk.session.commit()


def day_of(moment: datetime) -> str:
    """A day as pages say it."""
    return f"{moment.day} {moment:%B %Y}"
