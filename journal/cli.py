"""The console command `journal`: each command says what it did in one line."""

import sys

import click

from journal.commands.archive import archive
from journal.commands.confidentiality import confidentiality
from journal.commands.content import content
from journal.commands.database import database
from journal.commands.demo import demo
from journal.commands.framework import framework
from journal.commands.mail import mail
from journal.commands.people import people
from journal.commands.portfolio import portfolio
from journal.commands.remind import remind
from journal.commands.service import access_table, serve
from journal.commands.tags import tags
from journal.commands.tidy import tidy
from journal.commands.verify import verify


@click.group()
def main() -> None:
    """Alongside: a supervision and reflective-practice journal for peer workers."""


for command in (
    serve,
    demo,
    database,
    content,
    people,
    portfolio,
    mail,
    remind,
    tidy,
    access_table,
):
    main.add_command(command)
portfolio.add_command(verify)
main.add_command(confidentiality)
main.add_command(tags)
main.add_command(framework)
main.add_command(archive)


if __name__ == "__main__":
    main(prog_name="journal", args=sys.argv[1:])
