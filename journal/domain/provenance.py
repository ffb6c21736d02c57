"""Where words that others gave and confirmed can come from."""

from enum import StrEnum


class SourceKind(StrEnum):
    """What a statement was copied from."""

    JOINT_RECORD = "joint_record"
    TESTIMONY = "testimony"
    FEEDBACK_CARD = "feedback_card"
