"""Moodle's competency CSV: a row for the framework, and one for each competency.

Moodle cuts a short name at 100 characters and has no kinds or audiences. So a long text stands
whole in the description, and the kind stands in a competency's taxonomy, which Moodle leaves empty.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from journal.domain.framework import Audience, StatementKind
from journal.exchange import kinds, pairs
from journal.exchange.building import build
from journal.exchange.csv_files import (
    Row,
    announced,
    decode,
    first_line,
    guarded,
    named,
    plain_name,
    rows,
    separator_of,
)
from journal.exchange.exchanged import Exchanged
from journal.exchange.problems import CannotRead
from journal.exchange.texts import from_html, key_of, line, lines
from journal.exchange.tree import Header, Node, in_file_order, plant

LIMIT = 100
HEADINGS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
NAMES = tuple(plain_name(heading) for heading in HEADINGS)
PARENT, ID, NAME, DESCRIPTION, FORMAT, SCALE, SCALE_CONFIGURATION, *_ = NAMES
*_, RULE_OUTCOME, RULE_SETTING, RELATED, EXPORTED, IS_FRAMEWORK, TAXONOMY = NAMES
SAME = {
    "parentid": PARENT, "parentidentifier": PARENT, "parent": PARENT,
    "id": ID, "identifier": ID, "competencyid": ID, "name": NAME,
    "relatedidnumbers": RELATED, "crossreferencedids": RELATED,
    "crossreferencedcompetencyids": RELATED,
    "exportid": EXPORTED, "iscompetencyframework": IS_FRAMEWORK, "framework": IS_FRAMEWORK,
    "taxonomies": TAXONOMY,
}  # fmt: skip
KNOWN = (*NAMES, *SAME)
NEEDED = (ID, NAME, IS_FRAMEWORK)
ENOUGH = 3
"""So many names that are known make it Moodle's file, whatever else stands there."""

PLAIN, MARKDOWN = "2", "4"
NO = ("", "0", "false", "no")
GROUP = "group"
MOODLES_OWN_SCALE = "Not yet competent,Competent"
SCALE_SETTING = '[{"scaleid":"2"},{"id":2,"scaledefault":1,"proficient":1}]'
A_COMMA = "%2C"


def is_moodle(text: str) -> bool:
    """Whether the first line names the columns of such a file, or has as many in a language that
    is not known here."""
    _, table = announced(text)
    separator, known = separator_of(table, KNOWN)
    return known >= ENOUGH or len(first_line(table).split(separator)) == len(HEADINGS)


def read(data: bytes) -> Exchanged:
    """The framework in the file; raises CannotRead with every sentence about what is wrong."""
    found, notes = _table(decode(data))
    frameworks = [row for row in found if row[IS_FRAMEWORK].strip().casefold() not in NO]
    if len(frameworks) != 1:
        where = ", ".join(f"line {row.line}" for row in frameworks[:5])
        seen = f"{len(frameworks)} have ({where})" if frameworks else "none has"
        raise CannotRead(
            f'One row should have 1 under "Is framework", for the framework itself; {seen}.'
        )
    own = frameworks[0]
    nodes = _nodes([row for row in found if row is not own], line(own[ID]))
    depth = plant(nodes).depth
    levels = [each.strip() for each in own[TAXONOMY].split(",")]
    nodes = [_with_word_of_level(node, levels, depth[node.ref]) for node in nodes]
    return build(_header(own), in_file_order(plant(nodes), nodes), notes)


def write(exchanged: Exchanged) -> bytes:
    """The file, in UTF-8 with Moodle's own columns in Moodle's own order."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in _rows(exchanged):
        writer.writerow([guarded(row.get(name, "")) for name in NAMES])
    return file.getvalue().encode()


def _table(text: str) -> tuple[list[Row], list[str]]:
    """Every row by the names of its columns, and what there is to say of them."""
    said, table = announced(text)
    separator, known = separator_of(table, KNOWN)
    each = rows(table, said or separator, begins=2 if said else 1)
    _, first = next(each, (1, []))
    if known >= ENOUGH:
        names = [SAME.get(plain_name(name), plain_name(name)) for name in first]
        missing = [HEADINGS[NAMES.index(name)] for name in NEEDED if name not in names]
        if missing:
            raise CannotRead(f"Line 1: these columns are missing: {', '.join(missing)}.")
        return named(list(each), names), []
    if len(first) != len(HEADINGS):
        raise CannotRead(
            f"Line 1: the names of Moodle's columns were expected, {HEADINGS[1]} and"
            f" {HEADINGS[2]} among them."
        )
    note = "The columns have names that are not known here; they were taken in Moodle's order."
    return named(list(each), NAMES), [note]


def _nodes(competencies: list[Row], framework: str) -> list[Node]:
    refs: dict[str, int] = {}
    twice = []
    for row in competencies:
        ref = line(row[ID])
        if ref and ref in refs:
            twice.append(
                f"Line {row.line}: the ID number {ref} is there already, on line {refs[ref]}."
            )
        refs.setdefault(ref, row.line)
    if twice:
        raise CannotRead(*twice)
    top = ("",) if framework in refs else ("", framework)
    return [_node(row, top) for row in competencies]


def _node(row: Row, top: tuple[str, ...]) -> Node:
    code, parent = line(row[ID]), line(row[PARENT])
    word, *more = [each.strip().casefold() for each in row[TAXONOMY].split(",")]
    text, explanation = pairs.take(line(row[NAME]), _description(row), LIMIT)
    return Node(
        ref=code or f"line {row.line}",
        where=f"Line {row.line}" + (f" ({code[:40]})" if code else ""),
        parent="" if parent in top else parent,
        code=code.replace(f"{GROUP} ", "") if word == GROUP else code,
        text=text,
        explanation=explanation,
        word=word,
        kind=next((kind for kind in StatementKind if kind == word), None),
        heading=word == GROUP,
        audience=next((each for each in Audience if each in more), Audience.WORKER),
        related=tuple(
            line(each.replace(A_COMMA, ",")) for each in row[RELATED].split(",") if each.strip()
        ),
    )


def _with_word_of_level(node: Node, levels: list[str], depth: int) -> Node:
    """Moodle names the competencies of each level; a code such as K4 says more than that."""
    if node.word or depth >= len(levels) or kinds.of_code(node.code):
        return node
    return replace(node, word=levels[depth])


def _header(row: Row) -> Header:
    facts, description = pairs.unlabelled(_description(row))
    title = facts.get(pairs.TITLE) or line(row[NAME])
    key = facts.get(pairs.KEY) or row[ID] or title
    return Header(
        key=key_of(key) or "framework",
        title=title,
        short_title=facts.get(pairs.SHORT_TITLE, ""),
        source=facts.get(pairs.SOURCE, ""),
        version=facts.get(pairs.VERSION, ""),
        description=description,
    )


def _description(row: Row) -> str:
    plain = row[FORMAT].strip() in (PLAIN, MARKDOWN)
    return lines(row[DESCRIPTION]) if plain else from_html(row[DESCRIPTION])


def _rows(exchanged: Exchanged) -> Iterator[dict[str, str]]:
    yield _framework_row(exchanged)
    codes = {each.code for each in exchanged.statements}
    ids = {group.key: _free(group.key, codes) for group in exchanged.groups}
    for group in exchanged.groups:
        name, description = pairs.put(group.title, "", LIMIT)
        more = "" if group.audience is Audience.WORKER else f",{group.audience}"
        yield _competency_row(ids[group.key], "", name, description, f"{GROUP}{more}")
    for each in exchanged.statements:
        name, description = pairs.put(each.text, each.explanation, LIMIT)
        row = _competency_row(each.code, ids[each.group], name, description, each.kind.value)
        related = ",".join(code.replace(",", A_COMMA) for code in each.related)
        yield {**row, RELATED: related}


def _framework_row(exchanged: Exchanged) -> dict[str, str]:
    cut = len(exchanged.title) > LIMIT
    facts = {
        pairs.KEY: exchanged.key,
        pairs.TITLE: exchanged.title if cut else "",
        pairs.SHORT_TITLE: exchanged.short_title,
        pairs.SOURCE: exchanged.source,
        pairs.VERSION: exchanged.version,
    }
    return {
        ID: exchanged.key,
        NAME: pairs.cut(exchanged.title, LIMIT) if cut else exchanged.title,
        DESCRIPTION: pairs.labelled(facts, exchanged.description),
        FORMAT: PLAIN,
        SCALE: MOODLES_OWN_SCALE,
        SCALE_CONFIGURATION: SCALE_SETTING,
        IS_FRAMEWORK: "1",
        TAXONOMY: "domain,competency,competency,competency",
    }


def _competency_row(
    code: str, parent: str, name: str, description: str, taxonomy: str
) -> dict[str, str]:
    return {
        PARENT: parent,
        ID: code,
        NAME: name,
        DESCRIPTION: description,
        FORMAT: PLAIN,
        RULE_OUTCOME: "0",
        RULE_SETTING: "null",
        TAXONOMY: taxonomy,
    }


def _free(key: str, codes: set[str]) -> str:
    """A group's ID number, which no statement may have as well."""
    while key in codes:
        key = f"{GROUP} {key}"
    return key
