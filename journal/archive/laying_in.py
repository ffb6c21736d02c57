"""An archive's rows as rows of this installation: each with a new id, all at once or none.

Nothing that stands here is changed or overwritten. What others wrote stays theirs by name: they
become people who are only remembered (docs/adr/0020).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from journal.archive.adjusting import ADJUST, ANSWERS, Place
from journal.archive.choosing import Choice, references
from journal.archive.gather import people_columns
from journal.archive.reading import NOT_FITTING, Arrived, Refused, Row
from journal.archive.tables import CARRIED, Carried
from journal.audit import Event, record
from journal.documents.characters import clean, ignorable
from journal.links import Link
from journal.models import BroughtIn, Meaning, Person, SkillsScan
from journal.models.base import now
from journal.models.confidential import act_as, for_viewer, in_the_name_of, visible
from journal.models.guards import Unguarded

CHECKED, NOT_CHECKED = " (from an archive)", " (from an archive, not checked)"
LONGEST_NAME = 160
NOBODY = "@remembered.invalid"
"""No letter ever reaches such an address: the ending is kept for that."""


ANOTHER_NAME = (
    "This is the record of {}, and the account is that of {}. What others confirmed for one would "
    "count for the other. If they are the same person, please say so with --same-person. Nothing "
    "was changed."
)


@dataclass(frozen=True)
class LaidIn:
    """What came in."""

    rows: dict[str, int]
    left: dict[tuple[str, str], int]


def is_known(me: Person, arrived: Arrived, trusted: Sequence[str], same_person: bool) -> bool:
    """Whether the operator named the key that signed. Raises Refused when what was confirmed for
    one person would count for another: a copy of a friend's archive is no evidence."""
    digits = arrived.fingerprint.replace(" ", "")
    if digits not in {"".join(each.lower().split()) for each in trusted}:
        return False
    if not same_person and as_heard(arrived.name) != as_heard(me.name):
        raise Refused(ANOTHER_NAME.format(arrived.name[:LONGEST_NAME], me.name))
    return True


def as_heard(name: str) -> str:
    """A name without what does not tell two people apart."""
    return " ".join(name.casefold().split())


def why_not(session: Session, me: Person, arrived: Arrived) -> str:
    """Why this record does not come in; nothing when it may. None ever comes in twice."""
    if me.id in arrived.origins:
        return (
            "This is an archive of this very record, or of one that this record is part of "
            "already. Everything in it was written here, so nothing was changed."
        )
    before = session.scalars(
        visible(BroughtIn, to=me).where(BroughtIn.origin.in_(arrived.origins))
    ).first()
    if before is None:
        return ""
    day = f"{before.brought_at.day} {before.brought_at:%B %Y}"
    return (
        f"The record in this archive came in already, on {day}. It comes "
        "in once, so that nothing is there twice. Nothing was changed."
    )


def lay_in(
    session: Session,
    me: Person,
    arrived: Arrived,
    choice: Choice,
    files: Mapping[str, Mapping[str, Any]],
    *,
    known: bool,
    event: Event = Event.ARCHIVE_BROUGHT_IN,
) -> LaidIn:
    """Bring everything in that was chosen; the caller commits. Raises Refused, and then the
    caller rolls back."""
    session.execute(sa.select(Person.id).where(Person.id == me.id).with_for_update())
    if reason := why_not(session, me, arrived):
        raise Refused(reason)
    act_as(session, me)
    try:
        with session.no_autoflush:
            add_all(session, me, arrived, choice, files, known)
        for origin in arrived.origins:
            session.add(origin_row(me, arrived, origin, known))
        record(session, me, event, owner=me.id, subject=("person", me.id))
        session.flush()
    except (SQLAlchemyError, Unguarded) as error:
        raise Refused(NOT_FITTING.format("two things in it cannot both be so")) from error
    return LaidIn({name: len(rows) for name, rows in choice.rows.items() if rows}, choice.left)


def add_all(
    session: Session,
    me: Person,
    arrived: Arrived,
    choice: Choice,
    files: Mapping[str, Mapping[str, Any]],
    known: bool,
) -> None:
    """Every row, table by table, each after those that it names."""
    people = remember(session, me, arrived, choice, known)
    ids = {row["id"]: uuid4() for rows in choice.rows.values() for row in rows}
    place = Place(ids, now(), numbers(session, me), files)
    for carried in CARRIED:
        rows = choice.rows[carried.name]
        here = [made(carried, row, place, people, me) for row in rows]
        with in_the_name_of(session, list(people.values())):
            session.add_all(here)
            session.flush()
        if carried.name in ANSWERS:
            for row, found in zip(rows, here, strict=True):
                answer(session, me, ANSWERS[carried.name], row, found)


def made(
    carried: Carried, row: Row, place: Place, people: Mapping[UUID, Person], me: Person
) -> Any:
    """One row as it stands here."""
    values = {**row, "id": place.ids[row["id"]]}
    for name in people_columns(carried.model):
        if row.get(name) is not None:
            values[name] = people[row[name]].id if row[name] in people else me.id
    for name, _ in references(carried):
        if row.get(name) is not None:
            values[name] = place.ids[row[name]]
    if "organisation_id" in carried.model.__table__.columns:
        values["organisation_id"] = me.organisation_id
    adjust = ADJUST.get(carried.name)
    values |= adjust(row, place) if adjust else {}
    later = ANSWERS.get(carried.name, frozenset()) if by_holder(row) else frozenset()
    values = {name: value for name, value in values.items() if name not in later}
    return carried.model(**values, **({"answers": {}} if "answers" in later else {}))


def by_holder(row: Row) -> bool:
    """Whether somebody with a link or a card wrote the answer, not the worker from paper."""
    return not row.get("on_paper", False)


def answer(session: Session, me: Person, names: frozenset[str], row: Row, found: Any) -> None:
    """What whoever held the link or card wrote: in their name, as it was when it was given."""
    if not by_holder(row) or row["given_at"] is None:
        return
    act_as(session, Link(found.id, me.organisation_id))
    for name in names:
        setattr(found, name, row[name])
    session.flush()
    act_as(session, me)


def remember(
    session: Session, me: Person, arrived: Arrived, choice: Choice, known: bool
) -> dict[UUID, Person]:
    """Everybody whom the rows name, as people of nobody's account, by their old id."""
    named = {
        row[name]
        for carried in CARRIED
        for name in people_columns(carried.model)
        for row in choice.rows[carried.name]
        if row.get(name) is not None
    } - {arrived.person}
    people = {}
    for old in sorted(named):
        if old not in arrived.people:
            raise Refused(NOT_FITTING.format("somebody in it has no name"))
        people[old] = somebody(me, arrived.people[old], known)
    session.add_all(people.values())
    session.flush()
    return people


def somebody(me: Person, name: str, known: bool) -> Person:
    """Somebody with a name and a mark that goes wherever the name goes, and with no way in."""
    new_id = uuid4()
    return Person(
        id=new_id,
        organisation_id=me.organisation_id,
        email=f"{new_id}{NOBODY}",
        name=marked(name, known),
        sealing_seed=None,
        left_at=now(),
        remembered_for_id=me.id,
    )


def marked(name: str, known: bool) -> str:
    """The name as it is shown from now on. A name that says it was never checked goes on to."""
    plain = "".join(one for one in clean(name) if not ignorable(one)).strip() or "Somebody"
    unchecked = not known or plain.endswith(NOT_CHECKED)
    for mark in (NOT_CHECKED, CHECKED):
        plain = plain.removesuffix(mark)
    return plain[:LONGEST_NAME] + (NOT_CHECKED if unchecked else CHECKED)


def numbers(session: Session, me: Person) -> dict[str, int]:
    """The highest number that is taken in tables that count."""
    found = {}
    for model in (Meaning, SkillsScan):
        most = sa.select(sa.func.max(model.number)).where(model.author_id == me.id)
        found[model.__tablename__] = session.scalar(for_viewer(most, me)) or 0
    return found


def origin_row(me: Person, arrived: Arrived, origin: UUID, known: bool) -> BroughtIn:
    """That this record is part of that one from now on."""
    return BroughtIn(
        organisation_id=me.organisation_id,
        author_id=me.id,
        origin=origin,
        organisation=arrived.organisation,
        fingerprint=arrived.fingerprint,
        counts=known,
    )
