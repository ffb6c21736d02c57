"""`journal serve` and `journal access-table`: run the service, and see who may come where."""

import click
import waitress

from journal import Application
from journal.access import policy_of
from journal.archive.routes import most_bytes
from journal.commands.common import with_app
from journal.commands.mail import send_in_the_background
from journal.uploads import REST_OF_FORM

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, envvar="PORT")
@with_app
def serve(app: Application, host: str, port: int) -> None:
    """Serve the pages (for a busy service, see docs/running.md)."""
    send_in_the_background(app)
    click.echo(f"Serving at http://{host}:{port}")
    most = most_bytes(app.extensions["settings"]) + REST_OF_FORM
    waitress.serve(app, host=host, port=port, threads=8, ident=None, max_request_body_size=most)


@click.command("access-table")
@with_app
def access_table(app: Application) -> None:
    """Print every page, how it is asked for, and who may come to it."""
    for row in table(app):
        click.echo(row)


def table(app: Application) -> list[str]:
    """One line a page and method, in the order of their addresses."""
    rows = [
        (rule.rule, method, policy_of(app, rule.endpoint).name)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", *UNSAFE})
    ]
    return [f"{method:<6} {path:<60} {policy}" for path, method, policy in sorted(rows)]
