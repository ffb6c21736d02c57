"""Passwords: kept as Argon2id, long rather than complicated, and not among the common ones."""

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
COMMON_PASSWORDS = Path(__file__).with_name("common-passwords.txt")

_hasher = PasswordHasher()
_NOBODYS = _hasher.hash("a password that belongs to nobody")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; as slow for an account that does not exist as for one that does."""
    try:
        return _hasher.verify(kept or _NOBODYS, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def problem_with(password: str, *, email: str) -> str | None:
    """What to do about a password that is too easy to guess; None when it will do.

    Length and a list of common passwords, no rules of composition: NIST SP 800-63B, 3.1.1.2.
    """
    folded = password.casefold()
    if len(password) < SHORTEST:
        return f"Please use {SHORTEST} characters or more. Three or four words in a row work well."
    if len(password) > LONGEST:
        return f"Please use {LONGEST} characters or fewer."
    if len(set(folded)) < 5 or folded in common() or folded.strip("0123456789!. ") in common():
        return "Many people use this password, so it is easy to guess. Please choose another one."
    if email.casefold().partition("@")[0] in folded:
        return "Please choose a password that does not hold your e-mail address."
    return None


@cache
def common() -> frozenset[str]:
    """Passwords that are guessed first."""
    return frozenset(COMMON_PASSWORDS.read_text(encoding="utf-8").split())
