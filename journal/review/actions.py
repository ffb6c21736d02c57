"""What people say of an entry: rows of their own, never a change to the worker's text."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import mail, relationships
from journal.audit import Event, record
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision, vouching
from journal.free_id import add_with_free_id
from journal.models import (
    Attestation,
    Entry,
    EvidenceStatement,
    Feedback,
    Person,
    Relationship,
    Tag,
    Verdict,
)
from journal.models.base import now
from journal.models.confidential import visible
from journal.review.queries import readers_of
from journal.review.said import Said
from journal.review.suggesting import suggest


class Refused(Exception):
    """Somebody was about to say what is not theirs to say; pages never offer it."""


def send(
    session: Session,
    author: Person,
    entry: Entry,
    relationship: Relationship,
    said: Said,
    feedback_id: UUID,
    page: str,
) -> None:
    """Everything one press sends: words, verdicts, a name put to it and something suggested, with
    one letter."""
    capacity = relationship.kind
    new = [
        decide(session, author, entry, capacity, *each.tag, each.decision, each.because,
               said.on_revision)
        for each in said.decided
    ]  # fmt: skip
    if said.vouched:
        new.append(attest(session, author, entry, capacity, said.on_statement, said.vouched))
    if said.text:
        give_feedback(session, author, entry, said.text, feedback_id, page, said.on_revision)
    elif any(new):
        tell_the_others(session, author, entry, page)
        session.flush()
    if said.suggested:
        require(capacity.may_confirm, "A reader agrees no actions.")
        told = bool(said.text or any(new))
        suggest(session, author, entry, relationship, said.suggested, feedback_id,
                by_letter=not told)  # fmt: skip


def give_feedback(
    session: Session,
    author: Person,
    entry: Entry,
    text: str,
    feedback_id: UUID,
    page: str,
    on_revision: int | None = None,
) -> Feedback:
    """A message in the thread: feedback, or the worker's answer. Sent twice, it is written once.

    `page` is the absolute address that the letter to the other side carries; `on_revision`
    the version that was read, today's if nothing is said.
    """
    again = session.scalar(visible(Feedback, to=author).where(Feedback.id == feedback_id))
    sent = (author.id, entry.id, text)
    if again is not None and (again.author_id, again.entry_id, again.text) == sent:
        return again
    message = Feedback(
        id=feedback_id if again is None else uuid4(),
        entry_id=entry.id,
        author_id=author.id,
        text=text,
        on_revision=entry.changed_in if on_revision is None else on_revision,
    )
    add_with_free_id(session, message)
    is_mine = author.id == entry.author_id
    note(session, author, Event.FEEDBACK_ANSWERED if is_mine else Event.FEEDBACK_GIVEN, entry)
    tell_the_others(session, author, entry, page)
    session.flush()
    return message


def decide(
    session: Session,
    author: Person,
    entry: Entry,
    capacity: RelationshipKind,
    framework: str,
    code: str,
    decision: Decision,
    because: str,
    on_revision: int,
) -> bool:
    """One word on one tag, on the version that was read; the same word again changes nothing.

    Raises Refused for one's own entry, for somebody who only reads, for a tag that is not on
    the entry, for a version there never was, and for a "not yet" that does not say why.
    """
    require(author.id != entry.author_id, "Nobody confirms their own entry.")
    require(capacity.may_confirm, "A reader does not decide on tags.")
    require(1 <= on_revision <= entry.changed_in, "There is no such version of the entry.")
    require(decision is Decision.CONFIRMED or bool(because.strip()), "“Not yet” needs a because.")
    tag = visible(Tag, to=author).where(
        Tag.entry_id == entry.id, Tag.framework == framework, Tag.code == code
    )
    require(session.scalar(tag) is not None, f"The entry has no tag {framework} {code}.")
    last = session.scalar(
        visible(Verdict, to=author)
        .where(
            Verdict.entry_id == entry.id,
            Verdict.author_id == author.id,
            Verdict.framework == framework,
            Verdict.code == code,
        )
        .order_by(Verdict.given_at.desc())
        .limit(1)
    )
    if last and (last.decision, last.because, last.on_revision) == (decision, because, on_revision):
        return False
    session.add(
        Verdict(
            entry_id=entry.id,
            author_id=author.id,
            capacity=capacity,
            framework=framework,
            code=code,
            decision=decision,
            because=because,
            on_revision=on_revision,
        )
    )
    is_yes = decision is Decision.CONFIRMED
    note(session, author, Event.TAG_CONFIRMED if is_yes else Event.TAG_NOT_YET, entry)
    return True


def attest(
    session: Session,
    author: Person,
    entry: Entry,
    capacity: RelationshipKind,
    statement_number: int,
    words: str,
) -> bool:
    """Somebody puts their name to one version of the statement; the same again changes nothing.

    For testimony that has no statement yet, `statement_number` is 0: the words as they were
    typed in. Raises Refused for one's own entry, and for what cannot be vouched for.
    """
    require(author.id != entry.author_id, "Nobody vouches for their own entry.")
    require(bool(words.strip()), "Vouching needs words.")
    offered = vouching(entry.kind, capacity, statement_number)
    require(offered is not None, "There is nothing here that this person can vouch for.")
    if statement_number:
        statement = visible(EvidenceStatement, to=author).where(
            EvidenceStatement.entry_id == entry.id, EvidenceStatement.number == statement_number
        )
        require(session.scalar(statement) is not None, "There is no such statement.")
    again = visible(Attestation, to=author).where(
        Attestation.entry_id == entry.id,
        Attestation.author_id == author.id,
        Attestation.statement_number == statement_number,
        Attestation.words == words,
        Attestation.given_at >= entry.saved_at,
    )
    if session.scalar(again.limit(1)):
        return False
    session.add(
        Attestation(
            entry_id=entry.id,
            author_id=author.id,
            capacity=capacity,
            statement_number=statement_number,
            words=words,
            given_at=now(),
        )
    )
    note(session, author, Event.STATEMENT_ATTESTED, entry)
    return True


def tell_the_others(session: Session, author: Person, entry: Entry, page: str) -> None:
    """Let the other side know that something waits: the worker, or those who take part."""
    if author.id == entry.author_id:
        others = readers_of(session, author, entry)
    else:
        others = [session.get_one(Person, entry.author_id)]
    for person in others:
        if person.left_at is None:
            bond = relationships.between(session, entry.author_id, person.id)
            mail.something_waits(session, person, page, bond)


def require(condition: bool, why: str) -> None:
    """Refuse, with the reason, what must not be said."""
    if not condition:
        raise Refused(why)


def note(session: Session, author: Person, event: Event, entry: Entry) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, author, event, owner=entry.author_id, subject=("entry", entry.id))
    session.flush()
