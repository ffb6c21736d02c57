"""`journal tidy`: let go of what nobody needs any more; meant to run once a day."""

import click
import sqlalchemy as sa

from journal import Application, making, unfinished_copies
from journal.attachments.actions import sweep
from journal.commands.common import with_app
from journal.database import begin_writing, fold_in_log
from journal.elsewhere.actions import purge as put_aside
from journal.entries.actions import purge
from journal.extensions import db
from journal.models import Person, SignIn, SingleUseLink
from journal.models.base import now
from journal.models.confidential import act_as
from journal.search.actions import forget_old
from journal.storage import storage


@click.command("tidy")
@with_app
def tidy(app: Application) -> None:
    """Erase what was deleted or put away 30 days ago, and sign-ins and links that are over."""
    begin_writing(db.session)
    erased = let_go = 0
    for person in db.session.scalars(sa.select(Person)).all():
        act_as(db.session, person)
        erased += purge(db.session, person)
        forget_old(db.session, person)
        put_aside(db.session, person)
        let_go += unfinished_copies.purge(db.session, person)
    making.forget_old(db.session)
    for model in (SignIn, SingleUseLink):
        db.session.execute(sa.delete(model).where(model.expires_at <= now()))
    db.session.commit()
    erase_files()
    fold_in_log(db.engine)
    click.echo(
        f"Erased {erased} entries deleted and {let_go} unfinished texts put away 30 days ago or "
        "more, and what had run out."
    )


def erase_files() -> None:
    """Erase the bytes of files whose rows have gone: with their entry, or in a crash."""
    for person in db.session.scalars(sa.select(Person)).all():
        db.session.rollback()
        begin_writing(db.session)
        sweep(db.session, storage(), person)
    db.session.commit()
