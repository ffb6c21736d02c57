"""`journal mail`: send the letters that wait."""

import logging
import threading

import click
import sqlalchemy as sa

from config import Settings
from journal import Application, mail_delivery
from journal.commands.common import Failure, with_app
from journal.extensions import db
from journal.formatting import counted
from journal.mail_delivery import MailSettingsError, Outcome, ServerAway

EVERY_SECONDS = 10

log = logging.getLogger(__name__)


@click.group("mail")
def mail() -> None:
    """Look after the letters that wait."""


@mail.command("send")
@with_app
def send(app: Application) -> None:
    """Send every letter that waits."""
    if not settings_of(app).mail_url:
        raise Failure("No mail server is set. Please set JOURNAL_MAIL_URL, then try again.")
    try:
        outcome = send_once(app)
    except (ServerAway, MailSettingsError) as problem:
        raise Failure(str(problem)) from problem
    click.echo(f"Sent {counted(outcome.sent, 'letter')}.")
    if outcome.kept:
        raise Failure(
            f"{counted(outcome.kept, 'letter')} could not be sent now and will be tried again."
        )


def send_in_the_background(app: Application) -> threading.Event | None:
    """Send what waits every few seconds, while the service runs; the answer stops it."""
    if not settings_of(app).mail_url:
        return None
    stop = threading.Event()
    threading.Thread(target=keep_sending, args=(app, stop), name="mail", daemon=True).start()
    return stop


def keep_sending(app: Application, stop: threading.Event, every: float = EVERY_SECONDS) -> None:
    """Send, wait, send; a server that is away is tried again, and nothing stops the round."""
    while not stop.wait(every):
        try:
            with app.app_context():
                send_once(app)
        except (ServerAway, MailSettingsError) as problem:
            log.warning("%s", problem)
        except sa.exc.SQLAlchemyError:
            log.exception("The outbox could not be read.")


def send_once(app: Application) -> Outcome:
    """One round of the outbox."""
    settings = settings_of(app)
    return mail_delivery.send_waiting(db.session, settings.mail_url, settings.mail_from)


def settings_of(app: Application) -> Settings:
    """The settings of this installation."""
    found: Settings = app.extensions["settings"]
    return found
