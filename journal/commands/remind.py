"""`journal remind`: letters about what is due; meant to run once a day."""

import click

from journal import Application
from journal.commands.common import with_app
from journal.database import begin_writing
from journal.extensions import db
from journal.formatting import counted
from journal.reminders import remind_everybody
from journal.supervision_counts import count_anew


@click.command("remind")
@with_app
def remind(app: Application) -> None:
    """Write to whoever has something due that something waits for them; never what it is. Once
    a month, count anew who has supervision."""
    begin_writing(db.session)
    written = remind_everybody(db.session)
    count_anew(db.session)
    db.session.commit()
    click.echo(f"Wrote {counted(written, 'reminder')}.")
