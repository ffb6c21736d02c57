"""Every statement has questions that read as English, and what is wrong in the file is told."""

import re
from pathlib import Path

import pytest

from journal.content import Content
from tests.content.mistakes import Mistake, assert_told

FILE = "rehearsal-questions.yaml"


def test_every_statement_has_a_few_whole_questions(shipped: Content) -> None:
    for statement in shipped.standard.framework:
        questions = shipped.rehearsal.of(statement)
        assert 3 <= len(questions) <= 4, statement.code
        assert len(set(questions)) == len(questions), statement.code
        for question in questions:
            assert re.fullmatch(r"[A-Z][^{}]*[?.]", question), question
            assert not re.search(r"\b(\w+) \1\b|\s{2}| [,.?]|\b(?:a|the) (?:a|the)\b", question)


def test_no_rule_is_idle(shipped: Content) -> None:
    used = {id(shipped.rehearsal.rule_for(each)) for each in shipped.standard.framework}
    assert used == {id(rule) for rule in shipped.rehearsal.rules}


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("K1", "A new colleague asks you about the values of peer support. What do you say?"),
        ("K4", "Why does keeping clear boundaries matter to the people you support?"),
        ("K23", "How do you go about running a group?"),
        ("K31", "What have you noticed about the effects of stigma and labels?"),
        ("K51", "For your work, what do you need to know about the principles of safeguarding?"),
        ("S25", "Can you give an example of helping to plan and run a training about the peer "
                "worker's role?"),
        ("B5", "Can you give an example of exploring choices without steering or judging?"),
    ],
)  # fmt: skip
def test_the_first_question_of_a_statement(code: str, first: str, shipped: Content) -> None:
    assert shipped.rehearsal.of(shipped.standard.framework[code])[0] == first


MISTAKES = [
    Mistake(
        "a statement without words of its own",
        FILE,
        r"  - code: K1\n    about: .*\n    asks: .*\n",
        "",
        "- code: K2",
        "statements[1].code",
        "K1, which comes next, not K2",
    ),
    Mistake(
        "a beginning that no statement has",
        FILE,
        r"begins: \[How to, ",
        "begins: [How on earth, ",
        "begins: [How on earth",
        "rules[2].begins[1]",
        "the first words of a statement of this kind",
    ),
    Mistake(
        "a gap that nothing fills",
        FILE,
        "How do you go about {about}\\?",
        "How do you go about {about} at {place}?",
        "{place}",
        "rules[2].questions[1]",
        "no gap but the one for `about`",
    ),
    Mistake(
        "a rule that never says what it is about",
        FILE,
        "How do you go about {about}\\?",
        "How do you go about it?",
        "How do you go about it?",
        "rules[2].questions[1]",
        "the gap for `about` in the first question",
    ),
    Mistake(
        "something that is no question",
        FILE,
        r"asks: Which value .*",
        "asks: the values",
        "asks: the values",
        "statements[1].asks",
        "a question that begins with a capital and ends with ? or ., not the values",
    ),
    Mistake(
        "a kind of which no rule takes the rest",
        FILE,
        r"  - kind: behaviour\n    about: doing\n    begins: \[\]",
        "  - kind: behaviour\n    about: doing\n    begins: [Compassionate]",
        "- kind: knowledge",
        "rules",
        "one rule for behaviour whose `begins` is empty",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_it_is_told(folder: Path, mistake: Mistake) -> None:
    assert_told(folder, mistake)
