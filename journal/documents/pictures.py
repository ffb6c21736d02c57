"""Pictures in a document: where a writer gets their bytes, and a page their address."""

import base64
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from journal.documents import tree

Bytes = Callable[[str], bytes]
"""The bytes of a picture by its SHA-256."""
Part = TypeVar("Part")


def no_pictures(_sha256: str) -> bytes:
    """For a document without any."""
    return b""


def with_sources(part: Part, source_of: Callable[[tree.Picture], str]) -> Part:
    """The same with an address for each picture."""
    if isinstance(part, tree.Picture):
        return replace(part, found_at=source_of(part))
    if isinstance(part, tuple):
        return tuple(with_sources(one, source_of) for one in part)  # type: ignore[return-value]
    if isinstance(part, tree.Document):
        if not tree.pictures_in(part):
            return part
        return replace(part, sections=with_sources(part.sections, source_of))
    if is_dataclass(part) and not isinstance(part, type):
        changed = {one.name: with_sources(getattr(part, one.name), source_of)
                   for one in fields(part)}  # fmt: skip
        return replace(part, **changed)
    return part


def inside(document: tree.Document, pictures: Bytes) -> tree.Document:
    """The same with every picture carried in it, for a file that stands alone."""
    return with_sources(document, lambda each: data_address(each, pictures(each.sha256)))


def data_address(picture: tree.Picture, data: bytes) -> str:
    """A picture as an address that holds it; nothing where there are no bytes."""
    if not data:
        return ""
    return f"data:{picture.media_type};base64,{base64.b64encode(data).decode()}"
