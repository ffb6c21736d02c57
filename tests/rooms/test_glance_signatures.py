"""At a glance: who signed what was handed in, and when, or that nobody did."""

import pytest
from sqlalchemy.orm import Session

from journal.documents import tree
from journal.documents.canonical import to_bytes
from journal.domain.submission import BY_EMPLOYER
from journal.models.base import now
from journal.models.confidential import act_as
from journal.portfolio import freezing, signing
from journal.portfolio.glance import GLANCE
from journal.portfolio.sections import day
from tests.rooms.handing_in import (
    ClientFor,
    a_link,
    a_manager,
    comes_in,
    handed_in,
    ready_desk,
    sign_own,
    standing,
)
from tests.rooms.portfolios import Desk, words_of
from tests.world import World

KINDS = ("Authenticity", "Valid and attributable", "Behaviours verified")


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio could be handed in once it is signed."""
    return ready_desk(session, world)


def signatures(desk: Desk) -> list[str]:
    """What the page at a glance would say of each statement."""
    document = freezing.frozen_document(standing(desk))
    [glance] = [each for each in document.sections if each.anchor == GLANCE]
    [facts] = [each for each in glance.blocks if isinstance(each, tree.KeyValues)]
    said = {each.label: "".join(run.text for run in each.runs) for each in facts.facts}
    return [said[kind] for kind in KINDS]


def managed(desk: Desk) -> str:
    """The line manager reads it and signs both their statements; their name."""
    manager, bond = a_manager(desk.session, desk.world, desk.worker)
    now_it_is = standing(desk)
    act_as(desk.session, desk.worker)
    asked = signing.ask(desk.session, desk.worker, desk.portfolio, now_it_is, bond)
    desk.session.commit()
    act_as(desk.session, manager)
    signing.sign(desk.session, manager, asked, BY_EMPLOYER)
    desk.session.commit()
    return manager.name


def test_who_signed_and_who_did_not_stands_there_with_the_day(desk: Desk) -> None:
    assert signatures(desk) == ["Not signed"] * 3
    sign_own(desk)
    own = f"Signed by {desk.worker.name} (peer worker), {day(now())}"
    assert signatures(desk) == [own, "Not signed", "Not signed"]
    theirs = f"Signed by {managed(desk)} (line manager), {day(now())}"
    assert signatures(desk) == [own, theirs, theirs]
    desk.new_statement("map0", "Another statement.")
    assert signatures(desk) == [f"{each}, on an earlier version" for each in (own, theirs, theirs)]
    sign_own(desk)
    earlier = f"{theirs}, on an earlier version"
    assert signatures(desk) == [own, earlier, earlier]


def test_a_signature_leaves_what_it_was_given_on_as_it_is(desk: Desk) -> None:
    before = standing(desk)
    sign_own(desk)
    after = standing(desk)
    assert to_bytes(before.document) == to_bytes(after.document)
    frozen = to_bytes(freezing.frozen_document(after))
    assert frozen == to_bytes(freezing.frozen_document(standing(desk)))


def test_whoever_reads_by_a_link_finds_it(desk: Desk, client_for: ClientFor) -> None:
    _, path, code = a_link(desk, handed_in(desk))
    assessor = client_for(None)
    comes_in(assessor, path, code)
    words = words_of(assessor.get(path).text)
    own = f"Authenticity Signed by {desk.worker.name} (peer worker), {day(now())}"
    assert f"{own} Valid and attributable Not signed Behaviours verified Not signed" in words
