"""Run every trial in full and print its figures: `python3 run.py trials`.

Each has a process to itself, so that no figure hangs on what ran before it.
"""

import os
import subprocess
import sys
from pathlib import Path

FAULTS = Path(__file__).parent.parent / "browser/test_faults.py"
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]


def main(words: list[str]) -> int:
    """Those whose name holds all the words; the answer is the exit code."""
    trials = [*sorted(Path(__file__).parent.glob("test_*.py")), FAULTS]
    chosen = [each for each in trials if all(word in each.name for word in words)]
    surroundings = {**os.environ, "TRIALS": "full"}
    codes = [subprocess.run([*PYTEST, str(each)], env=surroundings).returncode for each in chosen]
    return 1 if any(codes) or not chosen else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
