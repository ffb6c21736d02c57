"""The account in plain sentences, for the person whose record it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from journal.audit import Event
from journal.domain.relationships import RelationshipKind
from journal.models import AuditEvent

SOMEBODY = "Somebody"
WITH_A_LINK = "Somebody with a link that you gave them"
BY_OTHERS: Mapping[str, str] = {
    Event.INVITED: "invited you",
    Event.PERSON_LEFT: "closed your account",
    Event.PERSON_RETURNED: "opened your account again",
    Event.ENTRY_OPENED: "opened your entry",
    Event.ENTRY_LISTED: "saw the title of your entry, or a line of it, in a list",
    Event.FEEDBACK_GIVEN: "wrote feedback on your entry",
    Event.TAG_CONFIRMED: "confirmed a tag on your entry",
    Event.TAG_NOT_YET: "asked for more on a tag of your entry",
    Event.STATEMENT_ATTESTED: "vouched for the evidence statement of your entry",
    Event.PROGRAMME_SET: "set the dates and hours of your programme",
    Event.PROGRAMME_PROPOSED: "proposed to move you to another version of your standard or plan",
    Event.PROGRAMME_STAYED: "put your move to another version aside",
}
OF_RECORDS: Mapping[str, str] = {
    "programme": "read the dates and hours of your programme",
    "joint_record": "read a record that you hold together",
    "version_to_sign": "read the version of your portfolio that you asked them to sign",
    "agenda_item": "read what waits for your next supervision session",
    "gateway": "looked at what the gateway asks of you",
    "skills_scan": "read your skills scan",
}
"""What somebody opened when it was no entry, by the kind of thing."""
IN_A_LIST: Mapping[str, str] = {
    "joint_record": "saw in a list that a record you hold together is not signed yet",
    "skills_scan": "saw when you did a skills scan, and its answers side by side",
    "ksb_rating": "read how sure you say you are of a statement",
}
"""What somebody saw a line of when it was no entry, by the kind of thing."""
OF_AN_ACTION: Mapping[str, str] = {
    Event.ENTRY_OPENED: "opened an action of yours",
    Event.ENTRY_LISTED: "saw an action of yours in a list",
}
OF_HOURS: Mapping[str, str] = {
    Event.ENTRY_OPENED: "looked at your training hours",
    Event.ENTRY_LISTED: "saw a line of your training hours in a list",
}
TOLD_OF = {"action": OF_AN_ACTION, "hours": OF_HOURS, "hours_line": OF_HOURS}
BY_MYSELF: Mapping[str, str] = {
    Event.INVITED_BY_COMMAND: "Whoever runs the service invited you",
    Event.STANDARD_IMPORTED_BY_COMMAND: "Whoever runs the service brought in a standard",
    Event.PASSWORD_LINK_ASKED: "Somebody, probably you, asked for a new password",
    Event.ARCHIVE_MADE_BY_COMMAND: "Your whole record was taken away on the command line",
    Event.ARCHIVE_BROUGHT_IN_BY_COMMAND: "An archive of your record was brought in on the command "
    "line",
    Event.RECORD_CODE_MADE: "You made a code for taking your record",
    Event.RECORD_CODE_USED: "Your code was used, and your record was taken on the command line",
}


@dataclass(frozen=True)
class OwnEntry:
    """An entry of one's own, as far as the account names it."""

    id: UUID
    title: str
    is_deleted: bool


@dataclass(frozen=True)
class Known:
    """What the sentences of one page may name."""

    me: UUID
    names: Mapping[UUID, str]
    entries: Mapping[UUID, OwnEntry]
    relationships: Mapping[UUID, tuple[UUID, str, RelationshipKind]]
    assessors: Mapping[UUID, str] = field(default_factory=dict)
    """The names of those to whom one gave a link as an assessor, by the link."""


@dataclass(frozen=True)
class Line:
    """One line of the account: when, what, and the entry that it is about."""

    at: datetime
    words: str
    entry: OwnEntry | None


def line_of(event: AuditEvent, known: Known) -> Line:
    """One event as a sentence; an event this version does not know is told in its own words."""
    entry = known.entries.get(event.subject_id) if event.subject_kind == "entry" else None
    return Line(event.at, words_of(event, known), entry)


def words_of(event: AuditEvent, known: Known) -> str:
    """What happened, without the title of the entry."""
    mine = event.actor_id == known.me and event.link_id is None
    bond = known.relationships.get(event.subject_id)
    who = (
        "You"
        if mine
        else known.assessors.get(event.link_id, WITH_A_LINK)
        if event.link_id
        else known.names.get(event.actor_id, SOMEBODY)
    )
    if bond is not None:
        return about_relationship(event, who, *bond)
    if event.event == Event.ENTRY_OPENED and event.subject_kind in OF_RECORDS:
        return f"{who} {OF_RECORDS[event.subject_kind]}"
    if event.event == Event.ENTRY_LISTED and event.subject_kind in IN_A_LIST:
        return f"{who} {IN_A_LIST[event.subject_kind]}"
    if mine:
        return BY_MYSELF.get(event.event, f"You {event.event}")
    told = TOLD_OF.get(event.subject_kind, BY_OTHERS)
    return f"{who} {told.get(event.event, event.event)}"


def about_relationship(
    event: AuditEvent, who: str, other: UUID, name: str, kind: RelationshipKind
) -> str:
    """Who began or ended that somebody supports me."""
    by_the_other = event.actor_id == other
    if event.event == Event.RELATIONSHIP_BEGUN:
        return f"{who} named {name} as your {kind.label}"
    if by_the_other:
        return f"{name} ended being your {kind.label}"
    return f"{who} ended that {name} is your {kind.label}"
