"""Which files there are, and the shape of each."""

from dataclasses import fields

from journal.content import funding_rules, rehearsal_questions
from journal.content.common_shapes import (
    KEY,
    KNOWLEDGE,
    NUMBERED,
    SKILL,
    SOURCE,
    STATEMENT,
    TEXT,
)
from journal.content.help_layout import (
    CRISIS_LINES,
    KSB_EXAMPLES,
    MODEL_EXAMPLES,
    SUGGESTIONS,
    TAGGED_EXAMPLES,
)
from journal.content.shapes import Fields, ListOf, OneOf, Otherwise, Shape, Truth, Whole
from journal.domain import framework
from journal.domain.assessment_plan import PlanWords
from journal.domain.entry_kind import COUNTABLE
from journal.domain.skills_scan import ScanAnswer

PRINCIPLE_CODES = ListOf(KEY, may_be_empty=True)
REFERENCE = Fields({"framework": KEY, "code": TEXT})
LEANING = ListOf(
    Fields({"key": KEY, "text": TEXT, "principles": ListOf(KEY), "prompt": TEXT}),
)

STANDARD = Fields(
    {
        "key": OneOf((framework.PEER_WORKER,)),
        "title": TEXT,
        "short_title": TEXT,
        "reference": TEXT,
        "level": Whole(),
        "version": TEXT,
        "typical_duration_months": Whole(),
        "source": TEXT,
        "licence": TEXT,
        "attribution": TEXT,
        "other_job_titles": ListOf(TEXT),
        "experiences": ListOf(TEXT),
        "statements": ListOf(Fields({"code": STATEMENT, "text": TEXT, "explanation": TEXT})),
        "duties": ListOf(
            Fields(
                {
                    "number": Whole(),
                    "title": TEXT,
                    "source": SOURCE,
                    "knowledge_source": Otherwise(SOURCE, ""),
                    "knowledge": ListOf(KNOWLEDGE),
                    "skills": ListOf(SKILL),
                    "unconfirmed": Otherwise(ListOf(STATEMENT), ()),
                }
            )
        ),
    }
)

PRINCIPLES = Fields(
    {
        "key": OneOf((framework.PRINCIPLES,)),
        "title": TEXT,
        "short_title": TEXT,
        "source": TEXT,
        "principles": ListOf(
            Fields(
                {
                    "code": KEY,
                    "heading": TEXT,
                    "meaning": TEXT,
                    "explanation": TEXT,
                    "prompts": ListOf(TEXT),
                }
            )
        ),
        "leaning": Fields({"toward": LEANING, "away": LEANING}),
    }
)

COMPETENCES = Fields(
    {
        "key": OneOf((framework.COMPETENCES,)),
        "title": TEXT,
        "short_title": TEXT,
        "source": TEXT,
        "domains": ListOf(
            Fields(
                {
                    "number": Whole(),
                    "title": TEXT,
                    "audience": OneOf.kinds(framework.Audience),
                    "taggable": Otherwise(Truth(), False),
                    "explanation": Otherwise(TEXT, ""),
                    "competences": Otherwise(
                        ListOf(
                            Fields({"code": NUMBERED, "title": TEXT, "explanation": TEXT}),
                            may_be_empty=True,
                        ),
                        (),
                    ),
                }
            )
        ),
    }
)

CURRICULUM = Fields(
    {
        "key": OneOf((framework.CURRICULUM,)),
        "title": TEXT,
        "short_title": TEXT,
        "source": TEXT,
        "sections": ListOf(
            Fields(
                {
                    "number": Whole(),
                    "title": TEXT,
                    "optional": Otherwise(Truth(), False),
                    "units": ListOf(
                        Fields(
                            {
                                "code": NUMBERED,
                                "title": TEXT,
                                "area": Otherwise(TEXT, ""),
                                "aims": TEXT,
                                "competences": ListOf(TEXT),
                            }
                        )
                    ),
                }
            )
        ),
    }
)

CONDUCT = Fields(
    {
        "introduction": TEXT,
        "does": ListOf(
            Fields({"key": KEY, "text": TEXT, "principles": Otherwise(PRINCIPLE_CODES, ())})
        ),
        "can_expect": ListOf(Fields({"key": KEY, "text": TEXT})),
    }
)

CROSSWALK = Fields(
    {"links": ListOf(Fields({"from": REFERENCE, "to": REFERENCE, "ground": TEXT}))},
)

REFLECTIVE_MODELS = Fields(
    {
        "models": ListOf(
            Fields(
                {
                    "key": KEY,
                    "name": TEXT,
                    "origin": TEXT,
                    "introduction": TEXT,
                    "prompts": ListOf(
                        Fields(
                            {
                                "key": KEY,
                                "heading": TEXT,
                                "question": TEXT,
                                "hint": TEXT,
                                "cues": Otherwise(ListOf(TEXT), ()),
                            }
                        ),
                        may_be_empty=True,
                    ),
                }
            )
        )
    }
)

SCAN_STATEMENT = Fields({"text": TEXT})
SKILLS_SCAN = Fields(
    {
        "title": TEXT,
        "introduction": TEXT,
        "answers": ListOf(OneOf.kinds(ScanAnswer)),
        "duties": ListOf(
            Fields(
                {
                    "number": Whole(),
                    "title": TEXT,
                    "skills": SCAN_STATEMENT,
                    "knowledge": SCAN_STATEMENT,
                }
            )
        ),
    }
)


def plan_of(standard: str, code: Shape) -> Fields:
    """The shape of an assessment plan for this standard, whose codes look like `code`."""
    codes = ListOf(code)
    return Fields(
        {
            "key": KEY,
            "title": TEXT,
            "standard": OneOf((standard,)),
            "version": TEXT,
            "illustrative": Truth(),
            "note": TEXT,
            "methods": ListOf(
                Fields(
                    {
                        "key": KEY,
                        "title": TEXT,
                        "what_it_is": TEXT,
                        "uses_portfolio": Truth(),
                        "statements": codes,
                    }
                )
            ),
            "outside_methods": Otherwise(codes, ()),
            "core": Otherwise(ListOf(code, may_be_empty=True), ()),
            "pieces": Fields({"typical_low": Whole(), "typical_high": Whole()}),
            "admits": ListOf(OneOf(COUNTABLE)),
            "admits_attested_reflections": Truth(),
            "minimum_hours": Whole(),
            "funding_year": TEXT,
            "words": Fields({word.name: TEXT for word in fields(PlanWords)}),
        }
    )


PLAN = plan_of(framework.PEER_WORKER, STATEMENT)

STANDARD_FILE = "standards/peer-worker.yaml"
PRINCIPLES_FILE = "principles.yaml"
COMPETENCES_FILE = "competences.yaml"
CURRICULUM_FILE = "curriculum.yaml"
CONDUCT_FILE = "conduct.yaml"
CROSSWALK_FILE = "crosswalk.yaml"
REFLECTIVE_MODELS_FILE = "reflective-models.yaml"
SKILLS_SCAN_FILE = "skills-scan.yaml"
SUGGESTIONS_FILE = "suggestions.yaml"
MODEL_EXAMPLES_FILE = "examples/models.yaml"
KSB_EXAMPLES_FILE = "examples/ksbs.yaml"
TAGGED_EXAMPLES_FILE = "examples/tagged.yaml"
CRISIS_LINES_FILE = "crisis-lines.yaml"
PLANS_FOLDER = "assessment-plans"

FILES = {
    STANDARD_FILE: STANDARD,
    PRINCIPLES_FILE: PRINCIPLES,
    COMPETENCES_FILE: COMPETENCES,
    CURRICULUM_FILE: CURRICULUM,
    CONDUCT_FILE: CONDUCT,
    CROSSWALK_FILE: CROSSWALK,
    REFLECTIVE_MODELS_FILE: REFLECTIVE_MODELS,
    SKILLS_SCAN_FILE: SKILLS_SCAN,
    SUGGESTIONS_FILE: SUGGESTIONS,
    MODEL_EXAMPLES_FILE: MODEL_EXAMPLES,
    KSB_EXAMPLES_FILE: KSB_EXAMPLES,
    TAGGED_EXAMPLES_FILE: TAGGED_EXAMPLES,
    CRISIS_LINES_FILE: CRISIS_LINES,
    funding_rules.FILE: funding_rules.FUNDING_RULES,
    rehearsal_questions.FILE: rehearsal_questions.SHAPE,
}
