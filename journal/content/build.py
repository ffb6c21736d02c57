"""From data that has been checked to domain objects."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from journal.content import layout
from journal.content.examples import crisis_lines, examples
from journal.content.files import Files
from journal.content.frameworks import competences, curriculum, principles, standard
from journal.content.funding_rules import FILE as FUNDING_RULES_FILE
from journal.content.funding_rules import rules_from
from journal.content.library import Content
from journal.content.rehearsal_questions import FILE as REHEARSAL_FILE
from journal.content.rehearsal_questions import questions_from
from journal.content.words import vocabulary
from journal.domain.assessment_plan import AssessmentPlan, Method, PieceRange, PlanWords
from journal.domain.conduct import Conduct, ConductStatement
from journal.domain.crosswalk import CrosswalkLink, Reference
from journal.domain.curriculum import Curriculum, Section, Unit
from journal.domain.entry_kind import EntryKind
from journal.domain.principles import Direction, Leaning, LeaningStatement, Principle
from journal.domain.reflective_model import Prompt, ReflectiveModel
from journal.domain.skills_scan import (
    ScanAnswer,
    ScanDuty,
    ScanPart,
    ScanStatement,
    SkillsScan,
)


def build(files: Files) -> Content:
    """The content, from files in which nothing is wrong."""
    peer_worker = standard(files[layout.STANDARD_FILE].data)
    eight = files[layout.PRINCIPLES_FILE].data
    units = files[layout.CURRICULUM_FILE].data
    frameworks = (
        peer_worker.framework,
        principles(eight),
        competences(files[layout.COMPETENCES_FILE].data),
        curriculum(units),
    )
    models = [_model(data) for data in files[layout.REFLECTIVE_MODELS_FILE].data["models"]]
    plans = [plan(document.data) for document in files.plans]
    links = files[layout.CROSSWALK_FILE].data["links"]
    return Content(
        frameworks=MappingProxyType({framework.key: framework for framework in frameworks}),
        standard=peer_worker,
        principles=tuple(Principle(**data) for data in eight["principles"]),
        leaning=_leaning(eight["leaning"]),
        curriculum=_curriculum(units),
        conduct=_conduct(files[layout.CONDUCT_FILE].data),
        reflective_models=MappingProxyType({model.key: model for model in models}),
        skills_scan=_skills_scan(files[layout.SKILLS_SCAN_FILE].data),
        assessment_plans=MappingProxyType({plan.key: plan for plan in plans}),
        crosswalk=tuple(_link(data) for data in links),
        vocabulary=vocabulary(
            files[layout.SUGGESTIONS_FILE].data, files[layout.TAGGED_EXAMPLES_FILE].data
        ),
        examples=examples(
            files[layout.MODEL_EXAMPLES_FILE].data, files[layout.KSB_EXAMPLES_FILE].data
        ),
        crisis_lines=crisis_lines(files[layout.CRISIS_LINES_FILE].data),
        funding_rules=rules_from(files[FUNDING_RULES_FILE].data),
        rehearsal=questions_from(files[REHEARSAL_FILE].data),
    )


Data = Mapping[str, Any]


def _leaning(data: Data) -> Leaning:
    return Leaning(
        *(
            tuple(LeaningStatement(direction=direction, **item) for item in data[direction])
            for direction in Direction
        )
    )


def _curriculum(data: Data) -> Curriculum:
    return Curriculum(
        tuple(
            Section(
                number=section["number"],
                title=section["title"],
                optional=section["optional"],
                units=tuple(Unit(**unit) for unit in section["units"]),
            )
            for section in data["sections"]
        )
    )


def _conduct(data: Data) -> Conduct:
    return Conduct(
        introduction=data["introduction"],
        does=tuple(ConductStatement(**item) for item in data["does"]),
        can_expect=tuple(ConductStatement(**item) for item in data["can_expect"]),
    )


def _model(data: Data) -> ReflectiveModel:
    prompts = tuple(Prompt(**prompt) for prompt in data["prompts"])
    return ReflectiveModel(**{**data, "prompts": prompts})


def _skills_scan(data: Data) -> SkillsScan:
    return SkillsScan(
        title=data["title"],
        introduction="\n\n".join(_paragraphs(data["introduction"])),
        answers=tuple(ScanAnswer(answer) for answer in data["answers"]),
        duties=tuple(
            ScanDuty(
                number=duty["number"],
                title=duty["title"],
                skills=_scan_statement(ScanPart.SKILLS, duty),
                knowledge=_scan_statement(ScanPart.KNOWLEDGE, duty),
            )
            for duty in data["duties"]
        ),
    )


def _scan_statement(part: ScanPart, duty: Data) -> ScanStatement:
    return ScanStatement(part, _paragraphs(duty[part]["text"]))


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs stand apart by an empty line; inside one, line ends are only the file's."""
    return tuple(" ".join(each.split()) for each in text.split("\n\n"))


def plan(data: Data) -> AssessmentPlan:
    """An assessment plan, from data that has been checked."""
    parts = {
        "methods": tuple(_method(method) for method in data["methods"]),
        "pieces": PieceRange(**data["pieces"]),
        "admits": frozenset(EntryKind(kind) for kind in data["admits"]),
        "words": PlanWords(**data["words"]),
    }
    return AssessmentPlan(**{**data, **parts})


def _method(data: Data) -> Method:
    return Method(
        key=data["key"],
        title=data["title"],
        what_it_is=data["what_it_is"],
        uses_portfolio=data["uses_portfolio"],
        codes=data["statements"],
    )


def _link(data: Data) -> CrosswalkLink:
    return CrosswalkLink(Reference(**data["from"]), Reference(**data["to"]), data["ground"])
