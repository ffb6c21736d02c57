"""A document as one exact string of bytes, and back: what is signed, frozen and compared.

Equal documents have equal bytes, whatever made them, so that the SHA-256 of the bytes is the
fingerprint of the content: one letter, one place in the order, one confirmation more, and it is
another.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from journal.documents import runs, tree

IS = "is"
DAY = "day"


class NotADocument(Exception):
    """The bytes are not what `to_bytes` writes."""


def to_bytes(document: tree.Document) -> bytes:
    """The document, every part by its name, in one order, without a space too many."""
    return json.dumps(
        as_data(document), ensure_ascii=True, sort_keys=True, separators=(",", ":")
    ).encode()


def digest_of(document: tree.Document) -> str:
    """The fingerprint of the content: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(to_bytes(document)).hexdigest()


def from_bytes(data: bytes) -> tree.Document:
    """The document again; raises NotADocument for anything else."""
    try:
        found = as_part(json.loads(data))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotADocument from error
    if not isinstance(found, tree.Document):
        raise NotADocument
    return found


def as_data(part: object) -> object:
    """A part as JSON can hold it; every part says what it is, and no character is changed."""
    if isinstance(part, tuple):
        return [as_data(one) for one in part]
    if isinstance(part, date):
        return {IS: DAY, DAY: part.isoformat()}
    if is_dataclass(part):
        named = {field.name: as_data(getattr(part, field.name)) for field in fields(part)}
        return {IS: type(part).__name__, **named}
    return part


def as_part(data: Any) -> Any:
    """A part made again from what `as_data` said of it."""
    if isinstance(data, list):
        return tuple(as_part(one) for one in data)
    if not isinstance(data, dict):
        return data
    if data[IS] == DAY:
        return date.fromisoformat(data[DAY])
    return PARTS[data[IS]](**{name: as_part(one) for name, one in data.items() if name != IS})


PARTS: dict[str, Any] = {
    name: part
    for module in (runs, tree)
    for name, part in vars(module).items()
    if isinstance(part, type) and is_dataclass(part)
}
"""Every kind of part there is, by its name."""
