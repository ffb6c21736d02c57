"""Codes and keys that are doubled, out of turn or lead nowhere are told where they stand."""

from pathlib import Path

import pytest

from tests.content.mistakes import Mistake, assert_told

MISTAKES = [
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
        "a domain out of turn",
        "competences.yaml",
        r"number: 9$",
        "number: 10",
        "number: 10",
        "domains[9].number",
        "9, which comes next, not 10",
        also=1,
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
        "a prompt's key twice in a model of one's own",
        "reflective-models.yaml",
        r"\Z",
        "  - {key: ours, name: Ours, origin: us, introduction: Ours, prompts: [\n"
        "      {key: one, heading: One, question: One?, hint: One},\n"
        "      {key: one, heading: Two, question: Two?, hint: Two}]}\n",
        "{key: one, heading: Two",
        "models[8].prompts[2].key",
        "a key used only once; one is already on line {{key: one}",
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
        "a principle named twice",
        "conduct.yaml",
        r"(- key: take-care\n.*\n +principles: \[)safe",
        r"\1safe, safe",
        "[safe, safe",
        "does[1].principles[2]",
        "a principle named only once; safe is already on line {[safe, safe}",
    ),
    Mistake(
        "a leaning key on both lists",
        "principles.yaml",
        r"key: widen-the-divide",
        "key: tell-how-things-turned",
        "key: tell-how-things-turned\n      text: Do not",
        "leaning.away[7].key",
        "a key used only once; tell-how-things-turned is already on line "
        "{- key: tell-how-things-turned}",
    ),
    Mistake(
        "a principle's code twice",
        "principles.yaml",
        r"- code: safe$",
        "- code: mutual",
        "- code: mutual\n    heading: Safe",
        "principles[8].code",
        "a code used only once; mutual is already on line {- code: mutual}",
    ),
    Mistake(
        "a model twice",
        "reflective-models.yaml",
        r"- key: free",
        "- {key: schon, name: Two, origin: none, introduction: none, prompts: []}\n  - key: free",
        "- {key: schon",
        "models[7].key",
        "a key used only once; schon is already on line {- key: schon}",
        also=1,
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_it_is_told_by_file_line_field_and_what_was_expected(
    folder: Path, mistake: Mistake
) -> None:
    assert_told(folder, mistake)
