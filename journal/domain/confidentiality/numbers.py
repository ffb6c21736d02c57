"""Numbers that belong to one person: NHS, telephone, National Insurance, references, bank, car."""

import re
from collections.abc import Iterator

import phonenumbers
from nhs_number.validate import is_valid

from journal.domain.confidentiality.finding import Kind, Spot, spots

_NHS = re.compile(r"(?<![\w.+-])[0-9](?:[ \t.\u00a0\u2010-\u2013-]?[0-9]){9}(?![0-9]|[.-][0-9])")
_NHS_SAID = re.compile(
    r"\b(?:NHS|CHI|H\s?&\s?C)[ \t]{0,3}(?:numbers?|num|nos?\.?|nr|id|#)[^0-9\n]{0,25}"
    r"([0-9](?:[ \t.\u2010-\u2013-]?[0-9]){7,11})(?![0-9])",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w.+/-])(?:\+|\(\+?)?[0-9](?:[ \t.()/\u00a0\u2010-\u2013-]{0,3}[0-9]){8,14}(?![\w]"
    r"|[-/][0-9])"
)
_SHORT_PHONE = re.compile(
    r"\b(?:phone|mobile|mob|tel|telephone|landline|ring|call|text|whatsapp|extension|ext)\b"
    r"(?:[ \t]+(?:me|him|her|them|us|is|on|at|number|no|back)){0,3}[.: \t]{1,3}"
    r"([0-9](?:[ \t-]?[0-9]){5,8})(?![0-9:.,]?[0-9])",
    re.I,
)
_DIGIT = (
    "(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|double|triple|treble)"
)
_SPOKEN = re.compile(rf"\b{_DIGIT}(?:[ ,-]{{1,3}}{_DIGIT}){{6,14}}\b", re.I)
_FREE = re.compile(r"(?:\+44|0044|0)?(?:800|808|116[0-9]{3}$)")
_PUBLIC_LINE = re.compile(
    r"helpline|hotline|crisis line|samaritans|\bmind\b|shelter|\bcalm\b|papyrus|childline|nhs 111"
    r"|citizens advice|sane|refuge|crimestoppers|switchboard|frank\b|national",
    re.I,
)
_INSURANCE = re.compile(
    r"(?<![\w])[A-Z]{2}[ \t.-]?[0-9]{2}[ \t.-]?[0-9]{2}[ \t.-]?[0-9]{2}[ \t.-]?[A-D](?![\w])", re.I
)
_REFERENCE = re.compile(
    r"\b(?:(?:hospital|case|prison(?:er)?|patient|client|crime|incident|court|tenancy|claim|member"
    r"ship|passport|visa|staff|employee|probation|account|customer|home office|ho|rio|systmone|emis"
    r"|social services|mosaic|liquid ?logic|driving licen[cs]e|licence|badge|booking|referral|urn"
    r"|unit|student|candidate|payroll|utr|asylum|policy|file|record|safeguarding|pip|uc|dwp|esa|log"
    r"|police|cad)"
    r"[ \t]{1,2}(?:(?:reference|ref|record|file|case|claim)[ \t.]{1,2})?"
    r"(?:numbers?|num|nos?|nr|refs?|references?|ids?|#)"
    r"|mrn|nomis|crn|pnc|urn|utr|ref|reference|reference number|ref no|case ref|arc number)"
    r"(?:[ \t.:#=()-]|\b(?:is|was|number|no|of|on|it|the|form|letter|says|reads)\b){1,8}"
    r"(?P<code>(?=[A-Z/-]{0,8}[0-9])[A-Z0-9](?:[A-Z0-9/-]|[ ](?=[0-9]{2})){3,19})",
    re.I,
)
_PRISONER = re.compile(r"(?<![\w])[A-Z][0-9]{4}[A-Z]{2}(?![\w])")
_LICENCE = re.compile(r"(?<![\w])[A-Z9]{5}[0-9]{6}[A-Z9]{2}[0-9A-Z]{3}(?![\w])")
_CAR = re.compile(
    r"(?<![\w])(?:[A-HJ-PR-Y][A-Z][ \t]?)[0-9]{2}[ \t]?[A-HJ-PR-Z]{3}(?![\w])|"
    r"\b(?:reg|registration|number ?plate|plate|vrn)\b[^\n.;]{0,12}?[ \t:]"
    r"(?P<said>(?=[A-Z]{0,3}[0-9])[A-Z0-9]{2,4}[ \t]?[A-Z0-9]{3})(?![\w])",
    re.I,
)
_SORT_CODE = re.compile(
    r"\b(?:sort[ \t]?code|s/c)\b[^0-9\n]{0,15}([0-9]{2}[ \t.-]?[0-9]{2}[ \t.-]?[0-9]{2})(?![0-9])",
    re.I,
)
_ACCOUNT = re.compile(
    r"\b(?:account|acc|acct|a/c|bank)\b(?:[ \t](?:number|no|num))?[^0-9\n]{0,20}"
    r"([0-9](?:[ \t-]?[0-9]){6,7})(?![0-9])",
    re.I,
)
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}[0-9]{2}[ ]?[A-Z]{4}(?:[ ]?[0-9]{2,4}){3,5}(?![\w])")
_CARD = re.compile(r"(?<![\w.+-])[0-9]{4}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{1,4}(?![0-9])")


def find_numbers(text: str) -> Iterator[Spot]:
    """Every number that belongs to one person."""
    yield from _health_numbers(text)
    yield from _phones(text)
    yield from spots(text, _INSURANCE, Kind.NATIONAL_INSURANCE, 9)
    yield from spots(text, _PRISONER, Kind.REFERENCE, 7)
    yield from spots(text, _LICENCE, Kind.REFERENCE, 8)
    yield from spots(text, _IBAN, Kind.BANK_ACCOUNT, 9)
    yield from _cards(text)
    yield from spots(text, _REFERENCE, Kind.REFERENCE, 8, "code")
    yield from spots(text, _SORT_CODE, Kind.BANK_ACCOUNT, 9, 1)
    yield from spots(text, _ACCOUNT, Kind.BANK_ACCOUNT, 8, 1)
    yield from _cars(text)


def _health_numbers(text: str) -> Iterator[Spot]:
    """A number that passes the check digit, or any that is called an NHS number."""
    for match in _NHS.finditer(text):
        digits = re.sub("[^0-9]", "", match[0])
        if is_valid(digits) and not digits.startswith(("0800", "0808")):
            yield Spot(*match.span(), Kind.NHS_NUMBER, 8 if digits[0] != "0" else 6)
    for match in _NHS_SAID.finditer(text):
        yield Spot(*match.span(1), Kind.NHS_NUMBER, 10)


def _phones(text: str) -> Iterator[Spot]:
    for match in _PHONE.finditer(text):
        if _is_phone(match[0]) and not _is_public(text, match):
            start = match.start()
            yield Spot(start, match.end(), Kind.PHONE, 7)
    for match in _SHORT_PHONE.finditer(text):
        if not _is_public(text, match) and not re.match("116|999|111|101", match[1]):
            yield Spot(*match.span(1), Kind.PHONE, 6)
    yield from spots(text, _SPOKEN, Kind.PHONE, 6)


def _is_phone(written: str) -> bool:
    """Whether it could be rung from here; a bare run of digits must begin as a number does."""
    digits = re.sub(r"[^0-9+]", "", written.replace("(0)", ""))
    if not digits.startswith(("0", "+")):
        return (len(digits) >= 11 and digits.startswith("44")) or _bare_mobile(digits)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) and len(digits) >= 10


def _bare_mobile(digits: str) -> bool:
    """A mobile number without its nought, as phones drop it in lists."""
    return len(digits) == 10 and digits.startswith("7")


def _is_public(text: str, match: re.Match[str]) -> bool:
    """Freephone and helpline numbers belong to services, not to people."""
    digits = re.sub(r"[^0-9+]", "", match[0])
    if _FREE.match(digits):
        return True
    around = text[max(0, match.start() - 60) : match.end() + 20]
    return digits.startswith(("03", "084", "087")) and bool(_PUBLIC_LINE.search(around))


def _cards(text: str) -> Iterator[Spot]:
    for match in _CARD.finditer(text):
        if _passes_luhn(re.sub("[^0-9]", "", match[0])):
            yield Spot(*match.span(), Kind.BANK_ACCOUNT, 9)


def _passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _cars(text: str) -> Iterator[Spot]:
    for match in _CAR.finditer(text):
        if match["said"]:
            yield Spot(*match.span("said"), Kind.VEHICLE, 7)
        elif match[0].isupper() or re.search(
            r"\b(?:reg|plate|car|van|bike)\b",
            text[max(0, match.start() - 30) : match.start()],
            re.I,
        ):
            yield Spot(*match.span(), Kind.VEHICLE, 7)
