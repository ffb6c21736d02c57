"""A document as bytes and back: the same content has the same fingerprint, and no other has."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.documents import tree
from journal.documents.canonical import NotADocument, digest_of, from_bytes, to_bytes
from tests.documents.examples import everywhere

EVERYTHING = everywhere("We sat side by side, <b>quietly</b> 🫖")


def test_everything_a_document_can_hold_comes_back_as_it_was() -> None:
    assert from_bytes(to_bytes(EVERYTHING)) == EVERYTHING


@given(st.text(), st.text())
def test_other_words_have_another_fingerprint(one: str, other: str) -> None:
    section = tree.Section("a", "A", (tree.Paragraph((tree.Text(one),)),))
    changed = replace(section, blocks=(tree.Paragraph((tree.Text(other),)),))
    first = replace(EVERYTHING, sections=(section,))
    second = replace(EVERYTHING, sections=(changed,))
    assert (digest_of(first) == digest_of(second)) == (one == other)
    assert from_bytes(to_bytes(first)) == first


def test_another_order_has_another_fingerprint() -> None:
    one, two = (tree.Section(each, each, ()) for each in ("a", "b"))
    first = replace(EVERYTHING, sections=(one, two))
    assert digest_of(first) != digest_of(replace(first, sections=(two, one)))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"is":"Text","text":"x"}', b'{"is":"os"}'])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(NotADocument):
        from_bytes(data)
