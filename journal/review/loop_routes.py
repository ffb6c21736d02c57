"""The loop of feedback: "I tried this, here is what happened", and "seen"."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import audit, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.feedback import Loop
from journal.extensions import db
from journal.feedback_loops import loops_of
from journal.forms import Form, once, words
from journal.models import Entry, Feedback
from journal.names import names_of
from journal.review import loop_actions, queries
from journal.review.routes import review
from journal.signed_in import current_person

__all__ = ["review"]

TOLD = "Thank you. Whoever gave the feedback can now see what came of it."
KEPT_ALONE = (
    "Your words are in the thread. Whoever gave the feedback cannot read this entry at the moment."
)


class TriedForm(Form):
    """What happened when somebody tried what was suggested."""

    reply_id = once()
    text = words(
        "I tried this, and here is what happened",
        hint="What did you do, what came of it, and what will you keep? If it did not work, that "
        "is worth just as much. Please name nobody.",
        needed="Please write a few words about what happened.",
        rows=6,
    )


class SeenForm(Form):
    """Seen, with words or without."""

    reply_id = once()
    text = words("A few words back, if you like", rows=3, rest="a second message")


@review.get("/<uuid:entry_id>/feedback/<uuid:feedback_id>/tried")
@allow(SIGNED_IN)
def tried(entry_id: UUID, feedback_id: UUID) -> str:
    """Say what came of one piece of feedback."""
    me = current_person()
    entry, given = own(entry_id, feedback_id)
    again = keeping.going_on(me)
    return show_tried(entry, given, TriedForm() if again is None else TriedForm(formdata=again))


@review.post("/<uuid:entry_id>/feedback/<uuid:feedback_id>/tried")
@allow(SIGNED_IN)
def send_tried(entry_id: UUID, feedback_id: UUID) -> ResponseReturnValue:
    """Put what happened into the thread."""
    me = current_person()
    entry, given = own(entry_id, feedback_id, to_write=True)
    form = TriedForm()
    if not form.validate():
        return show_tried(entry, given, form), 422
    loop_actions.say_tried(db.session, me, entry, given, form.text.data, UUID(form.reply_id.data))
    keeping.finish(me)
    flash(TOLD if can_read(entry, given) else KEPT_ALONE)
    return redirect(thread_of(entry), code=303)


@review.post("/<uuid:entry_id>/feedback/<uuid:feedback_id>/aside")
@allow(SIGNED_IN)
def put_aside(entry_id: UUID, feedback_id: UUID) -> ResponseReturnValue:
    """There is nothing to try in this one."""
    entry, given = own(entry_id, feedback_id, to_write=True)
    loop_actions.put_aside(db.session, current_person(), entry, given)
    flash("Put aside. It stays in the thread, and you can still try it.")
    return redirect(thread_of(entry), code=303)


@review.get("/<uuid:entry_id>/feedback/<uuid:feedback_id>/seen")
@allow(SIGNED_IN)
def seen(entry_id: UUID, feedback_id: UUID) -> ResponseReturnValue:
    """What came of feedback that I gave."""
    entry, given = given_by_me(entry_id, feedback_id)
    if loops_of(entry).get(given.id) is not Loop.TRIED:
        return redirect(url_for("review.show", entry_id=entry.id), code=303)
    return show_seen(entry, given, SeenForm())


@review.post("/<uuid:entry_id>/feedback/<uuid:feedback_id>/seen")
@allow(SIGNED_IN)
def see(entry_id: UUID, feedback_id: UUID) -> ResponseReturnValue:
    """Close the loop."""
    entry, given = given_by_me(entry_id, feedback_id, to_write=True)
    form = SeenForm()
    if not form.validate():
        return show_seen(entry, given, form), 422
    text = (form.text.data or "").strip()
    loop_actions.see(db.session, current_person(), entry, given, text, UUID(form.reply_id.data))
    flash("Seen. This loop is closed, and they can see that it is.")
    return redirect(url_for("review.index"), code=303)


def own(entry_id: UUID, feedback_id: UUID, *, to_write: bool = False) -> tuple[Entry, Feedback]:
    """One's own entry, and a piece of feedback on it that can be tried."""
    entry = queries.get_own_entry(db.session, current_person(), entry_id, to_write=to_write)
    return pair(entry, feedback_id)


def given_by_me(
    entry_id: UUID, feedback_id: UUID, *, to_write: bool = False
) -> tuple[Entry, Feedback]:
    """Somebody else's entry, and a piece of feedback on it that I gave."""
    me = current_person()
    entry = queries.get_shared_entry(db.session, me, entry_id, to_write=to_write)
    entry, given = pair(entry, feedback_id)
    return (entry, given) if given.author_id == me.id else abort(404)


def pair(entry: Entry | None, feedback_id: UUID) -> tuple[Entry, Feedback]:
    """The entry with one piece of feedback that can be tried; else nothing is here."""
    if entry is None or feedback_id not in loops_of(entry):
        abort(404)
    return entry, next(each for each in entry.feedback if each.id == feedback_id)


def can_read(entry: Entry, given: Feedback) -> bool:
    """Whether whoever gave the feedback can read the entry now."""
    readers = queries.readers_of(db.session, current_person(), entry)
    return given.author_id in {person.id for person in readers}


def thread_of(entry: Entry) -> str:
    """Where the worker reads the thread."""
    return url_for("entries.show", entry_id=entry.id, _anchor="feedback-heading")


def show_tried(entry: Entry, given: Feedback, form: TriedForm) -> str:
    """The feedback, and the words about it as typed."""
    return render_template(
        "review/tried.html",
        entry=entry,
        given=given,
        form=form,
        can_read=can_read(entry, given),
        names=names_of(db.session, [given.author_id]),
    )


def show_seen(entry: Entry, given: Feedback, form: SeenForm) -> str:
    """The feedback, what came of it, and words back as typed."""
    audit.opened(current_person(), entry.author_id, ("entry", entry.id))
    tried = [each for each in entry.feedback if each.answers_id == given.id]
    people = [entry.author_id, *(each.author_id for each in tried), given.author_id]
    return render_template(
        "review/seen.html",
        entry=entry,
        given=given,
        tried=tried,
        form=form,
        names=names_of(db.session, people),
    )
