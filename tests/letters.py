"""The outbox as tests see it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.models import OutgoingMail

NOWHERE = "smtp://127.0.0.1:9"
"""A mail server that is set and never asked: letters only wait."""


def set_mail_server(app: Application, monkeypatch: pytest.MonkeyPatch, url: str = NOWHERE) -> None:
    """Let the installation have a mail server for one test."""
    settings = replace(app.extensions["settings"], mail_url=url, mail_from="journal@test.example")
    monkeypatch.setitem(app.extensions, "settings", settings)


def waiting(session: Session, address: str = "") -> list[OutgoingMail]:
    """The letters that wait, to one address or to all, the oldest first."""
    session.rollback()
    letters = sa.select(OutgoingMail).where(OutgoingMail.sent_at.is_(None))
    if address:
        letters = letters.where(OutgoingMail.to_address == address)
    return list(session.scalars(letters.order_by(OutgoingMail.made_at)))


def throw_away(session: Session) -> None:
    """Empty the outbox of what the world wrote."""
    session.execute(sa.delete(OutgoingMail))
    session.commit()
