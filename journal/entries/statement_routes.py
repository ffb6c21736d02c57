"""The evidence statement: the second, de-identified text of an entry."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.draft import sections
from journal.domain.looking_over import Look, put_instead
from journal.domain.redaction import CLOSING, MARK, OPENING, redacted
from journal.entries import actions, queries
from journal.entries.forms import StatementForm
from journal.entries.history_routes import entries
from journal.entries.looking_over import STATEMENT, look_over
from journal.entries.writing_routes import KEPT_SAVED
from journal.extensions import db
from journal.forms import clean
from journal.models import Entry
from journal.signed_in import current_person
from journal.transactions import keep_writes
from journal.two_texts import put_together, side_by_side
from journal.typed_values import as_number

__all__ = ["entries"]

LOOKS = frozenset({"look", "put", "fine"})
AS_IT_IS = "save as it is"
LABELS = {"text": "Evidence statement"}


@entries.get("/<uuid:entry_id>/statement")
@allow(SIGNED_IN)
def statement(entry_id: UUID) -> str:
    """Write the text that a portfolio may carry."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    again = keeping.going_on(me)
    if again is not None:
        return show_statement(entry, StatementForm(formdata=again))
    if request.args.get("from") == "entry":
        return show_statement(entry, on_newest(entry, text_of(entry)))
    return show_statement(entry, on_newest(entry, statement_of(entry)))


@entries.post("/<uuid:entry_id>/statement")
@allow(SIGNED_IN)
def save_statement(entry_id: UUID) -> ResponseReturnValue:
    """Keep the next version of the evidence statement; of two, none is overwritten."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    form = StatementForm()
    do, _, rest = clean(request.form.get("do")).partition("\n")
    if do in ANSWERS_TO_BOTH:
        return ANSWERS_TO_BOTH[do](form, entry)
    if do in LOOKS:
        return look_again(form, entry, do, rest)
    if not form.validate():
        return show_statement(entry, form), 422
    look = look_at(form, entry)
    if look.pointed and do != AS_IT_IS:
        return show_statement(entry, form, look=look), 422
    try:
        based_on = as_number(form.number.data)
        actions.write_statement(db.session, me, entry, form.text.data or "", based_on)
    except actions.SavedElsewhere:
        return show_both(form, entry)
    confidences.say_fine(db.session, me, [each.words for each in look.pointed], entry)
    keeping.finish(me)
    flash("Evidence statement saved.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


def show_both(form: StatementForm, entry: Entry) -> ResponseReturnValue:
    """What was just typed beside what is saved by now; what was typed is kept meanwhile."""
    if keeping.keep_typed(current_person()):
        keep_writes()
    form.number.data = str(entry.statements[-1].number) if entry.statements else "0"
    both = side_by_side(LABELS, form.data, {"text": statement_of(entry)})
    return show_statement(entry, form, both=both), 409


def keep_saved(form: StatementForm, entry: Entry) -> ResponseReturnValue:
    """Leave what is saved as it is; what was typed can be brought back."""
    if not keeping.keep_typed(current_person(), put_away=True):
        return show_both(form, entry)
    flash(KEPT_SAVED)
    return redirect(url_for(".show", entry_id=entry.id), code=303)


def show_together(form: StatementForm, entry: Entry) -> ResponseReturnValue:
    """Both texts in one, to be looked over; what was typed alone can be brought back."""
    if not keeping.keep_typed(current_person(), put_away=True):
        return show_both(form, entry)
    keeping.begin_anew()
    base = statement_of(entry, as_number(form.base.data))
    saved = statement_of(entry)
    merged = put_together({"text": base}, {"text": form.text.data}, {"text": saved})
    return show_statement(entry, on_newest(entry, merged["text"]), is_merged=True)


ANSWERS_TO_BOTH = {"keep saved": keep_saved, "together": show_together}


def look_at(form: StatementForm, entry: Entry) -> Look:
    """What in the typed statement could identify somebody."""
    parts = [("", redacted(form.text.data or ""))]
    return confidences.look_over(db.session, current_person(), parts, entry.id)


def look_again(form: StatementForm, entry: Entry, do: str, rest: str) -> str:
    """The typed text once more: with other words put there, or with some said to be fine."""
    if do == "put":
        other, _, words = rest.partition("\n")
        form.text.data = put_instead(form.text.data or "", words, other)
    elif do == "fine":
        confidences.say_fine(db.session, current_person(), [rest], entry)
    return show_statement(entry, form, look=look_at(form, entry))


def on_newest(entry: Entry, text: str) -> StatementForm:
    """The form with a text that was written knowing the newest version."""
    number = str(entry.statements[-1].number) if entry.statements else "0"
    return StatementForm(formdata=None, text=text, number=number, base=number)


def text_of(entry: Entry) -> str:
    """What others may read of the entry, to make a statement from."""
    return "\n\n".join(part.text for part in sections(None, entry.answers, entry.text))


def statement_of(entry: Entry, number: int | None = None) -> str:
    """One version of the statement as its author typed it, or the newest; empty when there is
    none."""
    typed = queries.typed_statements(db.session, current_person(), entry.id)
    texts = [
        typed.get(each.number, each.text)
        for each in entry.statements
        if number in (None, each.number)
    ]
    return texts[-1] if texts else ""


def show_statement(entry: Entry, form: StatementForm, **more: object) -> str:
    """The page of the statement."""
    shown = {"both": None, "is_merged": False, "look": None, **more}
    raw = look_over(db.session, current_person(), entry, STATEMENT)
    marks = {"opening": OPENING, "closing": CLOSING, "mark": MARK}
    return render_template(
        "entries/statement.html", entry=entry, form=form, raw=raw, marks=marks, **shown
    )
