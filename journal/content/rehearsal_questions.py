"""The questions to rehearse with: their shape, what must be true of them, what they become."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from journal.content.checks import in_turn, once, values
from journal.content.common_shapes import STATEMENT, TEXT
from journal.content.document import Document, Place
from journal.content.shapes import Fields, ListOf, OneOf, Text, Whole
from journal.domain.framework import KSB_KINDS, StatementKind
from journal.domain.rehearsal import ABOUT, QuestionRule, RehearsalQuestions, Topic
from journal.domain.standard import CODES

FILE = "rehearsal-questions.yaml"
KIND = OneOf(tuple(kind for kind in StatementKind if kind in KSB_KINDS))
QUESTION = Text("a question that begins with a capital and ends with ? or .", r"[A-Z].*[?.]")
SAID = Text("words that go on in the middle of a question", r"[a-z].*[^.?! ]")
DOING, THING = "doing", "thing"
SHAPE = Fields(
    {
        "minutes_for_a_card": Whole(),
        "rules": ListOf(
            Fields(
                {
                    "kind": KIND,
                    "about": OneOf((DOING, THING)),
                    "begins": ListOf(TEXT, may_be_empty=True),
                    "questions": ListOf(QUESTION),
                }
            )
        ),
        "otherwise": ListOf(Fields({"kind": KIND, "questions": ListOf(QUESTION)})),
        "statements": ListOf(Fields({"code": STATEMENT, "about": SAID, "asks": QUESTION})),
    }
)


def rehearsal_questions(document: Document, standard: Document) -> None:
    """Every statement has its words and fits a rule, and every beginning is one that there is."""
    in_turn(document, ("statements",), values(document, ("statements",), "code"), CODES)
    once(document, values(document, ("statements",), "asks"), "a question asked")
    rules = document.data["rules"]
    for kind in KIND.words:
        rest = [each for each in rules if each["kind"] == kind and not each["begins"]]
        if len(rest) != 1:
            document.wrong(("rules",), f"one rule for {kind} whose `begins` is empty")
        if [each["kind"] for each in document.data["otherwise"]].count(kind) != 1:
            document.wrong(("otherwise",), f"one for {kind}")
    for number, rule in enumerate(rules):
        texts = [each["text"] for each in standard.data["statements"]
                 if each["code"].startswith(rule["kind"][0].upper())]  # fmt: skip
        _begins(document, ("rules", number, "begins"), rule["begins"], texts)
        _asks(document, number, rule)


def _begins(document: Document, place: Place, begins: list[str], texts: list[str]) -> None:
    """Each of these words begins a statement of the rule's kind."""
    for number, words in enumerate(begins):
        if not any(text.startswith(words) for text in texts):
            document.wrong((*place, number), "the first words of a statement of this kind")


def _asks(document: Document, number: int, rule: Mapping[str, Any]) -> None:
    """The first question says what it is about; none holds another gap to be filled."""
    for place, question in enumerate(rule["questions"]):
        rest = question.replace(ABOUT, "")
        if "{" in rest or "}" in rest:
            document.wrong(("rules", number, "questions", place), "no gap but the one for `about`")
    if ABOUT not in rule["questions"][0]:
        document.wrong(
            ("rules", number, "questions", 0), "the gap for `about` in the first question"
        )


def questions_from(data: Mapping[str, Any]) -> RehearsalQuestions:
    """The questions as cards ask for them."""
    return RehearsalQuestions(
        minutes_for_a_card=data["minutes_for_a_card"],
        rules=tuple(
            QuestionRule(StatementKind(each["kind"]), tuple(each["begins"]), each["questions"])
            for each in data["rules"]
        ),
        otherwise=MappingProxyType(
            {StatementKind(each["kind"]): each["questions"] for each in data["otherwise"]}
        ),
        topics=MappingProxyType(
            {each["code"]: Topic(each["about"], each["asks"]) for each in data["statements"]}
        ),
    )
