"""The worked examples: complete, long enough to learn from, and nobody to be found in them."""

import re
from pathlib import Path

import pytest

from journal.content import Content
from journal.domain.crisis_lines import LineGroup
from journal.domain.examples import KsbExample, ModelExample
from journal.domain.reflective_model import MODELS
from tests.content.conftest import CONTENT, load
from tests.content.mistakes import Mistake, assert_told

SHIPPED: Content = load(CONTENT)
MODEL_EXAMPLES = list(SHIPPED.examples.models.values())
KSB_EXAMPLES = list(SHIPPED.examples.ksbs.values())
EVERY = [*MODEL_EXAMPLES, *KSB_EXAMPLES]
MONTHS = "January February March April June July August September October November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
NO_NAMES = {"I", "I've", "I'd", "Somebody", "Half"}
"""Words that stand with a capital letter in the middle of a sentence, and name nobody."""
FEWEST, MOST = 150, 350


def text_of(example: ModelExample | KsbExample) -> str:
    """All that its writer wrote."""
    answers = example.answers.values() if isinstance(example, ModelExample) else ()
    return "\n\n".join([*answers, example.text]).strip()


def told_by(example: ModelExample | KsbExample) -> str:
    """Everything in it that could give somebody away."""
    more = [example.reason, example.statement] if isinstance(example, KsbExample) else []
    return "\n\n".join([text_of(example), *more])


def test_every_model_and_every_duty_has_one() -> None:
    assert set(SHIPPED.examples.models) == set(MODELS)
    duties = [SHIPPED.duty_of(example.code) for example in KSB_EXAMPLES]
    assert [duty.number for duty in duties if duty] == list(range(1, 11))


@pytest.mark.parametrize("example", EVERY, ids=lambda example: example.key)
def test_it_is_long_enough_to_learn_from_and_short_enough_to_read(
    example: ModelExample | KsbExample,
) -> None:
    assert FEWEST <= len(text_of(example).split()) <= MOST
    assert len(example.notes) >= 3


@pytest.mark.parametrize("example", EVERY, ids=lambda example: example.key)
def test_nobody_is_to_be_found_in_it(example: ModelExample | KsbExample) -> None:
    text = told_by(example)
    assert not re.search(r"\d", text), "a number, and so perhaps an age or a date"
    assert not set(re.findall(r"\w+", text)) & {*MONTHS.split(), *DAYS.split()}
    inside = re.findall(r"(?<=[a-z,;] )[A-Z][\w']*", text)
    assert set(inside) - NO_NAMES == set(), "a name, perhaps"


@pytest.mark.parametrize("example", KSB_EXAMPLES, ids=lambda example: example.key)
def test_the_reason_is_one_line_and_the_statement_stands_by_itself(example: KsbExample) -> None:
    assert "\n" not in example.reason
    assert len(example.reason) <= 160
    assert 60 <= len(example.statement.split()) <= 150
    assert example.statement not in example.text
    assert '"' not in example.statement, "words of somebody supported stay in the entry"


def test_their_settings_differ() -> None:
    assert len({example.setting for example in EVERY}) == len(EVERY)
    assert len({example.title for example in EVERY}) == len(EVERY)


def test_the_lines_reach_every_nation_at_any_hour() -> None:
    lines = SHIPPED.crisis_lines
    for group in (LineGroup.DANGER, LineGroup.LISTENING):
        assert any(
            line.where == "All of the UK" and line.when == "At any hour" for line in lines.of(group)
        )
    for nation in ("England", "Wales", "Scotland", "Northern Ireland"):
        assert any(nation in line.where for line in lines.of(LineGroup.URGENT)), nation


MISTAKES = (
    Mistake(
        "a model without its example",
        "examples/models.yaml",
        r"model: kolb",
        "model: kolp",
        "model: kolp",
        "examples[3].model",
        "a code of the reflective models, which has no kolp (did you mean kolb?)",
        also=1,
    ),
    Mistake(
        "an answer to no question",
        "examples/models.yaml",
        r"prompt: so_what",
        "prompt: and_then",
        "prompt: and_then",
        "examples[2].answers[2].prompt",
        "a code of driscoll, which has no and_then",
        also=1,
    ),
    Mistake(
        "a code that there is not",
        "examples/ksbs.yaml",
        r"code: S27",
        "code: S77",
        "code: S77",
        "examples[6].code",
        "a code of the standard, which has no S77",
        also=1,
    ),
    Mistake(
        "a duty without its example",
        "examples/ksbs.yaml",
        r"code: S49",
        "code: S41",
        "  - code: S4",
        "examples",
        "an example for as well: duty 10",
    ),
    Mistake(
        "an example without a reason",
        "examples/ksbs.yaml",
        r"^    reason: I set up.*\n",
        "",
        "  - code: S14",
        "examples[3].reason",
        "a piece of text, and the field is missing",
    ),
    Mistake(
        "a number with letters in it",
        "crisis-lines.yaml",
        r'number: "116 123"',
        'number: "116 one"',
        'number: "116 one"',
        "lines[5].number",
        "a number as people ring it, not 116 one",
    ),
    Mistake(
        "a day that never was",
        "crisis-lines.yaml",
        r'written_down: "[^"]*"',
        'written_down: "2026-02-31"',
        "written_down",
        "written_down",
        "a day that there is",
    ),
    Mistake(
        "a plan that admits notes",
        "assessment-plans/illustrative.yaml",
        r"^  - training$",
        "  - note",
        "  - note",
        "admits[1]",
        "one of reflection, supervision_note, training, work_product, observation_report, "
        "witness_testimony, feedback_from_supported, certificate, not note",
    ),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_by_file_line_and_field(folder: Path, mistake: Mistake) -> None:
    assert_told(folder, mistake)
