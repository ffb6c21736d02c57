"""A wrong file is told by file, line, field and what was expected: one mistake after another."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from journal.content import ContentError, check, load

STANDARD = "standards/peer-worker.yaml"
PLAN = "assessment-plans/illustrative.yaml"


@dataclass(frozen=True)
class Mistake:
    """Replace the first place that `old` matches by `new`; what is told stands where `at` does.

    In `expected`, words in braces stand for the line on which they first are. `also` counts what
    is rightly told besides, such as links that now lead nowhere.
    """

    name: str
    file: str
    old: str
    new: str
    at: str
    field: str
    expected: str
    also: int = 0


SHAPES = [
    Mistake(
        "a field nobody knows",
        STANDARD,
        r"^level: 3",
        "level: 3\nlevle: 4",
        "levle: 4",
        "levle",
        "one of the fields key, title, short_title, reference, level, version, "
        "typical_duration_months, source, licence, attribution, other_job_titles, experiences, "
        "statements, duties (did you mean level?)",
    ),
    Mistake(
        "a field twice",
        STANDARD,
        r"^level: 3",
        "level: 3\nlevel: 4",
        "level: 4",
        "level",
        "this field once; it is already on line {level: 3}",
    ),
    Mistake(
        "a field that is missing, deep inside",
        "reflective-models.yaml",
        r"^ +heading: So what\?\n",
        "",
        "- key: so_what",
        "models[2].prompts[2].heading",
        "a piece of text, and the field is missing",
    ),
    Mistake(
        "words for a number",
        STANDARD,
        r"months: 15",
        "months: fifteen",
        "months: fifteen",
        "typical_duration_months",
        "a whole number, 1 or more, not fifteen",
    ),
    Mistake(
        "no number at all",
        PLAN,
        r"minimum_hours: 326",
        "minimum_hours:",
        "minimum_hours:",
        "minimum_hours",
        "a whole number, 1 or more, not nothing",
    ),
    Mistake(
        "nought",
        PLAN,
        r"typical_low: 10",
        "typical_low: 0",
        "typical_low: 0",
        "pieces.typical_low",
        "a whole number, 1 or more, not 0",
    ),
    Mistake(
        "a text left empty",
        STANDARD,
        r"text: Support individual-led activities",
        "text:",
        "text:\n",
        "statements[69].text",
        "a piece of text, and it is empty",
    ),
    Mistake(
        "a text of spaces",
        STANDARD,
        r"text: Support individual-led activities",
        "text: '  '",
        "text: '  '",
        "statements[69].text",
        "a piece of text, and it is empty",
    ),
    Mistake(
        "a text that YAML takes for a number",
        "curriculum.yaml",
        r"code: '4\.2'",
        "code: 4.2",
        "code: 4.2",
        "sections[4].units[2].code",
        "a code such as 2.1; put 4.2 between quotation marks",
    ),
    Mistake(
        "a text that YAML takes for true or false",
        "skills-scan.yaml",
        r'"yes", "some"',
        'Yes, "some"',
        'Yes, "some"',
        "answers[1]",
        "one of yes, some, no; put Yes between quotation marks",
    ),
    Mistake(
        "a list for a text",
        PLAN,
        r'funding_year: "2025/26"',
        "funding_year: [2025, 26]",
        "funding_year: [",
        "funding_year",
        "a piece of text, not a list",
    ),
    Mistake(
        "a text for a list",
        STANDARD,
        r"unconfirmed: \[K53\]",
        "unconfirmed: K53",
        "unconfirmed: K53",
        "duties[9].unconfirmed",
        "a list, not K53",
    ),
    Mistake(
        "a text for fields",
        PLAN,
        r"pieces:\n  typical_low: 10\n  typical_high: 18",
        "pieces: ten to eighteen",
        "pieces: ten",
        "pieces",
        "fields with names, not ten to eighteen",
    ),
    Mistake(
        "fields for a text",
        STANDARD,
        r"reference: ST0896",
        "reference: {code: ST0896}",
        "reference: {",
        "reference",
        "a piece of text, not fields with names",
    ),
    Mistake(
        "a list with nothing in it",
        STANDARD,
        r"skills: \[S18, S19, S20\]",
        "skills: []",
        "skills: []",
        "duties[4].skills",
        "a list with something in it",
    ),
    Mistake(
        "yes for true",
        PLAN,
        r"illustrative: true",
        "illustrative: yes",
        "illustrative: yes",
        "illustrative",
        "true or false, not yes",
    ),
    Mistake(
        "a kind of entry nobody knows",
        PLAN,
        r"- certificate",
        "- certificates",
        "- certificates",
        "admits[6]",
        "one of reflection, supervision_note, training, work_product, observation_report, "
        "witness_testimony, feedback_from_supported, certificate, not certificates "
        "(did you mean certificate?)",
    ),
    Mistake(
        "a behaviour among a duty's knowledge",
        STANDARD,
        r"knowledge: \[K12, K13",
        "knowledge: [K12, B1, K13",
        "knowledge: [K12, B1",
        "duties[2].knowledge[2]",
        "a knowledge code such as K1, not B1",
    ),
    Mistake(
        "another file's key",
        STANDARD,
        r"^key: peer-worker",
        "key: nurse",
        "key: nurse",
        "key",
        "peer-worker, not nurse",
    ),
    Mistake(
        "a key with a space",
        "conduct.yaml",
        r"key: take-care",
        "key: take care",
        "key: take care",
        "does[1].key",
        "a key of small letters, digits and hyphens, not take care",
    ),
]

SENSE = [
    Mistake(
        "a code twice",
        STANDARD,
        r"code: K2$",
        "code: K1",
        "- code: K1\n    text: Legislation",
        "statements[2].code",
        "a code used only once; K1 is already on line {- code: K1}",
    ),
    Mistake(
        "a gap in the numbers",
        STANDARD,
        r"code: K7$",
        "code: K70",
        "code: K70",
        "statements[7].code",
        "K7, which comes next, not K70",
    ),
    Mistake(
        "the last statement lost",
        STANDARD,
        r"  - code: B5\n(.*\n)+?\n",
        "\n",
        "  - code: K1\n",
        "statements",
        "B5 as well, at the end",
    ),
    Mistake(
        "a duty out of turn",
        STANDARD,
        r"number: 8$",
        "number: 11",
        "number: 11",
        "duties[8].number",
        "8, which comes next, not 11",
    ),
    Mistake(
        "a code under two duties",
        STANDARD,
        r"skills: \[S6, S7, S8\]",
        "skills: [S6, S7, S8, S1]",
        "skills: [S6, S7, S8, S1]",
        "duties[2].skills[4]",
        "a code counted under a duty only once; S1 is already on line {skills: [S1,}",
    ),
    Mistake(
        "a code under no duty",
        STANDARD,
        r"skills: \[S6, S7, S8\]",
        "skills: [S6, S8]",
        "  - number: 1\n",
        "duties",
        "every K and S under a duty; S7 under none",
    ),
    Mistake(
        "an unconfirmed code that is not there",
        STANDARD,
        r"unconfirmed: \[K53\]",
        "unconfirmed: [K53, K59]",
        "unconfirmed: [",
        "duties[9].unconfirmed[2]",
        "a code of the standard, which has no K59",
    ),
    Mistake(
        "K53 not said to be unconfirmed",
        STANDARD,
        r"\n    unconfirmed: \[K53\]",
        "",
        "  - number: 9",
        "duties[9].unconfirmed",
        "K53 under duty 9 and no other",
    ),
    Mistake(
        "principles out of order",
        "principles.yaml",
        r"- code: safe$",
        "- code: safer",
        "- code: safer",
        "principles[8].code",
        "safe, which comes next, not safer",
    ),
    Mistake(
        "leaning on a principle that is not there",
        "principles.yaml",
        r"(- key: tell-how-things-turned(\n.*){1,2}?\n +principles: \[)mutual",
        r"\1mutal",
        "[mutal",
        "leaning.toward[1].principles[1]",
        "a code of the principles, which has no mutal (did you mean mutual?)",
    ),
    Mistake(
        "conduct that rests on a principle that is not there",
        "conduct.yaml",
        r"(- key: take-care\n.*\n +principles: \[)safe",
        r"\1safety",
        "[safety",
        "does[1].principles[1]",
        "a code of the principles, which has no safety (did you mean safe?)",
    ),
    Mistake(
        "a key on both halves of the conduct",
        "conduct.yaml",
        r"key: be-valued",
        "key: take-care",
        "- key: take-care\n    text: Your work",
        "can_expect[1].key",
        "a key used only once; take-care is already on line {key: take-care}",
    ),
    Mistake(
        "a domain with nothing to tag",
        "competences.yaml",
        r"taggable: true((.*\n)+?    )competences: \[\]",
        r"taggable: false\1competences: []",
        "competences: []",
        "domains[1].competences",
        "a competence, or `taggable: true` for a domain without any",
        also=2,
    ),
    Mistake(
        "a competence with another domain's number",
        "competences.yaml",
        r"code: '9\.2'",
        "code: '8.2'",
        "code: '8.2'\n        title: Ability to organise",
        "domains[9].competences[2].code",
        "9.2, which comes next, not 8.2",
    ),
    Mistake(
        "a section out of turn",
        "curriculum.yaml",
        r"number: 5$",
        "number: 6",
        "number: 6",
        "sections[5].number",
        "5, which comes next, not 6",
        also=1,
    ),
    Mistake(
        "a link to a code that is not there",
        "crosswalk.yaml",
        r"code: '1\.1'\}",
        "code: '1.99'}",
        "code: '1.99'",
        "links[1].from.code",
        "a code of curriculum, which has no 1.99",
    ),
    Mistake(
        "a link to a framework that is not there",
        "crosswalk.yaml",
        r"framework: curriculum, code: '1\.1'",
        "framework: curriculums, code: '1.1'",
        "curriculums",
        "links[1].from.framework",
        "one of peer-worker, principles, competences, curriculum, not curriculums "
        "(did you mean curriculum?)",
    ),
    Mistake(
        "a link inside one framework",
        "crosswalk.yaml",
        r"links:\n",
        "links:\n  - {from: {framework: peer-worker, code: K1}, "
        "to: {framework: peer-worker, code: K2}, ground: none}\n",
        "to: {framework: peer-worker, code: K2}",
        "links[1].to.framework",
        "another framework than the link's start",
    ),
    Mistake(
        "a link said again the other way round",
        "crosswalk.yaml",
        r"links:\n(.*\n)*?  - from: (\{.*\})\n    to: (\{.*\})\n    ground: .*\n",
        r"\g<0>  - from: \3" + "\n" + r"    to: \2" + "\n    ground: again\n",
        "  - from: {framework: competences",
        "links[2]",
        "a link said only once; it is already on line {- from: }",
    ),
    Mistake(
        "a reflective model lost",
        "reflective-models.yaml",
        r"- key: schon",
        "- key: shoen",
        "  - key: gibbs",
        "models",
        "these models as well: schon",
    ),
    Mistake(
        "a prompt under another key",
        "reflective-models.yaml",
        r"- key: so_what",
        "- key: and_then",
        "- key: and_then",
        "models[2].prompts[2].key",
        "so_what, which comes next, not and_then",
    ),
    Mistake(
        "a prompt too many",
        "reflective-models.yaml",
        r"prompts: \[\]",
        "prompts:\n      - {key: more, heading: More, question: Anything?, hint: If you like}",
        "{key: more",
        "models[7].prompts[1].key",
        "nothing more here, not more",
    ),
    Mistake(
        "the answers in another order",
        "skills-scan.yaml",
        r'\["yes", "some", "no"\]',
        '["yes", "no", "some"]',
        "answers:",
        "answers[2]",
        "some, which comes next, not no",
    ),
    Mistake(
        "a duty of the scan out of turn",
        "skills-scan.yaml",
        r"number: 10",
        "number: 9",
        "number: 9\n    title: Communicates",
        "duties[10].number",
        "10, which comes next, not 9",
    ),
    Mistake(
        "a plan that assesses what is not there",
        PLAN,
        r"S43, S44, S50",
        "S43, S44, S50, S51",
        "S43, S44, S50, S51",
        "methods[3].statements[24]",
        "a code of the standard, which has no S51",
    ),
    Mistake(
        "a plan that forgets a statement",
        PLAN,
        r"S43, S44, S50",
        "S43, S50",
        "  - key: professional-discussion",
        "methods",
        "every statement in a method or among outside_methods; S44 in neither",
    ),
    Mistake(
        "a statement both assessed and left out",
        PLAN,
        r"^core: \[\]",
        "core: []\noutside_methods: [B1]",
        "outside_methods: [B1]\n\n",
        "outside_methods[1]",
        "a statement that no method assesses; B1 is assessed",
    ),
    Mistake(
        "a core that is not there",
        PLAN,
        r"^core: \[\]",
        "core: [K1, K60]",
        "core: [K1",
        "core[2]",
        "a code of the standard, which has no K60",
    ),
    Mistake(
        "more pieces at least than at most",
        PLAN,
        r"typical_low: 10",
        "typical_low: 19",
        "typical_high: 18",
        "pieces.typical_high",
        "a number no smaller than typical_low",
    ),
    Mistake(
        "a portfolio that underpins nothing",
        PLAN,
        r"uses_portfolio: true",
        "uses_portfolio: false",
        "  - key: professional-discussion",
        "methods",
        "a method with `uses_portfolio: true`",
    ),
]


def line_of(text: str, piece: str) -> int:
    """The line on which a piece of text begins, or ends where it spans from an earlier one."""
    assert piece in text
    end = text.index(piece) + len(piece.rstrip("\n").split("\n")[0])
    return text.count("\n", 0, end) + 1


def break_it(folder: Path, mistake: Mistake) -> tuple[int, str]:
    """Make the mistake; answer with the line and the words it should be told in."""
    path = folder / mistake.file
    text, made = re.subn(
        mistake.old, mistake.new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
    )
    assert made == 1, "the file to break has changed: mend this test"
    path.write_text(text, encoding="utf-8")
    first = re.search(r"\{(.*?[^}])\}", mistake.expected)
    expected = mistake.expected
    if first:
        expected = expected.replace(first.group(0), str(line_of(text, first.group(1))))
    return line_of(text, mistake.at), expected


@pytest.mark.parametrize("mistake", SHAPES + SENSE, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_by_file_line_field_and_what_was_expected(
    folder: Path, mistake: Mistake
) -> None:
    line, expected = break_it(folder, mistake)
    errors = check(folder)
    told = [str(error) for error in errors]
    assert f"{mistake.file}, line {line}, {mistake.field}: expected {expected}." in told
    assert len(told) == 1 + mistake.also
    with pytest.raises(ContentError) as raised:
        load(folder)
    assert str(raised.value) == told[0]


def test_an_error_can_be_taken_apart(folder: Path) -> None:
    (folder / "conduct.yaml").write_text("introduction: []\n", encoding="utf-8")
    error = check(folder)[0]
    assert (error.file, error.line) == ("conduct.yaml", 1)
    assert (error.field, error.expected) == ("introduction", "a piece of text, not a list")
