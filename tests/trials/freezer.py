"""Hands in a portfolio over HTTP, in a process that is killed with SIGKILL at one moment of it.

Each line of input holds settings, whose portfolio, and the moment as JSON. For each it forks a
process, and writes down how that ended.
"""

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, create_app
from journal.audit import Event
from journal.extensions import db
from journal.models import AuditEvent, Person
from journal.portfolio import freezing
from journal.storage import Storage
from tests.client import Client

LAST = Event.SUBMISSION_MADE.value
HIDDEN = r'name="(submission_id|digest)"[^>]*value="([^"]*)"'


def main() -> None:
    """Let a process of its own do what each line says."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(hand_in(json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def hand_in(given: dict[str, Any]) -> int:
    """Press the button, and die when it is time; 0 if it was answered as it should be."""
    app = create_app(Settings(**given["settings"]))
    MOMENTS[given["moment"]]()
    return press(app, given["path"]) - HTTPStatus.SEE_OTHER


def press(app: Application, path: str) -> int:
    """Freeze what the page shows."""
    with app.app_context():
        person = db.session.scalars(sa.select(Person)).one()
    client = Client(app, person)
    typed = dict(re.findall(HIDDEN, client.get(path).text))
    return client.post(path, typed).status_code


def die(*given: Any) -> None:
    """At once: nothing that is open is closed."""
    os.kill(os.getpid(), signal.SIGKILL)


def after(place: Any, name: str) -> Callable[[], None]:
    """Die when a function has done its work for the first time."""

    def arrange() -> None:
        work = getattr(place, name)

        def once(*given: Any) -> None:
            work(*given)
            die()

        setattr(place, name, once)

    return arrange


def with_rows_unsaved() -> None:
    """Die when every row has been sent to the database and none is committed."""
    event.listen(Session, "after_flush", note_rows)
    event.listen(Session, "before_commit", die_with_rows)


def once_saved() -> None:
    """Die as soon as it is committed, before anybody hears of it."""
    event.listen(Session, "after_flush", note_rows)
    event.listen(Session, "after_commit", die_with_rows)


def note_rows(session: Session, context: Any) -> None:
    """Remember that the last rows of a submission were sent."""
    if any(isinstance(each, AuditEvent) and each.event == LAST for each in session.new):
        session.info["all rows"] = True


def die_with_rows(session: Session) -> None:
    """Die if they were."""
    if session.info.get("all rows"):
        die()


MOMENTS: dict[str, Callable[[], None]] = {
    "one file": after(Storage, "put"),
    "all files": after(freezing, "store"),
    "rows": with_rows_unsaved,
    "saved": once_saved,
    "never": lambda: None,
}

if __name__ == "__main__":
    main()
