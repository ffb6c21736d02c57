"""Where somebody lives: postcodes, house numbers with their street, and named streets."""

import re
from collections.abc import Iterator

from journal.domain.confidentiality.finding import Kind, Spot, spots
from journal.domain.confidentiality.words import fold, is_everyday, words

_AREA = (
    "AB|AL|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT"
    "|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE"
    "|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM"
    "|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|ZZ"
    "|B|E|G|L|M|N|S|W"
)
_POSTCODE = re.compile(
    rf"(?<![\w])(?:{_AREA})[0-9][0-9A-Z]?[ \t\u00a0]{{0,2}}"
    r"[0-9](?!(?:st|nd|rd|th)\b)[ABD-HJLNP-UW-Z]{2}(?![\w])",
    re.I,
)
_HALF_POSTCODE = re.compile(
    rf"\b(?:postcode|post code|sat ?nav)\b[^\n.;]{{0,15}}?\b((?:{_AREA})[0-9][0-9A-Z]?"
    r"(?:[ ]?[0-9][A-Z]{2})?)(?![\w])",
    re.I,
)
_SURE_STREET = (
    "road|rd|street|avenue|ave|lane|terrace|crescent|cresent|gardens|mews|grove|drive|close"
    "|parade|wynd"
    "|esplanade|boulevard|cul-de-sac|heol|ffordd|stryd|loan|brae|gait|villas|buildings|wharf|quay"
)
_OTHER_STREET = (
    "st|ln|dr|way|court|place|hill|row|square|walk|view|park|green|rise|gate|vale|mount|fold"
    "|croft|bank|bridge|end|side|house|cottages|point|heights|lodge|meadow|meadows|field|fields"
    "|garth|yard"
)
_WORD = r"(?:[^\W\d_][\w'\u2019-]{0,20}\.?)"
_CAP = r"(?:[A-Z\u00c0-\u00de](?:[^\W\d_]|['\u2019-]){0,20}\.?)"
_FLAT = (
    rf"(?:(?:[Ff]lat|FLAT|[Aa]partment|[Aa]pt|[Rr]oom|[Uu]nit|[Bb]edsit|[Pp]lot|[Pp]itch)\.?[ ]"
    rf"(?:[0-9]{{1,4}}[A-Za-z]?|[A-Z])(?![\w:]),?[ ]{{1,2}}(?:{_CAP}[ ]{_CAP},[ ])?)"
)
_TOWN = (
    rf"(?:,[ ]{_CAP}(?:[ -](?:on|upon|under|in|le|the)[ -]{_CAP}|[ ]{_CAP}(?<![0-9]))?(?![\w]))?"
)
_NUMBER = r"(?<![\w.:/\u00a3$-])(?:[0-9]{1,4}[a-zA-Z]?(?:[ ]?[-/][ ]?[0-9]{1,4}[a-z]?)?)"
_STREET = re.compile(
    rf"{_FLAT}?{_NUMBER},?[ ](?P<street>(?:{_WORD}[ ]){{1,3}}?"
    rf"(?i:(?P<sure>{_SURE_STREET})|(?P<other>{_OTHER_STREET}))\b\.?){_TOWN}"
)
_THE_STREET = re.compile(
    rf"{_FLAT}?{_NUMBER},?[ ][A-Z][a-z]{{2,12}}(?:gate|way|bank|side){_TOWN}(?![\w])"
    rf"|{_FLAT}?{_NUMBER},?[ ][Tt]he[ ](?:Crescent|Green|Close|Row|Square|Avenue|Drive|Mount"
    rf"|Paddock"
    rf"|Grove|Lane|Mews|Terrace|Croft|Orchard|Street|Meadows?|Willows|Parade|Hill|Rise|Elms|Oaks)"
    rf"(?![\w]){_TOWN}"
)
_FLAT_ALONE = re.compile(rf"{_FLAT}(?:{_CAP}[ ]?){{1,3}}{_TOWN}|\b[Ff]lat [0-9]{{1,3}}[a-zA-Z]?\b")
_NAMED_STREET = re.compile(
    rf"(?<![\w])(?P<name>(?:{_CAP}[ ]){{1,2}})(?i:{_SURE_STREET})\b(?![ ][A-Z][a-z]+(?:[ ]Centre"
    rf"|[ ]Church|[ ]School))"
)
_KNOWN_STREETS = frozenset(
    fold(name)
    for name in (
        "High Street",
        "Downing Street",
        "Wall Street",
        "Sesame Street",
        "Coronation Street",
        "Oxford Street",
        "Harley Street",
        "Fleet Street",
        "Main Street",
        "Ramsay Street",
    )
)


def find_addresses(text: str) -> Iterator[Spot]:
    """Every postcode, house and street."""
    yield from spots(text, _POSTCODE, Kind.POSTCODE, 8)
    yield from spots(text, _HALF_POSTCODE, Kind.POSTCODE, 7, 1)
    yield from spots(text, _STREET, Kind.ADDRESS, 7, only=_is_street)
    yield from spots(text, _THE_STREET, Kind.ADDRESS, 7)
    yield from spots(text, _FLAT_ALONE, Kind.ADDRESS, 5, only=_is_home)
    yield from spots(text, _NAMED_STREET, Kind.ADDRESS, 5, only=_is_named)


def _is_street(match: re.Match[str]) -> bool:
    """Words between a number and `close` are a street's name only if they could be one."""
    between = fold(match["street"]).replace(",", "").split()[:-1]
    if words("not-streets").intersection(between):
        return False
    if match["sure"] and match["sure"].lower() not in {"close", "drive"}:
        return True
    capital = match["street"][:1].isupper()
    if match["other"]:
        return capital and (match["other"] or "x")[0].isupper()
    return capital or not all(map(is_everyday, between))


def _is_named(match: re.Match[str]) -> bool:
    name = fold(match[0])
    first = fold(match["name"]).split()
    if name in _KNOWN_STREETS or first[0] in words("settlements"):
        return False
    meaning = [word for word in first if word not in {"the", "high", "our", "my", "his", "her"}]
    last = match[0].split()[-1]
    return bool(meaning) and last[0].isupper() and not all(map(_is_little, meaning))


def _is_little(word: str) -> bool:
    return word in words("not-streets") or word in {
        "in",
        "this",
        "that",
        "every",
        "each",
        "main",
        "one",
    }


def _is_home(match: re.Match[str]) -> bool:
    return not match[0].lower().startswith(("unit", "room"))
