"""Milliseconds to suggest pieces, beside taking the most useful again and again.

    python3 run.py python -m benchmarks.choosing

For 100 and 1,000 entries and 113 statements, in one run on one machine.
"""

import random
import sys
import time
from datetime import date, timedelta
from uuid import UUID

from journal.domain.choosing import Option, Strength, Task, greedy, suggest
from journal.domain.entry_kind import EntryKind

CODES = tuple(f"K{number}" for number in range(1, 114))
FIRST = date(2026, 1, 1)


def main() -> None:
    """Print the time and the size of both answers, however well the statements are shown."""
    chance = random.Random(113)  # noqa: S311 - for the same figures every time
    for name, strengths in (("all confirmed", [Strength.CONFIRMED]), ("mixed", list(Strength))):
        for count in (100, 1000):
            options = [option(chance, strengths) for _ in range(count)]
            began = time.perf_counter()
            suggested = len(suggest(options, CODES).chosen)
            middle = time.perf_counter()
            useful = len(greedy(Task.of(options, CODES)))
            ended = time.perf_counter()
            sys.stdout.write(
                f"{name}, {count} entries: {suggested} pieces in {1000 * (middle - began):.0f} ms; "
                f"most useful first: {useful} in {1000 * (ended - middle):.0f} ms\n"
            )


def option(chance: random.Random, strengths: list[Strength]) -> Option:
    """An entry with one to five tags."""
    codes = chance.sample(CODES, chance.randint(1, 5))
    return Option(
        UUID(int=chance.getrandbits(128)),
        chance.choice(list(EntryKind)),
        FIRST + timedelta(days=chance.randrange(300)),
        {code: chance.choice(strengths) for code in codes},
    )


if __name__ == "__main__":
    main()
