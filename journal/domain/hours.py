"""Off-the-job training: what counts, and how a log line says how it was done."""

from enum import StrEnum


class TrainingMethod(StrEnum):
    """How somebody learned, as auditors expect a log line to say."""

    TEACHING = "teaching"
    SHADOWING = "shadowing"
    MENTORING = "mentoring"
    E_LEARNING = "e_learning"
    ASSIGNMENT = "assignment"
    REFLECTION = "reflection"
    READING = "reading"
    OTHER = "other"
