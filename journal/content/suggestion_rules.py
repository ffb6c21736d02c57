"""What must be true of the everyday words: of every statement, each phrase once, none empty."""

from journal.content.checks import Found, in_turn, items, known, once, values
from journal.content.document import Document, Place
from journal.content.words import phrases_in
from journal.domain.phrases import says_something
from journal.domain.principles import IN_ORDER
from journal.domain.standard import CODES

KSBS_AND_PRINCIPLES = (*CODES, *IN_ORDER)


def suggestions(document: Document) -> None:
    """Every KSB and every principle has words of its own; topics name statements that are there."""
    once(document, values(document, ("topics",), "title"), "a title used")
    in_turn(document, ("statements",), values(document, ("statements",), "code"), CODES)
    in_turn(document, ("principles",), values(document, ("principles",), "code"), IN_ORDER)
    for number, topic in enumerate(document.data["topics"]):
        place: Place = ("topics", number)
        codes = items(document, (*place, "statements"))
        codes += items(document, (*place, "also")) if topic["also"] else []
        once(document, codes, "a statement named")
        known(document, codes, KSBS_AND_PRINCIPLES, "the KSBs and principles")
    for part in ("topics", "statements", "principles"):
        for place, text in values(document, (part,), "phrases"):
            _phrases(document, _each(place, text))
    rows = [_each(place, row) for place, row in items(document, ("same",))]
    _phrases(document, [word for row in rows for word in row])


def tagged_examples(document: Document) -> None:
    """Every reflection stands once, with statements that are there."""
    once(document, values(document, ("reflections",), "text"), "a reflection written")
    for number in range(len(document.data["reflections"])):
        codes = items(document, ("reflections", number, "codes"))
        once(document, codes, "a statement named")
        known(document, codes, KSBS_AND_PRINCIPLES, "the KSBs and principles")


def _each(place: Place, text: str) -> Found:
    return [(place, phrase) for phrase in phrases_in(text)]


def _phrases(document: Document, phrases: Found) -> None:
    """Each of these once, and each with something to look for; a mistake names the phrase."""
    once(document, [(place, phrase.casefold()) for place, phrase in phrases], "a phrase said")
    for place, phrase in phrases:
        if not says_something(phrase):
            expected = f"a phrase with a word in it that says something, not {phrase!r}"
            document.wrong(place, expected)
