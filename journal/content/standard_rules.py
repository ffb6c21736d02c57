"""What must be true of the standard: all its statements, and each counted under one duty."""

from journal.content.checks import Found, in_turn, items, known, once, values
from journal.content.document import Document
from journal.domain.standard import (
    CODES,
    DUTIES,
    SHARED_CODE,
    SHARED_COUNTED,
    SHARED_UNCONFIRMED,
)


def standard(document: Document) -> None:
    """58 knowledge, 50 skill and 5 behaviour statements, and ten duties that share them out."""
    codes = values(document, ("statements",), "code")
    if once(document, codes, "a code used"):
        in_turn(document, ("statements",), codes, CODES)
    in_turn(document, ("duties",), values(document, ("duties",), "number"), DUTIES)
    counted = _in_duties(document, "knowledge", "skills")
    known(document, counted, CODES, "the standard")
    known(document, _in_duties(document, "unconfirmed"), CODES, "the standard")
    once(document, counted, "a code counted under a duty")
    _all_counted(document, counted)
    _shared_code(document)


def _in_duties(document: Document, *parts: str) -> list[tuple[tuple[str | int, ...], str]]:
    return [
        found
        for number in range(len(document.data["duties"]))
        for part in parts
        for found in items(document, ("duties", number, part))
    ]


def _all_counted(document: Document, counted: Found) -> None:
    """The behaviours belong to no duty; everything else belongs to one."""
    under_a_duty = {code for _, code in counted}
    left = [code for code in CODES if code not in under_a_duty and not code.startswith("B")]
    if left:
        document.wrong(("duties",), f"every K and S under a duty; {', '.join(left)} under none")


def _shared_code(document: Document) -> None:
    """K53 may belong to duty 9 too, which nobody has confirmed: so it is counted under 10 alone."""
    for number, duty in enumerate(document.data["duties"]):
        counts, listed = duty["knowledge"], duty["unconfirmed"]
        if SHARED_CODE in counts and duty["number"] != SHARED_COUNTED:
            place = ("duties", number, "knowledge", counts.index(SHARED_CODE))
            document.wrong(place, f"{SHARED_CODE} to be counted under duty {SHARED_COUNTED}")
        if (SHARED_CODE in listed) != (duty["number"] == SHARED_UNCONFIRMED):
            there = f"{SHARED_CODE} under duty {SHARED_UNCONFIRMED} and no other"
            document.wrong(("duties", number, "unconfirmed"), there)
