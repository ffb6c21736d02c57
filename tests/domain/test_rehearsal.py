"""The questions of a card, and the order in which cards come."""

from dataclasses import replace

import pytest

from journal.domain.framework import PEER_WORKER, Framework, Statement, StatementKind
from journal.domain.rehearsal import (
    Card,
    Felt,
    Order,
    QuestionRule,
    RehearsalQuestions,
    Topic,
    Which,
    arranged,
    chosen,
    in_duties,
)
from journal.domain.standard import Duty, DutySource, Standard

SKILL = StatementKind.SKILL


def statement(code: str, text: str, framework: str = PEER_WORKER) -> Statement:
    return Statement(framework, code, text, SKILL, "", "")


QUESTIONS = RehearsalQuestions(
    minutes_for_a_card=3,
    rules=(
        QuestionRule(SKILL, (), ("Show me {about}?",)),
        QuestionRule(SKILL, ("Support",), ("How is {about}?", "And then?")),
        QuestionRule(SKILL, ("Support co-production",), ("Who shared in {about}?",)),
    ),
    otherwise={SKILL: ("Where did you do this?",)},
    topics={
        "S1": Topic("building things", "Which thing?"),
        "S2": Topic("helping somebody", "Whom?"),
        "S3": Topic("making it together", "Who was it?"),
    },
)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("S1", "Build things", ("Show me building things?", "Which thing?")),
        ("S2", "Support them", ("How is helping somebody?", "Whom?", "And then?")),
        (
            "S3",
            "Support co-production of things",
            ("Who shared in making it together?", "Who was it?"),
        ),
        ("S4", "Support what nobody has words for", ("Where did you do this?",)),
    ],
)
def test_the_longest_beginning_counts(code: str, text: str, expected: tuple[str, ...]) -> None:
    assert QUESTIONS.of(statement(code, text)) == expected


def test_a_standard_of_somebody_elses_is_asked_about_in_general() -> None:
    theirs = statement("S1", "Build things", "our-own")
    assert QUESTIONS.of(theirs) == ("Where did you do this?",)
    assert QUESTIONS.only({"S2"}).of(statement("S1", "Build more")) == ("Where did you do this?",)


def a_standard() -> Standard:
    """Two duties, and one code that runs through both."""
    codes = ("S1", "S2", "S3", "S4", "S5")
    framework = Framework(PEER_WORKER, "T", "T", "", tuple(statement(c, c) for c in codes), ())
    inferred = DutySource.INFERRED

    def duty(number: int, *skills: str) -> Duty:
        return Duty(number, "T", inferred, inferred, (), skills, ())

    return Standard(
        framework, "", 3, "1", 12, "", "", (), (), (duty(1, "S4", "S2"), duty(2, "S1", "S5"))
    )


def test_duty_by_duty_with_what_runs_through_all_at_the_end() -> None:
    assert in_duties(["S1", "S2", "S3", "S4"], a_standard()) == ["S4", "S2", "S1", "S3"]


def test_the_same_seed_shuffles_in_the_same_way_and_loses_no_card() -> None:
    codes = [f"S{number}" for number in range(1, 51)]
    once = arranged(codes, Order.SHUFFLED, 7, a_standard())
    assert once == arranged(codes, Order.SHUFFLED, 7, a_standard())
    assert once != arranged(codes, Order.SHUFFLED, 8, a_standard())
    assert once != codes
    assert sorted(once) == sorted(codes)


def test_which_cards_are_taken() -> None:
    plain = Card(statement("S1", "Build"), True, (), (), "", None)
    written = replace(plain, statement=statement("S2", "B"), keywords="map, tea", felt=Felt.AGAIN)
    elsewhere = replace(plain, statement=statement("S3", "C"), is_asked=False, felt=Felt.AGAIN)
    cards = (plain, written, elsewhere)
    taken = {which: [card.code for card in chosen(cards, which)] for which in Which}
    assert taken == {
        Which.ASKED: ["S1", "S2"],
        Which.AGAIN: ["S2"],
        Which.WITHOUT_KEYWORDS: ["S1"],
        Which.ALL: ["S1", "S2", "S3"],
    }
