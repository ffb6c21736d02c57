"""Descriptions from other systems, shown as a reader of their page would see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.exchange.texts import from_html, is_empty, key_of, line, lines, to_html, unwanted


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("Plain &amp; simple", "Plain & simple"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("two\nlines", "two\nlines"),
        ("<p>two\nwords</p>", "two words"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("One.<br>Two.<br/>Three.", "One.\nTwo.\nThree."),
        ('<p dir="ltr" style="color: red">One <b>bold</b> word</p>', "One bold word"),
        ("<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "- one\n- two\n- three"),
        ("<p>before<script>alert('x')</script> after</p>", "before after"),
        ("<style>p { color: red }</style>seen", "seen"),
        ("seen<!-- <p>unseen</p> --> too<!-- and so on", "seen too"),
        ("<p>&lt;b&gt;&nbsp;is a tag</p>", "<b> is a tag"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<!DOCTYPE html><?php ?>seen", "seen"),
        ("a <3 b <b>c</b>", "a <3 b c"),
    ],
)
def test_what_is_written_is_shown(written: str, shown: str) -> None:
    assert from_html(written) == shown


@given(st.text().map(lines))
def test_a_plain_text_comes_back_from_html(text: str) -> None:
    assert from_html(to_html(text)) == text


@given(st.text())
def test_lines_are_lines_once_and_for_all(text: str) -> None:
    assert lines(lines(text)) == lines(text)
    assert line(line(text)) == line(text)
    assert "\n" not in line(text)
    assert from_html(text) == lines(from_html(text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Duty 1: Values & principles", "duty-1-values-principles"),
        ("Café", "cafe"),
        ("duty-1", "duty-1"),
        ("知識", ""),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_key_is_short_and_plain(text: str, key: str) -> None:
    assert key_of(text) == key
    assert key_of(key) == key


def test_what_cannot_be_seen_or_typed() -> None:
    assert is_empty(" \u200b\u00a0\n")
    assert not is_empty("知")
    assert unwanted("a\nb") == ""
    assert unwanted("a\x00\x01") == "U+0000"
    assert unwanted("\ud83d") == "U+D83D"
