"""Bringing a standard in, from a page or the command line: looked at first, then kept whole."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.content import Content
from journal.domain.framework import Framework
from journal.domain.framework_difference import difference
from journal.exchange import Exchanged, framework_from, from_framework, report
from journal.models import Organisation, OwnStandard, Person
from journal.models.confidential import act_as
from journal.own_standards import data_of, framework_as_kept, notes_on, problems_of

LONGEST_VERSION = 40
MOST_STANDARDS = 100


@dataclass(frozen=True)
class Arrival:
    """A standard that could be kept: what would be done, or why it cannot be."""

    framework: Framework
    version: str
    data: dict[str, object]
    told: tuple[str, ...]
    problems: tuple[str, ...]
    is_there: bool = False
    """Whether the very same is kept already, so that there is nothing to do."""


def look_at(
    session: Session,
    organisation_id: UUID,
    exchanged: Exchanged,
    shipped: Content,
    key: str = "",
    version: str = "",
) -> Arrival:
    """What keeping it would do, for this organisation, and everything that stands against it."""
    new = framework_from(exchanged, key)
    before = versions_before(session, organisation_id, new.key)
    number = (version or exchanged.version).strip() or str(len(before) + 1)
    data = {**data_of(new, number), "description": exchanged.description}
    kept = next((each for each in before if each.version == number), None)
    is_there = is_shipped(new, version, shipped) or (kept is not None and kept.data == data)
    problems = problems_before(exchanged, shipped, key)
    if not is_there:
        problems += problems_of_version(new.key, number, kept, shipped, len(before))
    known = newest(before, shipped, new.key)
    told = (*report(exchanged, known, key), f"It is kept as version {number}.", *notes_on(new))
    return Arrival(new, number, data, told, tuple(problems), is_there)


def problems_before(exchanged: Exchanged, shipped: Content, key: str = "") -> list[str]:
    """Why nobody could learn what a file holds, whoever's it became."""
    new = framework_from(exchanged, key)
    if is_shipped(new, "", shipped):
        return []
    return list(problems_of(new, set(shipped.frameworks) - {shipped.standard.framework.key}))


def is_shipped(new: Framework, version: str, shipped: Content) -> bool:
    """Whether it says what a framework of the service says, and is to be no version of its own."""
    known = shipped.frameworks.get(new.key)
    is_same = known is not None and difference(known, new).nothing
    return is_same and version in ("", shipped.standard.version)


def problems_of_version(
    key: str, number: str, kept: OwnStandard | None, shipped: Content, count: int
) -> list[str]:
    """A version never changes, so another content needs another version."""
    found = []
    own = shipped.standard
    if kept is not None or (key, number) == (own.framework.key, own.version):
        found.append(
            f"There is a version {number} of {key} already, with other words in it. Somebody may "
            "learn by it, so it never changes. Please give this one a version of its own."
        )
    if len(number) > LONGEST_VERSION or not number.isprintable():
        found.append(f"Please keep the version to {LONGEST_VERSION} letters and numbers.")
    if count >= MOST_STANDARDS:
        found.append(
            f"There are {MOST_STANDARDS} versions of {key}, which is as many as there can be."
        )
    return found


def versions_before(session: Session, organisation_id: UUID, key: str) -> list[OwnStandard]:
    """What this organisation brought in under this name, the newest first."""
    ours = sa.select(OwnStandard).where(
        OwnStandard.organisation_id == organisation_id, OwnStandard.key == key
    )
    return list(session.scalars(ours.order_by(OwnStandard.made_at.desc(), OwnStandard.id)))


def exchanged_from(kept: OwnStandard) -> Exchanged:
    """What was brought in, as the file had it, to be taken out again."""
    description = str(kept.data.get("description", ""))
    return from_framework(framework_as_kept(kept.data), kept.version, description)


def newest(before: list[OwnStandard], shipped: Content, key: str) -> Framework | None:
    """What an import is compared with."""
    if before:
        return framework_as_kept(before[0].data)
    return shipped.frameworks.get(key)


def keep(
    session: Session, organisation: Organisation, arrival: Arrival, by: Person | None
) -> OwnStandard:
    """Keep it, whole. `by` is the administrator; nobody, when it is done on the command line,
    and then every administrator of the organisation can see in their account that it was."""
    kept = OwnStandard(
        organisation_id=organisation.id,
        key=arrival.framework.key,
        version=arrival.version,
        title=arrival.framework.title,
        data=arrival.data,
        made_by_id=by.id if by else None,
    )
    session.add(kept)
    session.flush()
    event = Event.STANDARD_IMPORTED if by else Event.STANDARD_IMPORTED_BY_COMMAND
    for person in [by] if by else administrators(session, organisation):
        act_as(session, person)
        record(session, person, event, owner=person.id, subject=("standard", kept.id))
        session.flush()
    return kept


def administrators(session: Session, organisation: Organisation) -> list[Person]:
    """Everybody who runs this organisation's part of the service."""
    return list(
        session.scalars(
            sa.select(Person).where(
                Person.organisation_id == organisation.id,
                Person.is_administrator,
                Person.left_at.is_(None),
            )
        )
    )
