"""`journal demo`: the product with made-up people, from nothing to a page in one command."""

import os
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click
import flask_migrate
import sqlalchemy as sa
import waitress
from tqdm import tqdm

import config
from journal import MIGRATIONS_FOLDER, Application
from journal.archive.routes import most_bytes
from journal.commands.common import make_app
from journal.demo import texts
from journal.demo.build import PASSWORD, Demo
from journal.extensions import db
from journal.models import OutgoingMail
from journal.supervision_counts import count_anew
from journal.uploads import REST_OF_FORM

HOST = "127.0.0.1"
ASSESSOR = "assessor.txt"
"""Beside the demo's database: the way in for somebody from outside, said at every start."""


@click.command("demo")
@click.option("--port", default=config.DEMO_PORT, show_default=True, envvar="PORT")
@click.option("--only-make", is_flag=True, help="Make the demo's database, and serve nothing.")
def demo(port: int, only_make: bool) -> None:
    """Make a demo database of its own, if there is none, and serve it."""
    chosen = config.for_demo(port=port)
    app = make_app(chosen)
    made_of = config.DEMO_FOLDER / "made-of.txt"
    print_of_now = texts.fingerprint(
        texts.FOLDER, texts.FOLDER.parent, MIGRATIONS_FOLDER / "versions"
    )
    if not made_of.exists() or made_of.read_text(encoding="utf-8") != print_of_now:
        make(app, config.DEMO_FOLDER)
        made_of.write_text(print_of_now, encoding="utf-8")
    if only_make:
        return
    click.echo(f"Alongside is at http://{HOST}:{port} (stop it with Ctrl+C)")
    click.echo(f"Sign in as worker@demo.example or supervisor@demo.example: {PASSWORD}")
    click.echo((config.DEMO_FOLDER / ASSESSOR).read_text(encoding="utf-8"))
    most = most_bytes(chosen) + REST_OF_FORM
    waitress.serve(app, host=HOST, port=port, threads=8, ident=None, max_request_body_size=most)


def make(app: Application, folder: Path) -> None:
    """Write the demo from nothing; one that was made of other texts goes."""
    for old in folder.glob("journal.db*"):
        old.unlink()
    with app.app_context():
        flask_migrate.upgrade()
        writing = Demo(db.session, texts.read(), date.today())
        quiet = not os.isatty(2)
        for _ in tqdm(writing.write(), "Writing the demo", unit=" acts", delay=2, disable=quiet):
            continue
        count_anew(db.session)
        db.session.execute(sa.delete(OutgoingMail))
        db.session.commit()
        db.engine.dispose()
    [link] = writing.links
    path = urlsplit(link.address).path
    told = f"An assessor comes in at {path} with the code {link.code}"
    (folder / ASSESSOR).write_text(told, encoding="utf-8")
    click.echo(f"Made a demo with {len(writing.people)} people and {len(writing.entries)} entries.")
