"""Names that are public: writers of the field, models, charities and services."""

import re
from functools import cache

from journal.domain.confidentiality.finding import Spot
from journal.domain.confidentiality.words import phrases

_CITED = re.compile(
    r"(?:['\u2019]s?)?(?:[ ](?:and|&)[ ][A-Z]\w+|[ ]et al\.?,?)?[ ,]{0,2}\(?(?:19"
    r"|20)[0-9]{2}[a-z]?\)"
    r"|(?:['\u2019]s?)?[ ]et al|,[ ](?:19|20)[0-9]{2}\b"
    r"|(?:['\u2019]s?)?[ ](?:(?:reflective|learning|experiential|own|famous|five|six|four|three"
    r"|change|grief|recovery|reflection|leadership|communication)[ -])?"
    r"(?:model|cycle|theory|theories|framework|hierarchy|taxonomy|typology|stages|scale|inventory"
    r"|syndrome|disease|questionnaire|Law|Rule|ladder|triangle|wheel|paradigm)\b"
)
_BY = re.compile(
    r"\b(?:book|article|paper|film|song|poem|model|theory|novel|TED talk|podcast|chapter"
    r"|essay|album|quote|research"
    r"|framework|album|documentary|work|writings?)[ ]"
    r"(?:\w+[ ]){0,3}?(?:by|of)[ ](?:[A-Z][\w.'\u2019-]*[ ]){0,2}$"
    r"|\b(?:according to|cited in|read(?:ing)? some|theorists? (?:like|such as)|writers?"
    r" (?:like|such as)"
    r"|authors? (?:like|such as))[ ](?:[A-Z][\w.'\u2019-]*[ ]){0,2}$",
    re.I,
)


def public_stretches(text: str) -> list[tuple[int, int]]:
    """Where the text names somebody or something public, with a capital."""
    return [match.span() for match in _pattern().finditer(text) if match[0][0].isupper()]


def is_public_work(text: str, spot: Spot) -> bool:
    """Whether the name is cited as a writer, or names a model, a law or an illness."""
    if _CITED.match(text, spot.end):
        return True
    return bool(_BY.search(text[max(0, spot.start - 60) : spot.start]))


@cache
def _pattern() -> re.Pattern[str]:
    """Every public name as a whole word, the longest first, with or without its possessive."""
    names = sorted({*phrases("public-names")}, key=len, reverse=True)
    every = "|".join(re.escape(name).replace("'", "['\u2019]") for name in [*names, *_ACCENTED])
    return re.compile(rf"(?<![\w-])(?:{every})(?:['\u2019]s?)?(?![\w-])", re.I)


_ACCENTED = (
    "sch\u00f6n",
    "donald sch\u00f6n",
    "gabor mat\u00e9",
    "bren\u00e9 brown",
    "kimberl\u00e9 crenshaw",
)
