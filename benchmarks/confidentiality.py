"""Milliseconds for 500 words of the confidentiality help, against one simple pass over the text.

    python3 run.py python -m benchmarks.confidentiality

The baseline reads the same words with one pattern for anything with a capital or a digit, in the
same run on the same machine, so that the ratio means something where the milliseconds do not.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable

from journal.domain.confidentiality import find
from journal.names_model import names_model, why_not
from tests.confidentiality.measure import five_hundred_telling_words, five_hundred_words

SIMPLE = re.compile(r"\b(?:[A-Z]\w+|\w*\d\w*)\b")
TIMES = 15


def main() -> None:
    """Print the median of each in one run."""
    words, model = five_hundred_words(), names_model()
    baseline = median(lambda: SIMPLE.findall(words))
    say(f"one simple pattern: {baseline:.3f} ms")
    rules = median(lambda: find(words))
    say(f"rules alone: {rules:.1f} ms, {rules / baseline:.0f} times that")
    if model is None:
        say(why_not())
        return
    whole = median(lambda: find(words, names=model))
    say(f"rules and model: {whole:.1f} ms, {whole / baseline:.0f} times that")
    telling = five_hundred_telling_words()
    most = median(lambda: find(telling, names=model))
    say(f"where every sentence gives something away: {most:.1f} ms, {most / whole:.1f} times that")


def median(work: Callable[[], object]) -> float:
    """The median time of some work in milliseconds, after one turn to warm up."""
    work()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
