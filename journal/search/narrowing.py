"""What narrows a search, as SQL. Each condition asks about one entry that was found already."""

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from journal.domain.looking import Asked, State, Whose
from journal.domain.standing import Decision
from journal.models import Entry, Feedback, Person, Share, Tag, Verdict

Condition = sa.ColumnElement[bool]


def narrowed(viewer: Person, asked: Asked) -> Iterator[Condition]:
    """Everything but the words."""
    if asked.whose:
        mine = Entry.author_id == viewer.id
        yield mine if asked.whose is Whose.MINE else ~mine
    if asked.kind:
        yield Entry.kind == asked.kind
    for framework, code in asked.tags:
        yield sa.exists().where(
            Tag.entry_id == Entry.id, Tag.framework == framework, Tag.code == code
        )
    if asked.since:
        yield Entry.dated >= asked.since
    if asked.until:
        yield Entry.dated <= asked.until
    if asked.state:
        yield stands(asked.state, viewer.id)


def stands(state: State, viewer_id: UUID) -> Condition:
    """Whether an entry stands so, as far as this person sees."""
    shared = sa.exists().where(Share.entry_id == Entry.id, Share.is_live())
    tagged = sa.exists().where(Tag.entry_id == Entry.id)
    return {
        State.ONLY_ME: (Entry.author_id == viewer_id) & ~shared,
        State.SHARED: (Entry.author_id != viewer_id) | shared,
        State.UNANSWERED: unanswered(viewer_id),
        State.TAGGED: tagged,
        State.UNTAGGED: ~tagged,
        State.CONFIRMED: confirmed(),
    }[state]


def unanswered(viewer_id: UUID) -> Condition:
    """Somebody wrote in the thread, and this person has not written since."""
    answer = aliased(Feedback)
    answered = sa.exists().where(
        answer.entry_id == Entry.id,
        answer.author_id == viewer_id,
        answer.written_at >= Feedback.written_at,
    )
    return sa.exists().where(
        Feedback.entry_id == Entry.id, Feedback.author_id != viewer_id, ~answered
    )


def confirmed() -> Condition:
    """Some tag was confirmed, and nobody said "not yet" of it later."""
    later = aliased(Verdict)
    taken_back = sa.exists().where(
        later.entry_id == Entry.id,
        later.framework == Verdict.framework,
        later.code == Verdict.code,
        later.decision == Decision.NOT_YET,
        later.given_at > Verdict.given_at,
    )
    return sa.exists().where(
        Verdict.entry_id == Entry.id,
        Verdict.decision == Decision.CONFIRMED,
        Tag.entry_id == Entry.id,
        Tag.framework == Verdict.framework,
        Tag.code == Verdict.code,
        ~taken_back,
    )
