"""Testimony: the worker's pages. What the witness sees is in `link_routes`."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, mail, shown_once, throttle
from journal.access import SIGNED_IN, allow
from journal.domain.looking_over import Look, put_instead
from journal.domain.standing import TYPED_IN
from journal.extensions import db
from journal.forms import clean
from journal.models import Entry
from journal.models.base import now
from journal.signed_in import current_person
from journal.typed_values import as_uuid
from journal.witness import testimony_actions as actions
from journal.witness import testimony_queries as queries
from journal.witness.testimony_forms import USUAL, AskForm

testimony = Blueprint("testimony", __name__)

AS_IT_IS = "ask as it is"
ASKING = "asking for testimony"
GIVEN_ALREADY = (
    "They gave their words a moment before, so the link was used. Here is what they say."
)
TOO_MANY = "You asked many people just now. Please wait a quarter of an hour before the next one."


@testimony.get("/testimonies")
@allow(SIGNED_IN)
def index() -> str:
    """Whom I asked, and what came of it."""
    page = queries.own_testimonies(db.session, current_person(), request.args.get("after", ""))
    return render_template("witness/testimonies.html", page=page, moment=now())


@testimony.get("/testimonies/new")
@allow(SIGNED_IN)
def new() -> str:
    """Ask somebody for a few words."""
    entry = typed_in_entry(request.args.get("entry"))
    return show_form(AskForm(formdata=None), entry)


@testimony.post("/testimonies/new")
@allow(SIGNED_IN)
def ask() -> ResponseReturnValue:
    """Look the words over once, then make the link."""
    me, form = current_person(), AskForm()
    entry = typed_in_entry(request.args.get("entry"))
    if entry is not None:
        form.shown.data = entry.statements[-1].text
    do, _, rest = clean(request.form.get("do")).partition("\n")
    if do == "put" and entry is None:
        other, _, found = rest.partition("\n")
        form.shown.data = put_instead(form.shown.data or "", found, other)
        return show_form(form, entry, look_at(form))
    if not form.validate() or form.is_to(me.email):
        return show_form(form, entry), 422
    look = look_at(form)
    if look.pointed and do != AS_IT_IS:
        return show_form(form, entry, look), 422
    if throttle.too_many(db.session, ASKING, str(me.id)):
        form.to_name.errors = [TOO_MANY]
        return show_form(form, entry, look), 429
    throttle.note(db.session, ASKING, str(me.id))
    made, link = actions.ask(db.session, me, UUID(form.testimony_id.data), asked_in(form, entry))
    if link:
        shown_once.keep(testimony=str(made.id), link=link)
    else:
        flash("Your question is on its way. You will hear when there is an answer.")
    return redirect(url_for(".show", testimony_id=made.id), code=303)


@testimony.get("/testimonies/<uuid:testimony_id>")
@allow(SIGNED_IN)
def show(testimony_id: UUID) -> str:
    """What I asked, and the words that came back."""
    me = current_person()
    found = queries.get_own(db.session, me, testimony_id) or abort(404)
    kept = shown_once.take() or {}
    return render_template(
        "witness/testimony.html",
        found=found,
        is_open=queries.is_open(db.session, me, found),
        link=kept.get("link") if kept.get("testimony") == str(found.id) else None,
        entry=queries.get_own_entry(db.session, me, found.entry_id),
    )


@testimony.post("/testimonies/<uuid:testimony_id>/withdraw")
@allow(SIGNED_IN)
def withdraw(testimony_id: UUID) -> ResponseReturnValue:
    """Let the link open nothing any more."""
    me = current_person()
    found = queries.get_own(db.session, me, testimony_id, to_write=True) or abort(404)
    is_withdrawn = actions.withdraw(db.session, me, found)
    flash("The link does not work any more." if is_withdrawn else GIVEN_ALREADY)
    return redirect(url_for(".show", testimony_id=found.id), code=303)


def asked_in(form: AskForm, entry: Entry | None) -> actions.Asked:
    """What the form says."""
    return actions.Asked(
        to_name=form.to_name.data or "",
        to_address=form.to_address.data or "",
        shown=form.shown.data or "",
        days=int(form.days.data or USUAL),
        entry=entry,
    )


def typed_in_entry(text: str | None) -> Entry | None:
    """The entry whose words somebody is to confirm: one's own, with a statement, typed in."""
    if not text:
        return None
    entry = queries.get_own_entry(db.session, current_person(), as_uuid(text))
    fits = entry is not None and entry.kind in TYPED_IN and entry.statements
    return entry if fits else abort(404)


def look_at(form: AskForm) -> Look:
    """What in the words shown could identify somebody."""
    parts = [("What they will see", form.shown.data or "")]
    return confidences.look_over(db.session, current_person(), parts)


def show_form(form: AskForm, entry: Entry | None, look: Look | None = None) -> str:
    """The page that asks."""
    return render_template(
        "witness/ask.html", form=form, entry=entry, look=look, has_mail=mail.is_set_up()
    )
