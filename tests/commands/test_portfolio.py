"""`journal portfolio build`, run as somebody at a terminal runs it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, record_codes
from journal.audit import Event
from journal.cli import main
from journal.domain.standing import Decision
from journal.models import AuditEvent, Person
from journal.models.confidential import act_as, visible
from journal.portfolio import actions
from journal.portfolio_forms import FORMS
from tests.rooms.portfolios import REASON, STATEMENT, ClientFor, Desk, desk_of, made, words_of
from tests.tidy import closing_connections
from tests.world import World

Run = Callable[..., Result]
WORKER = "other_worker@test.example"


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with one piece in a portfolio."""
    desk = desk_of(session, world)
    desk.write("map", tags={"S1": REASON}, statement=STATEMENT)
    desk.decide("map", "S1", Decision.CONFIRMED)
    desk.add("map", "A map")
    return desk


@pytest.fixture
def run(app: Application, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the test's own database, with the settings of an installation."""
    for name in ("secret_key", "database_url", "database_key", "storage_url"):
        monkeypatch.setenv(f"JOURNAL_{name.upper()}", getattr(settings, name))

    def command(out: Path, *words: str, worker: str = WORKER) -> Result:
        asked = ["portfolio", "build", "--worker", worker, "--out", str(out), *words]
        with closing_connections():
            return CliRunner().invoke(main, asked)

    return command


@pytest.fixture
def demo_run(run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run it with no settings at all, as in the demo."""
    for name in ("SECRET_KEY", "DATABASE_URL", "DATABASE_KEY", "STORAGE_URL"):
        monkeypatch.delenv(f"JOURNAL_{name}")
    monkeypatch.setattr("config.for_demo", lambda: replace(settings, demo=True))
    return run


def code_of(desk: Desk, person: Person) -> str:
    """A code that this person has just made."""
    act_as(desk.session, person)
    code = record_codes.make(desk.session, person)
    desk.session.commit()
    return code


def events_of(desk: Desk, person: Person) -> list[str]:
    """What a person can read of their own record's account, in order."""
    desk.session.rollback()
    mine = visible(AuditEvent, to=person).where(AuditEvent.owner_id == person.id)
    found = [row.event for row in desk.session.scalars(mine.order_by(AuditEvent.at))]
    desk.session.rollback()
    return found


def test_in_the_demo_every_file_is_written_in_one_line(
    demo_run: Run, desk: Desk, tmp_path: Path, client_for: ClientFor
) -> None:
    done = demo_run(tmp_path / "new" / "folder")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("\n") == 1
    written = sorted((tmp_path / "new" / "folder").iterdir())
    assert all(str(path) in done.stdout for path in written)
    by_ending = {path.name[len("portfolio-2026-01-01") :]: path for path in written}
    assert set(by_ending) == {form.ending for form in FORMS.values()}
    for key, form in FORMS.items():
        assert by_ending[form.ending].read_bytes() == made(client_for, desk, key)
    assert STATEMENT in words_of(by_ending[".html"].read_text(encoding="utf-8"))
    assert events_of(desk, desk.worker).count(Event.PORTFOLIO_COMPILED_BY_COMMAND) == 1


def test_only_the_format_asked_for_is_written(demo_run: Run, desk: Desk, tmp_path: Path) -> None:
    assert demo_run(tmp_path, "--format", " HTML").exit_code == 0
    assert [path.suffix for path in tmp_path.iterdir()] == [".html"]


def test_outside_the_demo_the_workers_code_opens_it_once(
    run: Run, desk: Desk, tmp_path: Path, client_for: ClientFor
) -> None:
    code = code_of(desk, desk.worker)
    done = run(tmp_path, "--code", code)
    assert done.exit_code == 0, done.output
    assert len(list(tmp_path.iterdir())) == len(FORMS)
    assert events_of(desk, desk.worker)[-3:] == [
        Event.RECORD_CODE_USED, Event.SIGNING_KEY_MADE, Event.PORTFOLIO_COMPILED_BY_COMMAND,
    ]  # fmt: skip
    shown = words_of(client_for(desk.worker).get("/privacy?whose=mine").text)
    assert "portfolio made on the command line" in shown
    again = run(tmp_path / "again", "--code", code)
    assert again.exit_code != 0
    assert "They can make a new one on their Privacy page." in again.stderr
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "somebody else's"])
def test_without_the_workers_own_code_nothing_is_read(
    code: str, run: Run, desk: Desk, tmp_path: Path
) -> None:
    if code == "somebody else's":
        code = code_of(desk, desk.world.worker)
    before = events_of(desk, desk.worker)
    done = run(tmp_path / "out", *(["--code", code] if code else []))
    assert done.exit_code != 0
    assert "Privacy page" in done.stderr
    assert STATEMENT not in done.output
    assert not (tmp_path / "out").exists()
    assert events_of(desk, desk.worker) == before


def test_the_newest_portfolio_is_built(demo_run: Run, desk: Desk, tmp_path: Path) -> None:
    act_as(desk.session, desk.worker)
    actions.begin(desk.session, desk.worker, "The second one", "illustrative", uuid4())
    desk.session.commit()
    assert demo_run(tmp_path, "--format", "html").exit_code == 0
    [path] = tmp_path.iterdir()
    assert "The second one" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "worker", "sentence"),
    [
        ((), "nobody@test.example", "Nobody here has the address nobody@test.example."),
        ((), "supervisor@test.example", "Supervisor Person has no portfolio yet."),
        (("--format", "html,papyrus"), WORKER, "There is no format “papyrus”."),
        (("--format", ""), WORKER, "Please choose from: html, pdf, docx, xlsx, leap2a, zip."),
    ],
)
def test_it_says_in_a_sentence_why_it_cannot(
    words: tuple[str, ...], worker: str, sentence: str, demo_run: Run, desk: Desk, tmp_path: Path
) -> None:
    done = demo_run(tmp_path / "out", *words, worker=worker)
    assert done.exit_code != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_said_so(
    demo_run: Run, desk: Desk, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("I am a file.")
    done = demo_run(in_the_way / "folder")
    assert done.exit_code != 0
    assert "Nothing can be written to" in done.stderr
    assert Event.PORTFOLIO_COMPILED_BY_COMMAND not in events_of(desk, desk.worker)


def test_a_database_without_tables_is_said_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNAL_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    monkeypatch.setenv("JOURNAL_DATABASE_KEY", "ab" * 32)
    done = run(tmp_path / "out", "--code", "x")
    assert done.exit_code != 0
    assert "journal db upgrade" in done.stderr
    assert "Traceback" not in done.output
