"""What the tests of files share: a form with files, and what came of it."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.attachments.queries import attachments_of
from journal.models import Attachment, Entry, Person
from tests.client import Client, look_over
from tests.world import World

ClientFor = Callable[..., Client]


def page_of(world: World, name: str = "draft") -> str:
    """Where files are added to an entry of the world's."""
    return f"/entries/{world.entries[name].id}/attachments"


def send(client: Client, page: str, *files: tuple[bytes, str], shows: str = "") -> TestResponse:
    """Add files as the form does without a script."""
    answer = send_parts(client, page, files, {"csrf_token": client.token, "shows": shows})
    look_over(answer)
    return answer


def send_parts(
    client: Client,
    page: str,
    files: Iterable[tuple[bytes, str]],
    fields: dict[str, str],
    **headers: str,
) -> TestResponse:
    """A form with files, put together as a browser does it.

    The test client's own way leaves a temporary file open for a large one.
    """
    parts = [part_of(f'name="{name}"', text.encode()) for name, text in fields.items()]
    parts += [part_of(f'name="files"; filename="{name}"', data) for data, name in files]
    body = b"".join(parts) + b"--edge--\r\n"
    kind = "multipart/form-data; boundary=edge"
    return client.open(page, method="POST", data=body, content_type=kind, headers=headers)


def part_of(named: str, data: bytes) -> bytes:
    """One part of such a form."""
    head = f"--edge\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode() + data + b"\r\n"


def files_of(session: Session, person: Person, entry: Entry) -> list[Attachment]:
    """The files on an entry, as somebody sees them now."""
    session.rollback()
    return list(attachments_of(session, person, [entry.id]))


def added(session: Session, world: World, name: str = "draft") -> Attachment:
    """The newest file on the worker's entry."""
    return files_of(session, world.worker, world.entries[name])[-1]
