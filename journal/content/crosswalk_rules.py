"""What must be true of the crosswalk: links lead from one framework to another, each once."""

from collections.abc import Mapping

from journal.content.checks import known
from journal.content.document import Document, Place, nearest
from journal.domain.framework import COMPETENCES, CURRICULUM, PEER_WORKER, PRINCIPLES
from journal.domain.principles import IN_ORDER
from journal.domain.standard import CODES


def crosswalk(document: Document, competences: Document, curriculum: Document) -> None:
    """Both ends of every link are there, in two frameworks, and no link is said twice."""
    codes = {
        PEER_WORKER: CODES,
        PRINCIPLES: IN_ORDER,
        COMPETENCES: competence_codes(competences),
        CURRICULUM: unit_codes(curriculum),
    }
    first: dict[frozenset[tuple[str, str]], int] = {}
    for number, link in enumerate(document.data["links"]):
        place: Place = ("links", number)
        ends = [(link[end]["framework"], link[end]["code"]) for end in ("from", "to")]
        _end(document, (*place, "from"), *ends[0], codes)
        _end(document, (*place, "to"), *ends[1], codes)
        if ends[0][0] == ends[1][0]:
            document.wrong((*place, "to", "framework"), "another framework than the link's start")
        pair = frozenset(ends)
        if pair in first:
            document.wrong(place, f"a link said only once; it is already on line {first[pair]}")
        first.setdefault(pair, document.line(place))


def competence_codes(document: Document) -> tuple[str, ...]:
    """Every taggable code of the competence map: domains without rows, and rows."""
    codes: list[str] = []
    for domain in document.data["domains"]:
        if domain["taggable"]:
            codes.append(str(domain["number"]))
        codes.extend(competence["code"] for competence in domain["competences"])
    return tuple(codes)


def unit_codes(document: Document) -> tuple[str, ...]:
    """Every unit of the curriculum."""
    sections = document.data["sections"]
    return tuple(unit["code"] for section in sections for unit in section["units"])


def _end(
    document: Document,
    place: Place,
    framework: str,
    code: str,
    codes: Mapping[str, tuple[str, ...]],
) -> None:
    if framework not in codes:
        hint = nearest(framework, codes)
        document.wrong((*place, "framework"), f"one of {', '.join(codes)}, not {framework}{hint}")
        return
    known(document, [((*place, "code"), code)], codes[framework], framework)
