"""The shape of each file that helps people to write: examples, suggestions, whom to ring."""

from journal.content.common_shapes import KEY, STATEMENT, STATEMENT_CODES, TEXT
from journal.content.shapes import Fields, ListOf, OneOf, Otherwise, Shape, Text
from journal.domain.crisis_lines import LineGroup, Way

EXAMPLE: dict[str, Shape | Otherwise] = {
    "title": TEXT,
    "setting": TEXT,
    "notes": ListOf(TEXT),
}
MODEL_EXAMPLES = Fields(
    {
        "examples": ListOf(
            Fields(
                {
                    "model": KEY,
                    **EXAMPLE,
                    "answers": Otherwise(ListOf(Fields({"prompt": KEY, "text": TEXT})), ()),
                    "text": Otherwise(TEXT, ""),
                }
            )
        )
    }
)
KSB_EXAMPLES = Fields(
    {
        "examples": ListOf(
            Fields(
                {
                    "code": STATEMENT,
                    **EXAMPLE,
                    "text": TEXT,
                    "reason": TEXT,
                    "statement": TEXT,
                }
            )
        )
    }
)

CRISIS_LINES = Fields(
    {
        "written_down": Text("a day such as 2026-01-31", r"20\d\d-[01]\d-[0-3]\d"),
        "lines": ListOf(
            Fields(
                {
                    "key": KEY,
                    "group": OneOf.kinds(LineGroup),
                    "name": TEXT,
                    "number": Text("a number as people ring it", r"\d[\d ]*\d"),
                    "way": OneOf.kinds(Way),
                    "what_for": TEXT,
                    "where": TEXT,
                    "when": TEXT,
                }
            )
        ),
    }
)

TAGGED_EXAMPLES = Fields({"reflections": ListOf(Fields({"codes": ListOf(TEXT), "text": TEXT}))})
SUGGESTIONS = Fields(
    {
        "same": ListOf(TEXT),
        "topics": ListOf(
            Fields(
                {
                    "title": TEXT,
                    "statements": STATEMENT_CODES,
                    "also": Otherwise(ListOf(TEXT), ()),
                    "phrases": TEXT,
                }
            )
        ),
        "statements": ListOf(Fields({"code": STATEMENT, "phrases": TEXT})),
        "principles": ListOf(Fields({"code": KEY, "phrases": TEXT})),
    }
)
