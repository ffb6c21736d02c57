"""Words inside a line: the runs that paragraphs, cells and list items are made of."""

import re
from dataclasses import dataclass

# Longer addresses are no addresses; the PDF could not hold them either.
SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight."""

    runs: "Runs"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are stressed."""

    runs: "Runs"


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A way out of the document; only to the web or to an e-mail address."""

    runs: "Runs"
    href: str

    def __post_init__(self) -> None:
        if not SAFE_LINK.fullmatch(self.href):
            raise ValueError(f"A link may only lead to http, https or mailto, not {self.href!r}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A way to a place in this document; on paper its page number is added."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The line ends here, the paragraph does not."""


Inline = Text | Strong | Emphasis | Code | Link | Reference | LineBreak
Runs = tuple[Inline, ...]


def typed(text: str) -> Runs:
    """Words as somebody typed them, with their line breaks."""
    runs: list[Inline] = []
    for line in text.splitlines() or [""]:
        runs += [LineBreak(), Text(line)] if runs else [Text(line)]
    return tuple(runs)
