"""What the shipped content holds, beyond its exact wording."""

import re
from itertools import pairwise

import pytest

from journal.content import Content, check
from journal.domain.entry_kind import EntryKind
from journal.domain.framework import Audience, StatementKind
from journal.domain.skills_scan import ScanAnswer
from journal.domain.standard import DutySource
from tests.content.conftest import CONTENT


def codes(letter: str, first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{letter}{number}" for number in range(first, last + 1))


DUTY_MAP = {
    1: (codes("K", 1, 11), codes("S", 1, 5)),
    2: (codes("K", 12, 15), codes("S", 6, 8)),
    3: (codes("K", 16, 24), codes("S", 9, 17)),
    4: (codes("K", 25, 27), codes("S", 18, 20)),
    5: (codes("K", 28, 33), codes("S", 21, 24)),
    6: (codes("K", 34, 38), codes("S", 25, 28)),
    7: (codes("K", 39, 45), codes("S", 29, 35)),
    8: (codes("K", 46, 48), codes("S", 36, 39)),
    9: (codes("K", 49, 52), codes("S", 40, 44)),
    10: (codes("K", 53, 58), codes("S", 45, 50)),
}


def test_nothing_is_wrong_with_it() -> None:
    assert check(CONTENT) == []


def test_frameworks_stand_in_order_and_hold_all_their_statements(shipped: Content) -> None:
    sizes = {key: len(framework) for key, framework in shipped.frameworks.items()}
    assert sizes == {"peer-worker": 113, "principles": 8, "competences": 33, "curriculum": 30}
    assert list(sizes) == ["peer-worker", "principles", "competences", "curriculum"]


def test_the_standard_has_58_knowledge_50_skill_and_5_behaviour_statements(
    shipped: Content,
) -> None:
    standard = shipped.frameworks["peer-worker"]
    assert standard.codes == codes("K", 1, 58) + codes("S", 1, 50) + codes("B", 1, 5)
    assert len(standard.of_kind(StatementKind.KNOWLEDGE)) == 58
    assert len(standard.of_kind(StatementKind.SKILL)) == 50
    assert len(standard.of_kind(StatementKind.BEHAVIOUR)) == 5


def test_the_front_page_of_the_standard(shipped: Content) -> None:
    standard = shipped.standard
    assert (standard.reference, standard.level, standard.version) == ("ST0896", 3, "1.0")
    assert standard.typical_duration_months == 15
    assert len(standard.other_job_titles) == 5
    assert len(standard.experiences) == 7


@pytest.mark.parametrize("number", DUTY_MAP)
def test_the_duty_map(shipped: Content, number: int) -> None:
    duty = shipped.standard.duty(number)
    assert duty is not None
    assert (duty.knowledge, duty.skills) == DUTY_MAP[number]
    assert duty.source is DutySource.INFERRED
    printed = DutySource.STANDARD if number == 3 else DutySource.INFERRED
    assert duty.knowledge_source is printed
    assert duty.unconfirmed == (("K53",) if number == 9 else ())


def test_every_code_has_its_duty_and_the_behaviours_have_none(shipped: Content) -> None:
    assert shipped.duty_of("K53") == shipped.standard.duty(10)
    assert shipped.duty_of("S40") == shipped.standard.duty(9)
    assert [shipped.duty_of(code) for code in codes("B", 1, 5)] == [None] * 5
    assert shipped.frameworks["peer-worker"].in_group("behaviours") == tuple(
        shipped.frameworks["peer-worker"][code] for code in codes("B", 1, 5)
    )


def test_every_statement_of_the_standard_is_explained_in_one_to_three_sentences(
    shipped: Content,
) -> None:
    explanations = [each.explanation for each in shipped.frameworks["peer-worker"]]
    assert len(set(explanations)) == 113
    for statement in shipped.frameworks["peer-worker"]:
        sentences = re.split(r"(?<=\.)\s+", statement.explanation)
        assert 1 <= len(sentences) <= 3, statement.code
        assert 15 <= len(statement.explanation.split()) <= 70, statement.code
        assert statement.explanation != statement.text


def test_the_eight_principles_in_the_official_order(shipped: Content) -> None:
    headings = [principle.heading for principle in shipped.principles]
    assert headings == [
        "Mutual",
        "Reciprocal",
        "Non-directive",
        "Recovery focused",
        "Strengths based",
        "Inclusive",
        "Progressive",
        "Safe",
    ]
    assert [each.text for each in shipped.frameworks["principles"]] == headings
    for principle in shipped.principles:
        assert shipped.leaning.about(principle.code)


def test_domains_one_and_seven_are_tagged_as_themselves(shipped: Content) -> None:
    competences = shipped.frameworks["competences"]
    assert [code for code in competences.codes if "." not in code] == ["1", "7"]
    audiences = [group.audience for group in competences.groups]
    assert audiences == [Audience.WORKER] * 7 + [Audience.OPTIONAL, Audience.ORGANISATION]


def test_the_fifth_section_of_the_curriculum_is_optional(shipped: Content) -> None:
    assert [section.optional for section in shipped.curriculum.sections] == [False] * 4 + [True]
    audiences = [group.audience for group in shipped.frameworks["curriculum"].groups]
    assert audiences == [Audience.WORKER] * 4 + [Audience.OPTIONAL]
    unit = shipped.curriculum.unit("4.2")
    assert unit is not None
    assert unit.competences
    assert shipped.curriculum.unit("9.9") is None


@pytest.mark.parametrize(
    ("model", "prompts"),
    [
        ("gibbs", "description feelings evaluation analysis conclusion action_plan"),
        ("driscoll", "what so_what now_what"),
        (
            "kolb",
            "concrete_experience reflective_observation abstract_conceptualisation "
            "active_experimentation",
        ),
        ("schon", "in_action on_action"),
        ("atkins_murphy", "awareness description analysis evaluation learning"),
        ("johns", "aesthetics personal ethics empirics reflexivity"),
        ("free", ""),
    ],
)
def test_the_reflective_models_and_their_prompts(
    shipped: Content, model: str, prompts: str
) -> None:
    found = shipped.reflective_models[model]
    assert " ".join(prompt.key for prompt in found.prompts) == prompts
    for prompt in found.prompts:
        assert prompt.question.endswith("?")
        assert found.prompt(prompt.key) == prompt


def test_the_scan_is_answered_yes_some_or_no(shipped: Content) -> None:
    assert [answer.label for answer in shipped.skills_scan.answers] == ["Yes", "Some", "No"]
    asking = [answer for answer in shipped.skills_scan.answers if answer.asks_for_words]
    assert asking == [ScanAnswer.YES, ScanAnswer.SOME]
    assert [duty.number for duty in shipped.skills_scan.duties] == list(range(1, 11))


def test_the_illustrative_plan_says_so_and_places_every_statement_once(shipped: Content) -> None:
    plan = shipped.assessment_plans["illustrative"]
    assert plan.illustrative
    assert "check with your assessment organisation" in plan.note
    placed = [code for method in plan.methods for code in method.codes]
    assert sorted(placed) == sorted(shipped.frameworks["peer-worker"].codes)
    assert len(plan.methods) == 3
    portfolio = [method for method in plan.methods if method.uses_portfolio]
    assert [method.codes for method in portfolio] == [plan.assigned]
    assert plan.methods_of("K1") == (portfolio[0],)


def test_the_illustrative_plan_admits_no_reflection_by_itself(shipped: Content) -> None:
    plan = shipped.assessment_plans["illustrative"]
    left_out = set(EntryKind) - plan.admits
    assert left_out == {EntryKind.REFLECTION, EntryKind.NOTE, EntryKind.SUPERVISION_NOTE}
    assert plan.admits_attested_reflections
    assert (plan.minimum_hours, plan.funding_year) == (326, "2025/26")
    assert plan.words.end_point_assessment == "end-point assessment"


def test_links_lead_both_ways_in_the_order_of_the_frameworks(shipped: Content) -> None:
    there = shipped.linked("curriculum", "4.2")
    assert "6.2" in [link.statement.code for link in there]
    back = shipped.linked("competences", "6.2")
    assert "4.2" in [link.statement.code for link in back]
    order = list(shipped.frameworks)
    places = [order.index(link.statement.framework) for link in back]
    assert all(one <= other for one, other in pairwise(places))
    assert shipped.linked("competences", "99") == ()


def test_looking_up_a_statement(shipped: Content) -> None:
    statement = shipped.statement("peer-worker", "K4")
    assert statement is not None
    assert statement.code == "K4"
    first = shipped.standard.duty(1)
    assert first is not None
    assert shipped.group_title(statement) == first.title
    assert shipped.statement("peer-worker", "K99") is None
    assert shipped.statement("nothing", "K1") is None
    assert shipped.principle("safe") == shipped.principles[7]
    assert shipped.principle("unsafe") is None


def test_our_own_words_are_warm_and_plain(shipped: Content) -> None:
    """None of the words that the screens never say, in anything that is ours."""
    plan = shipped.assessment_plans["illustrative"]
    ours = [
        *(each.explanation for framework in shipped.frameworks.values() for each in framework),
        *(each.text for each in shipped.leaning.statements),
        *(each.text for each in shipped.conduct.does + shipped.conduct.can_expect),
        *(model.introduction for model in shipped.reflective_models.values()),
        *(
            f"{prompt.question} {prompt.hint}"
            for model in shipped.reflective_models.values()
            for prompt in model.prompts
        ),
        shipped.skills_scan.introduction,
        plan.note,
    ]
    unwanted = re.compile(
        r"\b(service users?|patients?|submit|invalid|non-complian|suffer|failed?)\b", re.IGNORECASE
    )
    assert [text for text in ours if unwanted.search(text)] == []
