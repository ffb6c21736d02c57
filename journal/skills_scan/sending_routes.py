"""A scan looked over and sent; then what the line manager and the coach say to it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.looking_over import Look
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.looked_forms import held_up, put_in
from journal.models import Person, SkillsScan
from journal.signed_in import current_person
from journal.skills_scan import actions, queries
from journal.skills_scan.actions import CannotPut
from journal.skills_scan.forms import MeetingForm
from journal.skills_scan.routes import form_of_words, load, load_own, show_scan, view
from journal.skills_scan.views import DutyView, ScanView
from journal.skills_scan.writing_routes import skills_scan

__all__ = ["skills_scan"]

SENT = "Sent. Your line manager and your coach get a letter that says something waits for them."
SENT_TO_NOBODY = (
    "Sent. Nobody is your line manager or coach here yet: they can read it once they are."
)

CHANGED = "Changed, everywhere in this scan."


@skills_scan.get("/<uuid:scan_id>/send")
@allow(SIGNED_IN)
def look_over(scan_id: UUID) -> ResponseReturnValue:
    """What will be read, looked over for whoever could be recognised by it."""
    scan = load_own(scan_id)
    if scan.sent_at is not None:
        return redirect(url_for(".show", scan_id=scan.id))
    return show_look(scan)


@skills_scan.post("/<uuid:scan_id>/send")
@allow(SIGNED_IN)
def send(scan_id: UUID) -> ResponseReturnValue:
    """Send it; what has no answer yet is named, and everything is kept."""
    me, scan = current_person(), load_own(scan_id)
    words, other = put_in(request.form.get("do", ""))
    if scan.sent_at is None and words:
        return put_other_words(scan, words, other)
    if scan.sent_at is None and view(scan).missing:
        return show_look(scan, tried=True), 422
    if scan.sent_at is None:
        actions.send(db.session, me, scan)
        flash(SENT if queries.readers_of(db.session, me) else SENT_TO_NOBODY)
    return redirect(url_for(".show", scan_id=scan.id), code=303)


@skills_scan.get("/<uuid:scan_id>/words")
@allow(SIGNED_IN)
def words(scan_id: UUID) -> str:
    """The line manager's form, with what was being written before."""
    scan, again = load_as(scan_id, RelationshipKind.MANAGER), keeping.going_on(current_person())
    return show_scan(scan, words=form_of_words(scan)(formdata=again) if again is not None else None)


@skills_scan.post("/<uuid:scan_id>/words")
@allow(SIGNED_IN)
def say(scan_id: UUID) -> ResponseReturnValue:
    """The line manager confirms duties, or names further development."""
    scan = load_as(scan_id, RelationshipKind.MANAGER)
    form = form_of_words(scan)()
    held = held_up(
        form,
        form.texts,
        lambda look: show_scan(scan, words=form, look=look),
        people=around(scan),
        before={each.text for each in scan.words},
    )
    if held is not None:
        return held
    new = actions.say(db.session, current_person(), scan, form.said)
    keeping.finish(current_person())
    flash("Thank you. It stands beside the scan." if new else "It stands beside the scan already.")
    return redirect(url_for(".show", scan_id=scan.id), code=303)


@skills_scan.get("/<uuid:scan_id>/meeting")
@allow(SIGNED_IN)
def meeting(scan_id: UUID) -> str:
    """The coach's form, with what was being written before."""
    scan, again = load_as(scan_id, RelationshipKind.COACH), keeping.going_on(current_person())
    return show_scan(scan, meeting=MeetingForm(formdata=again) if again is not None else None)


@skills_scan.post("/<uuid:scan_id>/meeting")
@allow(SIGNED_IN)
def note_meeting(scan_id: UUID) -> ResponseReturnValue:
    """The coach notes the planning meeting."""
    scan, form = load_as(scan_id, RelationshipKind.COACH), MeetingForm()
    held = held_up(
        form,
        [form.text],
        lambda look: show_scan(scan, meeting=form, look=look),
        people=around(scan),
    )
    if held is not None:
        return held
    held_on, text = form.agreed
    actions.note_meeting(db.session, current_person(), scan, held_on, text)
    keeping.finish(current_person())
    flash("The planning meeting is noted. All three of you can read it.")
    return redirect(url_for(".show", scan_id=scan.id), code=303)


def put_other_words(scan: SkillsScan, words: str, other: str) -> ResponseReturnValue:
    """Other words wherever these stand in the scan, and on with looking."""
    try:
        actions.put_other_words(db.session, current_person(), scan, words, other)
    except CannotPut as problem:
        flash(str(problem))
        return show_look(scan), 422
    flash(CHANGED)
    return redirect(url_for(".look_over", scan_id=scan.id, _anchor="look-heading"), code=303)


def around(scan: SkillsScan) -> list[UUID]:
    """Those whose names everybody who reads the scan knows: its worker, and who reads it."""
    worker = db.session.get_one(Person, scan.author_id)
    readers = queries.readers_of(db.session, worker)
    return [worker.id, *(each.other_id for each in readers)]


def load_as(scan_id: UUID, kind: RelationshipKind) -> SkillsScan:
    """A sent scan, for whoever is this to its worker now; for everybody else nothing is here."""
    scan = load(scan_id)
    if kind not in queries.kinds_to(db.session, current_person(), scan.author_id):
        abort(404)
    return scan


def show_look(scan: SkillsScan, *, tried: bool = False) -> str:
    """The page before sending."""
    shown = view(scan)
    looked = [(each, look_at(each)) for each in shown.duties]
    return render_template(
        "skills_scan/send.html",
        scan=shown,
        looked=[(each, look) for each, look in looked if look.pointed],
        missing=named(shown, shown.missing),
        bare=named(shown, shown.bare),
        readers=queries.readers_of(db.session, current_person()),
        tried=tried,
    )


def look_at(duty: DutyView) -> Look:
    """What the worker wrote to one duty, with all that could identify somebody."""
    parts = [
        (f"{each.part.label}: {what}", text)
        for each in duty.statements
        for what, text in (
            ("what you already know or do", each.given.already),
            ("qualifications", each.given.qualifications),
        )
    ]
    return confidences.look_over(db.session, current_person(), parts)


def named(scan: ScanView, keys: tuple[tuple[int, object], ...]) -> list[tuple[int, list[object]]]:
    """Statements by their duty."""
    return [
        (each.number, [part for number, part in keys if number == each.number])
        for each in scan.duties
        if any(number == each.number for number, _ in keys)
    ]
