"""From the lines of a file, each with its parent, to a framework of groups and statements.

Every format is a tree underneath. What is a heading and what a statement is decided here, once for
all of them, and so is everything that a file must keep to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from journal.domain.framework import Audience, StatementKind
from journal.exchange import kinds
from journal.exchange.problems import DEEPEST, CannotRead

BETWEEN = " / "


@dataclass(frozen=True)
class Node:
    """One item, row or element; `where` is how to find it in the file.

    `heading` is set where the file itself says that this is a group; `position` where it says
    which place the statement has among all.
    """

    ref: str
    where: str
    parent: str
    code: str
    text: str
    explanation: str = ""
    word: str = ""
    kind: StatementKind | None = None
    heading: bool = False
    audience: Audience = Audience.WORKER
    position: int | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """What a file says of the framework as a whole."""

    key: str
    title: str
    short_title: str = ""
    source: str = ""
    version: str = ""
    description: str = ""
    changed: str = ""


@dataclass(frozen=True)
class Tree:
    """The nodes of a file in their order from top to bottom, each known by its ref.

    A node hangs from the top when its parent is the empty string.
    """

    nodes: Mapping[str, Node]
    depth: Mapping[str, int]

    @cached_property
    def with_children(self) -> frozenset[str]:
        """The refs of all that hold something."""
        return frozenset(node.parent for node in self.nodes.values() if node.parent)

    @cached_property
    def single_root(self) -> str:
        """The one node that everything hangs from: the framework once more, and no heading."""
        roots = [ref for ref, depth in self.depth.items() if depth == 0]
        deep = len(roots) == 1 and max(self.depth.values()) > 1
        return roots[0] if deep else ""

    def is_heading(self, node: Node) -> bool:
        """A group, or a statement? What holds others is a heading at the top, or where it says so.

        Further down, whatever has a code of its own can be tagged, and stays a statement even
        when finer ones stand below it.
        """
        if node.heading:
            return True
        if node.ref not in self.with_children:
            return False
        if kinds.of_code(node.code) and not kinds.is_heading(node.word):
            return False
        at_the_top = self.depth[node.ref] <= (1 if self.single_root else 0)
        return at_the_top or not node.code or kinds.is_heading(node.word)

    def headings_over(self, node: Node) -> list[Node]:
        """The headings that a node stands under, from the top."""
        found = []
        while node.parent:
            node = self.nodes[node.parent]
            if self.is_heading(node):
                found.append(node)
        return found[::-1]

    def title_of(self, heading: Node) -> str:
        """Its title after those above it; a single root only says the framework's once more."""
        path = [over for over in self.headings_over(heading) if over.ref != self.single_root]
        return BETWEEN.join(each.text for each in (*path, heading))

    def has_statement_below(self) -> int:
        """How many statements stand under another statement."""
        return sum(
            1
            for node in self.nodes.values()
            if node.parent
            and not self.is_heading(node)
            and not self.is_heading(self.nodes[node.parent])
        )


def plant(nodes: Sequence[Node]) -> Tree:
    """The tree of these nodes, siblings in the order given; or what keeps it from standing."""
    refs = {node.ref for node in nodes}
    missing = [node for node in nodes if node.parent and node.parent not in refs]
    if missing:
        raise CannotRead(
            *(f"{node.where}: what it stands under is not in the file." for node in missing)
        )
    order, depth = _walk(nodes)
    if len(order) < len(nodes):
        raise CannotRead(_in_a_circle([node for node in nodes if node.ref not in depth]))
    too_deep = next((node for node in order if depth[node.ref] >= DEEPEST), None)
    if too_deep:
        raise CannotRead(
            f"{too_deep.where}: it stands more than {DEEPEST} levels deep, which is more than a"
            " framework needs."
        )
    return Tree({node.ref: node for node in order}, depth)


def _walk(nodes: Sequence[Node]) -> tuple[list[Node], dict[str, int]]:
    children: dict[str, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node)
    order: list[Node] = []
    depth: dict[str, int] = {}
    ahead = [(node, 0) for node in reversed(children.get("", []))]
    while ahead:
        node, level = ahead.pop()
        order.append(node)
        depth[node.ref] = level
        ahead.extend((child, level + 1) for child in reversed(children.get(node.ref, [])))
    return order, depth


def _in_a_circle(nodes: Sequence[Node]) -> str:
    names = ", ".join(node.code or node.where for node in nodes[:5])
    more = f" and {len(nodes) - 5} more" if len(nodes) > 5 else ""
    return (
        f"Some lines stand under each other in a circle, so that none of them is at the top:"
        f" {names}{more}. Each should lead up to the framework."
    )


def in_file_order(tree: Tree, nodes: Sequence[Node]) -> Tree:
    """The same tree read as the file stands, for a flat one whose writer chose the order."""
    if max(tree.depth.values(), default=0) > 1:
        return tree
    return replace(tree, nodes={node.ref: node for node in nodes})
