"""E-mail addresses: how one is typed, and the one form in which it is kept."""

import re
from typing import Any

from wtforms import EmailField, Field
from wtforms.validators import InputRequired, ValidationError

from journal.forms import trimmed

LONGEST = 254
LOOKS_RIGHT = re.compile(r"[!#-'*+/-9=?A-Z^-~.-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,}")
NOT_AN_ADDRESS = "Please type a whole e-mail address, such as name@example.org."


def kept(address: str | None) -> str:
    """The form in which an address is kept and looked for."""
    return trimmed(address).lower()


def looks_right(address: str) -> bool:
    """Whether a letter could go there: no spaces, no line ends, nothing that bends a header."""
    return len(address) <= LONGEST and bool(LOOKS_RIGHT.fullmatch(address))


def address_field(label: str, *, needed: str, hint: str = "", **rendering: Any) -> Field:
    """A field for one address; browsers may fill it in, as WCAG 1.3.5 asks."""
    return EmailField(
        label,
        description=hint,
        filters=[trimmed],
        validators=[InputRequired(needed), must_look_right],
        render_kw=rendering,
    )


def must_look_right(form: Any, field: Field) -> None:
    """Say so when no letter could go there."""
    if not looks_right(field.data or ""):
        raise ValidationError(NOT_AN_ADDRESS)
