"""What was typed without network comes in: sealed on the device, opened here, and kept like
anything else that is being typed."""

from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from journal import keeping, sealing, unfinished_copies
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.formatting import clock_time
from journal.models import Person, Unfinished
from journal.requests import sent_json
from journal.signed_in import current_person
from journal.typed_values import as_uuid
from journal.unfinished import queries
from journal.unfinished.forms import Unreadable, read_typed
from journal.unfinished.routes import unfinished
from journal.unfinished_copies import NoRoom, TooLarge, Typed

__all__ = ["unfinished"]

CANNOT_OPEN = "This could not be opened. It stays sealed on the device."


@unfinished.post("/sealed")
@allow(SIGNED_IN)
def keep_sealed() -> ResponseReturnValue:
    """Keep what was sealed; only what the answer names may be taken off the device."""
    me = current_person()
    try:
        copy_id, typed = read_sealed(me, sent_json())
        copy = arrived(me, typed) or unfinished_copies.keep(db.session, me, copy_id, typed)
    except (sealing.CannotOpen, Unreadable):
        return {"problem": CANNOT_OPEN}, 422
    except TooLarge as error:
        return {"problem": str(error)}, 413
    except NoRoom as error:
        return {"problem": str(error)}, 422
    return {
        "kept": str(copy.id),
        "asked": str(copy_id),
        "editor": typed.editor,
        "sequence": typed.sequence,
        "at": clock_time(copy.saved_at),
        "goOn": keeping.going_on_at(copy),
    }


def read_sealed(author: Person, sent: dict[str, Any]) -> tuple[UUID, Typed]:
    """The copy that a box is for and what was typed in it; raises CannotOpen or Unreadable."""
    copy_id, box = as_uuid(text_of(sent, "copy")), text_of(sent, "box")
    if copy_id is None or author.sealing_seed is None:
        raise sealing.CannotOpen
    return copy_id, read_typed(sealing.open_box(author.sealing_seed, copy_id, bytes_of(box)))


def text_of(sent: dict[str, Any], name: str) -> str:
    """A text; an empty one for anything else."""
    given = sent.get(name)
    return given if isinstance(given, str) else ""


def bytes_of(text: str) -> bytes:
    """The bytes that a script wrote as text."""
    try:
        return urlsafe_b64decode(text.encode("ascii"))
    except ValueError as error:
        raise sealing.CannotOpen from error


def arrived(author: Person, typed: Typed) -> Unfinished | None:
    """The copy that holds this already, or what the same page wrote after it.

    A device sends again what it got no answer for; that makes no second copy.
    """
    return queries.copy_by_page(db.session, author, typed.editor, typed.sequence)
