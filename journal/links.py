"""Links for people without an account: each leads to one row, and to nothing else.

The secret in an address holds the id of its row, so that whoever has the link can be asked for as
somebody: they see what that row's own rule lets its holder see. Of the secret only a hash is kept.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from secrets import token_bytes
from uuid import UUID

SECRET = 24
"""Bytes that nobody guesses, after the sixteen of the id."""
ID = 16


@dataclass(frozen=True)
class Link:
    """Somebody who acts by a link, as the rules see them: as the row that the link leads to."""

    id: UUID
    organisation_id: UUID


def new_token(row_id: UUID) -> str:
    """A fresh secret that leads to this row."""
    return urlsafe_b64encode(row_id.bytes + token_bytes(SECRET)).rstrip(b"=").decode()


def holder_of(token: str) -> Link | None:
    """Whose eyes to look with; nobody's for what was never a link. It proves nothing yet."""
    try:
        whole = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    if len(whole) != ID + SECRET:
        return None
    row_id = UUID(bytes=whole[:ID])
    return Link(row_id, row_id)
