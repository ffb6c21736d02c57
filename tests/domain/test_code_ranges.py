"""Codes and ranges, as people type them into a plan."""

import pytest

from journal.domain.code_ranges import codes_in, in_ranges
from journal.domain.standard import CODES

KNOWN = ("K1", "K2", "K3", "K4", "S1", "S2", "A.1", "A.2")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("K1, K3-K4", ["K1", "K3", "K4"]),
        ("k1 \u2013 k3; s2", ["K1", "K2", "K3", "S2"]),
        ("K2-4", ["K2", "K3", "K4"]),
        ("K4-K2", ["K4-K2"]),
        ("K1-S2", ["K1-S2"]),
        ("a.1 A.2", ["A.1", "A.2"]),
        ("K4-K6", ["K4", "K5", "K6"]),
        ("K1-K9999", ["K1-K9999"]),
        (" ,; ", []),
    ],
)
def test_codes_as_people_type_them(typed: str, codes: list[str]) -> None:
    assert codes_in(typed, KNOWN) == codes


def test_ranges_say_what_they_are_made_of() -> None:
    assert in_ranges(["K1", "K2", "K3", "S4", "S5", "A.1"]) == "K1-K3, S4, S5, A.1"
    every = CODES
    assert codes_in(in_ranges(every), every) == list(every)
