"""Phrases that somebody likes to use in feedback: their own, and nobody else's."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.forms import trimmed
from journal.models import Person, Phrase
from journal.models.confidential import visible

MOST_PHRASES = 60
LONGEST_PHRASE = 1_000
INSERT = "phrase:"
KEPT = "Kept among your phrases. What you have written is still below."
KEPT_ALREADY = "You keep these words as a phrase already."
NOTHING = "There are no words to keep yet. Write your feedback first, or a part of it."
TOO_LONG = f"A phrase has at most {LONGEST_PHRASE:,} characters. Nothing is lost: it is all below."
FULL = (
    f"You keep {MOST_PHRASES} phrases already. Remove one that you no longer use, then keep this."
)


def phrases_of(session: Session, author: Person) -> Sequence[Phrase]:
    """All of somebody's phrases, the latest first; there are never many."""
    wanted = visible(Phrase, to=author).order_by(Phrase.kept_at.desc(), Phrase.id)
    return session.scalars(wanted.limit(MOST_PHRASES)).all()


def get_phrase(session: Session, author: Person, phrase_id: UUID) -> Phrase | None:
    """One of somebody's own phrases."""
    return session.scalar(visible(Phrase, to=author).where(Phrase.id == phrase_id))


def chosen_phrase(session: Session, author: Person, do: str) -> Phrase | None:
    """The phrase that a press names, such as `phrase:` and its id."""
    try:
        wanted = UUID(do.removeprefix(INSERT)) if do.startswith(INSERT) else None
    except ValueError:
        return None
    return get_phrase(session, author, wanted) if wanted else None


def with_phrase(text: str, phrase: str) -> str:
    """What is written already, and the phrase after it."""
    return f"{text.rstrip()}\n\n{phrase}" if text.strip() else phrase


def keep_as_phrase(session: Session, author: Person, text: str) -> str:
    """Keep these words for another time; what to say about it."""
    text = text.strip()
    mine = phrases_of(session, author)
    if not text:
        return NOTHING
    if len(text) > LONGEST_PHRASE:
        return TOO_LONG
    if any(trimmed(each.text) == trimmed(text) for each in mine):
        return KEPT_ALREADY
    if len(mine) >= MOST_PHRASES:
        return FULL
    kept = Phrase(author_id=author.id, text=text)
    session.add(kept)
    session.flush()
    note(session, author, kept)
    return KEPT


def change(session: Session, author: Person, phrase: Phrase, text: str) -> None:
    """Other words for it."""
    phrase.text = text.strip()
    note(session, author, phrase)


def remove(session: Session, author: Person, phrase: Phrase) -> None:
    """Keep it no more."""
    note(session, author, phrase)
    session.delete(phrase)
    session.flush()


def note(session: Session, author: Person, phrase: Phrase) -> None:
    """Note the act in one's own account."""
    record(session, author, Event.PHRASES_CHANGED, owner=author.id, subject=("phrase", phrase.id))
    session.flush()
