"""A secret that is shown to the person who asked for it, once, on the page they land on.

It travels in their own signed cookie for the one step between making it and showing it:
the database keeps only its hash, and a page shown again shows nothing.
"""

from flask import session as cookie

KEY = "shown-once"


def keep(**words: str) -> None:
    """Put words by for the next page that takes them."""
    cookie[KEY] = words


def take() -> dict[str, str] | None:
    """The words put by, if any; from now on they are gone."""
    words: dict[str, str] | None = cookie.pop(KEY, None)
    return words
