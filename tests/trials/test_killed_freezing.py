"""Killed with SIGKILL in the middle of handing in: the submission is whole, or not there at all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from config import ROOT, Settings
from journal import create_app, frozen_files
from journal.attachments.actions import sweep
from journal.audit import Event
from journal.database import begin_writing
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.models import AuditEvent, Person, Submission, SubmissionFile
from journal.models.base import as_if, now
from journal.models.confidential import visible
from journal.portfolio import submissions
from journal.storage import storage
from tests.conftest import apart, inside
from tests.trials.hand_over import signed_portfolio
from tests.trials.lives import settings_in

KILLED = -9
Folders = pytest.TempPathFactory
Freezer = subprocess.Popen[str]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: Folders) -> tuple[Settings, str]:
    """An installation with a portfolio that is ready, and the page that hands it in."""
    settings = settings_in(tmp_path_factory.mktemp("ready"))
    app = create_app(settings)
    return settings, f"{apart(lambda: inside(app, signed_portfolio))}/hand-in"


@pytest.fixture(scope="module")
def freezer() -> Iterator[Freezer]:
    """What hands in, and may be killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trials.freezer"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    yield process
    process.communicate()


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [("one file", False), ("all files", False), ("rows", False), ("saved", True)],
)
def test_killed_in_the_middle_a_submission_is_whole_or_not_there(
    moment: str,
    is_there: bool,
    installation: tuple[Settings, str],
    freezer: Freezer,
    tmp_path: Path,
) -> None:
    settings, path = copied(*installation, tmp_path / "own")
    app = create_app(settings)
    assert frozen(freezer, settings, path, moment) == KILLED
    assert apart(lambda: inside(app, whole_ones)) == int(is_there)
    stored = len([each for each in (tmp_path / "own/files").rglob("*") if each.is_file()])
    assert stored >= 1
    assert apart(lambda: inside(app, tidied)) == (0 if is_there else stored)
    assert frozen(freezer, settings, path, "never") == 0
    assert apart(lambda: inside(app, whole_ones)) == 1


def copied(settings: Settings, path: str, folder: Path) -> tuple[Settings, str]:
    """The same installation once more, in files that nobody else uses."""
    shutil.copytree(Path(settings.database_url.removeprefix("sqlite:///")).parent, folder)
    own = replace(
        settings,
        database_url=f"sqlite:///{folder / 'killed.db'}",
        storage_url=(folder / "files").as_uri(),
    )
    return own, path


def frozen(freezer: Freezer, settings: Settings, path: str, moment: str) -> int:
    """How a process ended that handed in and was to die at this moment."""
    sent = {"settings": asdict(settings), "path": path, "moment": moment}
    assert freezer.stdin
    assert freezer.stdout
    freezer.stdin.write(json.dumps(sent) + "\n")
    freezer.stdin.flush()
    return int(freezer.stdout.readline())


def whole_ones() -> int:
    """How many submissions there are; each must have all its parts, and nothing else any part."""
    me = db.session.scalars(sa.select(Person)).one()
    found = db.session.scalars(visible(Submission, to=me).options(*submissions.WITH_PARTS)).all()
    for each in found:
        assert [piece.title for piece in each.pieces] == ["A map"]
        for kind in FileKind:
            assert frozen_files.read(storage(), each, kind)
    rows = db.session.scalars(visible(SubmissionFile, to=me)).all()
    told = visible(AuditEvent, to=me).where(AuditEvent.event == Event.SUBMISSION_MADE.value)
    events = db.session.scalars(told).all()
    assert len(rows) == len(FileKind) * len(found)
    assert len(events) == len(found)
    count = len(found)
    db.session.rollback()
    db.engine.dispose()
    return count


def tidied() -> int:
    """Erase what no row names, as it is done once a day; how many files that were."""
    begin_writing(db.session)
    me = db.session.scalars(sa.select(Person)).one()
    with as_if(now() + timedelta(hours=2)):
        erased = sweep(db.session, storage(), me)
    db.session.commit()
    db.engine.dispose()
    return erased
