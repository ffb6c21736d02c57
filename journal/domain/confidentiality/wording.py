"""Why a stretch is pointed at, and what could stand there instead: a role, a life stage."""

import re

from journal.domain.confidentiality import cues
from journal.domain.confidentiality.finding import Finding, Kind, Spot
from journal.domain.confidentiality.words import fold

WHY = {
    Kind.NAME: "This looks like a person's name. A role protects them and still tells the story.",
    Kind.NHS_NUMBER: "This looks like an NHS number, which belongs to one person alone.",
    Kind.PHONE: "This looks like a telephone number, which leads straight to somebody.",
    Kind.EMAIL: "This looks like an e-mail address, which leads straight to somebody.",
    Kind.POSTCODE: "A postcode is shared by only a few homes.",
    Kind.ADDRESS: "This looks like an address, which shows where somebody is.",
    Kind.DATE_OF_BIRTH: "A date of birth can point at one person. A life stage says as much.",
    Kind.DATE_OF_CONTACT: "An exact day can be matched with a record of who was seen then.",
    Kind.PLACE: "A named place narrows down who this is about.",
    Kind.COMBINATION: "Harmless one by one, these details together may point at one person.",
    Kind.NATIONAL_INSURANCE: "This looks like a National Insurance number, one person's alone.",
    Kind.REFERENCE: "A reference number leads to one person's record.",
    Kind.VEHICLE: "A number plate leads to its keeper.",
    Kind.BANK_ACCOUNT: "Bank details belong to one person and are best kept out.",
    Kind.ONLINE: "This leads to somebody's page or account online.",
    Kind.LISTED: "This is on the list of words to point at.",
}
_INSTEAD = {
    Kind.NHS_NUMBER: ("their NHS number",),
    Kind.PHONE: ("their phone number",),
    Kind.EMAIL: ("their e-mail address",),
    Kind.POSTCODE: ("their area", "nearby"),
    Kind.ADDRESS: ("their home", "a local address", "nearby"),
    Kind.DATE_OF_CONTACT: ("recently", "that week", "that day"),
    Kind.COMBINATION: ("someone I support", "a person I met through work"),
    Kind.NATIONAL_INSURANCE: ("their National Insurance number",),
    Kind.REFERENCE: ("their reference number",),
    Kind.VEHICLE: ("their car",),
    Kind.BANK_ACCOUNT: ("their bank details",),
    Kind.ONLINE: ("their account online",),
    Kind.LISTED: ("someone", "a local service"),
}
_ROLES = (
    (r"\b(?:dr|doctor|prof|professor|consultant|psychiatrist|gp)\b", "the doctor"),
    (r"\b(?:nurse|matron|sister|cpn)\b", "the nurse"),
    (r"\b(?:pc|dc|ds|di|pcso|wpc|sgt|sergeant|constable|inspector|police)\b", "a police officer"),
    (
        r"\b(?:father|fr|rev|reverend|chaplain|imam|rabbi|sheikh|pastor|bishop|vicar)\b",
        "the chaplain",
    ),
    (r"\bsocial worker\b", "the social worker"),
    (r"\bcare co-?ordinator\b", "the care coordinator"),
    (r"\b(?:key ?worker|support worker)\b", "the support worker"),
    (r"\b(?:colleague|co-?worker|peer worker|facilitator|team)\b", "a colleague"),
    (r"\bsupervisor\b", "my supervisor"),
    (r"\b(?:manager|boss|team leader)\b", "my manager"),
    (r"\b(?:mentor|coach|assessor|tutor)\b", "my mentor"),
)
_RELATED = re.compile(
    r"\b(?P<who>(?:my|his|her|their|our|your|the|a|another)[ ]"
    r"(?:(?:new|old|best|good|younger|older|little|big|late|ex|other|line)[ ])?"
    rf"(?:{cues.KIN}|{cues.STAFF}))\b,?[ ](?:called[ ]|named[ ])?$",
    re.I,
)
_STAFF = re.compile(rf"\b(?:{cues.STAFF}|other facilitator|officer)\b,?\s*(?:called\s)?$", re.I)
_PEOPLE = ("the person I support", "someone I met", "a colleague", "a family member")
_SITES = (
    (r"\b(?:ward|wing|bay)\b", ("the ward", "a ward", "a local service")),
    (r"\b(?:hmp|hmyoi|yoi|irc|prison|houseblock|house block)\b", ("the prison", "a local service")),
    (r"\b(?:hospital|infirmary|ysbyty)\b", ("the hospital", "a local service")),
    (r"\b(?:hostel|refuge|foyer|shelter)\b", ("the hostel", "where they are staying")),
    (r"\b(?:church|mosque|temple|gurdwara|synagogue|chapel)\b", ("a place of worship", "nearby")),
    (r"\b(?:surgery|clinic|practice|medical|health centre)\b", ("the clinic", "a local service")),
    (r"\b(?:school|college|academy|university)\b", ("the school", "a local service")),
    (r"\b(?:unit|suite)\b", ("the unit", "a local service")),
    (r"\b(?:team|cmht|crht)\b", ("the team", "a local service")),
)
_DECADES = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties", 7: "seventies"}
_AGE = re.compile(r"\b([1-9][0-9])\b")


def finding(text: str, spot: Spot, after: int) -> Finding:
    """The finding that people see for a spot; the one before it ends at `after`.

    `My sister Comfort` is one finding, so that `my sister` can stand there instead.
    """
    related = _RELATED.search(text, max(after, spot.start - 40), spot.start)
    if spot.kind is Kind.NAME and related:
        said = (related["who"], _relation(related["who"]), _PEOPLE[0])
        return Finding(related.start(), spot.end, spot.kind, WHY[spot.kind], said[0], said[1:])
    offers = _offers(text, spot)
    return Finding(spot.start, spot.end, spot.kind, WHY[spot.kind], offers[0], offers[1:])


def _relation(who: str) -> str:
    """A role for someone who was introduced as `my colleague` or `her mum`."""
    for pattern, role in _ROLES:
        if re.search(pattern, who, re.I):
            return role
    return (
        "a family member"
        if re.search(rf"\b(?:{cues.FAMILY})\b", who, re.I)
        else "someone they know"
    )


def _offers(text: str, spot: Spot) -> tuple[str, ...]:
    """What could stand there, the likeliest first and no two the same."""
    written = text[spot.start : spot.end]
    if spot.kind is Kind.NAME:
        return tuple(dict.fromkeys((_role(text, spot), *_PEOPLE)))
    if spot.kind is Kind.PLACE:
        return _site(written)
    if spot.kind is Kind.DATE_OF_BIRTH:
        return ("some time ago", "when they were young", "in their thirties")
    if spot.kind is Kind.COMBINATION:
        return (*_life_stage(written), *_INSTEAD[Kind.COMBINATION])
    return _INSTEAD[spot.kind]


def _role(text: str, spot: Spot) -> str:
    """A role from the title or from the words just before the name."""
    written = text[spot.start : spot.end]
    before = text[max(0, spot.start - 40) : spot.start]
    near = written.split()[0] if cues.is_title(fold(written.split()[0]).strip(".")) else ""
    staff = _STAFF.search(before)
    if staff:
        near = f"{near} {staff[0]}"
    for pattern, role in _ROLES:
        if near and re.search(pattern, near, re.I):
            return role
    return "the person I support"


def _site(written: str) -> tuple[str, ...]:
    for pattern, offers in _SITES:
        if re.search(pattern, written, re.I):
            return offers
    return ("a local service", "nearby")


def _life_stage(written: str) -> tuple[str, ...]:
    """A decade of life instead of an age."""
    age = _AGE.search(written)
    if not age:
        return ()
    years = int(age[1])
    if years < 20:
        return ("a young person",)
    stage = _DECADES.get(years // 10)
    return (f"someone in their {stage}",) if stage else ("an older person",)
