"""The questions against the blank page: all of them, each once, in a round that never ends."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journal.content import Content
from journal.domain.principles import IN_ORDER
from journal.domain.questions import SHOWN_AT_ONCE, asked, question_at, questions_for
from tests.content.conftest import CONTENT, load

SHIPPED: Content = load(CONTENT)
QUESTIONS = SHIPPED.questions


def test_every_question_of_the_principles_and_of_the_leaning_texts_comes_once() -> None:
    principles = [text for principle in SHIPPED.principles for text in principle.prompts]
    leaning = [item.prompt for item in SHIPPED.leaning.statements]
    assert sorted(question.text for question in QUESTIONS) == sorted(principles + leaning)
    assert [question.number for question in QUESTIONS] == list(range(len(QUESTIONS)))


def test_a_leaning_question_says_where_it_comes_from() -> None:
    for question in QUESTIONS:
        if question.leaning:
            assert question.about == question.leaning.text
            assert question.principle.code in question.leaning.principles
        else:
            assert question.about == question.principle.meaning


def test_the_first_eight_days_of_the_round_are_the_eight_principles() -> None:
    assert tuple(question.principle.code for question in QUESTIONS[:8]) == IN_ORDER


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_has_its_question_and_others_behind_it(day: date) -> None:
    shown = questions_for(day, QUESTIONS)
    assert len({question.number for question in shown}) == SHOWN_AT_ONCE
    assert questions_for(day, QUESTIONS) == shown
    assert questions_for(day + timedelta(days=1), QUESTIONS)[0] == shown[1]


def test_a_round_shows_every_question() -> None:
    first = date(2026, 3, 1)
    days = [first + timedelta(days=day) for day in range(len(QUESTIONS))]
    assert {questions_for(day, QUESTIONS)[0] for day in days} == set(QUESTIONS)


@given(st.text() | st.integers().map(str))
def test_an_address_leads_to_a_question_or_to_none(number: str) -> None:
    found = question_at(number, QUESTIONS)
    if found is not None:
        assert found.number == int(number)
        assert found == QUESTIONS[found.number]


def test_the_question_stands_above_what_was_written() -> None:
    assert asked(QUESTIONS[0], "We both laughed.") == f"> {QUESTIONS[0].text}\n\nWe both laughed."
