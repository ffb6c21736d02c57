"""Run the whole suite: on the embedded database, on PostgreSQL, and in a real browser.

With words after it (`python3 run.py test tests/domain -q`) it runs pytest with those words instead.
"""

import subprocess
import sys
import time

PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]
ON_TWO_CORES = ["-n", "2", "--dist", "worksteal"]
NOT_BROWSER = [*PYTEST, *ON_TWO_CORES, "-m", "not browser"]
PARTS = (
    ("embedded database", NOT_BROWSER),
    ("PostgreSQL", [*NOT_BROWSER, "--database", "postgresql"]),
    ("real browser", [*PYTEST, *ON_TWO_CORES, "tests/browser"]),
)


def main(words: list[str]) -> int:
    """Run what is asked for; the answer is the exit code."""
    if words:
        return subprocess.run([sys.executable, "-m", "pytest", *words]).returncode
    failed = []
    for name, command in PARTS:
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        if subprocess.run(command).returncode:
            failed.append(name)
        print(f"=== {name}: {time.monotonic() - began:.0f} s", flush=True)
    print("\nFailed: " + ", ".join(failed) if failed else "\nEverything passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
