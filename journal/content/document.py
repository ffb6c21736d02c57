"""One content file: its data, and the line on which each field stands.

The YAML is only composed into nodes, which keep their place and construct nothing; values are
then read by the shapes alone, so nothing in a file can run and no value is guessed at.
"""

import difflib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from journal.content.errors import ContentError
from journal.content.shapes import (
    Fields,
    ListOf,
    OneOf,
    Otherwise,
    Shape,
    Text,
    Truth,
    Whole,
    name_of,
)

Place = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STR, _INT, _BOOL, _NULL = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "bool", "null"))
_WHOLE_FILE = "the file"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_DEEPEST = 50


@dataclass
class Document:
    """A file as read. `data` is to be trusted only while `errors` is empty."""

    file: str
    data: Any = None
    errors: list[ContentError] = field(default_factory=list)
    lines: dict[Place, int] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self.errors

    def line(self, place: Place) -> int:
        """The line where a field stands; a field left to its default has its parent's."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def wrong(self, place: Place, expected: str, line: int | None = None) -> None:
        """Note a mistake at this place."""
        where = self.line(place) if line is None else line
        self.errors.append(ContentError(self.file, where, path_of(place), expected))


def path_of(place: Place) -> str:
    """`duties[3].title`: items counted from 1, and a name for the file as a whole."""
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place]
    return "".join(steps).removeprefix(".") or _WHOLE_FILE


def nearest(word: str, words: Collection[str]) -> str:
    """A hint at what was meant, where one word comes close; numbers are too alike to guess at."""
    close = [] if re.search(r"\d", word) else difflib.get_close_matches(word, words, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def read(folder: Path, file: str, shape: Fields) -> Document:
    """The file, read by its shape; whatever is wrong with it is in `errors`."""
    document = Document(file)
    text = _text_of(folder / file, document)
    return read_text(document, text, shape)


def read_text(document: Document, text: str | None, shape: Fields) -> Document:
    """A document of this text, read by its shape; None stands for a text that could not be read."""
    node = _node_of(text, document) if text is not None else None
    if node is not None:
        document.data = _value(document, (), node, shape)
    elif document.well:
        document.wrong((), f"{name_of(shape)}, and it is empty")
    return document


def _text_of(path: Path, document: Document) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        document.wrong((), f"a file that can be read ({(problem.strerror or 'it cannot').lower()})")
        return None
    return text_in(raw, document)


def text_in(raw: bytes, document: Document) -> str | None:
    """The text that a file holds; None, and an error noted, where it is none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        document.wrong((), "text in UTF-8, which this line is not", line)
        return None


def _node_of(text: str, document: Document) -> yaml.Node | None:
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        document.wrong((), "text without control characters", line)
        return None
    try:
        deep = _too_deep(text)
        if deep is None:
            return yaml.compose(text, Loader=_LOADER)
        document.wrong((), "YAML that is not nested so deeply", deep)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        document.wrong((), f"YAML ({problem.problem})", mark.line + 1 if mark else 1)
    except yaml.YAMLError as problem:
        document.wrong((), f"YAML ({problem})")
    return None


def _too_deep(text: str) -> int | None:
    """The line where nesting passes all sense; composing that deep would crash the interpreter."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def _value(document: Document, place: Place, node: yaml.Node, shape: Shape) -> Any:
    """What the node holds, by its shape; None, and an error noted, where it does not fit."""
    document.lines[place] = node.start_mark.line + 1
    match shape:
        case Fields():
            return _fields(document, place, node, shape)
        case ListOf():
            return _list(document, place, node, shape)
        case _:
            return _scalar(document, place, node, shape)


def _fields(document: Document, place: Place, node: yaml.Node, shape: Fields) -> Any:
    if not isinstance(node, yaml.MappingNode):
        document.wrong(place, f"{name_of(shape)}, not {_kind(node)}")
        return None
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        line = key.start_mark.line + 1
        if name not in shape.fields:
            known = f"one of the fields {', '.join(shape.fields)}"
            document.wrong((*place, name), known + nearest(name, shape.fields), line)
        elif name in found:
            first = document.line((*place, name))
            document.wrong((*place, name), f"this field once; it is already on line {first}", line)
        else:
            inner = shape.fields[name]
            inner = inner.shape if isinstance(inner, Otherwise) else inner
            found[name] = _value(document, (*place, name), value, inner)
    return {
        name: _filled(document, place, name, found, inner) for name, inner in shape.fields.items()
    }


def _filled(
    document: Document,
    place: Place,
    name: str,
    found: dict[str, Any],
    shape: Shape | Otherwise,
) -> Any:
    """The field as found, or what stands in for it; a field that must be there is missed."""
    if name in found:
        return found[name]
    if isinstance(shape, Otherwise):
        return shape.default
    missed = f"{name_of(shape)}, and the field is missing"
    document.wrong((*place, name), missed, document.line(place))
    return None


def _list(document: Document, place: Place, node: yaml.Node, shape: ListOf) -> Any:
    if not isinstance(node, yaml.SequenceNode):
        document.wrong(place, f"{name_of(shape)}, not {_kind(node)}")
        return None
    if not node.value and not shape.may_be_empty:
        document.wrong(place, "a list with something in it")
        return None
    return tuple(
        _value(document, (*place, number), item, shape.item)
        for number, item in enumerate(node.value)
    )


def _scalar(
    document: Document,
    place: Place,
    node: yaml.Node,
    shape: Text | Whole | Truth | OneOf,
) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        document.wrong(place, f"{name_of(shape)}, not {_kind(node)}")
        return None
    return _READERS[type(shape)](document, place, node, shape)


def _text(document: Document, place: Place, node: yaml.ScalarNode, shape: Text) -> str | None:
    text = str(node.value).strip()
    if not text:
        document.wrong(place, f"{name_of(shape)}, and it is empty")
        return None
    if node.tag != _STR:
        document.wrong(place, f"{name_of(shape)}; put {text} between quotation marks")
        return None
    if not shape.fits(text):
        document.wrong(place, f"{name_of(shape)}, not {text}")
        return None
    return text


def _whole(document: Document, place: Place, node: yaml.ScalarNode, shape: Whole) -> int | None:
    if node.tag != _INT or not re.fullmatch(r"[1-9]\d{0,8}", node.value):
        document.wrong(place, f"{name_of(shape)}, not {_kind(node)}")
        return None
    return int(node.value)


def _truth(document: Document, place: Place, node: yaml.ScalarNode, shape: Truth) -> bool | None:
    if node.tag != _BOOL or node.value not in {"true", "false"}:
        document.wrong(place, f"{name_of(shape)}, not {_kind(node)}")
        return None
    return bool(node.value == "true")


def _one_of(document: Document, place: Place, node: yaml.ScalarNode, shape: OneOf) -> str | None:
    text = _text(document, place, node, Text(name_of(shape)))
    if text is None or text in shape.words:
        return text
    hint = nearest(text, shape.words)
    document.wrong(place, f"{name_of(shape)}, not {text}{hint}")
    return None


_READERS: dict[type, Callable[[Document, Place, yaml.ScalarNode, Any], Any]] = {
    Text: _text,
    Whole: _whole,
    Truth: _truth,
    OneOf: _one_of,
}


def _kind(node: yaml.Node) -> str:
    """What stands there, in words."""
    if isinstance(node, yaml.MappingNode):
        return "fields with names"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "nothing" if node.tag == _NULL else str(node.value)
