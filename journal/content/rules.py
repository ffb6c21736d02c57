"""What must be true beyond shape: codes that run without gaps, exist, and agree across files.

Each rule reads documents whose shape is right, and notes in them what is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from journal.content import layout
from journal.content.checks import Found, in_turn, items, known, once, values
from journal.content.crosswalk_rules import crosswalk
from journal.content.document import Document, Place
from journal.content.example_rules import crisis_lines, ksb_examples, model_examples
from journal.content.funding_rules import FILE as FUNDING_RULES_FILE
from journal.content.funding_rules import funding_rules
from journal.content.plan_rules import plan, plans
from journal.content.rehearsal_questions import FILE as REHEARSAL_FILE
from journal.content.rehearsal_questions import rehearsal_questions
from journal.content.standard_rules import standard
from journal.content.suggestion_rules import suggestions, tagged_examples
from journal.domain.principles import IN_ORDER
from journal.domain.reflective_model import MODELS
from journal.domain.skills_scan import ScanAnswer
from journal.domain.standard import DUTIES


def apply(documents: Mapping[str, Document], plan_documents: Sequence[Document]) -> None:
    """Try every rule whose files all have the right shape."""
    well = {file for file, document in documents.items() if document.well}
    for rule, *files in RULES:
        if well.issuperset(files):
            rule(*(documents[file] for file in files))
    readable = [document for document in plan_documents if document.well]
    for document in readable:
        plan(document)
    plans(readable)


def principles(document: Document) -> None:
    """The eight, in the official order; both lists lean on principles that are there."""
    codes = values(document, ("principles",), "code")
    if once(document, codes, "a code used"):
        in_turn(document, ("principles",), codes, IN_ORDER)
    lists: tuple[Place, Place] = (("leaning", "toward"), ("leaning", "away"))
    once(document, _keys(document, *lists), "a key used")
    for place in lists:
        _rest_on(document, place)


def competences(document: Document) -> None:
    """Domains in turn, and their competences numbered after them; an empty one is tagged itself."""
    _in_turn_from_one(document, ("domains",))
    for number, domain in enumerate(document.data["domains"]):
        place: Place = ("domains", number, "competences")
        _numbered_after(document, place, domain["number"])
        if not domain["competences"] and not domain["taggable"]:
            document.wrong(place, "a competence, or `taggable: true` for a domain without any")


def curriculum(document: Document) -> None:
    """Sections in turn, and their units numbered after them."""
    _in_turn_from_one(document, ("sections",))
    for number, section in enumerate(document.data["sections"]):
        _numbered_after(document, ("sections", number, "units"), section["number"])


def conduct(document: Document) -> None:
    """Keys used once over both halves; principles that are there."""
    once(document, _keys(document, ("does",), ("can_expect",)), "a key used")
    _rest_on(document, ("does",))


def reflective_models(document: Document) -> None:
    """Those that written entries rely on are all there with their questions; more may be added."""
    keys = _keys(document, ("models",))
    once(document, keys, "a key used")
    for number, model in enumerate(document.data["models"]):
        place: Place = ("models", number, "prompts")
        prompts = values(document, place, "key")
        if once(document, prompts, "a key used") and model["key"] in MODELS:
            in_turn(document, place, prompts, MODELS[model["key"]])
    missing = set(MODELS).difference(key for _, key in keys)
    if missing:
        document.wrong(("models",), f"these models as well: {', '.join(sorted(missing))}")


def skills_scan(document: Document) -> None:
    """The three answers and the ten duties, in turn."""
    in_turn(document, ("answers",), items(document, ("answers",)), ScanAnswer)
    in_turn(document, ("duties",), values(document, ("duties",), "number"), DUTIES)


RULES: tuple[tuple[Callable[..., None], *tuple[str, ...]], ...] = (
    (standard, layout.STANDARD_FILE),
    (principles, layout.PRINCIPLES_FILE),
    (competences, layout.COMPETENCES_FILE),
    (curriculum, layout.CURRICULUM_FILE),
    (conduct, layout.CONDUCT_FILE),
    (reflective_models, layout.REFLECTIVE_MODELS_FILE),
    (skills_scan, layout.SKILLS_SCAN_FILE),
    (suggestions, layout.SUGGESTIONS_FILE),
    (tagged_examples, layout.TAGGED_EXAMPLES_FILE),
    (model_examples, layout.MODEL_EXAMPLES_FILE, layout.REFLECTIVE_MODELS_FILE),
    (ksb_examples, layout.KSB_EXAMPLES_FILE, layout.STANDARD_FILE),
    (crisis_lines, layout.CRISIS_LINES_FILE),
    (funding_rules, FUNDING_RULES_FILE),
    (rehearsal_questions, REHEARSAL_FILE, layout.STANDARD_FILE),
    (crosswalk, layout.CROSSWALK_FILE, layout.COMPETENCES_FILE, layout.CURRICULUM_FILE),
)


def _keys(document: Document, *places: Place) -> Found:
    return list(chain.from_iterable(values(document, place, "key") for place in places))


def _rest_on(document: Document, place: Place) -> None:
    """Every principle named by the items of this list is one of the eight."""
    for number in range(len(values(document, place, "key"))):
        named = items(document, (*place, number, "principles"))
        once(document, named, "a principle named")
        known(document, named, IN_ORDER, "the principles")


def _in_turn_from_one(document: Document, place: Place) -> None:
    numbers = values(document, place, "number")
    in_turn(document, place, numbers, range(1, len(numbers) + 1))


def _numbered_after(document: Document, place: Place, number: int) -> None:
    """Codes 2.1, 2.2, ... after the number of the part that holds them."""
    codes = values(document, place, "code")
    in_turn(
        document,
        place,
        codes,
        (f"{number}.{each}" for each in range(1, len(codes) + 1)),
    )
