"""How far a tag can be believed, and who can put their name to what."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import (
    Decision,
    Standing,
    TagView,
    Vouching,
    Word,
    standing,
    vouching,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOIRA, HELEN = UUID(int=1), UUID(int=2)
YES, NOT_YET = Decision.CONFIRMED, Decision.NOT_YET
READER = RelationshipKind.READER


def word(
    decision: Decision, day: int, *, person: UUID = MOIRA, on_revision: int = 1, because: str = ""
) -> Word:
    """What one person said on one day."""
    given_at = START + timedelta(days=day)
    return Word(person, RelationshipKind.SUPERVISOR, decision, because, on_revision, given_at)


def tag(*words: Word, revision: int = 1, reason_day: int | None = None) -> TagView:
    """A tag with what was said of it."""
    since = None if reason_day is None else START + timedelta(days=reason_day)
    return TagView("peer-worker", "S2", "We agreed it together.", words, revision, since)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), Standing.CLAIMED),
        ((word(YES, 1),), Standing.CONFIRMED),
        ((word(NOT_YET, 1),), Standing.NOT_YET),
        ((word(NOT_YET, 1), word(YES, 2)), Standing.CONFIRMED),
        ((word(YES, 1), word(NOT_YET, 2)), Standing.NOT_YET),
        ((word(YES, 1), word(NOT_YET, 2, person=HELEN)), Standing.NOT_YET),
        ((word(NOT_YET, 1), word(YES, 2, person=HELEN)), Standing.CONFIRMED),
        ((word(NOT_YET, 3, person=HELEN), word(YES, 1)), Standing.NOT_YET),
        ((word(YES, 1), word(NOT_YET, 1, person=HELEN)), Standing.CONFIRMED),
        ((word(NOT_YET, 1, person=HELEN), word(YES, 1)), Standing.CONFIRMED),
    ],
)
def test_confirmed_when_somebody_did_and_nobody_said_not_yet_later(
    words: tuple[Word, ...], expected: Standing
) -> None:
    assert standing(words) is expected
    assert tag(*words).standing is expected


@given(
    st.lists(
        st.builds(
            word,
            st.sampled_from(Decision),
            st.integers(0, 9),
            person=st.sampled_from([MOIRA, HELEN]),
        ),
        max_size=6,
    )
)
def test_the_rule_as_the_field_says_it(words: list[Word]) -> None:
    """Somebody confirmed, and nobody said "not yet" later: read off, not worked out."""
    confirmed = any(
        yes.decision is YES
        and not any(no.decision is NOT_YET and no.given_at > yes.given_at for no in words)
        for yes in words
    )
    assert (standing(words) is Standing.CONFIRMED) == confirmed
    assert (standing(words) is Standing.CLAIMED) == (not words)


def test_a_confirmation_on_an_earlier_version_still_counts_and_says_so() -> None:
    said = word(YES, 1, on_revision=2)
    before, after = tag(said, revision=2), tag(said, revision=3)
    assert not before.is_earlier(said)
    assert after.is_earlier(said)
    assert after.standing is Standing.CONFIRMED


def test_a_word_said_before_the_reason_was_written_says_so() -> None:
    said = word(YES, 2)
    assert tag(said, reason_day=3).is_before_reason(said)
    assert not tag(said, reason_day=1).is_before_reason(said)
    assert not tag(said).is_before_reason(said)


def test_where_two_differ_both_are_shown() -> None:
    moira, helen = word(YES, 1, person=MOIRA), word(NOT_YET, 2, person=HELEN)
    shown = tag(helen, moira)
    assert shown.people_differ
    assert shown.latest_words == (moira, helen)


def test_somebody_who_changed_their_mind_does_not_differ_from_themselves() -> None:
    shown = tag(word(YES, 3), word(NOT_YET, 1))
    assert not shown.people_differ
    assert [each.decision for each in shown.latest_words] == [YES]


@pytest.mark.parametrize(
    ("kind", "capacity", "statement"), list(product(EntryKind, RelationshipKind, [0, 3]))
)
def test_who_can_put_their_name_to_what(
    kind: EntryKind, capacity: RelationshipKind, statement: int
) -> None:
    offered = vouching(kind, capacity, statement)
    if kind in {EntryKind.WITNESS_TESTIMONY, EntryKind.OBSERVATION_REPORT}:
        assert offered is Vouching.OWN_WORDS
    elif kind is EntryKind.REFLECTION and statement == 3 and capacity is not READER:
        assert offered is Vouching.SAW_THIS
    else:
        assert offered is None
