"""The words of a text as they are compared: without endings, with the place where each stood.

`told`, `tells` and `telling` are one word here, and so are all of `he`, `she` and `they`. This is
a light hand, not a dictionary: what matters is that two forms of a word end up the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from journal.domain.finding import fold

_TOKEN = re.compile(r"[^\W_]+(?:['\u2018\u2019\u02bc][^\W_]+)*|[.!?;:\[\]()\n]")
_NOT = re.compile(r"(?:n['\u2018\u2019\u02bc]t|not)$")
_OWN = re.compile(r"['\u2018\u2019\u02bc](?:s|m|re|ve|ll|d)$")
_APART = 6
"""How far apart the end of one sentence and the start of the next are taken to be."""

_FORMS = """
tell told|say said|feel felt|go went gone going|get got getting gotten|give gave given|make made
meet met|speak spoke spoken|hear heard|see saw seen|know knew known|think thought|find found
bring brought|take took taken|write wrote written|leave left|lose lost|keep kept|hold held
sit sat|stand stood|ring rang rung|run ran|come came|begin began begun|break broke broken
choose chose chosen|teach taught|learn learnt|sleep slept|eat ate eaten|drink drank drunk
drive drove driven|fall fell fallen|forget forgot forgotten|forgive forgave forgiven|shake shook
wake woke woken|wear wore worn|steal stole stolen|send sent|spend spent|lend lent|build built
buy bought|catch caught|fight fought|seek sought|sell sold|pay paid|lie lying|die dying died
care cares cared caring|vehicle car cars
woman women|man men lad lads bloke blokes|person people|ourselves ourself|hang hung
withdraw withdrew withdrawn|hide hid hidden|hurt hurting|cut cutting|understand understood
they he she him his her hers them their theirs himself herself themselves
not never cannot cant dont didnt doesnt wont wouldnt couldnt shouldnt isnt wasnt havent hasnt
"""
_GROUPS = [group.split() for row in _FORMS.splitlines() for group in row.split("|")]
_BASE = {form: group[0] for group in _GROUPS for form in group}

LITTLE = frozenset(
    re.findall(
        r"\w+",
        """
        a an the and or but i me my myself we us our ours you your yours it its this that these
        those to of in on at by for with from as into onto about over up down out off is am are
        was were be been being have has had having do does did doing done will would shall
        should can could may might must so if then than there here just very too also all any
        some such what which who whom whose when where why how because cos cause while after
        before again im ive id ill youre hes shes theyre thats whats lets one two bit lot more
        most much many other another own same only even still yet well like really quite oh ok
        okay yeah let them they
        """,
    )
)
"""Words that hold a sentence together and say nothing of what it is about."""


@dataclass(frozen=True)
class Word:
    """One word of a text: its stem, its turn (sentences stand apart), and where it was written."""

    stem: str
    turn: int
    start: int
    end: int


def words_in(text: str, same: Mapping[str, str]) -> list[Word]:
    """Every word of the text, in order; `same` leads from a stem to the one it is read as."""
    found: list[Word] = []
    turn = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if not token[0].isalnum():
            turn += _APART
            continue
        one = stem_as_written(token)
        found.append(Word(same.get(one, one), turn, match.start(), match.end()))
        turn += 1
    return found


@lru_cache(maxsize=16384)
def stem_as_written(token: str) -> str:
    """The stem of one word as written; of `wouldn't` only the `not` matters."""
    if len(token) > 3 and _NOT.search(token.casefold()):
        return "not"
    return stem(_OWN.sub("", token))


def stem(word: str) -> str:
    """The word without its ending."""
    plain = fold(word)
    plain = _BASE.get(plain, plain)
    if plain in LITTLE or len(plain) < 4:
        return plain
    return _tail(_without_ending(plain))


def _without_ending(word: str) -> str:
    for ending, instead, least in (
        ("ies", "y", 2),
        ("ied", "y", 2),
        ("sses", "ss", 2),
        ("ing", "", 3),
        ("ed", "", 3),
        ("ness", "", 3),
        ("ment", "", 4),
        ("ly", "", 4),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _without_ending(f"{word.removesuffix(ending)}{instead}")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_ending(word[:-1]) if len(word) > 4 else word[:-1]
    return word


def _tail(word: str) -> str:
    """Judge, judging: no last e. Stop, stopping: no doubled letter. Worry, worried: one i."""
    word = word.removesuffix("e") if len(word) > 3 else word
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return f"{word[:-1]}i" if len(word) > 3 and word.endswith("y") else word
