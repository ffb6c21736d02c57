"""Two texts that grew from one become one again, and no word of either is lost."""

import re
from collections import Counter
from collections.abc import Iterator

from journal.domain.differences import LINES, matches


def keeps_every_word(old: str, new: str) -> bool:
    """Whether every word of the old text is still there, as often as before."""
    return Counter(old.split()) <= Counter(new.split())


def merge(base: str, mine: str, saved: str) -> str:
    """Two texts that grew from one, put together by paragraphs.

    What one side alone changed is taken as changed. Where both changed the same place, both
    stand there one after the other, mine first; nothing that either wrote is dropped.
    """
    if mine in (saved, base):
        return saved
    if saved == base:
        return mine
    was, left, right = (LINES.findall(ended(text)) for text in (base, mine, saved))
    together = "".join(merged_parts(was, left, right))
    return together if mine.endswith("\n") or saved.endswith("\n") else together.rstrip("\n")


def merged_parts(base: list[str], mine: list[str], saved: list[str]) -> Iterator[str]:
    """The lines that all three have, and what stands between them, each decided for itself."""
    in_mine, in_saved = matches(base, mine), matches(base, saved)
    at_base = at_mine = at_saved = 0
    for at in sorted(in_mine.keys() & in_saved.keys()):
        yield decided(
            "".join(base[at_base:at]),
            "".join(mine[at_mine : in_mine[at]]),
            "".join(saved[at_saved : in_saved[at]]),
        )
        yield base[at]
        at_base, at_mine, at_saved = at + 1, in_mine[at] + 1, in_saved[at] + 1
    yield decided("".join(base[at_base:]), "".join(mine[at_mine:]), "".join(saved[at_saved:]))


def decided(base: str, mine: str, saved: str) -> str:
    """One stretch: whoever changed it has the say; where both did, both stand, mine first.

    Of two texts of which one only goes on from the other, the longer one holds both.
    """
    if mine in (saved, base):
        return saved
    if saved == base:
        return mine
    longer, shorter = (mine, saved) if len(mine) >= len(saved) else (saved, mine)
    return longer if goes_on_from(longer, shorter) else mine.rstrip("\n") + "\n\n" + saved


def ended(text: str) -> str:
    """Text whose last line ends like every other."""
    return text if not text or text.endswith("\n") else text + "\n"


def goes_on_from(longer: str, shorter: str) -> bool:
    """Whether a text is another one with more after it, and no word of it is cut in two."""
    start = shorter.rstrip()
    if not start:
        return True
    return longer.startswith(start) and not re.match(r"\w", longer[len(start) :])
