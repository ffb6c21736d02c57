"""Files on the entries of a desk, and their way into its portfolio."""

import io
from uuid import UUID

from PIL import Image
from sqlalchemy.orm import Session

from journal.attachments import actions as attachments
from journal.cleaning.kinds import DOCX, PNG, WAV, Cleaned, Kind
from journal.file_limits import Limits
from journal.models import Attachment
from journal.models.confidential import act_as
from journal.storage import storage
from tests.client import Client
from tests.rooms.portfolios import Desk, row_of, words_of

NAME = "namesamhill"
RATE = 8000


def a_recording(seconds: int = 180, further: int = 0) -> bytes:
    """Silence of this length, one byte for each of 8,000 samples a second, and `further` ones."""
    form = b"fmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0"
    sound = b"\x80" * (RATE * seconds + further)
    body = b"WAVE" + form + b"data" + len(sound).to_bytes(4, "little") + sound
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def a_picture() -> bytes:
    """A green PNG that is wider than a page."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 300), (20, 90, 80)).save(out, "PNG")
    return out.getvalue()


def attach(desk: Desk, name: str, data: bytes, kind: Kind, shows: str = "") -> Attachment:
    """Put a file on an entry of the desk's; its own name tells who somebody is."""
    session: Session = desk.session
    session.rollback()
    act_as(session, desk.worker)
    given = attachments.Given(f"{NAME}.{kind.extension}", shows, Cleaned(data, kind))
    limits = Limits(file_megabytes=300, files_on_an_entry=20, megabytes_of_a_person=900)
    added = attachments.add(session, storage(), desk.worker, desk.made[name], given, limits)
    session.commit()
    return added


def page_of(desk: Desk, name: str, file_id: UUID) -> str:
    """Where it is said whether a file goes along."""
    return f"{row_of(desk, name)}/files/{file_id}"


def let_go(
    client: Client, desk: Desk, name: str, file_id: UUID, caption: str, moments: str = ""
) -> None:
    """Look at it, and let it go along."""
    typed = {"goes_along": "yes", "looked": "y", "caption": caption, "moments": moments}
    answer = client.post(page_of(desk, name, file_id), typed)
    assert answer.status_code == 303, words_of(answer.text)


__all__ = ["DOCX", "NAME", "PNG", "WAV", "a_picture", "a_recording", "attach", "let_go", "page_of"]
