"""Writing in a review: each side its own part, and what is agreed for next time."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import joint_records, keeping, three_way
from journal.access import SIGNED_IN, allow
from journal.domain.actions import ActionKind
from journal.domain.progress_review import parts_of
from journal.extensions import db
from journal.joint_records import Closed, SavedElsewhere
from journal.models import JointRecord, Person
from journal.names import names_of
from journal.programmes import standard_of
from journal.progress_reviews import actions
from journal.progress_reviews.forms import OwnPartForm, TargetForm, part_form
from journal.progress_reviews.routes import load, progress_reviews
from journal.record_parts import PUT_AWAY, beside, filled, put_together
from journal.signed_in import current_person

__all__ = ["progress_reviews"]

CLOSED = (
    "This review is closed, and stays as it is. What you typed is kept under unfinished writing."
)


@progress_reviews.get("/reviews/<uuid:record_id>/write")
@allow(SIGNED_IN)
def edit(record_id: UUID) -> ResponseReturnValue:
    """Write under the headings of one's own side."""
    record = load(record_id)
    made = own_form(record)
    again = keeping.going_on(current_person())
    if again is not None:
        return show_write(record, made(formdata=again))
    return show_write(record, filled(made, record))


@progress_reviews.post("/reviews/<uuid:record_id>/write")
@allow(SIGNED_IN)
def save(record_id: UUID) -> ResponseReturnValue:
    """Save one side's part; of two texts written at once, none is overwritten."""
    me, record = current_person(), load(record_id)
    form, do = own_form(record)(), request.form.get("do")
    if do == "keep saved":
        keeping.keep_typed(me, put_away=True)
        return back_to(record, PUT_AWAY)
    if not form.validate():
        return show_write(record, form), 422
    if do == "together":
        put_together(db.session, me, form, record)
        return show_write(record, form, is_merged=True)
    try:
        actions.write(db.session, me, record, form.part, form.based_on)
    except Closed:
        keeping.keep_typed(me)
        return back_to(record, CLOSED)
    except SavedElsewhere:
        return show_write(record, form, both=beside(me, form, record)), 409
    keeping.finish(me)
    return back_to(record, "Saved. All who hold it read it.")


@progress_reviews.get("/reviews/<uuid:record_id>/targets")
@allow(SIGNED_IN)
def new_target(record_id: UUID) -> ResponseReturnValue:
    """Say what is to be done before the next review."""
    record = load(record_id)
    return show_target(record, target_form(record, TargetForm(formdata=None)))


@progress_reviews.post("/reviews/<uuid:record_id>/targets")
@allow(SIGNED_IN)
def add_target(record_id: UUID) -> ResponseReturnValue:
    """Keep it; it comes back next time until it is done or let go."""
    record = load(record_id)
    form = target_form(record, TargetForm())
    if not form.validate():
        return show_target(record, form), 422
    target = actions.Target(
        text=form.text.data.strip(),
        owner_id=UUID(form.owner.data),
        due_on=form.due_on.data,
        kind=ActionKind(form.kind.data),
        codes=tuple(form.chosen_codes),
    )
    action_id = UUID(form.action_id.data)
    try:
        actions.add_target(db.session, current_person(), record, action_id, target)
    except Closed:
        return back_to(record, "This review is closed. You can write it down under Actions.")
    return back_to(record, "Written down. It comes back at the next review.")


def own_form(record: JointRecord) -> type[OwnPartForm]:
    """The form with the headings of this person's side, and no others."""
    return part_form(parts_of(three_way.my_sides(record, current_person())))


def show_write(record: JointRecord, form: OwnPartForm, **more: object) -> str:
    """The page to write on."""
    shown = {"both": None, "is_merged": False, **more}
    is_open = three_way.is_open(db.session, record)
    here = request.path
    return render_template(
        "progress_reviews/write.html", record=record, form=form, is_open=is_open, here=here, **shown
    )


def target_form(record: JointRecord, form: TargetForm) -> TargetForm:
    """With everybody who holds the review, the worker first."""
    people = sorted(joint_records.people_of(record))
    names = names_of(db.session, people)
    worker_id = three_way.worker_of(record)
    in_order = sorted(people, key=lambda each: (each != worker_id, names[each]))
    standard = standard_of(db.session, db.session.get_one(Person, worker_id))
    form.offer({str(each): names[each] for each in in_order}, standard.framework)
    return form


def show_target(record: JointRecord, form: TargetForm) -> str:
    """The page of a new target."""
    return render_template("progress_reviews/target.html", record=record, form=form)


def back_to(record: JointRecord, said: str) -> ResponseReturnValue:
    """To the page of the record, with a sentence."""
    flash(said)
    return redirect(url_for(".show", record_id=record.id), code=303)
