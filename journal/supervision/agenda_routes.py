"""The agenda: adding to it from both sides, going through it one thing at a time, bringing."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from journal import joint_records, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.joint_records import RecordKind, RecordState
from journal.extensions import db
from journal.joint_records import Closed
from journal.models import AgendaItem, JointRecord, Relationship
from journal.names import names_of
from journal.signed_in import current_person
from journal.supervision import agenda, queries
from journal.supervision.abouts import first_words, links_of
from journal.supervision.agenda_queries import agenda_of, next_open, place_of
from journal.supervision.routes import get_record, shown
from journal.supervision.short_forms import BringForm, PointForm
from journal.supervision.word_routes import CLOSED, supervision

__all__ = ["supervision"]

ADDED = "It is on the agenda."
WAITS = "It waits for your next session with them."


@supervision.post("/<uuid:record_id>/agenda")
@allow(SIGNED_IN)
def add_point(record_id: UUID) -> ResponseReturnValue:
    """Put a point on the agenda of a planned session."""
    me, record = current_person(), get_record(record_id, to_write=True)
    form = PointForm()
    if record.kind is RecordKind.AGREEMENT:
        abort(404)
    if not form.validate():
        return show_agenda(record, form), 422
    item = AgendaItem(id=UUID(form.item_id.data), author_id=me.id, text=form.text.data.strip())
    bond = next((each.relationship_id for each in record.holders if each.relationship_id), None)
    try:
        is_for_two = queries.is_for_two(record)
        agenda.put_on(db.session, me, item, record, bond if is_for_two else None)
    except Closed:
        keeping.keep_typed(me, put_away=True)
        flash(CLOSED)
        return redirect(url_for(".show", record_id=record_id), code=303)
    keeping.finish(me)
    flash(ADDED)
    return redirect(url_for(".show", record_id=record_id, _anchor="agenda"), code=303)


@supervision.get("/<uuid:record_id>/agenda")
@allow(SIGNED_IN)
def agenda_alone(record_id: UUID) -> str:
    """The agenda on a page of its own, to write on."""
    record = get_record(record_id, to_write=True)
    if record.kind is RecordKind.AGREEMENT:
        abort(404)
    return show_agenda(record, PointForm(formdata=keeping.going_on(current_person())))


@supervision.get("/<uuid:record_id>/agenda/<uuid:item_id>")
@allow(SIGNED_IN)
def one_thing(record_id: UUID, item_id: UUID) -> str:
    """One point and nothing else, to look at together."""
    me, record = current_person(), get_record(record_id)
    place = place_of(db.session, me, record.id, item_id) or abort(404)
    return render_template(
        "supervision/one_thing.html",
        record=record,
        item=place.item,
        place=place,
        about=links_of(db.session, me, [place.item]),
        names=names_of(db.session, [place.item.author_id]),
        may_tick=may_tick(record),
    )


@supervision.post("/<uuid:record_id>/agenda/<uuid:item_id>")
@allow(SIGNED_IN)
def talked_about(record_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Tick a point or take the tick away, and go on to the next."""
    me, record = current_person(), get_record(record_id, to_write=True)
    place = place_of(db.session, me, record.id, item_id) or abort(404)
    if not may_tick(record):
        flash(CLOSED)
        return redirect(url_for(".show", record_id=record.id), code=303)
    is_done = request.form.get("do") != "not yet"
    agenda.talked_about(db.session, me, place.item, record, is_done)
    db.session.flush()
    left = next_open(db.session, me, place.item)
    if not is_done:
        return redirect(url_for(".one_thing", record_id=record.id, item_id=item_id), code=303)
    if left:
        return redirect(url_for(".one_thing", record_id=record.id, item_id=left), code=303)
    return redirect(url_for(".show", record_id=record.id, _anchor="agenda"), code=303)


@supervision.post("/points/<uuid:item_id>/take-off")
@allow(SIGNED_IN)
def take_off(item_id: UUID) -> ResponseReturnValue:
    """Take back what I brought, before it was talked about."""
    me = current_person()
    item = queries.get_item(db.session, me, item_id) or abort(404)
    record = get_record(item.record_id, to_write=True) if item.record_id else None
    bond = queries.get_relationship(db.session, me, item.relationship_id or item_id)
    if item.author_id != me.id or item.talked_about_at is not None:
        abort(404)
    if record is not None and not may_tick(record):
        flash(CLOSED)
        return redirect(url_for(".show", record_id=record.id), code=303)
    if record is not None:
        agenda.take_off(db.session, me, item, joint_records.workers_of(record))
        flash("Taken off the agenda.")
        return redirect(url_for(".show", record_id=record.id, _anchor="agenda"), code=303)
    agenda.take_off(db.session, me, item, {bond.worker_id} if bond else {me.id})
    flash("It no longer waits.")
    where = url_for(".with_somebody", relationship_id=bond.id) if bond else url_for(".index")
    return redirect(where, code=303)


@supervision.get("/bring")
@allow(SIGNED_IN)
def bring() -> str:
    """Bring something to supervision, in one's own words; what it is about stays where it is."""
    me = current_person()
    asked = request.args.get("about", ""), request.args.get("key", "")
    about, key, text = first_words(db.session, me, *asked)
    bonds = queries.my_relationships(db.session, me)
    form = BringForm(formdata=keeping.going_on(me), text=text, about=about, key=key)
    return show_bring(form, bonds)


@supervision.post("/bring")
@allow(SIGNED_IN)
def bring_it() -> ResponseReturnValue:
    """On the agenda of the next session with them, or waiting for it."""
    me = current_person()
    bonds = queries.my_relationships(db.session, me)
    form = offered(BringForm(), bonds)
    if not form.validate():
        return show_bring(form, bonds), 422
    bond = next(each for each in bonds if str(each.id) == form.to.data)
    about, key, _ = first_words(db.session, me, form.about.data or "", form.key.data or "")
    item = AgendaItem(
        id=UUID(form.item_id.data),
        author_id=me.id,
        text=form.text.data.strip(),
        about_kind=str(about),
        about_key=key,
    )
    kept = agenda.bring(db.session, me, item, bond)
    keeping.finish(me)
    flash(ADDED if kept.record_id else WAITS)
    if kept.record_id:
        where = url_for(".show", record_id=kept.record_id, _anchor="agenda")
    else:
        where = url_for(".with_somebody", relationship_id=bond.id)
    return redirect(where, code=303)


def show_agenda(record: JointRecord, form: PointForm) -> str:
    """The agenda with the form below it."""
    me = current_person()
    on_it = agenda_of(db.session, me, record.id, request.args.get("points", ""))
    items = on_it.page.rows
    return render_template(
        "supervision/agenda.html",
        **shown(record, [each.author_id for each in items]),
        on_it=on_it,
        agenda=items,
        about=links_of(db.session, me, items),
        point=form,
    )


def show_bring(form: BringForm, bonds: Sequence[Relationship]) -> str:
    """The page with the words and the choice of people."""
    form = offered(form, bonds)
    if len(bonds) == 1 and not form.to.data:
        form.to.data = str(bonds[0].id)
    return render_template("supervision/bring.html", form=form, bonds=bonds)


def offered(form: BringForm, bonds: Sequence[Relationship]) -> BringForm:
    """With everybody to whom something can be brought now."""
    me = current_person()
    form.to.choices = [
        SelectChoice(
            str(each.id),
            f"{each.other.name}, your {each.kind.label}"
            if each.worker_id == me.id
            else f"{each.worker.name}, whose {each.kind.label} you are",
        )
        for each in bonds
    ]
    return form


def may_tick(record: JointRecord) -> bool:
    """Points are ticked until the session is closed; then what is left has moved on."""
    me = current_person()
    if me.id not in joint_records.people_of(record):
        return False
    over = joint_records.is_over_for(db.session, record, me)
    return record.state is RecordState.OPEN and not over
