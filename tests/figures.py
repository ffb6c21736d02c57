"""Print how well the helpers that read texts do, each on its own set: `python3 run.py figures`.

With `--details`, also what each of them missed.
"""

import importlib
import importlib.util
import sys

MEASURED = (
    ("Confidentiality help", "tests.confidentiality.measure"),
    ("Suggested tags", "tests.suggestions.measure"),
)


def main(words: list[str]) -> int:
    """Print the figures of each helper that has a set."""
    for title, module in MEASURED:
        if importlib.util.find_spec(module) is None:
            continue
        sys.stdout.write(f"{title}\n")
        for line in importlib.import_module(module).report(details="--details" in words):
            sys.stdout.write(f"  {line}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
