"""What a content file may look like, said as data: shapes of texts, numbers, lists and fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Text:
    """A text that says something; `pattern` narrows it to a code or a key, named by `what`."""

    what: str = "a piece of text"
    pattern: str = ""

    def fits(self, text: str) -> bool:
        """Whether the text has this pattern, where there is one."""
        return not self.pattern or bool(re.fullmatch(self.pattern, text))


@dataclass(frozen=True)
class Whole:
    """A whole number, one or more."""


@dataclass(frozen=True)
class Truth:
    """True or false."""


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    @classmethod
    def kinds(cls, kinds: type[StrEnum]) -> "OneOf":
        """One of an enumeration's values."""
        return cls(tuple(kinds))


@dataclass(frozen=True)
class ListOf:
    """A list of one shape."""

    item: "Shape"
    may_be_empty: bool = False


@dataclass(frozen=True)
class Otherwise:
    """A field that may be left out, and what stands in for it."""

    shape: "Shape"
    default: Any


@dataclass(frozen=True)
class Fields:
    """A mapping with these fields and no others."""

    fields: Mapping[str, "Shape | Otherwise"] = field(default_factory=dict)


Shape = Text | Whole | Truth | OneOf | ListOf | Fields

NAMES = {
    Whole: "a whole number, 1 or more",
    Truth: "true or false",
    ListOf: "a list",
    Fields: "fields with names",
}


def name_of(shape: Shape) -> str:
    """The shape in words, as it follows `expected`."""
    match shape:
        case Text():
            return shape.what
        case OneOf(words=(only,)):
            return only
        case OneOf():
            return f"one of {', '.join(shape.words)}"
        case _:
            return NAMES[type(shape)]
