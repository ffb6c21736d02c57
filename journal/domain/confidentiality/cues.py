"""What tells of a name without a model: a title, `called`, `my friend`, initials."""

import re
from collections.abc import Iterator

from journal.domain.confidentiality.finding import Kind, Spot, spots
from journal.domain.confidentiality.words import fold, is_everyday, words

TITLES = (
    "Mr|Mrs|Ms|Miss|Mx|Master|Dr|Doctor|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Reverend|Father|Fr"
    "|Sister|Brother|Mother|Nurse|Staff Nurse|Matron|PC|DC|DS|DI|PCSO|WPC|Sgt|Sergeant|Constable"
    "|Inspector|Officer|Sheikh|Imam|Rabbi|Pastor|Bishop|Canon|Deacon|Uncle|Auntie|Aunty|Aunt|Nan"
    "|Nana|Nanny|Gran|Granny|Grandma|Grandad|Grandpa|Judge|Cllr|Councillor|Coach|Captain|Corporal"
    "|Major|Colonel|Private|Warden|Governor|Chaplain|Cousin|Big|Little|Old|Young|Wee"
)
_CAP = r"[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff][^\W\d_]*(?:['\u2019-][^\W\d_]+)*"
_AFTER_TITLE = (
    rf"{_CAP}(?:[ ](?:(?:van|de|da|der|el|al|bin|ibn|bint|ap|ab|ferch)[ ])?{_CAP}){{0,2}}"
)
_TITLED = re.compile(rf"\b(?:{TITLES})\b\.?[ ](?P<name>{_AFTER_TITLE})")
_SMALL_TITLED = re.compile(r"\b(?:mr|mrs|ms|dr|miss|pc|sgt|mx)\.?[ ](?P<name>[a-z][a-z'-]{2,20})\b")
_CALLED = re.compile(
    rf"\b(?P<who>[\w'\u2019]{{1,20}})?[ ]?(?:(?:was|is|who's|who is|,)[ ])?(?:called|named"
    rf"|nicknamed|"
    rf"known as|goes by|name is|name's|name was|nickname is|nickname's|nickname was|names"
    rf"|introduced (?:himself|herself|themselves) as|"
    rf"call (?:me|him|her|them)|calls (?:himself|herself|themselves))[ ]"
    rf"(?P<name>{_CAP}(?:[ ]{_CAP})?)"
)
_CALLED_BY_ALL = re.compile(rf"\bcall(?:s|ed)?[ ](?:him|her|them)[ ](?P<name>{_CAP})")
_SMALL_CALLED = re.compile(
    r"\b(?:name is|name's|names|called|known as|goes by|nicknamed)[ ](?P<name>[a-z][a-z'-]{2,20})\b"
)
KIN = (
    "mum|mam|mom|mummy|mother|dad|daddy|father|stepdad|stepmum|sister|brother|son|daughter"
    "|wife|husband|partner"
    "|boyfriend|girlfriend|fianc\u00e9e?|ex|nan|gran|grandma|grandad|nana|aunt|auntie|uncle"
    "|cousin|niece|nephew"
    "|baby|twin|carer|friend|mate|best mate|neighbour|flatmate|housemate|landlord|landlady"
    "|granddaughter|grandson"
)
FAMILY = KIN[: KIN.index("|carer")]
STAFF = (
    "colleague|co-worker|coworker|supervisor|manager|line manager|boss|mentor|coach|assessor"
    "|tutor|teacher"
    "|key worker|keyworker|support worker|social worker|care coordinator|care co-ordinator"
    "|peer worker"
    "|buddy|fellow peer worker|psychologist|psychiatrist|consultant|therapist|counsellor"
    "|nurse|gp|doctor"
    "|solicitor|advocate|probation officer|ot|cpn|amhp|chaplain|team leader|ward manager|pharmacist"
)
_KIN = re.compile(
    rf"\b(?i:my|his|her|their|our|your|a|the|another|'s)[ ](?i:(?:new|old|best|good|younger"
    rf"|older|little|big|late|ex|other)[ ])?"
    rf"(?i:{KIN}|{STAFF}),?[ ](?P<name>{_CAP}(?:[ ]{_CAP})?)"
)
_INITIALS = re.compile(r"(?<![\w.])(?P<name>(?:[A-Z]\.[ ]?){2,3})(?![\w])")
_INITIALLED = re.compile(rf"(?<![\w.])(?:[A-Z]\.[ ]?){{1,2}}(?P<name>{_CAP})")
_TWO_LETTERS = re.compile(
    r"\b(?:with|met|saw|supporting|supported|told|asked|visited|rang|phoned|called|texted|helped"
    r"|about|to|for|from|and|by)[ ](?P<a>[A-Z]{2})(?=['\u2019]s\b|[ .,;!?)]|$)"
    r"|(?<![\w'])(?P<b>[A-Z]{2})[ ](?:said|told|asked|rang|felt|wanted|was|has|had|is|did"
    r"|didn't|came|went"
    r"|laughed|cried|smiled|seemed|looked|talked|spoke|thinks|says|wants|feels)\b"
)
BETWEEN = re.compile(
    r"[ ]{1,2}|[-'\u2019]|[ ](?:de|da|van|der|el|al|bin|ibn|bint|ap|ab|ferch|O)[ '\u2019-]"
    r"|\.[ ]|[ ]['\"\u2018\u201c]|['\"\u2019\u201d][ ]"
)
_TITLE_BEFORE = re.compile(
    rf"(?:\b(?:{TITLES})\b\.?[ ]|\b(?i:mr|mrs|ms|dr|miss|mx|pc|sgt)\b\.?[ ]|(?<![\w.])[A-Z]\.?[ ])$"
)
_NAME_AFTER = re.compile(
    rf"[ ](?P<name>{_CAP})(?![\w])|[ ](?P<initial>[A-HJ-Z])(?:\.(?=[ ,;])|(?![\w'\u2019./-]))"
)


def find_cued(text: str) -> Iterator[Spot]:
    """Names that the words beside them give away."""
    yield from spots(text, _TITLED, Kind.NAME, 6, only=_is_titled)
    yield from spots(text, _SMALL_TITLED, Kind.NAME, 6, only=_is_uncommon)
    yield from spots(text, _CALLED, Kind.NAME, 5, "name", _is_called)
    yield from spots(text, _CALLED_BY_ALL, Kind.NAME, 5, "name", _is_nickname)
    yield from spots(text, _SMALL_CALLED, Kind.NAME, 4, "name", _is_uncommon)
    yield from spots(text, _KIN, Kind.NAME, 5, "name", lambda match: _could_be(match["name"]))
    yield from _initials(text)


def widened(text: str, spot: Spot) -> Spot:
    """The name with a title or initial before it and what is plainly its surname after it."""
    start, end = spot.start, spot.end
    before = _TITLE_BEFORE.search(text[max(0, start - 16) : start])
    if before and before[0].strip() not in {"I", "A", "Big", "Little", "Old", "Young", "Private"}:
        start -= len(before[0])
    for _ in range(2):
        after = _NAME_AFTER.match(text, end)
        if not after or (after["name"] and not _is_surname(after["name"])):
            break
        end = after.end()
    return Spot(start, end, Kind.NAME, spot.sure)


def is_title(word: str) -> bool:
    """Whether a word, in small letters, is a title."""
    return word in _SMALL_TITLES


def _is_surname(word: str) -> bool:
    """A word with a capital right after a first name, be it everyday: Owain Wood, Nia Prosser."""
    plain = fold(word).removesuffix("'s")
    other = words("everyday") | words("settlements") | words("medicines") | words("kinds-of-site")
    if plain in other or (plain in words("any-site") and plain not in words("name-words")):
        return False
    return not (word.isupper() and is_everyday(plain))


def _could_be(name: str) -> bool:
    """A word with a capital that is neither everyday nor the name of something known."""
    first = fold(name).split()[0].removesuffix("'s")
    other = words("everyday") | words("settlements") | words("medicines")
    if first in words("name-words") and first not in {"will", "may"}:
        return True
    return first not in other and not is_everyday(first)


def _is_uncommon(match: re.Match[str]) -> bool:
    return not is_everyday(match["name"])


def _is_called(match: re.Match[str]) -> bool:
    who = fold(match["who"] or "")
    return who not in words("not-called") and _could_be(match["name"])


def _is_nickname(match: re.Match[str]) -> bool:
    """What people are called may be any word; but days, services and the like are none."""
    return fold(match["name"]) not in words("everyday") | words("after-titles")


def _is_titled(match: re.Match[str]) -> bool:
    """Words that are a title only sometimes need a name after them that is no everyday word."""
    first = fold(match["name"]).split()[0]
    if first in words("after-titles"):
        return False
    title = match[0][: match.start("name") - match.start()].strip(" .")
    if title in {"Mr", "Mrs", "Ms", "Mx", "Dr", "PC", "Rev", "Sgt", "Prof", "Cllr"}:
        return True
    if title in {
        "Big",
        "Little",
        "Old",
        "Young",
        "Wee",
        "Private",
        "Major",
        "Coach",
        "Brother",
        "Mother",
    }:
        return first in words("first-names")
    return _could_be(match["name"])


def _initials(text: str) -> Iterator[Spot]:
    for match in _INITIALS.finditer(text):
        written = match["name"].strip()
        if fold(written.replace(" ", "")) not in words("not-initials"):
            yield Spot(match.start(), match.start() + len(written), Kind.NAME, 5)
    yield from spots(text, _INITIALLED, Kind.NAME, 5, only=lambda match: _could_be(match["name"]))
    for match in _TWO_LETTERS.finditer(text):
        group = "a" if match["a"] else "b"
        if fold(match[group]) not in words("everyday") and fold(match[group]) not in words(
            "short-forms"
        ):
            yield Spot(*match.span(group), Kind.NAME, 4)


_WORDS_TOO = frozenset(
    ("Big", "Little", "Old", "Young", "Wee", "Private", "Major", "Coach", "Brother", "Mother")
)
_SMALL_TITLES = frozenset(fold(title) for title in TITLES.split("|"))
