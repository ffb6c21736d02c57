"""What must be true of an assessment plan: every statement of the standard has its place."""

from collections.abc import Collection, Sequence

from journal.content.checks import Found, items, known, once, values
from journal.content.document import Document
from journal.domain.standard import CODES


def plan(document: Document, codes: Collection[str] = CODES) -> None:
    """Known codes, each assessed or openly left out; a portfolio that underpins something."""
    methods = range(len(document.data["methods"]))
    once(document, values(document, ("methods",), "key"), "a key used")
    for number in methods:
        _codes(document, items(document, ("methods", number, "statements")), codes)
    _codes(document, items(document, ("outside_methods",)), codes)
    _codes(document, items(document, ("core",)), codes)
    _all_placed(document, codes)
    if not any(method["uses_portfolio"] for method in document.data["methods"]):
        document.wrong(("methods",), "a method with `uses_portfolio: true`")
    once(document, items(document, ("admits",)), "a kind admitted")
    if document.data["pieces"]["typical_high"] < document.data["pieces"]["typical_low"]:
        document.wrong(("pieces", "typical_high"), "a number no smaller than typical_low")


def plans(documents: Sequence[Document]) -> None:
    """No two plans share a key; a new version is a new plan, so that what was signed stays."""
    used: dict[str, str] = {}
    for document in documents:
        key = document.data["key"]
        if key in used:
            document.wrong(("key",), f"a key of its own; {key} is already used by {used[key]}")
        used.setdefault(key, document.file)


def _codes(document: Document, found: Found, codes: Collection[str]) -> None:
    once(document, found, "a code listed here")
    known(document, found, codes, "the standard")


def _all_placed(document: Document, codes: Collection[str]) -> None:
    """A statement left out by oversight would leave a portfolio short without anyone noticing."""
    assessed = {code for method in document.data["methods"] for code in method["statements"]}
    outside = set(document.data["outside_methods"])
    for place, code in items(document, ("outside_methods",)):
        if code in assessed:
            document.wrong(place, f"a statement that no method assesses; {code} is assessed")
    left = [code for code in codes if code not in assessed | outside]
    if left:
        where = "every statement in a method or among outside_methods"
        document.wrong(("methods",), f"{where}; {', '.join(left)} in neither")
