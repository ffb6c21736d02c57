"""What the trials share: how many times, and how the figures are shown."""

import os
import sys
from collections.abc import Callable

import pytest

from tests.browser.conftest import address, chromium

__all__ = ["address", "chromium"]


@pytest.fixture
def many() -> Callable[[int, int], int]:
    """The small number of the ordinary suite, or the full one of `python3 run.py trials`."""
    is_full = os.environ.get("TRIALS") == "full"
    return lambda small, full: full if is_full else small


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a line of figures, also when pytest keeps what tests print to itself."""

    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return tell
