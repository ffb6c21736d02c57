"""What is written of the characters that people type."""

import re
import unicodedata
from collections.abc import Iterator

JOINER = "\u200d"
_GAPS = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NONCHARACTERS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NOT_TEXT = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
_STAYS_WITH_THE_ONE_BEFORE = re.compile(
    "[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e01ef]"
)
_STEERING = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")


def clean(text: str) -> str:
    """The text on one line and without control characters; nothing else is lost.

    What no file may hold, half of a surrogate pair and the like, is shown as U+FFFD.
    """
    return _NOT_TEXT.sub("\ufffd", _CONTROLS.sub("", _GAPS.sub(" ", text)))


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one character each: a letter with its accents, a whole emoji."""
    cluster = ""
    for character in text:
        if cluster and _joins(cluster, character):
            cluster += character
        else:
            if cluster:
                yield cluster
            cluster = character
    if cluster:
        yield cluster


def named(cluster: str) -> str:
    """A character written out: "[slightly smiling face]", or its number if it has no telling name.

    Letters get their numbers: a word spelt out as names of letters reads worse than that.
    """
    telling = [character for character in cluster if not ignorable(character)] or list(cluster)
    names = [unicodedata.name(character, "").lower() for character in telling]
    if all(names) and not unicodedata.category(telling[0]).startswith("L"):
        return f"[{', '.join(names)}]"
    return f"[character {' '.join(f'U+{ord(character):04X}' for character in telling)}]"


def visible(text: str) -> bool:
    """Whether there is anything to see."""
    return any(not one.isspace() and not ignorable(one) for one in clean(text))


def ignorable(character: str) -> bool:
    """Whether a character only steers its neighbours and is not drawn itself."""
    return _STEERING.match(character) is not None


def _joins(cluster: str, character: str) -> bool:
    if unicodedata.category(character).startswith("M") or cluster.endswith(JOINER):
        return True
    if _FLAG_LETTER.match(character):
        return len(cluster) == 1 and _FLAG_LETTER.match(cluster) is not None
    return _STAYS_WITH_THE_ONE_BEFORE.match(character) is not None
