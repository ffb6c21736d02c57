"""Passwords: kept as Argon2id, long rather than complicated, and not among those guessed first."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
LEFT_TO_GUESS = 8
"""So many letters must remain once the words that anybody can look up are taken out."""
LETTERS_IN_A_NAME = 3
STEPS = 6
"""A password that takes fewer turns than this is a stroke along the keyboard."""
COMMON_PASSWORDS = Path(__file__).with_name("common-passwords.txt")
OURS = ("alongside", "journal")
RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm",
    "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "147", "258", "369",
)  # fmt: skip
LOOKALIKES = (str.maketrans("013457@$!", "oleastasi"), str.maketrans("013457@$!", "oieastasi"))
"""A figure 1 may stand for an l or an i."""

COMMON = "Many people use this password, so it is easy to guess. Please choose another one."
STROKE = (
    "This follows the keys or the alphabet, or says the same thing again and again, so it is "
    "easy to guess. Three or four words that do not belong together work well."
)
YOURS = (
    "This is mostly your name, your e-mail address or the name of this service, so it is easy "
    "to guess. Three or four words that do not belong together work well."
)

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; as slow for nobody's account as for somebody's."""
    try:
        return _hasher.verify(kept or nobodys(), normal(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys() -> str:
    """The hash of a password that opens no account."""
    return _hasher.hash("a password that belongs to nobody")


def problem_with(password: str, *, email: str, name: str = "") -> str | None:
    """What to do about a password that is too easy to guess; None when it will do.

    Length and what is guessed first, no rules of composition: NIST SP 800-63B, 3.1.1.2.
    """
    if len(password) < SHORTEST:
        return f"Please use {SHORTEST} characters or more. Three or four words in a row work well."
    if len(password) > LONGEST:
        return f"Please use {LONGEST} characters or fewer."
    folded = normal(password).casefold()
    checks: tuple[tuple[Callable[[str], bool], str], ...] = (
        (is_common, COMMON),
        (is_a_stroke, STROKE),
        (lambda text: is_personal(text, email, name), YOURS),
    )
    return next((problem for is_weak, problem in checks if is_weak(folded)), None)


def is_common(folded: str) -> bool:
    """Whether it is one or two of the common passwords, however it is dressed up.

    Figures and punctuation around them, and 0 for o or @ for a, are what everybody tries next.
    """
    return folded in common() or any(made_of_common(reading) for reading in readings(folded))


def is_a_stroke(folded: str) -> bool:
    """Whether it runs along the keys or the alphabet, repeats one piece, or has hardly a letter."""
    text = "".join(sign for sign in folded if sign.isalnum()) or folded
    turns = 1 + sum((one, two) not in next_to_each_other() for one, two in pairwise(text))
    repeats = len(repeated_piece(text)) < min(SHORTEST, len(text))
    return repeats or turns < STEPS or len(set(folded)) < STEPS


def is_personal(folded: str, email: str, name: str) -> bool:
    """Whether little is left once the person's own names and ours are taken out."""
    known = {word for word in re.split(r"[\W\d_]+", f"{name} {email}".casefold()) if word}
    words = {word for word in known if len(word) >= LETTERS_IN_A_NAME} | set(OURS)
    if folded == email.casefold():
        return True
    if not any(word in folded for word in words):
        return False
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(word, "")
    return sum(sign.isalpha() for sign in folded) < LEFT_TO_GUESS


def readings(folded: str) -> set[str]:
    """The letters of a password: as they stand, and with look-alikes read as letters."""
    core = folded.strip("0123456789 !?.,-_*#+&")
    turned = [core.translate(table) for table in LOOKALIKES]
    return {only_letters(text) for text in (folded, core, *turned)} - {""}


def made_of_common(letters: str, most: int = 2) -> bool:
    """Whether the letters are so many common passwords in a row."""
    if letters in common():
        return True
    return most > 1 and any(
        letters[:cut] in common() and made_of_common(letters[cut:], most - 1)
        for cut in range(4, len(letters) - 3)
    )


def repeated_piece(text: str) -> str:
    """The piece that a text repeats from beginning to end; the text itself when none."""
    at = (text + text).find(text, 1)
    return text[:at]


def only_letters(text: str) -> str:
    """A text without figures, spaces and punctuation."""
    return "".join(sign for sign in text if sign.isalpha())


def normal(password: str) -> str:
    """One form for letters that devices write in different ways, so that é is always é."""
    return unicodedata.normalize("NFKC", password)


@cache
def common() -> frozenset[str]:
    """Passwords that are guessed first, and the words they are made of."""
    return frozenset(COMMON_PASSWORDS.read_text(encoding="utf-8").split())


@cache
def next_to_each_other() -> frozenset[tuple[str, str]]:
    """Pairs of keys that a finger or the alphabet finds side by side, either way, or twice."""
    there = {pair for run in RUNS for pair in pairwise(run)}
    same = {(sign, sign) for run in RUNS for sign in run}
    return frozenset(there | {(two, one) for one, two in there} | same)
