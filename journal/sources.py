"""Words that others gave and stand by, as a worker can take them into the journal.

Only the service copies them, so that what stands in the journal is what was given. A card that is
taken back takes everything along that was copied from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import formatting, joint_records, record_versions, unfinished_copies
from journal.domain import feedback_card as cards
from journal.domain import observation
from journal.domain.entry_kind import EntryKind
from journal.domain.framework import Framework
from journal.domain.joint_records import Part, RecordKind, last_words
from journal.domain.provenance import SourceKind
from journal.domain.record_layouts import headed
from journal.models import (
    Entry,
    FeedbackCard,
    JointRecord,
    Person,
    Provenance,
    Revision,
    Testimony,
    Unfinished,
)
from journal.models.base import now
from journal.models.confidential import visible
from journal.names import names_of

Frameworks = Mapping[str, Framework]

MADE_OF = {
    RecordKind.OBSERVATION: EntryKind.OBSERVATION_REPORT,
    RecordKind.SESSION: EntryKind.SUPERVISION_NOTE,
    RecordKind.CO_REFLECTION: EntryKind.SUPERVISION_NOTE,
}
"""The kind of entry that a record becomes; an agreement becomes none."""
PASSED_ON = "by a link that {} passed on"
SENT = "by a link sent to them"


@dataclass(frozen=True)
class Source:
    """Words that others gave, and everything that goes with them into the journal."""

    kind: SourceKind
    id: UUID
    becomes: EntryKind
    title: str
    dated: date
    text: str
    given_by: str
    given_at: datetime
    tags: tuple[tuple[str, str], ...] = ()
    confirms: UUID | None = None
    """The entry whose statement these words confirm or put right; a new one for None."""


def get_source(
    session: Session, me: Person, kind: SourceKind, source_id: UUID, frameworks: Frameworks
) -> Source | None:
    """What this worker may take into their journal from there; None for whatever they may not."""
    if kind is SourceKind.TESTIMONY:
        return from_testimony(session, me, source_id)
    if kind is SourceKind.FEEDBACK_CARD:
        return from_card(session, me, source_id)
    return from_record(session, me, source_id, frameworks)


def taken(session: Session, me: Person, source_id: UUID) -> Entry | None:
    """The entry into which this worker took the source before."""
    copies = sa.select(Provenance.entry_id).where(
        Provenance.source_id == source_id, Provenance.author_id == me.id
    )
    return session.scalar(visible(Entry, to=me).where(Entry.id.in_(copies)).limit(1))


def from_testimony(session: Session, me: Person, source_id: UUID) -> Source | None:
    """What a witness gave by a link."""
    found = session.scalar(
        visible(Testimony, to=me).where(
            Testimony.id == source_id,
            Testimony.author_id == me.id,
            Testimony.given_at.is_not(None),
            Testimony.is_true,
        )
    )
    if found is None or found.given_at is None:
        return None
    way = SENT if found.to_address else PASSED_ON.format(me.name)
    return Source(
        SourceKind.TESTIMONY,
        found.id,
        EntryKind.WITNESS_TESTIMONY,
        f"Testimony of {formatting.short_day(found.given_at)}",
        formatting.day_of(found.given_at),
        found.words,
        f"Given by {found.name}, {found.capacity}, {way}",
        found.given_at,
        confirms=found.entry_id,
    )


def from_card(session: Session, me: Person, source_id: UUID) -> Source | None:
    """A card whose writer said that it may be used."""
    found = session.scalar(
        visible(FeedbackCard, to=me).where(
            FeedbackCard.id == source_id,
            FeedbackCard.author_id == me.id,
            FeedbackCard.given_at.is_not(None),
            FeedbackCard.may_be_used,
        )
    )
    if found is None or found.given_at is None:
        return None
    way = ""
    if found.on_paper:
        way = f", on paper and typed in by {me.name}"
    elif found.with_worker:
        way = f", on the screen of {me.name}, who was there"
    return Source(
        SourceKind.FEEDBACK_CARD,
        found.id,
        EntryKind.FEEDBACK_FROM_SUPPORTED,
        f"Feedback card of {formatting.short_day(found.given_at)}",
        formatting.day_of(found.given_at),
        cards.card_text(cards.first_name(me.name), found.answers),
        f"Given on a feedback card by somebody who was supported, with their yes{way}",
        found.given_at,
        tags=cards.TAGS,
    )


def from_record(
    session: Session, me: Person, source_id: UUID, frameworks: Frameworks
) -> Source | None:
    """A record that everybody who holds it agreed to, as they agreed to it."""
    found = session.scalar(visible(JointRecord, to=me).where(JointRecord.id == source_id))
    if found is None or found.kind not in MADE_OF or me.id not in joint_records.workers_of(found):
        return None
    version = record_versions.standing(session, me, [found]).get(found.id)
    if version is None:
        return None
    words = last_words(joint_records.said_of(found), version.number)
    agreed_at = max(word.given_at for word in words.values())
    return Source(
        SourceKind.JOINT_RECORD,
        found.id,
        MADE_OF[found.kind],
        found.kind.label,
        formatting.day_of(agreed_at),
        record_text(found.kind, version.fields, frameworks),
        f"Agreed by {people_in(session, me, found)}",
        agreed_at,
        tags=observation.refs_in(version.fields),
    )


def record_text(kind: RecordKind, fields: dict[str, str], frameworks: Frameworks) -> str:
    """The words of a record, each under its heading."""
    if kind is RecordKind.OBSERVATION:
        return observation.report(fields, frameworks)
    return "\n\n".join(f"**{each.label}**\n\n{text}" for each, text in headed(kind, fields))


def people_in(session: Session, me: Person, record: JointRecord) -> str:
    """Everybody who holds a record, supporters first: A and B. The other workers of a group are
    counted and not named: that they are there is theirs to tell."""
    asked = joint_records.asked(record)
    there = [each for each in record.holders if each.person_id in asked]
    holders = sorted(there, key=lambda each: (each.side is Part.WORKER, each.added_at))
    others = (joint_records.workers_of(record) & asked) - {me.id}
    known = names_of(session, (each.person_id for each in holders))
    ids = dict.fromkeys(each.person_id for each in holders if each.person_id not in others)
    names = [known[each] for each in ids]
    if others:
        names.append(f"{len(others)} other peer worker{'s' if len(others) > 1 else ''}")
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def forget_copies(session: Session, worker: Person, source_id: UUID) -> int:
    """Erase for good every entry made from a source, at once; the answer is how many.

    The worker acts: whoever takes a card back was promised this, and the worker was told so when
    taking it in. What the worker wrote of their own beside it becomes an entry by itself.
    """
    copies = sa.select(Provenance.entry_id).where(
        Provenance.source_id == source_id, Provenance.author_id == worker.id
    )
    mine = visible(Entry, to=worker).where(Entry.author_id == worker.id, Entry.id.in_(copies))
    entries = session.scalars(mine).all()
    for entry in entries:
        keep_own_words(session, worker, entry)
        forget_unfinished(session, worker, f"/entries/{entry.id}/statement")
        session.delete(entry)
    session.flush()
    return len(entries)


def keep_own_words(session: Session, worker: Person, entry: Entry) -> None:
    """What the worker wrote in the entry themselves, as a reflection."""
    newest = visible(Revision, to=worker).where(
        Revision.entry_id == entry.id, Revision.number == entry.revision
    )
    whole = session.scalars(newest).one()
    if not any(text.strip() for text in (whole.text, *whole.answers.values())):
        return
    kept = {"kind": EntryKind.REFLECTION, "model": None, "dated": entry.dated,
            "minutes": entry.minutes, "off_the_job": entry.off_the_job,
            "title": "What I wrote beside a feedback card"}  # fmt: skip
    added = Entry(id=uuid4(), organisation_id=entry.organisation_id, author_id=worker.id,
                  text=entry.text, answers=entry.answers, revision=1, changed_in=1,
                  created_at=entry.created_at, saved_at=now(), **kept)  # fmt: skip
    session.add(added)
    session.flush()
    session.add(Revision(entry_id=added.id, author_id=worker.id, number=1, saved_at=now(),
                         text=whole.text, answers=whole.answers, **kept))  # fmt: skip


def forget_unfinished(session: Session, worker: Person, place: str) -> None:
    """Erase what was being written there: it may hold the words that are to go."""
    here = visible(Unfinished, to=worker).where(Unfinished.place.startswith(place, autoescape=True))
    for copy in session.scalars(here):
        unfinished_copies.erase(session, worker, copy)
