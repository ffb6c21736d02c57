"""What an organisation makes its own: a further version of a plan, and its words for things."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.models import Organisation, OwnPlan, OwnStandard, Person
from journal.models.base import now


def save_version(
    session: Session, administrator: Person, plan_id: UUID, data: Mapping[str, Any]
) -> OwnPlan:
    """Keep a plan that was checked, as a version of its own. No version ever changes."""
    kept = OwnPlan(
        id=plan_id,
        organisation_id=administrator.organisation_id,
        key=data["key"],
        version=data["version"],
        title=data["title"],
        data=dict(data),
        made_by_id=administrator.id,
    )
    session.add(kept)
    session.flush()
    subject = ("plan", kept.id)
    record(session, administrator, Event.PLAN_SAVED, owner=administrator.id, subject=subject)
    session.flush()
    return kept


def retire(
    session: Session, administrator: Person, kept: OwnPlan | OwnStandard, *, retired: bool
) -> None:
    """From now on nobody new can be put on this version, or again; whoever is on it stays."""
    session.refresh(kept, with_for_update=True)
    if (kept.retired_at is not None) == retired:
        return
    kept.retired_at = now() if retired else None
    event = Event.VERSION_RETIRED if retired else Event.VERSION_BROUGHT_BACK
    subject = ("plan" if isinstance(kept, OwnPlan) else "standard", kept.id)
    record(session, administrator, event, owner=administrator.id, subject=subject)
    session.flush()


def hold_organisation(session: Session, organisation_id: UUID) -> Organisation:
    """The organisation, held until this transaction ends: two do not save one version at once."""
    wanted = sa.select(Organisation).where(Organisation.id == organisation_id)
    return session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one()


def set_words(session: Session, administrator: Person, words: Mapping[str, str]) -> None:
    """The organisation's own words for things; those left empty are the plan's."""
    organisation = hold_organisation(session, administrator.organisation_id)
    organisation.words = {key: text for key, text in words.items() if text} or None
    subject = ("organisation", organisation.id)
    record(session, administrator, Event.WORDS_CHANGED, owner=administrator.id, subject=subject)
    session.flush()
