"""An organisation's own plan and standard, put into the place of the installation's."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from journal.content import Content
from journal.content.build import plan as plan_from_checked
from journal.domain.assessment_plan import AssessmentPlan, Method
from journal.domain.crosswalk import Reference
from journal.domain.framework import Framework
from journal.domain.skills_scan import ScanDuty, ScanPart, ScanStatement, SkillsScan
from journal.domain.standard import Duty, Standard
from journal.domain.vocabulary import Vocabulary

Frameworks = Mapping[str, Framework]

EVERYTHING = Method(
    key="professional-discussion",
    title="Professional discussion, underpinned by the portfolio",
    what_it_is="A conversation with an assessor about your work, with your portfolio at hand.",
    uses_portfolio=True,
    codes=(),
)
TO_BEGIN_WITH = (
    "This plan was made by the service so that there is something to begin with: every statement "
    "goes into the portfolio. Please check with your assessment organisation what really holds."
)


def plan_from(data: Mapping[str, Any]) -> AssessmentPlan:
    """A plan as it is kept, which was checked before it was kept; JSON knows no tuples."""
    methods = [{**each, "statements": tuple(each["statements"])} for each in data["methods"]]
    codes = {name: tuple(data.get(name, ())) for name in ("outside_methods", "core")}
    return plan_from_checked({**data, **codes, "methods": methods})


def data_of(plan: AssessmentPlan) -> dict[str, Any]:
    """A plan as files and the database hold it."""
    return {
        "key": plan.key,
        "title": plan.title,
        "standard": plan.standard,
        "version": plan.version,
        "illustrative": plan.illustrative,
        "note": plan.note,
        "methods": [
            {
                "key": each.key,
                "title": each.title,
                "what_it_is": each.what_it_is,
                "uses_portfolio": each.uses_portfolio,
                "statements": list(each.codes),
            }
            for each in plan.methods
        ],
        "outside_methods": list(plan.outside_methods),
        "core": list(plan.core),
        "pieces": asdict(plan.pieces),
        "admits": sorted(kind.value for kind in plan.admits),
        "admits_attested_reflections": plan.admits_attested_reflections,
        "minimum_hours": plan.minimum_hours,
        "funding_year": plan.funding_year,
        "words": asdict(plan.words),
    }


def starting_plan(standard: Standard, like: AssessmentPlan) -> AssessmentPlan:
    """A plan to begin with for a standard that has none: every statement in one method."""
    framework = standard.framework
    return replace(
        like,
        key=f"{framework.key}-plan",
        title=f"Plan to begin with: {framework.title}",
        standard=framework.key,
        version="0",
        illustrative=True,
        note=TO_BEGIN_WITH,
        methods=(replace(EVERYTHING, codes=framework.codes),),
        outside_methods=(),
        core=(),
    )


def with_own(installed: Content, standard: Standard, plan: AssessmentPlan) -> Content:
    """The installation's content with a standard and a plan of somebody's own.

    What the installation says of its own standard (the crosswalk, the examples, the everyday
    words) stays where the statement says the same here, and goes where it does not.
    """
    own, shipped = standard.framework, installed.standard.framework
    if own is shipped:
        plans = {plan.key: plan}
        if plan is installed.plan:
            plans |= installed.assessment_plans
        return replace(installed, assessment_plans=MappingProxyType(plans))
    others = {
        key: each for key, each in installed.frameworks.items() if key not in {own.key, shipped.key}
    }
    frameworks = MappingProxyType({own.key: own, **others})
    same = {code for code in own.codes if means_the_same(own, shipped, code)}

    def stays(reference: Reference) -> bool:
        return reference.framework in others or (
            reference.framework == own.key and reference.code in same
        )

    ksbs = {code: each for code, each in installed.examples.ksbs.items() if code in same}
    return replace(
        installed,
        frameworks=frameworks,
        standard=standard,
        assessment_plans=MappingProxyType({plan.key: plan}),
        crosswalk=tuple(
            each for each in installed.crosswalk if stays(each.one) and stays(each.other)
        ),
        examples=replace(installed.examples, ksbs=MappingProxyType(ksbs)),
        vocabulary=vocabulary_of(installed.vocabulary, stays),
        skills_scan=scan_of(installed, standard),
        rehearsal=installed.rehearsal.only(same),
    )


def called_by(texts: Content, own_words: Mapping[str, str]) -> Content:
    """The same content, with an organisation's own words for things in every plan."""
    known = {name: own_words[name] for name in asdict(texts.plan.words) if own_words.get(name)}
    if not known:
        return texts
    plans = {
        key: replace(plan, words=replace(plan.words, **known))
        for key, plan in texts.assessment_plans.items()
    }
    return replace(texts, assessment_plans=MappingProxyType(plans))


def means_the_same(own: Framework, shipped: Framework, code: str) -> bool:
    """Whether a statement is word for word the installation's, under the same code."""
    theirs = shipped.get(code) if own.key == shipped.key else None
    return theirs is not None and theirs.text == own[code].text


def vocabulary_of(shipped: Vocabulary, stays: Any) -> Vocabulary:
    """The everyday words for those statements that are still there."""
    topics = [
        replace(each, about=tuple(filter(stays, each.about)), also=tuple(filter(stays, each.also)))
        for each in shipped.topics
    ]
    tagged = [
        replace(each, references=tuple(filter(stays, each.references))) for each in shipped.examples
    ]
    return replace(
        shipped,
        topics=tuple(each for each in topics if each.about),
        examples=tuple(each for each in tagged if each.references),
    )


def scan_of(installed: Content, standard: Standard) -> SkillsScan:
    """The skills scan: the published one for the same duties, else one made of the statements."""
    shipped = installed.skills_scan
    theirs = installed.standard.duties
    if [each.title for each in standard.duties] == [each.title for each in theirs]:
        return shipped
    return replace(shipped, duties=tuple(scan_duty(standard, each) for each in standard.duties))


def scan_duty(standard: Standard, duty: Duty) -> ScanDuty:
    """A duty's two questions: its skills and its knowledge, each in the standard's own words."""

    def statement(part: ScanPart, codes: tuple[str, ...]) -> ScanStatement:
        return ScanStatement(part, tuple(standard.framework[code].text for code in codes))

    return ScanDuty(
        duty.number,
        duty.title,
        skills=statement(ScanPart.SKILLS, duty.skills),
        knowledge=statement(ScanPart.KNOWLEDGE, duty.knowledge),
    )
