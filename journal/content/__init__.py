"""The frameworks and texts: read once from `content/`, checked, and handed on as domain objects.

Content is data that people edit by hand, so a mistake is told by file, line and field, with what
was expected there; a wrong file stops the start rather than showing half a standard.
"""

from pathlib import Path

from journal.content.build import build
from journal.content.errors import ContentError
from journal.content.files import read_all
from journal.content.library import Content, Linked

__all__ = ["Content", "ContentError", "Linked", "check", "load"]


def load(folder: Path) -> Content:
    """Everything in the folder, or the first ContentError, by file and line."""
    files = read_all(folder)
    errors = files.errors()
    if errors:
        raise errors[0]
    return build(files)


def check(folder: Path) -> list[ContentError]:
    """Every mistake in the folder, by file and line; an empty list when all is well."""
    return read_all(folder).errors()
