"""Progress reviews: the list, preparing one, reading it. Writing and signing stand beside this."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, joint_records, record_versions, three_way
from journal.access import SIGNED_IN, allow
from journal.domain import progress_review
from journal.domain.joint_records import Part, RecordKind, RecordState, last_words
from journal.domain.looking_over import Look, without
from journal.extensions import db
from journal.follow_up_view import note_listed, views_of
from journal.formatting import today
from journal.forms import Form
from journal.models import JointRecord, Person
from journal.names import names_of
from journal.progress_reviews import actions, queries
from journal.progress_reviews.actions import NobodyElse
from journal.progress_reviews.forms import BeginForm
from journal.record_words import WordForm
from journal.signed_in import current_person
from journal.typed_values import as_number, as_uuid

progress_reviews = Blueprint("progress_reviews", __name__, url_prefix="/progress")

THERE = "This review is being prepared already. Here it is."
PREPARED = "The review is prepared. All who hold it can add to it."


@progress_reviews.get("/reviews")
@allow(SIGNED_IN)
def index() -> str:
    """When the next review is due, and those that I hold."""
    return show_index()


@progress_reviews.get("/reviews/of/<uuid:person_id>")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> str:
    """The same of one worker, for those who manage or coach them."""
    if not three_way.my_bonds(db.session, current_person(), person_id):
        abort(404)
    return show_index(person_id)


def show_index(worker_id: UUID | None = None) -> str:
    """The page of reviews: all that I hold, or those with one worker."""
    me, after = current_person(), request.args.get("after", "")
    page = queries.reviews_of(db.session, me, after, worker_id)
    for each in page.rows:
        joint_records.note_opened(me, each)
    people = {holder.person_id for each in page.rows for holder in each.holders}
    return render_template(
        "progress_reviews/index.html",
        page=page,
        here=request.path,
        names=names_of(db.session, people),
        worker_of=three_way.worker_of,
        standing=standing_of,
        due=queries.days_due(db.session, me, worker_id),
        can_begin=queries.begun_by(db.session, me),
        today=today(),
    )


@progress_reviews.get("/reviews/new")
@allow(SIGNED_IN)
def new() -> str:
    """Prepare a review."""
    return show_new(begin_form(BeginForm(formdata=None)))


@progress_reviews.post("/reviews/new")
@allow(SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Count what happened, and let the three add to it."""
    me, form = current_person(), begin_form(BeginForm())
    if not form.validate():
        return show_new(form), 422
    worker = db.session.get_one(Person, UUID(form.worker.data))
    record_id = UUID(form.record_id.data)
    moment, minutes = form.moment(), form.minutes.data
    try:
        made = actions.begin(db.session, me, record_id, worker, moment, minutes)
    except NobodyElse:
        abort(404)
    flash(PREPARED if made.revision == 1 and made.author_id == me.id else THERE)
    return redirect(url_for(".show", record_id=made.id), code=303)


@progress_reviews.get("/reviews/<uuid:record_id>")
@allow(SIGNED_IN)
def show(record_id: UUID) -> str:
    """The review as it stands, what is agreed for next time, and who signed."""
    return show_review(load(record_id), WordForm(formdata=None))


def load(record_id: UUID, kind: RecordKind = RecordKind.PROGRESS_REVIEW) -> JointRecord:
    """One record, or the page that is not there; that it was read is noted."""
    me = current_person()
    is_post = request.method == "POST"
    found = three_way.get_record(db.session, me, record_id, kind, to_write=is_post)
    record = found or abort(404)
    joint_records.note_opened(me, record)
    return record


def standing_of(record: JointRecord, me: Person) -> str:
    """How far it has come, in a few words for a list."""
    mine = last_words(joint_records.said_of(record), record.revision).get(me.id)
    if record.state is RecordState.CANCELLED:
        return "Called off"
    if joint_records.is_closed(record):
        return "Signed" if mine else "Signed. You can put your word beside it"
    if record.state is RecordState.OPEN:
        return "Being written"
    if mine is None:
        return "For you to read and sign"
    return "You signed, it waits for others" if mine.agrees else "You see it differently"


def show_review(record: JointRecord, form: Form, notice: str = "") -> str:
    """The page of a review."""
    me, before = current_person(), request.args.get("before", "")
    people = joint_records.people_of(record)
    agreed = views_of(db.session, me, queries.actions_of(db.session, me, record))
    earlier = views_of(db.session, me, queries.still_to_do(db.session, me, record))
    note_listed(me, [*agreed, *earlier])
    is_open = three_way.is_open(db.session, record)
    return render_template(
        "progress_reviews/show.html",
        **shown(record, is_open),
        names=names_of(db.session, people),
        labels=progress_review,
        agreed=agreed,
        earlier=earlier,
        versions=record_versions.versions_of(db.session, me, record, as_number(before)),
        support=queries.support_of(db.session, me, record) if may_support(record) else [],
        may_support=may_support(record) and is_open,
        look=look_at(record, me) if is_open else None,
        not_in_yet=three_way.not_in_yet(db.session, record)
        if is_open and me.id == three_way.worker_of(record)
        else [],
        form=form,
        notice=notice,
    )


def shown(record: JointRecord, is_open: bool) -> dict[str, object]:
    """What the pages of both kinds of record show: who said what, and what can still be said."""
    me = current_person()
    last = last_words(joint_records.said_of(record), record.revision)
    is_over = joint_records.is_over(db.session, record)
    is_held = record.state is RecordState.HELD
    return {
        "record": record,
        "last": last,
        "mine": last.get(me.id),
        "is_open": is_open,
        "is_over": is_over,
        "is_signed": joint_records.is_closed(record),
        "may_sign": is_held and not is_over and (is_open or me.id not in last),
        "missing": three_way.sides_missing(db.session, record) if is_open else [],
    }


def may_support(record: JointRecord) -> bool:
    """Whether learning support is for this person to see at all: the worker's and the coach's."""
    return bool(three_way.my_sides(record, current_person()) & {Part.WORKER, Part.PROVIDER})


def look_at(record: JointRecord, me: Person) -> Look:
    """What in it could identify somebody: pointed at before anybody signs."""
    counted = {each.key for each in progress_review.SUMMARY}
    labels = {each.key: each.label for each in progress_review.FIELDS + progress_review.SUPPORT}
    parts = [
        (labels.get(key, "The record"), text)
        for key, text in record.fields.items()
        if key not in counted
    ]
    look = confidences.look_over(db.session, me, parts)
    names = names_of(db.session, joint_records.people_of(record)).values()
    return without(look, {part.casefold() for name in names for part in (name, *name.split())})


def begin_form(form: BeginForm) -> BeginForm:
    """With everybody whose review can be begun; `?of=` names one."""
    wanted = as_uuid(request.args.get("of"))
    form.offer(queries.begun_by(db.session, current_person()), str(wanted or ""))
    return form


def show_new(form: BeginForm) -> str:
    """The page to prepare one."""
    return render_template("progress_reviews/new.html", form=form)
