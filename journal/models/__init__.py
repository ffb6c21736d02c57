"""Every model, one noun a file; the rule of who reads a row stands beside its columns."""

from journal.models.action import Action, ActionStep
from journal.models.agenda_item import AgendaItem
from journal.models.arrival import Arrival, ArrivalFile
from journal.models.assessor_link import AssessorLink, AssessorVisit
from journal.models.assessor_note import AssessorNote
from journal.models.attachment import Attachment
from journal.models.attempt import Attempt
from journal.models.audit_event import AuditEvent
from journal.models.base import Base
from journal.models.brought_in import BroughtIn
from journal.models.calendar_feed import CalendarFeed
from journal.models.check_in import CheckIn
from journal.models.entry import Entry, Revision
from journal.models.feedback import Feedback
from journal.models.feedback_card import FeedbackCard
from journal.models.gateway import BehaviourSeen, SubjectCheck
from journal.models.guards import Unguarded
from journal.models.handed_on import HandedOn
from journal.models.hours import HoursLine, HoursWord
from journal.models.joint_record import Holder, JointRecord, RecordVersion, RecordWord
from journal.models.ksb_rating import KsbRating
from journal.models.leaning_note import LeaningNote
from journal.models.letter_reason import LetterReason
from journal.models.listed_words import OrganisationWords, OwnWords
from journal.models.local_route import LocalRoute
from journal.models.making import Making
from journal.models.meaning import Meaning
from journal.models.organisation import Organisation
from journal.models.outgoing_mail import OutgoingMail
from journal.models.own_content import OwnPlan, OwnStandard
from journal.models.passkey import Passkey
from journal.models.person import Person
from journal.models.phrase import Phrase
from journal.models.piece_file import PieceFile
from journal.models.portfolio import Portfolio, PortfolioPiece
from journal.models.portfolio_pages import PortfolioPages
from journal.models.portfolio_statement import PortfolioStatement
from journal.models.programme import Programme
from journal.models.provenance import Provenance
from journal.models.rehearsal_note import RehearsalNote
from journal.models.relationship import Relationship
from journal.models.rhythm import Rhythm
from journal.models.search import Search
from journal.models.search_document import SearchDocument
from journal.models.share import Share
from journal.models.sign_in import SignIn
from journal.models.signing_key import SigningKey
from journal.models.single_use_link import Purpose, SingleUseLink
from journal.models.skills_scan import ScanAnswer, ScanWord, SkillsScan
from journal.models.statement import Attestation, EvidenceStatement
from journal.models.submission import (
    Submission,
    SubmissionEnd,
    SubmissionFile,
    SubmissionPiece,
)
from journal.models.submission_enclosure import SubmissionEnclosure
from journal.models.supervision_count import SupervisionCount
from journal.models.tag import Tag
from journal.models.taken_out import TakenOut
from journal.models.testimony import Testimony
from journal.models.unfinished import Unfinished
from journal.models.verdict import Verdict
from journal.models.version_to_sign import VersionToSign

__all__ = [
    "Action",
    "ActionStep",
    "AgendaItem",
    "Arrival",
    "ArrivalFile",
    "AssessorLink",
    "AssessorNote",
    "AssessorVisit",
    "Attachment",
    "Attempt",
    "Attestation",
    "AuditEvent",
    "Base",
    "BehaviourSeen",
    "BroughtIn",
    "CalendarFeed",
    "CheckIn",
    "Entry",
    "EvidenceStatement",
    "Feedback",
    "FeedbackCard",
    "HandedOn",
    "Holder",
    "HoursLine",
    "HoursWord",
    "JointRecord",
    "KsbRating",
    "LeaningNote",
    "LetterReason",
    "LocalRoute",
    "Making",
    "Meaning",
    "Organisation",
    "OrganisationWords",
    "OutgoingMail",
    "OwnPlan",
    "OwnStandard",
    "OwnWords",
    "Passkey",
    "Person",
    "Phrase",
    "PieceFile",
    "Portfolio",
    "PortfolioPages",
    "PortfolioPiece",
    "PortfolioStatement",
    "Programme",
    "Provenance",
    "Purpose",
    "RecordVersion",
    "RecordWord",
    "RehearsalNote",
    "Relationship",
    "Revision",
    "Rhythm",
    "ScanAnswer",
    "ScanWord",
    "Search",
    "SearchDocument",
    "Share",
    "SignIn",
    "SigningKey",
    "SingleUseLink",
    "SkillsScan",
    "SubjectCheck",
    "Submission",
    "SubmissionEnclosure",
    "SubmissionEnd",
    "SubmissionFile",
    "SubmissionPiece",
    "SupervisionCount",
    "Tag",
    "TakenOut",
    "Testimony",
    "Unfinished",
    "Unguarded",
    "Verdict",
    "VersionToSign",
]
