"""What goes of a record that is handed on: its words as they stand, as one text."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.framework import Framework
from journal.formatting import length_of_time, moment, short_day
from journal.models import Action, AgendaItem, JointRecord, Person
from journal.names import names_of
from journal.people import handover_queries as queries
from journal.people.handover_queries import Offered
from journal.programmes import frameworks_around
from journal.sources import record_text


@dataclass(frozen=True)
class Copy:
    """A record as the next one reads it, and as the worker looks at it first."""

    record: JointRecord
    title: str
    text: str


def copies_of(session: Session, me: Person, records: Sequence[JointRecord]) -> list[Copy]:
    """A copy of each record, with its agenda, its actions and what was said of it."""
    agenda = queries.agenda_of(session, me, records)
    actions = queries.agreed_actions_of(session, me, records)
    said = {word.author_id for each in records for word in each.words}
    names = names_of(session, said)
    known = frameworks_around(session, me, [me.id])
    return [
        Copy(each, name_of(each), text_of(each, agenda.get(each.id, []), actions, names, known))
        for each in records
    ]


def as_seen(copies: Sequence[Copy], chosen: Offered) -> str:
    """A mark of everything that a preview shows: it is another once anything there has changed."""
    shown = [
        [[str(each.record.id), each.title, each.text] for each in copies],
        [[str(each.id), each.text, str(each.due_on)] for each in chosen.actions],
        [[str(each.id), each.revision, len(each.statements)] for each in chosen.entries],
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def name_of(of: JointRecord) -> str:
    """A record as a list names it."""
    purpose = f", {of.purpose.label}" if of.purpose else ""
    return f"{of.kind.label}{purpose}, {short_day(of.starts_at or of.created_at)}"


def text_of(
    of: JointRecord,
    agenda: Sequence[AgendaItem],
    actions: Mapping[UUID, Sequence[Action]],
    names: Mapping[UUID, str],
    frameworks: Mapping[str, Framework],
) -> str:
    """Each part under its heading; nothing of versions that were overtaken."""
    before = [("When", when(of)), ("It did not take place", of.cancelled_because)]
    after = [
        ("On the agenda", listed(each.text for each in agenda)),
        ("Actions", listed(each.text for each in actions.get(of.id, []))),
        ("What each of you said of it", said_of(of, names)),
    ]
    written = record_text(of.kind, of.fields, frameworks)
    return "\n\n".join(each for each in (under(before), written, under(after)) if each)


def under(parts: Iterable[tuple[str, str]]) -> str:
    """Each text under its heading; nothing of one that is empty."""
    return "\n\n".join(f"**{heading}**\n\n{text}" for heading, text in parts if text.strip())


def when(of: JointRecord) -> str:
    """Its day and length, and the day to look at it again."""
    parts = [
        moment(of.starts_at) if of.starts_at else "",
        length_of_time(of.minutes) if of.minutes else "",
        f"to be looked at again on {short_day(of.review_on)}" if of.review_on else "",
    ]
    return ", ".join(each for each in parts if each)


def said_of(of: JointRecord, names: Mapping[UUID, str]) -> str:
    """What was said of the version that stands."""
    return listed(
        f"{names[word.author_id]} {'agreed' if word.agrees else 'sees it differently'}"
        + (f": {word.words}" if word.words else "")
        for word in of.words
        if word.on_version == of.revision
    )


def listed(lines: Iterable[str]) -> str:
    """Lines as a list in Markdown; one that has several lines stays one point."""
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)
