"""What kind a statement is, from the few clues that other systems' files give."""

import re
from collections.abc import Iterable

from journal.domain.framework import StatementKind

CODED = re.compile(r"([A-Za-z])[\s.\-]?\d")
KSB = re.compile(r"([KSB])([0-9]{1,4})")
BY_LETTER = {
    "K": StatementKind.KNOWLEDGE,
    "S": StatementKind.SKILL,
    "B": StatementKind.BEHAVIOUR,
}
LETTERS = {kind: letter for letter, kind in BY_LETTER.items()}
BY_WORD = (
    (re.compile(r"\bknowledge\b"), StatementKind.KNOWLEDGE),
    (re.compile(r"\bskills?\b"), StatementKind.SKILL),
    (re.compile(r"\bbehaviou?rs?\b|\battitudes?\b"), StatementKind.BEHAVIOUR),
    (re.compile(r"\bprinciples?\b"), StatementKind.PRINCIPLE),
    (re.compile(r"\bunits?\b|\bmodules?\b"), StatementKind.UNIT),
    (re.compile(r"\bcompeten(ce|cy|cies|ces)\b"), StatementKind.COMPETENCE),
)
WORDS = {
    StatementKind.KNOWLEDGE: "Knowledge",
    StatementKind.SKILL: "Skill",
    StatementKind.BEHAVIOUR: "Behaviour",
    StatementKind.PRINCIPLE: "Principle",
    StatementKind.COMPETENCE: "Competence",
    StatementKind.UNIT: "Unit",
}
GROUPS_OF = {
    StatementKind.KNOWLEDGE: "Knowledge",
    StatementKind.SKILL: "Skills",
    StatementKind.BEHAVIOUR: "Behaviours",
}
HEADINGS = re.compile(
    r"\b(area|category|categories|chapter|cluster|domain|duty|duties|grade|group|heading|level|section"
    r"|strand|sub-?domain|theme|topic)s?\b"
)
LONGEST_HEADING = 30
PLAIN = StatementKind.COMPETENCE
"""What a statement is when nothing tells."""


def of_code(code: str) -> StatementKind | None:
    """K4, S-12 and B 3 tell by their letter; K.CC.1 and 1.1 do not."""
    found = CODED.match(code)
    return BY_LETTER.get(found[1].upper()) if found else None


def of_word(word: str) -> StatementKind | None:
    """The word for a type: "Knowledge", "Core skill", or the letter alone."""
    plain = word.strip()
    if plain.upper() in BY_LETTER:
        return BY_LETTER[plain.upper()]
    return next((kind for clue, kind in BY_WORD if clue.search(plain.casefold())), None)


def of_heading(title: str) -> StatementKind | None:
    """A short heading over statements: "Knowledge", "Skills and abilities"."""
    if len(title) > LONGEST_HEADING:
        return None
    kind = of_word(title)
    return kind if kind in LETTERS else None


def is_heading(word: str) -> bool:
    """Whether a type stands for something that holds statements: "Domain", "Strand"."""
    return bool(HEADINGS.search(word.casefold()))


def place_of(code: str) -> tuple[int, int] | None:
    """Where K4 or S12 stands among its like: knowledge, then skills, then behaviours."""
    found = KSB.fullmatch(code)
    return ("KSB".index(found[1]), int(found[2])) if found else None


def letters_tell(codes: Iterable[str]) -> bool:
    """Whether K, S and B are kinds here; among A1, B1 and C1 they are only the next letter."""
    found = (CODED.match(code) for code in codes)
    return {each[1].upper() for each in found if each} <= set(BY_LETTER)
