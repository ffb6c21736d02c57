"""The account of who did what to whose record; it holds no text that anybody wrote."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from flask import g
from sqlalchemy.orm import Session

from journal.models.audit_event import AuditEvent
from journal.models.base import now
from journal.models.confidential import Somebody, act_as, visible
from journal.models.person import Person

ONE_VISIT = timedelta(minutes=30)


class Event(StrEnum):
    """Everything the account can say, each in the past tense."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    SIGNED_OUT_DEVICE = "signed out one device"
    INVITED = "invited"
    INVITED_BY_COMMAND = "was invited by whoever runs the service"
    PASSWORD_SET = "set a password"  # noqa: S105 - an event, not a password
    PASSWORD_LINK_ASKED = "asked for a new password"  # noqa: S105 - an event
    PASSKEY_ADDED = "added a passkey"
    PASSKEY_REMOVED = "removed a passkey"
    UNLOCKED_WITH_PASSKEY = "unlocked your journal with a passkey"
    RELATIONSHIP_BEGUN = "began a relationship"
    RELATIONSHIP_ENDED = "ended a relationship"
    SESSIONS_MADE_KNOWN = "let their coach see when supervision took place"
    SESSIONS_KEPT_PRIVATE = "no longer let their coach see when supervision took place"
    PERSON_LEFT = "closed an account"
    PERSON_RETURNED = "opened an account again"
    ENTRIES_BROUGHT_IN = "brought entries in from elsewhere"
    ARRIVAL_KEPT = "had a file from elsewhere looked through"
    ARRIVAL_FORGOTTEN = "put a file from elsewhere aside"
    ENTRY_WRITTEN = "wrote an entry"
    ENTRY_SAVED = "saved an entry"
    ENTRY_DELETED = "deleted an entry"
    ENTRY_BROUGHT_BACK = "brought an entry back"
    ENTRY_ERASED = "erased an entry deleted 30 days before"
    ENTRY_SHARED = "shared an entry"
    SHARE_WITHDRAWN = "withdrew a share"
    ENTRY_OPENED = "opened an entry"
    ENTRY_LISTED = "saw the title of an entry"
    LOOKED_OVER = "looked over what could identify somebody"
    OWN_WORDS_CHANGED = "changed the words they look out for"
    ORGANISATION_WORDS_CHANGED = "changed the words everybody here looks out for"
    STATEMENT_WRITTEN = "wrote an evidence statement"
    TAGGED = "changed the tags of an entry"
    FEEDBACK_GIVEN = "wrote feedback"
    FEEDBACK_ANSWERED = "answered feedback"
    TAG_CONFIRMED = "confirmed a tag"
    TAG_NOT_YET = "asked for more on a tag"
    STATEMENT_ATTESTED = "vouched for an evidence statement"
    CHECK_IN_KEPT = "kept a check-in"
    CHECK_IN_DELETED = "deleted a check-in for good"
    LOCAL_ROUTE_ADDED = "added somebody to turn to close by"
    LOCAL_ROUTE_CHANGED = "changed somebody to turn to close by"
    LOCAL_ROUTE_REMOVED = "took off somebody to turn to close by"
    LEANING_NOTED = "noted where they leaned away"
    LEANING_TAKEN_BACK = "took a note on leaning away off"
    MEANING_WRITTEN = "wrote what a principle means to them"
    PORTFOLIO_MADE = "began a portfolio"
    PORTFOLIO_CHANGED = "changed a portfolio"
    PORTFOLIO_DELETED = "deleted a portfolio"
    PORTFOLIO_COMPILED = "compiled a portfolio"
    PORTFOLIO_PAGES_FOUND = "looked up the page numbers of a portfolio"
    REHEARSAL_KEYWORDS_WRITTEN = "wrote keywords to practise with"
    REHEARSAL_FELT = "noted how practising a statement felt"
    PORTFOLIO_COMPILED_BY_COMMAND = "had a portfolio made on the command line"
    SIGNING_KEY_MADE = "had the key made that signs what leaves the organisation"
    RECORD_CODE_MADE = "made a code for their record"
    RECORD_CODE_USED = "used the code for a record"
    ARCHIVE_MADE = "took their whole record away as an archive"
    ARCHIVE_MADE_BY_COMMAND = "had their whole record taken away on the command line"
    ARCHIVE_BROUGHT_IN = "brought in an archive of their record"
    ARCHIVE_BROUGHT_IN_BY_COMMAND = "had an archive of their record brought in on the command line"
    PORTFOLIO_SIGNED = "signed a statement on your portfolio"
    PORTFOLIO_SEEN_DIFFERENTLY = "said how they see your portfolio differently"
    SIGNATURE_ASKED = "asked for a signature on a portfolio"
    SIGNATURE_NOT_ASKED = "no longer asked for a signature on a portfolio"
    SUBMISSION_MADE = "froze a portfolio to hand it in"
    SUBMISSION_WITHDRAWN = "withdrew a portfolio that was handed in"
    SUBMISSION_OPENED = "read the portfolio that was handed in"
    SUBMISSION_TAKEN = "took a file of the portfolio that was handed in"
    ASSESSOR_LINK_MADE = "made a link for an assessor"
    ASSESSOR_CODE_MADE = "made a new code for an assessor"
    ASSESSOR_LINK_REVOKED = "ended the link of an assessor"
    ASSESSOR_LET_IN = "came in with the code for an assessor"
    ASSESSOR_TURNED_AWAY = "or somebody else with this link tried a code that opens nothing"
    FILE_ADDED = "added a file to an entry"
    FILE_SHOWN = "let those who read an entry open a file"
    FILE_DESCRIBED = "said what a file shows"
    FILE_REMOVED = "removed a file from an entry"
    RECORD_BEGUN = "began a record you hold together"
    RECORD_SAVED = "saved a record you hold together"
    RECORD_AGREED = "agreed to a record you hold together"
    RECORD_SEEN_DIFFERENTLY = "said how they see a record differently"
    RECORD_HANDED_ON = "handed a record on to somebody"
    RECORD_TAKEN_BACK = "took back a record they had handed on"
    SESSION_HELD = "closed a supervision session"
    SESSION_OPENED_AGAIN = "said that a session had not taken place after all"
    SESSION_CANCELLED = "cancelled a supervision session"
    BROUGHT_TO_SUPERVISION = "brought something to supervision"
    TAKEN_OFF_AGENDA = "took something off an agenda"
    TALKED_ABOUT = "noted that a point was talked about, or not yet"
    ACTION_AGREED = "wrote down an action"
    ACTION_CHANGED = "changed an action"
    ACTION_DONE = "finished an action"
    ACTION_LET_GO = "let go of an action"
    FEEDBACK_TRIED = "said what came of feedback"
    FEEDBACK_SEEN = "saw what came of feedback"
    PHRASES_CHANGED = "changed the phrases they keep"
    TESTIMONY_ASKED = "asked somebody for testimony"
    TESTIMONY_GIVEN = "gave testimony"
    TESTIMONY_WITHDRAWN = "withdrew a link for testimony"
    CARD_MADE = "made a feedback card"
    CARD_GIVEN = "filled in a feedback card"
    CARD_TAKEN_BACK = "took a feedback card back"
    COPIED_INTO_JOURNAL = "took a record into the journal"
    SCAN_BEGUN = "began a skills scan"
    SCAN_SAVED = "saved a skills scan"
    SCAN_SENT = "sent a skills scan"
    SCAN_ANSWERED = "said something to a skills scan"
    RATING_GIVEN = "said how sure they are of a statement, or how sure you are"
    HOURS_LOGGED = "logged training hours"
    HOURS_CHANGED = "changed a line of training hours"
    HOURS_TAKEN_OFF = "took a line off the training hours"
    HOURS_VERIFIED = "verified training hours"
    HOURS_QUESTIONED = "asked about training hours"
    HOURS_ANSWERED = "wrote back about training hours"
    HOURS_IMPORTED = "brought in training hours from a file"
    HOURS_EXPORTED = "took training hours out as a file"
    PROGRAMME_SET = "set the dates and hours of a programme"
    PROGRAMME_PROPOSED = "proposed to move a programme to another version"
    PROGRAMME_STAYED = "put a move to another version aside"
    PROGRAMME_MOVED = "moved a programme to another version"
    PROGRAMME_SHOWN = "let supervisors read hours and scan, or no longer"
    SUBJECT_NOTED = "noted how English or maths stands"
    BEHAVIOUR_VERIFIED = "said what they saw of a behaviour"
    STANDARD_IMPORTED = "brought in a standard"
    STANDARD_IMPORTED_BY_COMMAND = "had a standard brought in on the command line"
    PLAN_SAVED = "saved an assessment plan"
    VERSION_RETIRED = "retired a version of a standard or plan"
    VERSION_BROUGHT_BACK = "brought a retired version back"
    WORDS_CHANGED = "changed the words for things"
    CALENDAR_ADDRESS_MADE = "made an address for their calendar"
    CALENDAR_ADDRESS_STOPPED = "stopped the address of a calendar"
    UNFINISHED_PUT_AWAY = "put unfinished writing away"
    UNFINISHED_BROUGHT_BACK = "brought unfinished writing back"
    UNFINISHED_ERASED = "erased unfinished writing put away before"


def record(
    session: Session,
    actor: Somebody,
    event: Event,
    *,
    owner: UUID,
    subject: tuple[str, UUID],
) -> None:
    """Add one event to the transaction of the write that it tells of.

    Somebody who is no person acts by a link, for which the owner of the record answers.
    """
    kind, subject_id = subject
    is_person = isinstance(actor, Person)
    session.add(
        AuditEvent(
            event=event.value,
            actor_id=actor.id if is_person else owner,
            link_id=None if is_person else actor.id,
            owner_id=owner,
            subject_kind=kind,
            subject_id=subject_id,
        )
    )


def opened(viewer: Person, owner: UUID, subject: tuple[str, UUID]) -> None:
    """Note that somebody read a thing of somebody else's, to be kept before the page is sent."""
    if viewer.id != owner:
        g.setdefault("reads", []).append((Event.ENTRY_OPENED, owner, subject))


def listed(viewer: Person, rows: Iterable[tuple[UUID, UUID]], kind: str = "entry") -> None:
    """Note the things of others of which a list shows a line: (owner, thing) for each."""
    for owner, thing_id in rows:
        if viewer.id != owner:
            g.setdefault("reads", []).append((Event.ENTRY_LISTED, owner, (kind, thing_id)))


def came_by_link(link: Somebody, owner: UUID, event: Event, subject: tuple[str, UUID]) -> None:
    """Note that somebody without an account read something by a link."""
    g.reader = link
    g.setdefault("reads", []).append((event, owner, subject))


def keep_reads(session: Session, viewer: Somebody) -> None:
    """Write the reads of this request. A title seen in a list is kept once a day, and who reads
    one thing by a link, page after page, is one visit."""
    reads = g.pop("reads", [])
    if not reads:
        return
    act_as(session, viewer)
    known = listed_today(session, viewer, [subject[1] for _, _, subject in reads])
    for event, owner, subject in dict.fromkeys(reads):
        if (event is Event.ENTRY_LISTED and subject[1] in known) or (
            event is Event.SUBMISSION_OPENED and is_still_here(session, viewer, subject[1])
        ):
            continue
        record(session, viewer, event, owner=owner, subject=subject)
    session.commit()


def is_still_here(session: Session, viewer: Somebody, thing: UUID) -> bool:
    """Whether whoever reads by a link was noted as reading the same a little while ago."""
    found = visible(AuditEvent, to=viewer).where(
        AuditEvent.link_id == viewer.id,
        AuditEvent.event == Event.SUBMISSION_OPENED.value,
        AuditEvent.subject_id == thing,
        AuditEvent.at > now() - ONE_VISIT,
    )
    return session.scalar(found.with_only_columns(AuditEvent.id).limit(1)) is not None


def listed_today(session: Session, viewer: Somebody, entries: list[UUID]) -> set[UUID]:
    """Which of these entries this person was already noted today as having seen listed."""
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    found = visible(AuditEvent, to=viewer).where(
        AuditEvent.actor_id == viewer.id,
        AuditEvent.event == Event.ENTRY_LISTED.value,
        AuditEvent.at >= midnight,
        AuditEvent.subject_id.in_(entries),
    )
    return set(session.scalars(found.with_only_columns(AuditEvent.subject_id)))
