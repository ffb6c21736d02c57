"""What belongs to one person's record, table by table: what travels, and what comes in again.

A test holds that every table of the service stands here, so that a new one cannot be forgotten.
docs/archive-format.md says the same in words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa

from journal import models as m
from journal.domain.joint_records import Part as Side

Rule = Callable[[m.Person], sa.ColumnElement[bool]]


class Comes(Enum):
    """When a row of an archive becomes a row of the installation that it is brought into."""

    ALWAYS = "always"
    IF_OWN = "the worker's own always, others' from an archive whose key is known"
    IF_KNOWN = "from an archive whose key is known"
    NEVER = "never"


class By(Enum):
    """Whose words the rows of a table can be."""

    WORKER = "the worker"
    OTHERS = "others"
    BOTH = "both"


@dataclass(frozen=True)
class Carried:
    """A table of which an archive holds one person's rows."""

    model: Any
    mine: Rule
    comes: Comes
    title: str
    """What its rows are called on a page."""
    why: str
    by: By = By.WORKER

    @property
    def name(self) -> str:
        """The table's name, which is its key in the archive."""
        return str(self.model.__tablename__)


def by_me(model: Any) -> Rule:
    """What this person wrote themselves."""
    return lambda me: model.author_id == me.id


def about_me(model: Any) -> Rule:
    """What is about this person as a worker, whoever wrote it."""
    return lambda me: model.worker_id == me.id


def on_my_entries(model: Any) -> Rule:
    """What stands beside an entry of this person's."""
    return lambda me: model.entry_id.in_(sa.select(m.Entry.id).where(m.Entry.author_id == me.id))


def part_of(column: Any, whole: Any) -> Rule:
    """Parts of what this person wrote."""
    return lambda me: column.in_(sa.select(whole.id).where(whole.author_id == me.id))


def held(column: Any) -> Rule:
    """What belongs to a record that this person holds as a worker."""
    return lambda me: column.in_(
        sa.select(m.Holder.record_id).where(
            m.Holder.person_id == me.id, m.Holder.side == Side.WORKER
        )
    )


def my_holders(me: m.Person) -> sa.ColumnElement[bool]:
    """Who holds a record with this person; a facilitator by their own bond alone, since how
    somebody stands to another worker is not this person's to take away."""
    bonds = sa.select(m.Relationship.id).where(m.Relationship.worker_id == me.id)
    is_ours = m.Holder.relationship_id.is_(None) | m.Holder.relationship_id.in_(bonds)
    return held(m.Holder.record_id)(me) & is_ours


def my_points(me: m.Person) -> sa.ColumnElement[bool]:
    """What was brought to this person's own supervision."""
    bonds = sa.select(m.Relationship.id).where(m.Relationship.worker_id == me.id)
    waits = m.AgendaItem.record_id.is_(None) & m.AgendaItem.relationship_id.in_(bonds)
    return held(m.AgendaItem.record_id)(me) | waits


CARRIED: tuple[Carried, ...] = (
    Carried(m.Relationship, about_me(m.Relationship), Comes.IF_KNOWN, "Who supported me",
            "Other rows name it. It comes in as ended, with somebody who is only remembered."),
    Carried(m.Entry, by_me(m.Entry), Comes.ALWAYS, "Entries", "The journal itself."),
    Carried(m.Revision, by_me(m.Revision), Comes.ALWAYS, "Versions of entries",
            "All that was typed, passages just for the writer included."),
    Carried(m.Tag, by_me(m.Tag), Comes.ALWAYS, "Tags", "The worker's claims, with their reasons."),
    Carried(m.Attachment, by_me(m.Attachment), Comes.ALWAYS, "Files", "Their bytes lie in files/."),
    Carried(m.EvidenceStatement, by_me(m.EvidenceStatement), Comes.ALWAYS, "Evidence statements",
            "Every version of each."),
    Carried(m.TakenOut, by_me(m.TakenOut), Comes.ALWAYS, "Passages taken out of statements",
            "The worker's own words, to be put back."),
    Carried(m.Feedback, on_my_entries(m.Feedback), Comes.ALWAYS, "Feedback",
            "It decides nothing; whoever gave it is marked as named by an archive.",
            By.BOTH),
    Carried(m.Verdict, on_my_entries(m.Verdict), Comes.IF_KNOWN, "Words on tags", "It counts.",
            By.OTHERS),
    Carried(m.Attestation, on_my_entries(m.Attestation), Comes.IF_KNOWN, "Vouched for",
            "It makes evidence of a statement.",
            By.OTHERS),
    Carried(m.Testimony, by_me(m.Testimony), Comes.IF_KNOWN, "Testimony",
            "Others' words count. The link stays dead: its secret does not travel."),
    Carried(m.FeedbackCard, by_me(m.FeedbackCard), Comes.IF_KNOWN, "Feedback cards",
            "As testimony. A card that was taken back is in nobody's record."),
    Carried(m.Share, by_me(m.Share), Comes.NEVER, "Shares",
            "With whom something was shared is told, and no yes is given again for anybody."),
    Carried(m.OwnWords, by_me(m.OwnWords), Comes.ALWAYS, "Words I look out for", "Their own."),
    Carried(m.LeaningNote, by_me(m.LeaningNote), Comes.ALWAYS, "Where I leaned away", "Their own."),
    Carried(m.CheckIn, by_me(m.CheckIn), Comes.ALWAYS, "Check-ins", "Their own."),
    Carried(m.Meaning, by_me(m.Meaning), Comes.ALWAYS, "What the principles mean to me",
            "Their own; numbered after those that are there."),
    Carried(m.Phrase, by_me(m.Phrase), Comes.ALWAYS, "Phrases I keep", "Their own."),
    Carried(m.Unfinished, by_me(m.Unfinished), Comes.ALWAYS, "Unfinished writing",
            "Nothing typed is lost."),
    Carried(m.SkillsScan, by_me(m.SkillsScan), Comes.ALWAYS, "Skills scans",
            "Their own; numbered after those that are there."),
    Carried(m.ScanAnswer, by_me(m.ScanAnswer), Comes.ALWAYS, "Answers to skills scans",
            "Their own."),
    Carried(m.ScanWord, part_of(m.ScanWord.scan_id, m.SkillsScan), Comes.IF_KNOWN,
            "Words on skills scans", "The employer's and the coach's part.",
            By.OTHERS),
    Carried(m.KsbRating, about_me(m.KsbRating), Comes.IF_OWN, "How sure of a statement",
            "A supporter's view is theirs.",
            By.BOTH),
    Carried(m.HoursLine, by_me(m.HoursLine), Comes.ALWAYS, "Training hours",
            "Logged by the worker; nothing is verified by that."),
    Carried(m.HoursWord, part_of(m.HoursWord.line_id, m.HoursLine), Comes.IF_KNOWN,
            "Words on training hours", "It verifies hours.",
            By.OTHERS),
    Carried(m.SubjectCheck, about_me(m.SubjectCheck), Comes.IF_OWN, "English and maths",
            "The coach's word counts at the gateway.",
            By.BOTH),
    Carried(m.BehaviourSeen, about_me(m.BehaviourSeen), Comes.IF_KNOWN, "Behaviours verified",
            "The employer's verification.",
            By.OTHERS),
    Carried(m.JointRecord, held(m.JointRecord.id), Comes.IF_KNOWN, "Records held together",
            "Agreements, sessions, observations and reviews are others' words too.",
            By.BOTH),
    Carried(m.Holder, my_holders, Comes.IF_KNOWN, "Who holds a record", "With its record.",
            By.BOTH),
    Carried(m.RecordVersion, held(m.RecordVersion.record_id), Comes.IF_KNOWN,
            "Versions of records", "With its record.",
            By.BOTH),
    Carried(m.RecordWord, held(m.RecordWord.record_id), Comes.IF_KNOWN, "Words on records",
            "Somebody's yes.",
            By.BOTH),
    Carried(m.HandedOn, by_me(m.HandedOn), Comes.IF_KNOWN, "Records handed on",
            "With its record, and taken back: nobody reads it by that again."),
    Carried(m.AgendaItem, my_points, Comes.IF_KNOWN, "Points for supervision",
            "With its record.",
            By.BOTH),
    Carried(m.Action, about_me(m.Action), Comes.ALWAYS, "Actions",
            "What was to be done in the worker's practice.",
            By.BOTH),
    Carried(m.ActionStep,
            lambda me: m.ActionStep.action_id.in_(
                sa.select(m.Action.id).where(m.Action.worker_id == me.id)),
            Comes.ALWAYS, "What became of actions", "With its action.",
            By.BOTH),
    Carried(m.Provenance, by_me(m.Provenance), Comes.IF_KNOWN, "Where words come from",
            "It says that others confirmed them."),
    Carried(m.Portfolio, by_me(m.Portfolio), Comes.ALWAYS, "Portfolios", "Their own."),
    Carried(m.PortfolioPiece, by_me(m.PortfolioPiece), Comes.ALWAYS, "Pieces of portfolios",
            "Their own choice; what a piece may hold is asked again at every compile."),
    Carried(m.PieceFile, by_me(m.PieceFile), Comes.ALWAYS, "Files that go along with a piece",
            "Their own choice, and what they say that a file shows."),
    Carried(m.RehearsalNote, by_me(m.RehearsalNote), Comes.ALWAYS, "Keywords to practise with",
            "Their own."),
    Carried(m.PortfolioStatement,
            lambda me: m.PortfolioStatement.worker_id == me.id, Comes.IF_KNOWN,
            "Signed statements", "On the exact content of the day it was given.",
            By.BOTH),
    Carried(m.VersionToSign, by_me(m.VersionToSign), Comes.IF_KNOWN, "Versions to sign",
            "What a signature was given on; nobody is asked any more."),
    Carried(m.Submission, by_me(m.Submission), Comes.IF_KNOWN, "Portfolios handed in",
            "It holds signatures. Its files lie in files/."),
    Carried(m.SubmissionPiece, by_me(m.SubmissionPiece), Comes.IF_KNOWN,
            "Pieces handed in", "With its submission."),
    Carried(m.SubmissionFile, by_me(m.SubmissionFile), Comes.IF_KNOWN, "Files handed in",
            "With its submission."),
    Carried(m.SubmissionEnclosure, by_me(m.SubmissionEnclosure), Comes.IF_KNOWN,
            "Files that went along", "With its submission."),
    Carried(m.SubmissionEnd, by_me(m.SubmissionEnd), Comes.IF_KNOWN, "Portfolios withdrawn",
            "With its submission."),
    Carried(m.Programme, lambda me: m.Programme.person_id == me.id, Comes.NEVER, "My programme",
            "The new coach sets the dates, hours and versions that hold there."),
    Carried(m.AuditEvent, lambda me: m.AuditEvent.owner_id == me.id, Comes.NEVER,
            "Who did what with my record",
            "An installation's account tells only what happened in it.",
            By.BOTH),
    Carried(m.BroughtIn, by_me(m.BroughtIn), Comes.NEVER, "Archives brought in",
            "The accounts that it was written in are named at the head of the archive."),
)  # fmt: skip
"""In an order in which each row stands after those that it names."""

LEFT_OUT: dict[str, str] = {
    "people": "Of others an archive names no more than who they are; see `people` in it.",
    "search_documents": "Made anew from the entries.",
    "searches": "Kept for a day only.",
    "arrivals": "A look at what may be brought over; an entry says itself where it came from.",
    "arrival_files": "Part of such a look.",
    "portfolio_pages": "Found anew when the PDF is made.",
    "assessor_links": "A key to the old installation; the account says who came by it.",
    "assessor_visits": "Part of such a key.",
    "assessor_notes": "The assessor's own.",
    "single_use_links": "Keys.",
    "sign_ins": "Keys.",
    "passkeys": "Keys.",
    "calendar_feeds": "A key.",
    "attempts": "Tries at a password, kept for minutes.",
    "makings": "How far a file is that somebody waits for.",
    "outgoing_mail": "Letters of the old installation; they hold no content.",
    "letter_reasons": "Why such a letter is sent.",
    "rhythms": "Dates counted from the records, for those who may know no more.",
    "supervision_counts": "An organisation's.",
    "organisations": "An organisation's; its name stands at the head of an archive.",
    "organisation_words": "An organisation's.",
    "local_routes": "An organisation's.",
    "own_standards": "An organisation's; the words of each statement that was tagged travel.",
    "own_plans": "An organisation's.",
    "signing_keys": "An organisation's.",
}
"""Tables that an archive holds nothing of, and why."""

BY_NAME = {each.name: each for each in CARRIED}
FROZEN_FILES = ("submission_files", "submission_enclosures")
WITH_FILES = ("attachments", *FROZEN_FILES)
"""Tables whose rows have bytes of their own in files/; what was handed in stays as it is."""
