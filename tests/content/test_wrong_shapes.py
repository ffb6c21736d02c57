"""A field with the wrong name, kind or value is told where it stands."""

from pathlib import Path

import pytest

from tests.content.mistakes import PLAN, STANDARD, Mistake, assert_told

MISTAKES = [
    Mistake(
        "a field nobody knows",
        STANDARD,
        r"^level: 3",
        "level: 3\nlevels: 4",
        "levels: 4",
        "levels",
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


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_it_is_told_by_file_line_field_and_what_was_expected(
    folder: Path, mistake: Mistake
) -> None:
    assert_told(folder, mistake)
