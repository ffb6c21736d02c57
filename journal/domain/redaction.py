"""Passages taken out of a text that was written for others: a mark stays, the words do not.

    We met [take out] at the Rowan café [/take out] and made a plan.

Whoever reads it reads "We met [removed] and made a plan." What cannot be read for certain is taken
out as well, as `passages.py` says of passages that stay with their writer.
"""

import re
from itertools import groupby

from journal.domain.passages import passages

OPENING, CLOSING = "[take out]", "[/take out]"
TAKEN_OUT = re.compile(r"\\?\[\s*(?P<end>/?)\s*take[\s_-]*out\b\s*:?\s*(?:\\?\])?", re.IGNORECASE)
MARK = "[removed]"


def has_taken_out(text: str) -> bool:
    """Whether a passage is to be taken out."""
    return TAKEN_OUT.search(text) is not None


def redacted(text: str) -> str:
    """The text as others read it: a mark in place of each passage, and no word of it."""
    if not has_taken_out(text):
        return text
    stretches = groupby(passages(text, TAKEN_OUT), key=lambda each: each.is_private)
    return "".join(
        MARK if is_taken_out else "".join(each.text for each in some)
        for is_taken_out, some in stretches
    ).strip()
