"""Which passwords will do, and what is said of those that will not."""

import pytest

from journal.accounts import passwords
from journal.accounts.passwords import COMMON, STROKE, YOURS, problem_with

WHO = {"email": "rowan.ellis@test.example", "name": "Rowan Ellis"}


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("password1234", COMMON),
        ("P@ssw0rd2024!", COMMON),
        ("passw0rdpassword", COMMON),
        ("letmein-welcome1", COMMON),
        ("Liverpool2023!!", COMMON),
        ("qwertyuiop123", COMMON),
        ("1q2w3e4r5t6y", COMMON),
        ("correct horse battery staple", COMMON),
        ("alongside2024!", COMMON),
        ("abcdefghijkl", STROKE),
        ("123456789012", STROKE),
        ("987654321098", STROKE),
        ("aaaaaaaaaaaa", STROKE),
        ("walnut7walnut7", STROKE),
        ("147258369147", STROKE),
        ("............!", STROKE),
        ("rowanellis-2024", YOURS),
        ("Rowan.Ellis@test.example", YOURS),
        ("ellis.1987.ellis!", YOURS),
        ("my alongside 1", YOURS),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, problem: str) -> None:
    assert problem_with(password, **WHO) == problem


@pytest.mark.parametrize(
    "password",
    [
        "three walls and a door",
        "kqzpwmvxrtbn",
        "kettle-harbour-moss",
        "rowan trees by the river at dusk",
        "lange Leitern im Hof",
        "sunshine monkey pelican lamp",
        "пять зелёных лестниц",
        "🪜🌿🪨🧺🕯️🫖🧵🪟🌙🪵🐚🧦",
        "only lower case letters",
    ],
)
def test_length_is_enough_and_nothing_else_is_asked_for(password: str) -> None:
    assert problem_with(password, **WHO) is None


def test_too_short_and_too_long_say_how_long() -> None:
    assert "12 characters or more" in str(problem_with("short words", **WHO))
    assert "200 characters or fewer" in str(problem_with("kettle harbour " * 14, **WHO))


def test_the_list_of_common_passwords_is_a_real_one() -> None:
    """At least 500 whole passwords of eight characters or more, each as it is compared."""
    words = passwords.COMMON_PASSWORDS.read_text(encoding="utf-8").split()
    assert len([word for word in words if len(word) >= 8]) >= 500
    assert len(words) == len(set(words))
    assert [word for word in words if word != word.casefold()] == []


def test_a_password_is_the_same_on_every_keyboard() -> None:
    """The letter é comes in two ways, and a person cannot see which their device sends."""
    kept = passwords.hashed("r\u00e9gion by the r\u00e9gion door")
    assert passwords.matches(kept, "re\u0301gion by the re\u0301gion door")
    assert not passwords.matches(kept, "region by the region door")
    assert not passwords.matches(None, "a password that belongs to nobody")


def test_a_password_is_kept_as_costly_as_recommended() -> None:
    """RFC 9106, 4: Argon2id with three passes, four lanes and 64 MiB where memory is dear."""
    kept = passwords.hashed("three kettles in a harbour")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.nobodys().startswith("$argon2id$v=19$m=65536,t=3,p=4$")
