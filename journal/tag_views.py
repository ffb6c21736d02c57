"""The tags of an entry with what was said of them: rows made into what the domain knows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from journal.domain.standing import TagView, Word, in_order
from journal.models import Entry, Verdict

SAID = (
    Verdict.entry_id,
    Verdict.code,
    Verdict.author_id,
    Verdict.capacity,
    Verdict.decision,
    Verdict.on_revision,
    Verdict.given_at,
)
"""What has to be read of words on tags to count them: all but their text."""


def counted_words(rows: Iterable[Any]) -> dict[tuple[UUID, str], list[Word]]:
    """Rows of `SAID` by entry and code, as the rules see them."""
    found: dict[tuple[UUID, str], list[Word]] = defaultdict(list)
    for row in rows:
        word = Word(row.author_id, row.capacity, row.decision, "", row.on_revision, row.given_at)
        found[row.entry_id, row.code].append(word)
    return found


def tag_views(entry: Entry) -> list[TagView]:
    """Each tag of a loaded entry, in the order in which they were put on."""
    return [
        TagView(
            framework=tag.framework,
            code=tag.code,
            reason=tag.reason,
            words=in_order(
                word_of(verdict)
                for verdict in entry.verdicts
                if (verdict.framework, verdict.code) == (tag.framework, tag.code)
            ),
            revision=entry.changed_in,
            reason_since=tag.changed_at or tag.created_at,
        )
        for tag in entry.tags
    ]


def word_of(verdict: Verdict) -> Word:
    """A verdict as the rules see it."""
    return Word(
        person=verdict.author_id,
        capacity=verdict.capacity,
        decision=verdict.decision,
        because=verdict.because,
        on_revision=verdict.on_revision,
        given_at=verdict.given_at,
    )
