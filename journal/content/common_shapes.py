"""The shapes that many files share: a text, a key, the codes of the frameworks."""

from journal.content.shapes import ListOf, OneOf, Text
from journal.domain.standard import DutySource

TEXT = Text()
KEY = Text("a key of small letters, digits and hyphens", r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
STATEMENT = Text("a code such as K1, S1 or B1", r"[KSB][1-9]\d*")
KNOWLEDGE = Text("a knowledge code such as K1", r"K[1-9]\d*")
SKILL = Text("a skill code such as S1", r"S[1-9]\d*")
NUMBERED = Text("a code such as 2.1", r"[1-9]\d*\.[1-9]\d*")
SOURCE = OneOf.kinds(DutySource)
STATEMENT_CODES = ListOf(STATEMENT)
