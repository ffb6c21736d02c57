"""The tags of an entry with what was said of them: rows made into what the domain knows."""

from journal.domain.standing import TagView, Word, in_order
from journal.models import Entry, Verdict


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
