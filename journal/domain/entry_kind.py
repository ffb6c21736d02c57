"""The kinds an entry can be."""

from enum import StrEnum


class EntryKind(StrEnum):
    """The kinds of entry; which of them a portfolio admits is the assessment plan's to say."""

    REFLECTION = "reflection"
    NOTE = "note"
    SUPERVISION_NOTE = "supervision_note"
    TRAINING = "training"
    WORK_PRODUCT = "work_product"
    OBSERVATION_REPORT = "observation_report"
    WITNESS_TESTIMONY = "witness_testimony"
    FEEDBACK_FROM_SUPPORTED = "feedback_from_supported"
    CERTIFICATE = "certificate"

    @property
    def label(self) -> str:
        """The kind as screens and documents name it."""
        return LABELS[self]

    @property
    def hint(self) -> str:
        """One line that says what belongs here, for the page where a kind is chosen."""
        return HINTS[self]


LABELS = {
    EntryKind.REFLECTION: "Reflection",
    EntryKind.NOTE: "Note",
    EntryKind.SUPERVISION_NOTE: "Supervision note",
    EntryKind.TRAINING: "Training",
    EntryKind.WORK_PRODUCT: "Work product",
    EntryKind.OBSERVATION_REPORT: "Observation report",
    EntryKind.WITNESS_TESTIMONY: "Witness testimony",
    EntryKind.FEEDBACK_FROM_SUPPORTED: "Feedback from someone supported",
    EntryKind.CERTIFICATE: "Certificate",
}

HINTS = {
    EntryKind.REFLECTION: "Thinking back over something that happened, and what you take from it.",
    EntryKind.NOTE: "A few words to keep for now. You can make it a reflection later.",
    EntryKind.SUPERVISION_NOTE: "What you want to keep from a supervision session.",
    EntryKind.TRAINING: "A course, a workshop, shadowing or reading, and what you learned.",
    EntryKind.WORK_PRODUCT: "Something you made or helped to make: a leaflet, a plan, slides.",
    EntryKind.OBSERVATION_REPORT: "What a colleague saw when they watched you work.",
    EntryKind.WITNESS_TESTIMONY: "What somebody who knows your work says about it.",
    EntryKind.FEEDBACK_FROM_SUPPORTED: "What somebody you support told you, shared with their yes.",
    EntryKind.CERTIFICATE: "A certificate or qualification you have gained.",
}

COUNTABLE = tuple(kind for kind in EntryKind if kind is not EntryKind.NOTE)
"""The kinds that an assessment plan may admit: a note counts once it has become something more."""
