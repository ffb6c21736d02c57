"""From a tree to a framework that can be taken in: codes, kinds, groups, and the rules to keep."""

from collections import Counter
from collections.abc import Iterable, Iterator

from journal.domain.framework import StatementKind
from journal.exchange import kinds
from journal.exchange.exchanged import Exchanged, ExchangedGroup, ExchangedStatement
from journal.exchange.problems import (
    LONGEST_CODE,
    LONGEST_EXPLANATION,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_STATEMENTS,
    CannotRead,
)
from journal.exchange.texts import is_empty, key_of, unwanted
from journal.exchange.tree import Header, Node, Tree

OTHERS = "Other statements"


def build(header: Header, tree: Tree, notes: Iterable[str] = ()) -> Exchanged:
    """The framework in the file, or every sentence about what is wrong with it."""
    headings = [node for node in tree.nodes.values() if tree.is_heading(node)]
    nodes = _in_order([node for node in tree.nodes.values() if not tree.is_heading(node)])
    problems = [*_of_header(header), *_of_count(nodes), *_of_nodes(headings), *_of_nodes(nodes)]
    if problems:
        raise CannotRead(*problems)
    found = _kinds(tree, nodes)
    groups = _Groups(header, tree, headings, found)
    codes = _codes(nodes, found, groups)
    problems = list(_of_codes(nodes, codes))
    if problems:
        raise CannotRead(*problems)
    return Exchanged(
        key=header.key,
        title=header.title,
        short_title=header.short_title,
        source=header.source,
        version=header.version,
        description=header.description,
        groups=groups.listed,
        statements=tuple(
            ExchangedStatement(
                code=codes[node.ref],
                text=node.text,
                kind=found[node.ref],
                group=groups.key_over(node),
                explanation=node.explanation,
                related=_related(node, codes),
            )
            for node in nodes
        ),
        changed=header.changed,
        notes=(*notes, *_notes(tree, headings, nodes, codes)),
    )


class _Groups:
    """The headings that hold statements, with their keys and their way down from the top."""

    def __init__(
        self,
        header: Header,
        tree: Tree,
        headings: list[Node],
        found: dict[str, StatementKind],
    ) -> None:
        self._over: dict[str, Node | None] = {
            ref: next(reversed(tree.headings_over(tree.nodes[ref])), None) for ref in found
        }
        holding = {over.ref for over in self._over.values() if over}
        self._keys: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._tries: Counter[str] = Counter()
        self._listed: list[ExchangedGroup] = []
        for heading in headings:
            if heading.heading or heading.ref in holding:
                key = self._free(key_of(heading.code) or key_of(heading.text))
                self._keys[heading.ref] = key
                self._list(ExchangedGroup(key, tree.title_of(heading), heading.audience))
        rest = {kind for ref, kind in found.items() if not self._over[ref]}
        if rest:
            alone = not self._listed
            title = header.title if alone else _title_of_rest(rest)
            self._rest = self._free(header.key if alone else key_of(title))
            self._list(ExchangedGroup(self._rest, title))

    @property
    def listed(self) -> tuple[ExchangedGroup, ...]:
        return tuple(self._listed)

    def key_over(self, node: Node) -> str:
        over = self._over[node.ref]
        return self._keys[over.ref] if over else self._rest

    def number_of(self, key: str) -> int:
        return self._numbers[key]

    def _list(self, group: ExchangedGroup) -> None:
        self._listed.append(group)
        self._numbers[group.key] = len(self._listed)

    def _free(self, wish: str) -> str:
        """The key wished for, or the next that is still free."""
        base = key = wish or "group-1"
        while key in self._numbers:
            self._tries[base] += 1
            key = f"{base}-{self._tries[base] + 1}"
        return key


def _title_of_rest(rest: set[StatementKind]) -> str:
    """Behaviours often belong to no duty: then they are a group of their own."""
    return kinds.GROUPS_OF.get(next(iter(rest)), OTHERS) if len(rest) == 1 else OTHERS


def _in_order(nodes: list[Node]) -> list[Node]:
    """As the file says, if it says so of every one; else from top to bottom."""
    if any(node.position is None for node in nodes):
        return nodes
    return sorted(nodes, key=lambda node: node.position or 0)


def _kinds(tree: Tree, nodes: list[Node]) -> dict[str, StatementKind]:
    tell = kinds.letters_tell(node.code for node in nodes)

    def kind(node: Node) -> StatementKind:
        over = (kinds.of_heading(each.text) for each in reversed(tree.headings_over(node)))
        return (
            node.kind
            or _letter_kind(kinds.of_word(node.word))
            or (kinds.of_code(node.code) if tell else None)
            or next((each for each in over if each), None)
            or kinds.of_word(node.word)
            or kinds.PLAIN
        )

    return {node.ref: kind(node) for node in nodes}


def _letter_kind(kind: StatementKind | None) -> StatementKind | None:
    return kind if kind in kinds.LETTERS else None


def _codes(nodes: list[Node], found: dict[str, StatementKind], groups: _Groups) -> dict[str, str]:
    """Each statement's code: its own, or the next free number of its kind or its group."""
    taken = {node.code for node in nodes}
    count: Counter[str] = Counter()
    codes = {}
    for node in nodes:
        start = kinds.LETTERS.get(found[node.ref]) or f"{groups.number_of(groups.key_over(node))}."
        code = node.code
        while not code or (not node.code and code in taken):
            count[start] += 1
            code = f"{start}{count[start]}"
        codes[node.ref] = code
    return codes


def _related(node: Node, codes: dict[str, str]) -> tuple[str, ...]:
    meant = (codes.get(ref, "") for ref in node.related if ref != node.ref)
    return tuple(dict.fromkeys(code for code in meant if code))


def _of_header(header: Header) -> Iterator[str]:
    if is_empty(header.title):
        yield "The framework has no title; a name that people know it by was expected."
    for name, text in (("title", header.title), ("source", header.source)):
        if len(text) > LONGEST_TITLE:
            yield f"The framework's {name} is longer than {LONGEST_TITLE} characters."
    whole = "\n".join((header.title, header.short_title, header.source, header.description))
    if found := unwanted(f"{whole}\n{header.version}\n{header.changed}"):
        yield f"The framework's title or description holds a character that is no text ({found})."


def _of_count(nodes: list[Node]) -> Iterator[str]:
    if not nodes:
        yield "There are no statements in the file; at least one was expected."
    if len(nodes) > MOST_STATEMENTS:
        yield f"There are {len(nodes)} statements; {MOST_STATEMENTS} at most can be taken in."


def _of_nodes(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if is_empty(node.text):
            yield f"{node.where}: the text is empty; the words of the statement were expected."
        if len(node.text) > LONGEST_TEXT:
            yield f"{node.where}: the text is longer than {LONGEST_TEXT} characters."
        if len(node.explanation) > LONGEST_EXPLANATION:
            yield f"{node.where}: the explanation is longer than {LONGEST_EXPLANATION} characters."
        if found := unwanted(f"{node.code}\n{node.text}\n{node.explanation}"):
            yield f"{node.where}: it holds a character that is no text ({found})."


def _of_codes(nodes: list[Node], codes: dict[str, str]) -> Iterator[str]:
    first: dict[str, Node] = {}
    for node in nodes:
        code = codes[node.ref]
        if len(code) > LONGEST_CODE:
            yield f"{node.where}: the code is longer than {LONGEST_CODE} characters."
        if code in first:
            yield f"{node.where}: the code {code} is there already, at {first[code].where}."
        first.setdefault(code, node)


def _notes(
    tree: Tree, headings: list[Node], nodes: list[Node], codes: dict[str, str]
) -> Iterator[str]:
    below = tree.has_statement_below()
    if below:
        yield f"{_many(below)} under another statement; here they stand beside it."
    if any(node.explanation for node in headings):
        yield "What the file says about its groups, beyond their titles, is not taken along."
    bare = sum(1 for node in nodes if not node.code)
    if bare:
        yield (
            f"{_many(bare, 'has no code', 'have no code')} of their own and are numbered by their"
            " place. A later version of the file may number them otherwise."
        )
    if any(ref not in codes for node in nodes for ref in node.related):
        yield "Links to something other than a statement of this framework are not taken along."


def _many(number: int, one: str = "stands", several: str = "stand") -> str:
    return f"1 statement {one}" if number == 1 else f"{number} statements {several}"
