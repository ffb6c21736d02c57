"""A number or an id out of an address or a hidden field.

Our pages write them right; whoever changed one by hand finds what is found without.
"""

from uuid import UUID

MOST_DIGITS = 9
"""What every database holds in a column of numbers."""


def as_number(given: object, otherwise: int = 0) -> int:
    """A whole number; `otherwise` for whatever is none."""
    text = str(given or "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else otherwise


def as_uuid(given: object) -> UUID | None:
    """An id; None for whatever is none."""
    try:
        return UUID(str(given or ""))
    except ValueError:
        return None
