"""The commands of `journal`, run by somebody at the shell of an installation."""

from collections.abc import Callable

from click.testing import CliRunner, Result

from config import Settings
from journal.cli import main
from tests.tidy import closing_connections

Run = Callable[..., Result]
SET = ("secret_key", "database_url", "database_key", "storage_url", "base_url")


def runner(settings: Settings, *first: str) -> Run:
    """Runs the command that begins with these words; by name, a setting for one run alone."""

    def run(*words: str, **more: str) -> Result:
        given = {name: getattr(settings, name) for name in SET} | more
        env = {f"JOURNAL_{name.upper()}": text for name, text in given.items()}
        with closing_connections():
            return CliRunner().invoke(main, [*first, *words], env=env)

    return run
