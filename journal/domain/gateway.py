"""The gateway: what must hold before the assessment, and who does what next."""

from enum import StrEnum


class Subject(StrEnum):
    """What the rules ask for beside the apprenticeship."""

    ENGLISH = "english"
    MATHS = "maths"


class SubjectState(StrEnum):
    """How English or maths stands."""

    LEVEL_2 = "level_2"
    ENTRY_LEVEL_3 = "entry_level_3"
    BRITISH_SIGN_LANGUAGE = "british_sign_language"
    EXEMPT = "exempt"
    OPTED_OUT = "opted_out"
    OUTSTANDING = "outstanding"
