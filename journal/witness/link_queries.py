"""What a link opens, whether it leads to a testimony or to a card, and who answers for it."""

from typing import TypeVar

from sqlalchemy.orm import Session

from journal import links
from journal.models import FeedbackCard, Person, Testimony
from journal.models.confidential import visible
from journal.signed_in import hash_of

Asked = TypeVar("Asked", Testimony, FeedbackCard)


def by_link(
    session: Session, model: type[Asked], token: str, *, to_write: bool = False
) -> Asked | None:
    """What this link opens, while it is open; the same nothing for every link that opens nothing.

    `to_write` waits for whoever is giving it at this moment.
    """
    link = links.holder_of(token)
    if link is None:
        return None
    wanted = visible(model, to=link).where(
        model.id == link.id, model.token_hash == hash_of(token), model.is_open()
    )
    found = session.scalar(wanted.with_for_update() if to_write else wanted)
    return found if found and asker_of(session, found).left_at is None else None


def asker_of(session: Session, asked: Testimony | FeedbackCard) -> Person:
    """The worker whose work it is about."""
    return session.get_one(Person, asked.author_id)
