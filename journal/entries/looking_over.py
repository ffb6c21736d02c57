"""What goes out with an entry, looked over for whatever could identify somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from journal import confidences
from journal.audit import Event
from journal.domain.draft import sections
from journal.domain.looking_over import Look, put_instead
from journal.domain.passages import has_marks
from journal.entries import actions
from journal.entries.queries import live_shares, whole_of
from journal.entries.tag_forms import LONGEST_REASON
from journal.forms import LONGEST_LINE, LONGEST_TEXT
from journal.library import content
from journal.models import Entry, Person

TITLE, TEXT, STATEMENT = "Title", "Text", "Evidence statement"
Headed = tuple[str, str]
"""A heading, and what stands under it."""
TOO_LONG = (
    "Nothing was changed. {} would be longer than {:,} characters with those words. Please choose "
    "shorter ones, or change the text yourself."
)
NOT_PRIVATE = (
    "Nothing was changed. Others read what stands there, so it cannot be marked as just for you."
)


class CannotPut(Exception):
    """The other words do not fit; the message says why."""


def look_over(session: Session, writer: Person, entry: Entry, without: str = "") -> Look:
    """All that a reader of this entry reads of its writer's words; one part may be left out."""
    kept = [part for part in parts_of(entry) if part[0] != without]
    return confidences.look_over(session, writer, kept, entry.id)


def parts_of(entry: Entry) -> list[Headed]:
    """What a reader of this entry reads of its writer's words."""
    model = content().reflective_models.get(entry.model or "")
    parts = [(TITLE, entry.title)]
    parts += [
        (part.heading or TEXT, part.text) for part in sections(model, entry.answers, entry.text)
    ]
    parts += [(f"What it shows of {tag.code}", tag.reason) for tag in entry.tags]
    parts += [
        (f"File {place}", f"{each.name}\n{each.shows}")
        for place, each in enumerate(entry.attachments, start=1)
    ]
    parts += [(STATEMENT, each.text) for each in entry.statements[-1:]]
    return parts


def has_new_slip(session: Session, writer: Person, entry: Entry, before: Sequence[Headed]) -> bool:
    """Whether others now read something that could identify somebody, and did not before."""
    if not live_shares(session, writer, [entry.id]):
        return False
    new = [part for part in parts_of(entry) if part not in before]
    found = pointed_in(session, writer, entry, new)
    return bool(found and found - pointed_in(session, writer, entry, before))


def pointed_in(
    session: Session, writer: Person, entry: Entry, parts: Sequence[Headed]
) -> frozenset[str]:
    """The words that are pointed at in some parts of an entry; capitals make no difference."""
    look = confidences.look_over(session, writer, parts, entry.id)
    return frozenset(each.words.casefold() for each in look.pointed)


def put_other_words(session: Session, writer: Person, entry: Entry, words: str, other: str) -> None:
    """Put other words wherever these stand in what readers read; each text keeps its versions.

    Raises CannotPut, before anything is changed, and SavedElsewhere.
    """
    whole = actions.draft_of(whole_of(session, writer, entry))
    draft = replace(
        whole,
        title=put_instead(whole.title, words, other),
        text=put_instead(whole.text, words, other),
        answers={key: put_instead(text, words, other) for key, text in whole.answers.items()},
    )
    reasons = {
        (tag.framework, tag.code): put_instead(tag.reason, words, other) for tag in entry.tags
    }
    statements = {
        each.number: put_instead(each.text, words, other) for each in entry.statements[-1:]
    }
    if has_marks(other):
        raise CannotPut(NOT_PRIVATE)
    need_room([draft.title], LONGEST_LINE, TITLE)
    need_room([draft.text, *draft.answers.values()], LONGEST_TEXT, TEXT)
    need_room(reasons.values(), LONGEST_REASON, "The reason of a tag")
    need_room(statements.values(), LONGEST_TEXT, STATEMENT)
    actions.save(session, writer, entry, draft, entry.revision)
    if any(reasons[tag.framework, tag.code] != tag.reason for tag in entry.tags):
        actions.set_tags(session, writer, entry, reasons, ())
    for number, text in statements.items():
        actions.write_statement(session, writer, entry, text, number)
    actions.note(session, writer, Event.LOOKED_OVER, entry)


def need_room(texts: Iterable[str], most: int, part: str) -> None:
    """No text may grow longer than its form would take."""
    if any(len(text) > most for text in texts):
        raise CannotPut(TOO_LONG.format(part, most))
