#!/usr/bin/env python3
"""Set Alongside up and run it, with nothing but Python's own library.

    python3 run.py demo        the product with demo people, at http://127.0.0.1:5000
    python3 run.py test        every test, on both databases and in a real browser
    python3 run.py trials      the full numbers of what must hold however badly things go
    python3 run.py faults      take each wall away once and see a test turn red
    python3 run.py figures     how well the helpers that read texts do, on the sets in tests/
    python3 run.py pictures    take the pictures in docs/pictures anew
    python3 run.py check       linters, types and import contracts
    python3 run.py lock        write the hash-locked requirements anew
    python3 run.py journal …   the console command `journal`
    python3 run.py COMMAND …   any other command of the environment

The environment is made in `.venv` beside this file and made anew whenever the
locked requirements change, so a stale environment can never be run by mistake.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
USE, TEST = "requirements.txt", "requirements-test.txt"

MODULE = (str(PYTHON), "-m")
NEED_TEST_PARTS = {
    "test": "tests.run",
    "trials": "tests.trials.run",
    "faults": "tests.faults",
    "figures": "tests.figures",
    "pictures": "tests.pictures",
    "check": "",
}
LINTS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("djlint", "journal/templates", "--lint", "--quiet"),
    ("codespell",),
)


def main(words: list[str]) -> int:
    """Do what the first word says; without one, say what can be done."""
    if sys.version_info < (3, 11):
        return stop("Alongside needs Python 3.11 or newer.")
    if not words or words[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    command, *rest = words
    if command == "lock":
        return lock()
    if command in NEED_TEST_PARTS:
        set_up(TEST)
        return check() if command == "check" else call([*MODULE, NEED_TEST_PARTS[command], *rest])
    set_up(USE)
    if command in {"demo", "journal"}:
        return hand_over([*MODULE, "journal.cli", *words[command == "journal" :]])
    return hand_over([str(BIN / command), *rest])


def set_up(requirements: str) -> None:
    """Make the environment hold what `requirements` locks; do nothing when it does.

    The test requirements hold all of the others, so an environment made for
    tests also serves.
    """
    marks = {name: VENV / f".{name}.{digest(name)}" for name in (USE, TEST)}
    if marks[requirements].exists() or marks[TEST].exists():
        return
    print("Setting up (once, about half a minute) ...", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if not PYTHON.exists():
        make_venv()
    if uv:
        install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    else:
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if call([*install, "--require-hashes", "--no-deps", "-r", str(ROOT / requirements)]):
        raise SystemExit(stop("The parts could not be installed. Is the network there? Try again."))
    for old in VENV.glob(".requirements*"):
        old.unlink()
    marks[requirements].touch()


def make_venv() -> None:
    """Make `.venv`; Debian keeps the means in a package of its own, so say which."""
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(
            stop(
                "Python cannot make a virtual environment here. On Debian and Ubuntu:\n"
                "    apt install python3-venv\n"
                "and then the same command again."
            )
        )


def digest(requirements: str) -> str:
    """Twelve characters that change whenever the locked requirements or the Python do."""
    made_of = (ROOT / requirements).read_bytes() + sys.version.encode()
    return hashlib.sha256(made_of).hexdigest()[:12]


def check() -> int:
    """Run every linter, even after one has complained, and fail if any did."""
    failed = [words[0] for words in LINTS if call([str(BIN / words[0]), *words[1:]])]
    if failed:
        return stop("These complain: " + ", ".join(dict.fromkeys(failed)))
    print("Nothing to complain of: " + ", ".join(dict.fromkeys(words[0] for words in LINTS)))
    return 0


def lock() -> int:
    """Write both requirement files anew from pyproject.toml; they name hashes and no host."""
    uv = shutil.which("uv")
    if not uv:
        return stop("`lock` needs uv: pipx install uv")
    locks = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    locks += ["--python-version", "3.11", "pyproject.toml", "--upgrade"]
    return call([*locks, "-o", USE]) or call([*locks, "--extra", "test", "-o", TEST])


def call(command: list[str]) -> int:
    """Run a command beside the project and answer with its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment()).returncode


def hand_over(command: list[str]) -> int:
    """Become the command, so that signals and the exit code are its own."""
    if not Path(command[0]).exists():
        return stop(f"There is no command {Path(command[0]).name!r}; see python3 run.py --help")
    if os.name == "nt":
        return call(command)
    os.execve(command[0], command, environment())


def environment() -> dict[str, str]:
    """The surroundings of a command: this project can be imported from any folder."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "VIRTUAL_ENV": str(VENV)}


def stop(why: str) -> int:
    """Say why on the error stream; the answer is the exit code."""
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
