"""Milliseconds for the suggested tags of 2,000 words, against one simple pass over the text.

    python3 run.py python -m benchmarks.suggestions

The baseline counts the same words in the same run on the same machine, so that the ratio means
something where the milliseconds do not.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable

from tests.suggestions.measure import shipped, two_thousand_words, whole

TIMES = 15


def main() -> None:
    """Print the quickest of each in one run."""
    words = two_thousand_words()
    shipped()
    began = time.perf_counter()
    suggester = whole()
    say(f"made ready once: {(time.perf_counter() - began) * 1000:.0f} ms")
    baseline = quickest(lambda: Counter(words.casefold().split()))
    say(f"counting the words: {baseline:.3f} ms")
    taken = quickest(lambda: suggester.suggest(words))
    say(f"suggesting: {taken:.1f} ms, {taken / baseline:.0f} times that")


def quickest(work: Callable[[], object]) -> float:
    """The quickest time of some work in milliseconds, after one turn to warm up."""
    work()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
