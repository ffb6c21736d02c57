"""What a worker sees of the feedback cards they made, and what a card's link and code open."""

from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.feedback_card import id_of, read_code
from journal.links import Link
from journal.models import FeedbackCard, Person
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key
from journal.signed_in import hash_of


def own_cards(session: Session, me: Person, after: str) -> Page[FeedbackCard]:
    """A page of the cards this person made and nobody took back, newest first."""
    return page_of(
        session,
        visible(FeedbackCard, to=me).where(FeedbackCard.author_id == me.id),
        key=(FeedbackCard.made_at, FeedbackCard.id),
        after=read_key(after, read_moment),
        key_of=lambda row: key_text(row.made_at, row.id),
    )


def get_own(session: Session, me: Person, card_id: UUID) -> FeedbackCard | None:
    """One card that this person made."""
    mine = visible(FeedbackCard, to=me).where(
        FeedbackCard.id == card_id, FeedbackCard.author_id == me.id
    )
    return session.scalar(mine)


def own_with_code(session: Session, me: Person, typed: str) -> FeedbackCard | None:
    """The card of this person's own with this code, while it is empty."""
    code = read_code(typed)
    mine = visible(FeedbackCard, to=me).where(
        FeedbackCard.id == id_of(code),
        FeedbackCard.author_id == me.id,
        FeedbackCard.code_hash == hash_of(code),
        FeedbackCard.is_open(),
    )
    return session.scalar(mine.with_for_update())


def by_code(session: Session, typed: str) -> FeedbackCard | None:
    """The card with this code, unless it was taken back before; however old it is."""
    code = read_code(typed)
    holder = Link(id_of(code), id_of(code))
    wanted = visible(FeedbackCard, to=holder).where(
        FeedbackCard.id == holder.id,
        FeedbackCard.code_hash == hash_of(code),
        FeedbackCard.taken_back_at.is_(None),
    )
    return session.scalar(wanted.with_for_update())
