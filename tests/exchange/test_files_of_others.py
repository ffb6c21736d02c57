"""Files as other systems write them: what each of them holds, line by line."""

from journal.domain.framework import StatementKind
from journal.exchange import Exchanged, framework_from, read
from tests.exchange import FILES

K, S, B = StatementKind.KNOWLEDGE, StatementKind.SKILL, StatementKind.BEHAVIOUR
C = StatementKind.COMPETENCE
FLATTENED = "1 statement stands under another statement; here they stand beside it."
OF_GROUPS = "What the file says about its groups, beyond their titles, is not taken along."
OF_LINKS = "Links to something other than a statement of this framework are not taken along."


def read_file(name: str, form: str) -> Exchanged:
    reading = read((FILES / name).read_bytes())
    assert (reading.format, reading.problems) == (form, ())
    assert reading.exchanged is not None
    assert read((FILES / name).read_bytes(), form) == reading
    return reading.exchanged


def statements(exchanged: Exchanged) -> list[tuple[str, StatementKind, str, str]]:
    return [(each.code, each.kind, each.group, each.text) for each in exchanged.statements]


def groups(exchanged: Exchanged) -> list[tuple[str, str]]:
    return [(group.key, group.title) for group in exchanged.groups]


def explanation(exchanged: Exchanged, code: str) -> str:
    return next(each.explanation for each in exchanged.statements if each.code == code)


def test_case_with_three_levels_in_the_order_of_its_numbers() -> None:
    found = read_file("case-three-levels.json", "case")
    assert (found.key, found.title) == ("community-garden-helpers", "Community garden helpers")
    assert (found.source, found.version) == ("Green Corner Network", "2.1")
    assert found.description == "What helpers in a shared garden can do."
    assert groups(found) == [("p", "Being with people"), ("g", "Caring for what grows")]
    assert statements(found) == [
        ("P.1", C, "p", "Makes room for somebody who is new"),
        ("G.1", C, "g", "Keeps plants alive through a dry month"),
        ("G.1.a", C, "g", "Waters at the right time of day"),
        ("G.2", C, "g", "Knows which seeds to keep"),
    ]
    assert explanation(found, "G.1") == "Rain is not to be relied on."
    assert found.notes == (FLATTENED, OF_LINKS)


def test_case_wrapped_without_codes_or_hierarchy() -> None:
    found = read_file("case-wrapped-no-codes.json", "case")
    assert groups(found) == [("volunteer-listeners", "Volunteer listeners")]
    assert statements(found) == [
        ("K1", K, "volunteer-listeners", "How listening differs from advising"),
        ("S1", S, "volunteer-listeners", "Stay with a silence"),
        ("B1", B, "volunteer-listeners", "Patient with oneself and with others"),
        ("K2", K, "volunteer-listeners", "Where to turn when somebody is not safe"),
    ]
    assert [each.related for each in found.statements] == [(), ("K1",), (), ()]
    assert len(found.notes) == 1
    assert "4 statements have no code of their own" in found.notes[0]


def test_case_with_one_root_and_links_by_address() -> None:
    found = read_file("case-one-root.json", "case")
    assert groups(found) == [("1", "Welcome"), ("2", "Farewell")]
    assert [(code, group) for code, _, group, _ in statements(found)] == [
        ("1.1", "1"),
        ("1.2", "1"),
        ("2.1", "2"),
    ]
    assert found.notes == ()


def test_an_empty_cell_written_as_no_number_is_an_empty_cell() -> None:
    """As a program writes it that takes an empty cell for a number that is none."""
    plain = (FILES / "case-three-levels.json").read_bytes()
    odd = plain.replace(b'"notes":""', b'"notes":NaN')
    assert odd != plain
    assert read(odd) == read(plain)


def test_case_of_a_small_standard_with_three_duties() -> None:
    """Knowledge, skills and behaviours run on across the duties; the behaviours are under none."""
    found = read_file("community-link-helper.json", "case")
    assert (found.key, found.version) == ("community-link-helper", "0.3")
    numbers = {"K": range(1, 6), "S": range(1, 6), "B": range(1, 3)}
    assert [each.code for each in found.statements] == [
        f"{letter}{number}" for letter, every in numbers.items() for number in every
    ]
    assert {each.kind for each in found.statements if each.code[0] == "B"} == {B}
    assert groups(found) == [
        ("d1", "Get to know a person and what matters to them"),
        ("d2", "Find what the neighbourhood has to offer"),
        ("d3", "Go along the first time, and step back"),
        ("behaviours", "Behaviours"),
    ]
    framework = framework_from(found)
    assert [group.codes for group in framework.groups] == [
        ("K1", "K2", "S1", "S2"),
        ("K3", "K4", "S3"),
        ("K5", "S4", "S5"),
        ("B1", "B2"),
    ]
    assert found.notes == ()


def test_moodles_own_export() -> None:
    found = read_file("moodle-export.csv", "moodle")
    assert (found.key, found.title) == ("lib-24", "Library companions")
    assert found.description == "Companions in a public library,\nfrom the first day on."
    assert groups(found) == [("people", "People"), ("places", "Places & things")]
    assert statements(found) == [
        ("LIB-1", C, "people", "Listening"),
        ("LIB-1-a", B, "people", "Repeats in own words"),
        (
            "LIB-2",
            C,
            "people",
            "Explains how the catalogue works, as often as it is asked for, without making anybody"
            " feel small or hurried.",
        ),
        ("LIB,3", C, "places", "Finds a quiet corner"),
    ]
    assert explanation(found, "LIB-1") == (
        "Listens until the other person has finished, and asks once more.\n"
        "- in the hall\n- on the telephone"
    )
    assert explanation(found, "LIB-2") == "With a smile."
    assert explanation(found, "LIB,3") == ""
    assert [each.related for each in found.statements] == [
        ("LIB-2", "LIB,3"),
        (),
        ("LIB-1",),
        (),
    ]
    assert found.notes == (FLATTENED, OF_GROUPS, OF_LINKS)


def test_moodle_through_a_german_spreadsheet() -> None:
    found = read_file("moodle-semicolons-cp1252.csv", "moodle")
    assert (found.key, found.title) == ("cafe", "Café companions")
    assert found.description == 'Welche Fähigkeiten \u2013 "die Basis"'
    assert groups(found) == [("w", "Knowledge"), ("f", "Skills")]
    assert statements(found) == [
        ("W1", K, "w", "Wie man einen Gast begrüßt"),
        ("F1", S, "f", "Kaffee kochen, ohne zu kleckern"),
    ]
    assert explanation(found, "W1") == "Auch früh;\nauch spät \u2013 für 2 €"
    assert found.statements[1].related == ("W1",)


def test_moodle_with_columns_in_french() -> None:
    found = read_file("moodle-tabs-french-bom.csv", "moodle")
    assert groups(found) == [("pair", "Pair-aidance")]
    assert statements(found) == [
        ("K1", K, "pair", "Les valeurs de l\u2019entraide"),
        ("S1", S, "pair", "Savoir dire non"),
    ]
    assert explanation(found, "K1") == "Écouter d\u2019abord."
    assert found.notes == (
        "The columns have names that are not known here; they were taken in Moodle's order.",
    )


def test_mahara_as_it_is_written_today() -> None:
    found = read_file("mahara-standards.matrix", "matrix")
    assert found.description == "For those who walk along.\nTwo standards."
    assert groups(found) == [
        ("on-the-way", "Being on the way together"),
        ("afterwards", "Afterwards"),
    ]
    assert statements(found) == [
        ("1.1", C, "on-the-way", "Sets a pace that both can keep"),
        ("1.2", C, "on-the-way", "Knows the benches"),
        ("1.2.1", C, "on-the-way", "Knows which benches are dry"),
        ("2.1", C, "afterwards", "Writes down nothing that was told in confidence"),
    ]
    assert explanation(found, "1.1") == "- uphill\n- and downhill & home"
    assert found.notes == (FLATTENED, OF_GROUPS)


def test_mahara_out_of_its_editor() -> None:
    """Both standards count from 1, so the elements' numbers are the codes, 1.10 among them."""
    found = read_file("mahara-editor-export.matrix", "matrix")
    assert statements(found) == [
        ("1.10", S, "skills", "Cuts onions without tears"),
        ("1.11", S, "skills", "Cuts onions for others"),
        ("2.1", K, "knowledge", "Which knife is whose"),
    ]


def test_mahara_as_it_was() -> None:
    found = read_file("mahara-older.matrix", "matrix")
    assert groups(found) == [("voice", "Using one's voice"), ("silence", "Using silence")]
    assert statements(found) == [
        ("Sings in tune", C, "voice", "Sings in tune"),
        ("V2", C, "voice", "Breathes"),
    ]
    assert explanation(found, "Sings in tune") == "Or nearly so"
    assert explanation(found, "V2") == ""
