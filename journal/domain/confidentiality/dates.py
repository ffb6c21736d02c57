"""Exact dates: of birth, and of a contact. A year, a month or a weekday alone points at nobody."""

import re
from collections.abc import Iterator

from journal.domain.confidentiality.finding import Kind, Spot, spots

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues?|weds?|wednes|thurs?|thu|fri|satur|sat|sun)(?:day)?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_NTH = r"(?:0?[1-9]|[12][0-9]|3[01])[ ]?(?:st|nd|rd|th)"
_SAID_NTH = (
    r"(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_YEAR = (
    r"(?:(?:[,.]?[ ]?|[-/])(?:['\u2019]?[0-9]{2}|(?:19|20)[0-9]{2})(?![0-9:.]?[0-9]|[ ]?(?:am|pm"
    r"|%|people|years)))?"
)
_THE = r"(?:(?:on )?the )?"
_LEAD = rf"(?:(?:last |this |next )?\b{_WEEKDAY}[, ]{{1,2}}(?:the )?)?"

_WRITTEN = re.compile(
    rf"\b{_LEAD}(?:the )?\b(?:{_NTH}|{_DAY}|{_SAID_NTH})[ ]?(?:of )?[ -]?{_MONTH}(?![a-z]){_YEAR}"
    rf"|\b{_LEAD}{_MONTH}[ ]?(?:the )?(?:{_NTH}|{_DAY}(?![0-9:%]|[.][0-9]|[ ]?(?:am|pm|people"
    rf"|of us|weeks|days|hours|times|sessions|years|months|minutes))|(?:the"
    rf" )(?:{_SAID_NTH}))\b{_YEAR}",
    re.I,
)
_WEEKDAY_NTH = re.compile(
    rf"\b(?:last |this |next )?{_WEEKDAY}[, ]{{1,2}}(?:the )?(?:{_NTH}|{_SAID_NTH}(?![ ](?:time"
    rf"|session|week|day|group|of)))\b(?![ ](?:time|session|floor|week|group|step|visit))",
    re.I,
)
_NUMBERS = re.compile(
    r"(?<![\w./-])(?:(?P<d>[0-9]{1,2})(?P<s>[/.\u2010-\u2013-])(?P<m>[0-9]{1,2})(?P=s)"
    r"(?P<y>(?:19|20)[0-9]{2}|['\u2019]?[0-9]{2})"
    r"|(?P<Y>(?:19|20)[0-9]{2})(?P<S>[/.-])(?P<M>[0-9]{1,2})(?P=S)(?P<D>[0-9]{1,2}))"
    r"(?![\w]|[/-][0-9]|\.[0-9])"
)
_SPACED = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)[ :=-]{1,3}"
    r"(?:is |was )?([0-9]{1,2}[ .][0-9]{1,2}[ .][0-9]{2,4}|[0-9]{6}|[0-9]{8})(?![0-9])",
    re.I,
)
_SHORT = re.compile(
    rf"\b(?:on|since|from|until|till|dated|by|of|visit|contact|session|met|saw|seen|spoke|rang"
    rf"|visited|birthday|born|dob|birthday is|birthday's|(?=(?:{_WEEKDAY})[ ][0-9]))[: ]?"
    rf"(?:the )?(?P<short>(?:{_WEEKDAY}[ ])?(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}}))(?![\w]"
    rf"|[/.:-][0-9]|[ ]?(?:on the way|out of|of the))",
    re.I,
)
_NTH_ALONE = re.compile(
    rf"\b(?:on|since|until|till|by|dated) (?P<nth>the {_NTH})(?=[.,;:!?)]|$|\n"
    r"| (?:and|at|with|for|she|he|we|i|they|when|in|but|to|because|after|before|so|it)\b)",
    re.I,
)
_BORN = re.compile(
    r"\b(?:born|b\.|dob|d\.o\.b\.?|d\.?o\.?b|d/o/b|dates? of birth|birth ?date|birthdays?"
    r"|birthday's|bday|b-day"
    r"|turned (?:[0-9]+|\w+))\b[^0-9\n.;]{0,40}$",
    re.I,
)
_BORN_AFTER = re.compile(
    r"^[^\n.;]{0,12}\b(?:birthday|dob|date of birth|is when (?:he|she|they) (?:was|were) born)",
    re.I,
)
_PUBLIC_DAY = re.compile(
    r"(?:[A-Z][\w'\u2019]*[ ]){1,5}(?:Day|Week|Month)\b[^.\n]{0,30}$|\b(?:Act"
    r"|Regulations)\b[^.\n]{0,10}$"
    r"|\b(?:deadline|gateway|version|updated|published|submit|hand in|handed in|due|portfolio"
    r"|assessment|apprenticeship|exam|essay|conference|newsletter|policy)\b[^.\n]{0,25}$"
)
_OLD = 2012


def find_dates(text: str) -> Iterator[Spot]:
    """Every exact date, as one of birth where the words or the year say so."""
    yield from spots(text, _SPACED, Kind.DATE_OF_BIRTH, 9, 1)
    for match in _WRITTEN.finditer(text):
        if not _is_public(text, match.start(), match.end()):
            yield _spot(text, match.start(), match.end(), match[0])
    for match in _NUMBERS.finditer(text):
        if _is_date(match["d"] or match["D"], match["m"] or match["M"]):
            yield _spot(text, match.start(), match.end(), match["y"] or match["Y"])
    yield from _short(text)


def _short(text: str) -> Iterator[Spot]:
    """Dates without their year or month, where the words around them say that they are dates."""
    for match in _SHORT.finditer(text):
        if _is_date(match["d"], match["m"]):
            yield _spot(text, *match.span("short"), "")
    for match in _WEEKDAY_NTH.finditer(text):
        yield _spot(text, match.start(), match.end(), "")
    for match in _NTH_ALONE.finditer(text):
        yield _spot(text, *match.span("nth"), "")


def _spot(text: str, start: int, end: int, year: str) -> Spot:
    """A date of birth by the words beside it or by its year; otherwise a date of contact."""
    end -= text[start:end].endswith(".")
    birth = _BORN.search(text[max(0, start - 60) : start]) or _BORN_AFTER.search(
        text[end : end + 40]
    )
    if birth or _long_ago(year):
        return Spot(start, end, Kind.DATE_OF_BIRTH, 6)
    return Spot(start, end, Kind.DATE_OF_CONTACT, 6)


def _long_ago(written: str) -> bool:
    """Years in which most people at work today were born or at school."""
    year = re.search(r"(?:19|20)[0-9]{2}", written)
    if year:
        return int(year[0]) < _OLD
    short = re.search(r"(?:['\u2019]|(?<![0-9]))([0-9]{2})$", written)
    return bool(short) and len(written) <= 3 and int(short[1]) >= 40 if short else False


def _is_date(day: str, month: str) -> bool:
    """Days are written before months here, and sometimes after."""
    one, other = int(day), int(month)
    return (1 <= one <= 31 and 1 <= other <= 12) or (1 <= one <= 12 and 13 <= other <= 31)


def _is_public(text: str, start: int, end: int) -> bool:
    """A named day of the year, or the day of a law, is nobody's."""
    before = text[max(0, start - 70) : start]
    after = text[end : end + 40]
    return bool(_PUBLIC_DAY.search(before)) or bool(
        re.match(r"[^.\n]{0,16}(?:[A-Z][\w'\u2019]*[ ]){1,5}Day\b", after)
    )
