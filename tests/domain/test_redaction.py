"""Passages taken out of a text for others leave a mark, and no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.redaction import redacted


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("We met.", "We met."),
        ("We met [take out]at Rowan[/take out] and talked.", "We met [removed] and talked."),
        ("We met [Take Out: at Rowan", "We met [removed]"),
        ("at Rowan [/take-out] and talked", "[removed] and talked"),
        ("a [take out]b[take out]c[/take out]d[/take out] e", "a [removed] e"),
        ("[take out]b[/take out][take out]c[/take out]", "[removed]"),
        ("a [take out]b\n\nc[/take out]\n\nd", "a [removed]\n\nd"),
        ("[take_out b[/take out] c", "[removed] c"),
    ],
)
def test_a_mark_stands_where_something_was(typed: str, read: str) -> None:
    assert redacted(typed) == read


@given(st.text("ab \n"), st.text("xyz \n", min_size=1), st.text("ab \n"))
def test_no_letter_of_what_was_taken_out_stays(before: str, secret: str, after: str) -> None:
    read = redacted(f"{before}[take out]{secret}[/take out]{after}")
    assert not set("xyz") & set(read)
    kept = (each for each in read.replace("[removed]", "") if each.strip())
    assert "".join(kept) == "".join(f"{before}{after}".split())
