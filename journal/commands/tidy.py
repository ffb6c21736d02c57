"""`journal tidy`: let go of what nobody needs any more; meant to run once a day."""

import click
import sqlalchemy as sa

from journal import Application
from journal.commands.common import with_app
from journal.database import begin_writing
from journal.entries.actions import purge
from journal.extensions import db
from journal.models import Person, SignIn, SingleUseLink
from journal.models.base import now
from journal.models.confidential import act_as


@click.command("tidy")
@with_app
def tidy(app: Application) -> None:
    """Erase entries deleted 30 days ago, and sign-ins and links that are over."""
    begin_writing(db.session)
    erased = 0
    for person in db.session.scalars(sa.select(Person)).all():
        act_as(db.session, person)
        erased += purge(db.session, person)
    for model in (SignIn, SingleUseLink):
        db.session.execute(sa.delete(model).where(model.expires_at <= now()))
    db.session.commit()
    click.echo(f"Erased {erased} entries deleted 30 days ago or more, and what had run out.")
