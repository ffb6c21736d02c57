"""Every model, one noun a file; the rule of who reads a row stands beside its columns."""

from journal.models.attempt import Attempt
from journal.models.audit_event import AuditEvent
from journal.models.base import Base
from journal.models.entry import Entry, Revision
from journal.models.feedback import Feedback
from journal.models.meaning import Meaning
from journal.models.organisation import Organisation
from journal.models.outgoing_mail import OutgoingMail
from journal.models.person import Person
from journal.models.portfolio import Portfolio, PortfolioPiece
from journal.models.relationship import Relationship
from journal.models.share import Share
from journal.models.sign_in import SignIn
from journal.models.single_use_link import Purpose, SingleUseLink
from journal.models.statement import Attestation, EvidenceStatement
from journal.models.tag import Tag
from journal.models.verdict import Verdict

__all__ = [
    "Attempt",
    "Attestation",
    "AuditEvent",
    "Base",
    "Entry",
    "EvidenceStatement",
    "Feedback",
    "Meaning",
    "Organisation",
    "OutgoingMail",
    "Person",
    "Portfolio",
    "PortfolioPiece",
    "Purpose",
    "Relationship",
    "Revision",
    "Share",
    "SignIn",
    "SingleUseLink",
    "Tag",
    "Verdict",
]
