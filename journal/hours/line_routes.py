"""Writing a line of hours: a new one, one for an entry, and one that takes another's place."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.entry_kind import EntryKind
from journal.domain.framework import Framework
from journal.domain.hours import TrainingMethod
from journal.domain.looking_over import Look, put_instead
from journal.domain.typed_codes import read_codes
from journal.extensions import db
from journal.formatting import today
from journal.forms import clean
from journal.hours import actions, queries
from journal.hours.actions import Written
from journal.hours.forms import LineForm, form_of
from journal.hours.routes import hours
from journal.hours_log import is_verified
from journal.looked_forms import AS_IT_IS, put_in
from journal.models import Entry, HoursLine
from journal.programmes import standard_of
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["hours"]

MOST_FOUND = 12
LOGGED = "Logged. Your line manager or your coach can verify it now."
CHANGED = "Changed. The earlier line stays readable."
LOST_VERIFICATION = (
    "Changed. The earlier line stays readable. It had been verified; this one has to be verified "
    "anew."
)
METHOD_OF = {
    EntryKind.TRAINING: TrainingMethod.TEACHING,
    EntryKind.REFLECTION: TrainingMethod.REFLECTION,
}


@hours.get("/hours/new")
@allow(SIGNED_IN)
def new() -> str:
    """A new line, filled from an entry if one is named; never with the entry's words."""
    me = current_person()
    again = keeping.going_on(me)
    if again is not None:
        return show_form(LineForm(formdata=again), again.getlist("tag"))
    wanted = request.args.get("entry")
    if not wanted:
        return show_form(LineForm(formdata=None, dated=today()))
    entry = queries.get_entry(db.session, me, as_uuid(wanted)) or abort(404)
    return show_form(form_of(from_entry(entry)))


@hours.post("/hours/new")
@allow(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Log it."""
    me, form = current_person(), LineForm()
    entry_id = own_entry_id(form)
    held = hold_up(form)
    if held is not None:
        return held
    written = form.written(codes_typed(form), entry_id)
    line = actions.add(db.session, me, written, UUID(form.line_id.data))
    keeping.finish(me)
    flash(LOGGED)
    return redirect(url_for(".show", line_id=line.id), code=303)


@hours.get("/hours/<uuid:line_id>/change")
@allow(SIGNED_IN)
def edit(line_id: UUID) -> str:
    """Change a line: it stays as it was, and a new one takes its place."""
    me = current_person()
    line = queries.get_own_line(db.session, me, line_id) or abort(404)
    again = keeping.going_on(me)
    if again is not None:
        return show_form(LineForm(formdata=again), again.getlist("tag"), line=line)
    return show_form(form_of(actions.says(line)), line=line)


@hours.post("/hours/<uuid:line_id>/change")
@allow(SIGNED_IN)
def change(line_id: UUID) -> ResponseReturnValue:
    """Keep the change; what was changed meanwhile in another place is not written over."""
    me, form = current_person(), LineForm()
    line = queries.get_line(db.session, me, line_id, to_write=True)
    if line is None or line.author_id != me.id:
        abort(404)
    _, later = queries.before_and_after(db.session, me, line)
    held = hold_up(form, line=line)
    if held is not None:
        return held
    written = form.written(codes_typed(form), line.entry_id)
    if line.replaced_at is not None:
        if later is not None and actions.says(later) == written:
            return redirect(url_for(".show", line_id=later.id), code=303)
        return show_form(form, request.form.getlist("tag"), line=later, meanwhile=line), 409
    was_verified = is_verified(line)
    newer = actions.change(db.session, me, line, written)
    keeping.finish(me)
    if newer is not line:
        flash(LOST_VERIFICATION if was_verified else CHANGED)
    return redirect(url_for(".show", line_id=newer.id), code=303)


@hours.get("/hours/find-codes")
@allow(SIGNED_IN)
def find_codes() -> str:
    """What the picker shows while somebody types; the page works without it."""
    found = find(request.args.get("find", "")[:200])
    return render_template("entries/_found.html", found=found, ticked=())


def hold_up(form: LineForm, line: HoursLine | None = None) -> ResponseReturnValue | None:
    """The page again, where something is looked for, needs a look or could identify somebody."""
    do = request.form.get("do", "")
    tags = request.form.getlist("tag")
    if do == "find":
        return show_form(form, tags, line=line)
    words, other = put_in(do)
    if words:
        text = put_instead(form.description.data or "", words, other)
        form.description.data = text
        return show_form(form, tags, line=line, look=look_over(text))
    fine = form.validate() and codes_are_known(form)
    if not fine:
        return show_form(form, tags, line=line), 422
    look = look_over(form.description.data)
    same = line is not None and line.description == form.description.data.strip()
    if look.pointed and do != AS_IT_IS and not same:
        return show_form(form, tags, line=line, look=look), 422
    return None


def look_over(text: str) -> Look:
    """What in a description could identify somebody."""
    return confidences.look_over(db.session, current_person(), [("What you learned", text)])


def own_framework() -> Framework:
    """The statements of the standard that the person signed in learns."""
    return standard_of(db.session, current_person()).framework


def codes_typed(form: LineForm) -> Sequence[str]:
    """The codes of the line: typed, and ticked."""
    ticked = [tag.partition(":")[2] for tag in request.form.getlist("tag")]
    return read_codes(", ".join([form.codes.data or "", *ticked]), own_framework())[0]


def codes_are_known(form: LineForm) -> bool:
    """Whether every code that was typed is one of the standard; if not, the form says which."""
    _, unknown = read_codes(form.codes.data or "", own_framework())
    if unknown:
        form.codes.errors = [
            f"There is no “{each}” in your standard. Please check it, or look for it below."
            for each in unknown[:5]
        ]
    return not unknown


def own_entry_id(form: LineForm) -> UUID | None:
    """The entry that the line belongs to, if it is one's own; 404 for any other."""
    if not form.entry.data:
        return None
    entry = queries.get_entry(db.session, current_person(), as_uuid(form.entry.data))
    return entry.id if entry else abort(404)


def from_entry(entry: Entry) -> Written:
    """A line as an entry begins it: its day, its minutes and its codes, and not one word of it."""
    framework = own_framework()
    tags = ", ".join(tag.code for tag in entry.tags if tag.framework == framework.key)
    return Written(
        dated=entry.dated,
        method=METHOD_OF.get(entry.kind, TrainingMethod.OTHER),
        description="",
        codes=tuple(read_codes(tags, framework)[0]),
        minutes=entry.minutes or 0,
        in_paid_hours=True,
        entry_id=entry.id,
    )


def find(looked_for: str) -> list[Any]:
    """The best matches in one's own standard."""
    return list(own_framework().find(looked_for)[:MOST_FOUND]) if looked_for.strip() else []


def show_form(
    form: LineForm,
    tags: Sequence[str] = (),
    *,
    line: HoursLine | None = None,
    look: Look | None = None,
    meanwhile: HoursLine | None = None,
) -> str:
    """The page on which a line is written, with everything typed so far."""
    me, framework = current_person(), own_framework()
    looked_for = clean(request.form.get("find"))[:200]
    ticked = [(framework.key, tag.partition(":")[2]) for tag in tags]
    return render_template(
        "hours/write.html",
        form=form,
        line=line,
        look=look,
        meanwhile=meanwhile,
        entry=queries.get_entry(db.session, me, as_uuid(form.entry.data)),
        verifiers=queries.verifiers_of(db.session, me.id),
        looked_for=looked_for,
        found=find(looked_for),
        ticked=ticked,
        chosen=[framework[code] for _, code in ticked if code in framework],
    )
