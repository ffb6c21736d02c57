"""Wards, units, hospitals, hostels, prisons and other named sites; and small towns by name."""

import re
from collections.abc import Iterator

from journal.domain.confidentiality.finding import Kind, Spot, spots
from journal.domain.confidentiality.words import fold, is_everyday, phrases, words

_CAP = r"[A-Z\u00c0-\u00de][\w'\u2019&-]{1,24}"
_ANY_CASE = (
    "ward|unit|hospital|infirmary|hostel|prison|clinic|surgery|lodge|refuge|hospice|wing|asylum"
    "|day centre|health centre|medical centre|community centre|care home|nursing home|foyer"
)
_CAPITAL = (
    "House|Court|Centre|Center|Hub|Project|School|College|Academy|Church|Mosque|Temple|Gurdwara"
    "|Synagogue|Chapel|Cathedral|Abbey|Library|Suite|Practice|Farm|Hall|Manor|Cottage|Villa|Villas"
    "|Grange|Gardens|Shelter|Mission|Café|Cafe|Arms|Hotel|Inn|Day Centre|Health Centre|Nursery"
    "|Medical Practice|Community Centre|Medical Centre|Resource Centre|Leisure Centre|Estate"
    "|Tower|Towers|House hostel|Institute|Barracks|Park|Allotments|Stadium|Station|Priory|Tavern"
    "|CMHT|CRHT|Crisis Team|Recovery Team|Community Mental Health Team|Outreach Team|Primary"
    "|Community Hub|Drop-in|Shed|Place|Road Surgery|Rooms|Works|Mill"
    "|Bakery|Pharmacy|Chemist|Garage|Gym|Barbers|Salon|Stores|Newsagents|Factory|Butchers|Pantry"
    "|Laundrette|Bookmakers|Bar|Nightclub|Arcade|Youth Club|Foodbank|Food Bank|Club|Campus"
)
_SITE = re.compile(
    rf"(?<![\w])(?P<the>[Tt]he[ ])?"
    rf"(?P<name>(?:{_CAP}[ ](?:(?:and|of|&|on|upon|le|the)[ ]){{0,2}}){{1,4}}?)"
    rf"(?P<type>(?i:{_ANY_CASE})|(?:{_CAPITAL}))(?![\w])"
    rf"(?:[ ](?:Hospital|Centre|Center|Unit|Ward|Hostel|hostel|Church|School|Clinic|House"
    rf"|Surgery|Hub))?"
)
_OF_SITE = re.compile(
    rf"\b(?:Hospital|Church|School|University|College|Parish|Abbey|Priory)"
    rf"[ ]of[ ](?:the[ ])?(?:{_CAP}[ ]?){{1,3}}"
    rf"|\b(?:Ysbyty|Canolfan|Ysgol)[ ](?:{_CAP}[ ]?){{1,3}}"
)
_SMALL_SITE = re.compile(
    r"\b(?P<name>[a-z][a-z'\u2019-]{2,18}) (?P<type>ward|unit|hostel|infirmary|hospice|wing|lodge|"
    r"house hostel|day centre|health centre|medical centre|community centre|surgery|clinic|"
    r"hospital|court|house|prison)\b"
)
_NUMBERED = re.compile(
    r"(?<![\w])(?:ward [0-9]{1,3}[a-z]?(?![\w:.]?[0-9])|ward [a-z][0-9]{1,2}\b"
    r"|house ?block [0-9]{1,2}|(?:[b-h] wing|wing [b-h])\b|bay [0-9]{1,2}, ward)",
    re.I,
)
_A_WING = re.compile(r"\bA Wing\b|\b(?:on|in|to|from) A wing\b")
_PRISON = re.compile(
    rf"\b(?:HMP(?:[/ &]{{1,3}}YOI)?|HMYOI|YOI|IRC|HMP & YOI)[ ](?:{_CAP})(?:[ ]{_CAP}){{0,2}}"
    r"|\b(?:hmp|hmyoi|yoi)[ ][a-z]{3,20}",
)
_TREES = (
    "alder|ash|aspen|beech|birch|bluebell|bracken|bramble|briar|cedar|cherry|chestnut|clover"
    "|cypress"
    "|daffodil|dove|eagle|elder|elm|falcon|fern|fir|foxglove|hawthorn|hazel|heather|heron|holly"
    "|hawk|jasmine|juniper|kestrel|kingfisher|larch|lark|laurel|lavender|lilac|lily|linden|magnolia"
    "|maple|merlin|mulberry|oak|olive|orchid|osprey|owl|pine|poplar|poppy|primrose|redwood|robin"
    "|rosewood|rowan|sandpiper|skylark|snowdrop|sorrel|spruce|starling|swan|swift|sycamore|teal"
    "|thistle|willow|wren|yew|amber|coral|crystal|emerald|jade|jasper|onyx|opal|pearl|ruby|sapphire"
    "|topaz|avon|derwent|eden|esk|humber|mersey|severn|tees|thames|trent|tweed|tyne|wear|wharfe"
)
_TREE_WARD = re.compile(rf"\b(?:on|onto)[ ](?P<name>(?i:{_TREES}))(?![\w'\u2019-]|[ ][A-Z])")
_THE_TREES = re.compile(
    r"\b(?:at|in|to|from|of|near|by|outside|behind|into|leave|left)[ ]"
    r"(?P<name_and_the>[Tt]he[ ](?P<name>" + _CAP + r"(?:[ ]" + _CAP + r")?))(?![\w])"
)
_HOUSES = re.compile(
    r"\b[Tt]he[ ](?:Elms|Gables|Willows|Beeches|Oaks|Laurels|Limes|Hollies|Poplars|Firs"
    r"|Cedars|Pines"
    r"|Maples|Birches|Larches|Chestnuts|Sycamores|Rowans|Haven|Meadows|Grange|Lodge|Manor|Priory"
    r"|Retreat|Hawthorns|Lindens|Orchard|Mount|Mews|Hermitage|Sanctuary|Croft|Spinney|Vicarage"
    r"|Foyer|Lighthouse|Junction|Crossing|Bungalow|Cottage|Stables|Barn|Mill|Bridge|Anchorage)"
    r"(?:[ ](?:Day[ ])?(?:Centre|Unit|Hospital|Project|Clinic|Hostel|Surgery))?(?![\w])"
)
_KNOWN_SITE = re.compile(
    r"\b(?:Broadmoor|Rampton|Ashworth Hospital|Belmarsh|Wandsworth prison|Strangeways"
    r"|Holloway prison"
    r"|Styal|Wormwood Scrubs|Pentonville|Feltham|Barlinnie|Armley|Walton prison|Yarl's Wood"
    r"|Bronzefield|Low Newton|Winson Green|Parkhurst|Dartmoor prison|Maghaberry|Cornton Vale)\b"
)
_PUB = re.compile(
    r"\b[Tt]he[ ](?:Red|White|Black|Golden|Blue|Green|King's|Queen's|Royal|Rose|Fox|Dog|Old"
    r"|Three|George|Crown|Prince|Duke|Railway)"
    r"[ ](?:and[ ])?(?:Lion|Arms|Inn|Tavern|Head|Swan|Bull|Horse|Hart|Bell|Hounds|Duck|Anchor"
    r"|Oak|Crown|Dragon|Cross|Star|Ship)\b"
)
_SAINT = re.compile(
    rf"\b(?:St\.?|Saint)[ ](?:{_CAP})(?:[ ](?:and|&)[ ]{_CAP})?(?![\w'\u2019]|[ ](?:Day"
    rf"|Ambulance|Vincent))"
    rf"(?:[ ](?:Church|Hospital|Hospice|School|House|Hall|Ward|Centre|Primary|Academy|Lodge"
    rf"|Road|RC|Hostel|Court))*"
)
_TOWN = re.compile(
    rf"\b(?:lives?|lived|living|moved|moving|born|raised|house|flat|home|stays?|staying"
    rf"|settled|grew up|"
    rf"village|town|estate|based|caravan|family|hostel|shelter|camp|site|bedsit|farm|shop"
    rf"|school)[ ](?:back[ ]|up[ ]|over[ ])?"
    rf"(?:in|to|near|at|from|outside|of|on)[ ](?P<name>{_CAP}(?:[ -](?:(?:on|upon|under|le|in"
    rf"|by|the)[ -])?{_CAP})?)(?![\w])"
)


_PLAIN = (
    (_PRISON, 8),
    (_NUMBERED, 6),
    (_A_WING, 6),
    (_HOUSES, 6),
    (_PUB, 6),
    (_KNOWN_SITE, 6),
    (_OF_SITE, 5),
)


def find_places(text: str) -> Iterator[Spot]:
    """Every named site."""
    for match in _SITE.finditer(text):
        yield from _site(text, match)
    for pattern, sure in _PLAIN:
        yield from spots(text, pattern, Kind.PLACE, sure)
    yield from spots(text, _SMALL_SITE, Kind.PLACE, 4, only=_could_name)
    yield from spots(text, _SAINT, Kind.PLACE, 5, only=lambda match: not _is_public(match[0]))
    yield from spots(text, _TREE_WARD, Kind.PLACE, 6, "name", _has_capital)
    yield from spots(text, _THE_TREES, Kind.PLACE, 3, "name_and_the", _is_unknown)
    yield from spots(text, _TOWN, Kind.PLACE, 5, "name", _is_unknown)


def _site(text: str, match: re.Match[str]) -> Iterator[Spot]:
    """A site has a name of its own, beyond the words that any service may have."""
    written = (match[0], match["name"] + match["type"], match["type"])
    if any(map(_is_public, written)):
        return
    start = match.start("name")
    parts = match["name"].split()
    while parts and _opens(text, start, parts[0]):
        start += len(parts[0]) + 1
        parts = parts[1:]
    if not any(_names(part) for part in parts):
        return
    kept_the = bool(match["the"]) and start == match.start("name")
    yield Spot(match.start() if kept_the else start, match.end(), Kind.PLACE, 7)


def _opens(text: str, start: int, word: str) -> bool:
    """Whether the word only has its capital from the beginning of a sentence."""
    if fold(word) in {"the", "our", "my", "his", "her", "at", "on", "in", "this", "that", "a"}:
        return True
    before = text[max(0, start - 3) : start].rstrip()
    begins = start == 0 or before[-1:] in {".", "!", "?", "", "\n", '"', "#", "*"}
    return begins and (is_everyday(fold(word)) and fold(word) not in _TREES.split("|"))


def _names(word: str) -> bool:
    """Whether a word makes a site's name its own."""
    plain = fold(word).removesuffix("'s").strip(".&")
    if not plain[:1].isalpha() or plain in words("everyday") or fold(word) in words("any-site"):
        return False
    return plain not in words("any-site")


def _could_name(match: re.Match[str]) -> bool:
    """A small word before `ward` names it when it is a tree, or no everyday word at all."""
    word, kind = match["name"], match["type"]
    if word in _TREES.split("|"):
        return True
    if kind in {"house", "court", "prison", "clinic", "surgery", "wing", "lodge"}:
        return False
    return (
        word not in words("any-site") and not is_everyday(word) and word not in words("first-names")
    )


def _has_capital(match: re.Match[str]) -> bool:
    return match["name"][0].isupper()


def _is_unknown(match: re.Match[str]) -> bool:
    """Whether nothing in the name is everyday, a country, a city or public."""
    name = match["name"]
    return not any(map(_is_known, name.split())) and not _is_public(name)


def _is_known(word: str) -> bool:
    plain = fold(word).removesuffix("'s")
    known = words("settlements") | words("everyday") | words("medicines") | words("any-site")
    return plain in known or is_everyday(plain)


def _is_public(name: str) -> bool:
    plain = fold(name).strip().removeprefix("the ")
    return plain in phrases("public-names") or plain.removesuffix("'s") in phrases("public-names")
