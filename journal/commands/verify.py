"""`journal portfolio verify`: whether a portfolio's ZIP is as it was signed.

It asks no database and no settings, so it works where the service was never seen.
"""

from pathlib import Path

import click

from journal.commands.common import Failure
from journal.documents.characters import clean
from journal.documents.verifying import Verdict
from journal.documents.verifying import verify as look_over


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--fingerprint",
    default="",
    help="The fingerprint from the organisation's own page, to be compared with that in the file.",
)
def verify(file: Path, fingerprint: str) -> None:
    """Say whether anything in a portfolio's ZIP was changed since it was signed."""
    try:
        verdict = look_over(file)
    except OSError as error:
        raise Failure(f"{file} cannot be opened: {error.strerror}.") from error
    if not verdict.is_intact or verdict.manifest is None:
        said = "\n".join(f"  {problem}" for problem in verdict.problems)
        expected = "as it was signed" if verdict.is_ours else "a portfolio's ZIP"
        raise Failure(f"{file} is not {expected}.\n{said}")
    compare(verdict, fingerprint)
    manifest = verdict.manifest
    click.echo(
        f"Nothing was changed: all {len(manifest.files)} files of "
        f"“{clean(manifest.title)[:200]}” by {clean(manifest.author)}, as it stood on "
        f"{clean(manifest.as_of)}, are as they were signed in the name of "
        f"{clean(manifest.organisation)}, with the key {verdict.fingerprint}"
        + ("." if fingerprint else ", which should be the one on the organisation's own page.")
    )


def compare(verdict: Verdict, fingerprint: str) -> None:
    """Refuse a file that somebody else's key signed."""
    given = "".join(fingerprint.split()).lower()
    if given and given != verdict.fingerprint.replace(" ", ""):
        raise Failure(
            "Somebody else signed this: nothing in it was changed since, but its key is "
            f"{verdict.fingerprint}"
        )
