"""The pages of review: the queue, one entry to read and answer, and the worker's own answer."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, keeping, mail
from journal.access import SIGNED_IN, allow
from journal.domain.draft import sections
from journal.domain.relationships import RelationshipKind
from journal.domain.waiting import FOR_THE_READER, State, in_line
from journal.extensions import db
from journal.feedback_loops import loops_of, tried_waiting
from journal.library import content
from journal.models import Entry, Person
from journal.moments import read_moment
from journal.names import names_of
from journal.paging import read_key
from journal.programmes import content_of_author
from journal.review import actions, phrases, queries
from journal.review.forms import AnswerForm, ReviewForm, review_form
from journal.review.vouched import has_vouched, holds_words_of_others, vouched_for
from journal.signed_in import current_person
from journal.tag_views import tag_views
from journal.turns import turns_for
from journal.typed_values import as_uuid

review = Blueprint("review", __name__, url_prefix="/review")

SENT = "Sent. It is with them now, and they have been told that something is waiting."
KEEP_PHRASE = "keep phrase"
CHANGED_MEANWHILE = (
    "The worker changed the text or the statement while you were reading. What you said is marked "
    "as given on the earlier version. Below is how it stands now."
)


@review.app_context_processor
def for_entries() -> dict[str, object]:
    """What a page needs that shows an entry to its author."""
    return {
        "answer_form": AnswerForm,
        "vouched_for": vouched_for,
        "holds_words_of_others": holds_words_of_others,
        "loops_of": loops_of,
    }


@review.get("")
@allow(SIGNED_IN)
def index() -> str:
    """What is shared with me, by whose turn it is; whatever has waited longest comes first."""
    me = current_person()
    turns, of = turns_for(db.session, me), as_uuid(request.args.get("of"))
    if of:
        turns = queries.only_of(db.session, me, turns, of)
    only = read_state(request.args.get("only", ""))
    after = read_key(request.args.get("after", ""), read_moment)
    states = frozenset({only}) if only else FOR_THE_READER
    page = queries.page_of_queue(db.session, me, turns, states, after)
    tried = [] if only or after else tried_waiting(db.session, me, of)
    audit.listed(me, [(row.author_id, row.entry_id) for row in page.rows])
    audit.listed(me, [(each.author_id, each.entry_id) for each in tried])
    found = [turn.state for turn in turns.values()]
    return render_template(
        "review/index.html",
        page=page,
        only=only,
        states=list(State),
        counts={state: found.count(state) for state in State},
        people=queries.supported_by(db.session, me),
        tried=tried,
        of=of,
    )


@review.get("/<uuid:entry_id>")
@allow(SIGNED_IN)
def show(entry_id: UUID) -> ResponseReturnValue:
    """One entry to read and answer; its author has a page of their own for that."""
    me = current_person()
    entry = queries.get_entry(db.session, me, entry_id) or abort(404)
    if entry.author_id == me.id:
        return redirect(url_for("entries.show", entry_id=entry_id), code=303)
    capacity = queries.relationship_in(db.session, me, entry).kind
    form = review_form(entry, capacity, keeping.going_on(me))
    return show_page(entry, capacity, form)


@review.post("/<uuid:entry_id>")
@allow(SIGNED_IN)
def send(entry_id: UUID) -> ResponseReturnValue:
    """Feedback, a word on each tag and a name put to the statement, with one press."""
    me = current_person()
    entry = queries.get_shared_entry(db.session, me, entry_id, to_write=True) or abort(404)
    relationship = queries.relationship_in(db.session, me, entry)
    form = review_form(entry, relationship.kind, request.form)
    if press_with_phrases(me, form, request.form.get("do", "")):
        return show_page(entry, relationship.kind, form)
    if not form.validate():
        return show_page(entry, relationship.kind, form), 422
    page, once = mail.page("entries.show", entry_id=entry.id), UUID(form.feedback_id.data)
    actions.send(db.session, me, entry, relationship, form.said(), once, page)
    keeping.finish(me)
    flash(SENT)
    if form.is_stale:
        flash(CHANGED_MEANWHILE)
        return redirect(url_for(".show", entry_id=entry.id), code=303)
    return redirect(after_sending(entry), code=303)


@review.get("/<uuid:entry_id>/answer")
@allow(SIGNED_IN)
def answer(entry_id: UUID) -> str:
    """The worker's answer, on a page of its own."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    again = keeping.going_on(me)
    return show_answer(entry, AnswerForm() if again is None else AnswerForm(formdata=again))


@review.post("/<uuid:entry_id>/answer")
@allow(SIGNED_IN)
def send_answer(entry_id: UUID) -> ResponseReturnValue:
    """Put the worker's answer into the thread."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    form = AnswerForm()
    if not form.validate():
        return show_answer(entry, form), 422
    page = mail.page("review.show", entry_id=entry.id)
    actions.give_feedback(db.session, me, entry, form.text.data, UUID(form.feedback_id.data), page)
    keeping.finish(me)
    flash("Your answer is in the thread. Whoever takes part in it has been told.")
    back = url_for("entries.show", entry_id=entry.id, _anchor="feedback-heading")
    return redirect(back, code=303)


def after_sending(entry: Entry) -> str:
    """Whatever has waited longest, if the press asked for the next; else the queue."""
    if request.form.get("do") == "next":
        line = in_line(turns_for(db.session, current_person()), FOR_THE_READER)
        following = next((which for _, which in line if which != entry.id), None)
        if following:
            return url_for(".show", entry_id=following)
    return url_for(".index")


def press_with_phrases(me: Person, form: ReviewForm, do: str) -> bool:
    """A press that puts a phrase into the feedback, or keeps what stands there as one."""
    if do == KEEP_PHRASE:
        flash(phrases.keep_as_phrase(db.session, me, form.text.data or ""))
        return True
    chosen = phrases.chosen_phrase(db.session, me, do)
    if chosen is not None:
        form.text.data = phrases.with_phrase(form.text.data or "", chosen.text)
    return chosen is not None


def show_page(entry: Entry, capacity: RelationshipKind, form: ReviewForm) -> str:
    """The page of one entry. It shows what is saved now, so what is sent next is about that."""
    me = current_person()
    audit.opened(me, entry.author_id, ("entry", entry.id))
    changed_meanwhile = form.is_submitted() and form.is_stale
    form.show_present()
    return render_template(
        "review/show.html",
        form=form,
        entry=entry,
        capacity=capacity,
        changed_meanwhile=changed_meanwhile,
        vouched_already=has_vouched(me.id, entry),
        changed_since_my_word=queries.changed_since_word_of(me, entry),
        sections=sections(
            content().reflective_models.get(entry.model or ""), entry.answers, entry.text
        ),
        tags=tag_views(entry),
        frameworks=content_of_author(db.session, entry.author_id).frameworks,
        names=names_around(entry),
        phrases=phrases.phrases_of(db.session, me),
        others_wait=len(in_line(turns_for(db.session, me), FOR_THE_READER)) > 1,
    )


def show_answer(entry: Entry, form: AnswerForm) -> str:
    """The thread, with the worker's answer as typed."""
    return render_template("review/answer.html", entry=entry, form=form, names=names_around(entry))


def names_around(entry: Entry) -> dict[UUID, str]:
    """The names of everybody who wrote something on an entry."""
    people = [entry.author_id]
    people += [part.author_id for part in entry.feedback]
    people += [part.author_id for part in entry.verdicts]
    people += [part.author_id for part in entry.attestations]
    return names_of(db.session, people)


def read_state(text: str) -> State | None:
    """A state from an address; None when it is none."""
    return State(text) if text in set(State) else None
