"""What must be true of the worked examples: every model and every duty has one that fits it."""

from datetime import date

from journal.content.checks import in_turn, known, once, values
from journal.content.document import Document, Place
from journal.domain.reflective_model import MODELS
from journal.domain.standard import CODES


def model_examples(document: Document, models: Document) -> None:
    """One for each model, along questions that the model has, in their order."""
    keys = values(document, ("examples",), "model")
    prompts = {
        model["key"]: [prompt["key"] for prompt in model["prompts"]]
        for model in models.data["models"]
    }
    known(document, keys, prompts, "the reflective models")
    if once(document, keys, "a model shown"):
        _each_has_one(document, MODELS.keys() - {key for _, key in keys}, "models")
    for number, example in enumerate(document.data["examples"]):
        if example["model"] in prompts:
            _along(document, ("examples", number), prompts[example["model"]])


def ksb_examples(document: Document, standard: Document) -> None:
    """Known codes, each once, and at least one of every duty."""
    codes = values(document, ("examples",), "code")
    known(document, codes, CODES, "the standard")
    once(document, codes, "a code shown")
    shown = {code for _, code in codes}
    missing = {
        f"duty {duty['number']}"
        for duty in standard.data["duties"]
        if shown.isdisjoint({*duty["knowledge"], *duty["skills"]})
    }
    _each_has_one(document, missing, "an example for")


def crisis_lines(document: Document) -> None:
    """Keys used once, and a day that was."""
    once(document, values(document, ("lines",), "key"), "a key used")
    try:
        date.fromisoformat(document.data["written_down"])
    except ValueError:
        document.wrong(("written_down",), "a day that there is")


def _along(document: Document, place: Place, prompts: list[str]) -> None:
    """Answers to the model's own questions, in its order; words of some sort in any case."""
    example = document.data[place[0]][place[1]]
    found = values(document, (*place, "answers"), "prompt")
    known(document, found, prompts, example["model"])
    if once(document, found, "a question answered"):
        answered = {key for _, key in found}
        expected = [key for key in prompts if key in answered]
        in_turn(document, (*place, "answers"), found, expected)
    if not found and not example["text"]:
        document.wrong(place, "answers, or a text")


def _each_has_one(document: Document, missing: set[str], what: str) -> None:
    if missing:
        document.wrong(("examples",), f"{what} as well: {', '.join(sorted(missing))}")
