"""Filling in a scan, one duty a page. Of two texts written at once, none is overwritten."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.domain.scan_answers import Given, mark_of
from journal.domain.skills_scan import ScanPart
from journal.extensions import db
from journal.models import SkillsScan
from journal.sent_scans import texts_of
from journal.signed_in import current_person
from journal.skills_scan import actions, queries
from journal.skills_scan.actions import AlreadySent, SavedElsewhere
from journal.skills_scan.forms import YES_SOME_NO, DutyForm, filled, names_of
from journal.skills_scan.routes import load_own, skills_scan
from journal.skills_scan.views import statements_behind
from journal.transactions import keep_writes
from journal.two_texts import put_together, side_by_side
from journal.unfinished_copies import NoRoom, TooLarge

__all__ = ["skills_scan"]

SENT = "This scan was sent, and stays as it was sent."
KEPT_APART = SENT + " What you typed is kept under unfinished writing."
KEPT_SAVED = "What was saved stays. What you typed is put away for 30 days."
LABELS = ("answer", "what you already know or do", "qualifications", "certificates")


@skills_scan.get("/<uuid:scan_id>/duty/<int:number>")
@allow(SIGNED_IN)
def duty(scan_id: UUID, number: int) -> ResponseReturnValue:
    """One duty of a scan of one's own."""
    scan = load_own(scan_id)
    texts_of(db.session, scan).skills_scan.duty(number) or abort(404)
    if scan.sent_at is not None:
        flash(SENT)
        return redirect(url_for(".show", scan_id=scan.id, _anchor=f"duty-{number}"))
    again = keeping.going_on(current_person())
    if again is not None:
        return show_duty(scan, number, DutyForm(formdata=again))
    return show_duty(scan, number, form_of(actions.given_to(scan, number)))


@skills_scan.post("/<uuid:scan_id>/duty/<int:number>")
@allow(SIGNED_IN)
def save_duty(scan_id: UUID, number: int) -> ResponseReturnValue:
    """Keep it, and go on to the next or back to the whole."""
    me, scan = current_person(), load_own(scan_id)
    texts_of(db.session, scan).skills_scan.duty(number) or abort(404)
    saved = actions.given_to(scan, number)
    form = DutyForm().offer(queries.own_certificates(db.session, me), saved)
    do = request.form.get("do", "")
    if do in ANSWERS_TO_BOTH and scan.sent_at is None:
        return ANSWERS_TO_BOTH[do](form, scan, number)
    if not form.validate() and scan.sent_at is None:
        return show_duty(scan, number, form), 422
    if do == "save" and not put_saved_aside(form, scan, number):
        return show_both(form, scan, number)
    try:
        actions.save_duty(db.session, me, scan, number, form.given, form.base.data or "")
    except AlreadySent:
        keeping.keep_typed(me)
        flash(KEPT_APART)
        return redirect(url_for(".show", scan_id=scan.id), code=303)
    except SavedElsewhere:
        return show_both(form, scan, number)
    keeping.finish(me)
    return onward(scan, number, do)


def onward(scan: SkillsScan, number: int, do: str) -> ResponseReturnValue:
    """To the next duty, or back to the whole scan."""
    following = texts_of(db.session, scan).skills_scan.duty(number + 1)
    if do == "next" and following is not None:
        return redirect(url_for(".duty", scan_id=scan.id, number=following.number), code=303)
    flash("Saved. You can come back to it whenever you like.")
    return redirect(url_for(".show", scan_id=scan.id), code=303)


def put_saved_aside(form: DutyForm, scan: SkillsScan, number: int) -> bool:
    """Whether what is saved, which this text will take the place of, could be put away."""
    saved = actions.given_to(scan, number)
    if mark_of(saved) == mark_of(form.given) or scan.sent_at is not None:
        return True
    fields = {name: value for name, value in filled(saved).items() if value}
    try:
        actions.put_aside(db.session, current_person(), request.path, fields)
    except (NoRoom, TooLarge) as problem:
        flash(str(problem))
        return False
    return True


def show_both(form: DutyForm, scan: SkillsScan, number: int) -> ResponseReturnValue:
    """What was just typed beside what is saved by now; what was typed is kept meanwhile."""
    if keeping.keep_typed(current_person()):
        keep_writes()
    saved = actions.given_to(scan, number)
    form.base.data = mark_of(saved)
    both = side_by_side(labels(), readable(form.given, form), readable(saved, form))
    return show_duty(scan, number, form, both=both), 409


def keep_saved(form: DutyForm, scan: SkillsScan, number: int) -> ResponseReturnValue:
    """Leave what is saved as it is; what was typed can be brought back."""
    if not keeping.keep_typed(current_person(), put_away=True):
        return show_both(form, scan, number)
    flash(KEPT_SAVED)
    return redirect(url_for(".show", scan_id=scan.id), code=303)


def show_together(form: DutyForm, scan: SkillsScan, number: int) -> ResponseReturnValue:
    """Both texts in one form, to be looked over; what was typed alone can be brought back."""
    if not keeping.keep_typed(current_person(), put_away=True):
        return show_both(form, scan, number)
    keeping.begin_anew()
    saved = actions.given_to(scan, number)
    merged = put_together({}, filled(form.given), filled(saved))
    made = DutyForm(formdata=None, base=mark_of(saved), **merged)
    return show_duty(scan, number, made, is_merged=True)


ANSWERS_TO_BOTH = {"keep saved": keep_saved, "together": show_together}


def form_of(given: Mapping[ScanPart, Given]) -> DutyForm:
    """The form with what is saved."""
    return DutyForm(formdata=None, base=mark_of(given), **filled(given))


def labels() -> dict[str, str]:
    """Every field of the form, by the words beside it where two texts are compared."""
    return {
        name: f"{part.label}: {label}"
        for part in ScanPart
        for name, label in zip(names_of(part), LABELS, strict=True)
    }


def readable(given: Mapping[ScanPart, Given], form: DutyForm) -> dict[str, Any]:
    """What was given to a duty, as words to compare."""
    titles = dict(form.fields_of(ScanPart.SKILLS)[3].choices or ())
    told = filled(given)
    for part in ScanPart:
        answer, _, _, chosen = names_of(part)
        told[answer] = YES_SOME_NO.get(told[answer] or "", "")
        told[chosen] = ", ".join(titles.get(each, "A certificate") for each in told[chosen])
    return told


def show_duty(scan: SkillsScan, number: int, form: DutyForm, **more: object) -> str:
    """The page of one duty."""
    me, texts = current_person(), texts_of(db.session, scan)
    if form.fields_of(ScanPart.SKILLS)[3].choices is None:
        saved = actions.given_to(scan, number)
        form.offer(queries.own_certificates(db.session, me), saved)
    return render_template(
        "skills_scan/duty.html",
        scan=scan,
        duty=texts.skills_scan.duty(number),
        most=len(texts.skills_scan.duties),
        behind={part: statements_behind(texts.standard, (number, part)) for part in ScanPart},
        form=form,
        **{"both": None, "is_merged": False, **more},
    )
