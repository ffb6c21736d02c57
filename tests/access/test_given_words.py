"""What others gave by a link: the worker it is about writes no word of it."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import models
from journal.models import FeedbackCard
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.models.guards import Unguarded
from tests.world import World


@pytest.mark.parametrize(
    "change", [{"words": "As I like it."}, {"is_true": True}, {"given_at": now()}, {"name": "Me"}]
)
def test_a_worker_writes_nothing_of_a_testimony(
    change: dict[str, Any], session: Session, world: World
) -> None:
    refuse(session, world, models.Testimony, models.Testimony.is_open(), change)


def test_a_witness_changes_nothing_of_the_question(session: Session, world: World) -> None:
    found = one(session, world, models.Testimony, models.Testimony.is_open())
    act_as(session, found)
    found.shown = "Something else."
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("change", [{"answers": {"good": "Everything!"}}, {"may_be_used": False}])
def test_a_worker_changes_no_card_that_was_given(
    change: dict[str, Any], session: Session, world: World
) -> None:
    refuse(session, world, FeedbackCard, FeedbackCard.given_at.is_not(None), change)


def test_what_a_worker_types_in_says_that_it_was_on_paper(session: Session, world: World) -> None:
    change = {"answers": {"good": "Everything!"}, "given_at": now()}
    refuse(session, world, FeedbackCard, FeedbackCard.is_open(), change)


def one(session: Session, world: World, model: Any, which: sa.ColumnElement[bool]) -> Any:
    """One row of the worker's own."""
    mine = visible(model, to=world.worker).where(model.author_id == world.worker.id, which)
    return session.scalars(mine.limit(1)).one()


def refuse(
    session: Session, world: World, model: Any, which: sa.ColumnElement[bool], change: Any
) -> None:
    """The worker makes a change, and the walls refuse it."""
    found = one(session, world, model, which)
    act_as(session, world.worker)
    for name, value in change.items():
        setattr(found, name, value)
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()
