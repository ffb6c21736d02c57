"""KSB codes as people type them."""

from pathlib import Path

import pytest

from journal.content import load
from journal.domain.typed_codes import read_codes

FRAMEWORK = load(Path(__file__).parents[2] / "content").standard.framework


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("K4, S2", ["K4", "S2"]),
        ("s2 k4", ["K4", "S2"]),
        ("K4/S2;B1", ["K4", "S2", "B1"]),
        ("K 4 and S.2", ["K4", "S2"]),
        ("K04", ["K4"]),
        ("K1-K3", ["K1", "K2", "K3"]),
        ("K1 - 3", ["K1", "K2", "K3"]),
        ("K1 to K3, S4", ["K1", "K2", "K3", "S4"]),
        ("K1\u2013K3", ["K1", "K2", "K3"]),
        ("(K4)", ["K4"]),
        ("K4\nS2", ["K4", "S2"]),
        ("K4, K4, k4", ["K4"]),
        ("", []),
        (" , ; ", []),
    ],
)
def test_codes_are_read_in_the_order_of_the_standard(text: str, codes: list[str]) -> None:
    assert read_codes(text, FRAMEWORK) == (codes, [])


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("K4, K99", ["K4"], ["K99"]),
        ("K57-K60", ["K57", "K58"], ["k57-k60"]),
        ("K3-K1", [], ["k3-k1"]),
        ("K1-K999", [], ["k1-k999"]),
        ("magic", [], ["magic"]),
        ("4", [], ["4"]),
    ],
)
def test_what_is_no_code_is_told(text: str, codes: list[str], unknown: list[str]) -> None:
    assert read_codes(text, FRAMEWORK) == (codes, unknown)
