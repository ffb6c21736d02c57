"""What goes out with an entry, looked over for whatever could identify somebody."""

from dataclasses import replace

from sqlalchemy.orm import Session

from journal import confidences
from journal.audit import Event
from journal.domain.draft import sections
from journal.domain.looking_over import Look, put_instead
from journal.entries import actions
from journal.entries.queries import whole_of
from journal.library import content
from journal.models import Entry, Person

TITLE, TEXT, STATEMENT = "Title", "Text", "Evidence statement"


def look_over(session: Session, writer: Person, entry: Entry, without: str = "") -> Look:
    """All that a reader of this entry reads of its writer's words; one part may be left out."""
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
    kept = [part for part in parts if part[0] != without]
    return confidences.look_over(session, writer, kept, entry.id)


def put_other_words(session: Session, writer: Person, entry: Entry, words: str, other: str) -> None:
    """Put other words wherever these stand in what readers read; each text keeps its versions."""
    whole = actions.draft_of(whole_of(session, writer, entry))
    draft = replace(
        whole,
        title=put_instead(whole.title, words, other),
        text=put_instead(whole.text, words, other),
        answers={key: put_instead(text, words, other) for key, text in whole.answers.items()},
    )
    actions.save(session, writer, entry, draft, entry.revision)
    reasons = {
        (tag.framework, tag.code): put_instead(tag.reason, words, other) for tag in entry.tags
    }
    if any(reasons[tag.framework, tag.code] != tag.reason for tag in entry.tags):
        actions.set_tags(session, writer, entry, reasons, ())
    for latest in entry.statements[-1:]:
        text = put_instead(latest.text, words, other)
        actions.write_statement(session, writer, entry, text, latest.number)
    actions.note(session, writer, Event.LOOKED_OVER, entry)
