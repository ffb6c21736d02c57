"""What several rooms ask for: a second standard, and somebody who learns by it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from config import Settings
from journal import Application
from tests.client import Client
from tests.commanding import Run, runner
from tests.rooms import second_standard as second
from tests.world import World


@pytest.fixture
def adopt(app: Application, settings: Settings) -> Run:
    """Bring a framework in, on the test's own database."""
    return runner(settings, "framework", "import")


@pytest.fixture
def learner(
    session: Session,
    world: World,
    client_for: Callable[..., Client],
    adopt: Run,
    tmp_path: Path,
) -> Client:
    """The worker, put on the second standard and its plan."""
    return second.learned_by_worker(session, world, client_for, adopt, tmp_path)
