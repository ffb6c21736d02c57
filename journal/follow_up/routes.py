"""The pages of actions: what is to do, a new one, and what becomes of one."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, following_up
from journal.access import SIGNED_IN, allow
from journal.domain.actions import ActionKind
from journal.extensions import db
from journal.follow_up import queries
from journal.follow_up.forms import ME, ChangeForm, DoneForm, LetGoForm, NewForm, new_form
from journal.follow_up.queries import About
from journal.follow_up_view import learning_need, note_listed, records_of, views_of
from journal.follow_up_view import page_of as page_of_record
from journal.following_up import Agreed
from journal.forms import Form
from journal.models import Action
from journal.names import names_of
from journal.paging import Page
from journal.signed_in import current_person
from journal.typed_values import as_uuid

actions = Blueprint("actions", __name__, url_prefix="/actions")

DONE = "Done. Well followed through."
WRITE_ABOUT_IT = (
    "Done. If you would like to keep what you learned, here is a training entry to write on. You "
    "can also leave it."
)


@actions.get("")
@allow(SIGNED_IN)
def index() -> str:
    """What is to do, mine and of those I support, by its day; then what was done or let go."""
    me, after = current_person(), request.args.get("after", "")
    of = as_uuid(request.args.get("of"))
    of_name = (queries.name_of(db.session, me, of) or abort(404)) if of else None
    is_closed = "closed" in request.args
    nothing: Page[Action] = Page([], None)
    still, over = nothing, nothing
    if not is_closed:
        still = queries.open_actions(db.session, me, of=of, after=after)
    if still.next_key is None:
        over = queries.closed_actions(db.session, me, of=of, after=after if is_closed else "")
    still_to_do, closed = (views_of(db.session, me, page.rows) for page in (still, over))
    note_listed(me, [*still_to_do, *closed])
    return render_template(
        "actions/index.html",
        still_to_do=still_to_do,
        next_open=still.next_key,
        closed=closed,
        next_closed=over.next_key,
        is_closed=is_closed,
        is_later=bool(after),
        of=of,
        of_name=of_name,
    )


@actions.get("/new")
@allow(SIGNED_IN)
def new() -> str:
    """A new action: by itself, from a session record, or from feedback on an entry."""
    return show_new(make_new_form())


@actions.post("/new")
@allow(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Write it down."""
    me, about, form = current_person(), asked_about(), make_new_form()
    if not form.validate():
        return show_new(form), 422
    with_whom = form.chosen()
    worker_id = with_whom.worker_id if with_whom else me.id
    their_id = me.id
    if with_whom:
        their_id = with_whom.other_id if worker_id == me.id else worker_id
    agreed = Agreed(
        text=form.text.data.strip(),
        due_on=form.due_on.data,
        kind=ActionKind(form.kind.data),
        owner_id=me.id if form.owner.data == ME else their_id,
        worker_id=worker_id,
        relationship=with_whom,
        record_id=about.record_id,
        about_entry_id=about.entry_id,
    )
    following_up.agree(db.session, me, UUID(form.action_id.data), agreed)
    flash("Written down. It comes back on your agenda until it is done or let go.")
    return redirect(way_back(about.record_id), code=303)


@actions.get("/<uuid:action_id>")
@allow(SIGNED_IN)
def show(action_id: UUID) -> str:
    """One action, and everything that became of it."""
    me, action = current_person(), load(action_id)
    audit.opened(me, action.worker_id, ("action", action.id))
    [view] = views_of(db.session, me, [action])
    return render_template(
        "actions/show.html",
        action=view,
        steps=action.steps,
        names=names_of(db.session, [each.author_id for each in action.steps]),
        written=queries.own_entry(db.session, me, view.entry_id),
        may_write=bool(learning_need(db.session, me, action.id)),
    )


@actions.get("/<uuid:action_id>/done")
@allow(SIGNED_IN)
def done(action_id: UUID) -> str:
    """How it went, if somebody likes to say."""
    return show_step("actions/done.html", load(action_id, to_change=True), DoneForm())


@actions.post("/<uuid:action_id>/done")
@allow(SIGNED_IN)
def finish(action_id: UUID) -> ResponseReturnValue:
    """It is done; what was read or learned can become a training entry."""
    me, action = current_person(), load(action_id, to_change=True)
    form = DoneForm()
    if not form.validate():
        return show_step("actions/done.html", action, form), 422
    following_up.finish(db.session, me, action, (form.why.data or "").strip())
    if learning_need(db.session, me, action.id):
        flash(WRITE_ABOUT_IT)
        [view] = views_of(db.session, me, [action])
        to_write = url_for(
            "entries.new",
            kind="training",
            action=action.id,
            minutes=form.minutes.data,
            tag=view.tags,
        )
        return redirect(to_write, code=303)
    flash(DONE)
    return redirect(way_back(as_uuid(request.form.get("record_id"))), code=303)


@actions.get("/<uuid:action_id>/change")
@allow(SIGNED_IN)
def change(action_id: UUID) -> str:
    """Other words, or another day."""
    action = load(action_id, to_change=True)
    return show_step("actions/change.html", action, change_form(action))


@actions.post("/<uuid:action_id>/change")
@allow(SIGNED_IN)
def save_change(action_id: UUID) -> ResponseReturnValue:
    """Keep the change and why; what was agreed before stays to be read."""
    me, action = current_person(), load(action_id, to_change=True)
    form = change_form(action)
    if not form.validate():
        return show_step("actions/change.html", action, form), 422
    text, why = form.text.data.strip(), form.why.data.strip()
    following_up.change(db.session, me, action, text, form.due_on.data, why)
    flash("Changed. What was agreed before stays below.")
    return redirect(url_for(".show", action_id=action.id), code=303)


@actions.get("/<uuid:action_id>/let-go")
@allow(SIGNED_IN)
def let_go(action_id: UUID) -> str:
    """Why it need not be done."""
    return show_step("actions/let_go.html", load(action_id, to_change=True), LetGoForm())


@actions.post("/<uuid:action_id>/let-go")
@allow(SIGNED_IN)
def save_letting_go(action_id: UUID) -> ResponseReturnValue:
    """It comes back no more."""
    me, action = current_person(), load(action_id, to_change=True)
    form = LetGoForm()
    if not form.validate():
        return show_step("actions/let_go.html", action, form), 422
    following_up.let_go(db.session, me, action, form.why.data.strip())
    flash("Let go. It does not come back, and the reason stays with it.")
    return redirect(url_for(".index"), code=303)


def load(action_id: UUID, *, to_change: bool = False) -> Action:
    """The action, for somebody who may see it, or change it; else nothing is here."""
    me = current_person()
    is_post = request.method == "POST"
    action = queries.get_action(db.session, me, action_id, to_write=is_post) or abort(404)
    if to_change and not action.editable_by(me):
        abort(404)
    return action


def asked_about() -> About:
    """Where the address says that the action comes from: one place, a record before an entry."""
    record_id = as_uuid(request.args.get("record_id"))
    return About(record_id, None if record_id else as_uuid(request.args.get("entry_id")))


def make_new_form() -> NewForm:
    """The form, with whoever the action can be agreed with; nothing is here for a stranger."""
    me, about = current_person(), asked_about()
    known = queries.relationships_for(db.session, me, about)
    if known is None:
        abort(404)
    return new_form(me, known, may_be_alone=about.record_id is None)


def change_form(action: Action) -> ChangeForm:
    """The form as the action stands; its day may stay, though it has passed."""
    form = ChangeForm(text=action.text, due_on=action.due_on)
    form.due_before = action.due_on
    return form


def show_new(form: NewForm) -> str:
    """The page of a new action."""
    about = asked_about()
    return render_template("actions/new.html", form=form, about=about)


def show_step(template: str, action: Action, form: Form) -> str:
    """The page of a step: the action as it stands, and what is asked about it."""
    me = current_person()
    audit.opened(me, action.worker_id, ("action", action.id))
    [view] = views_of(db.session, me, [action])
    return render_template(template, action=view, form=form)


def way_back(record_id: UUID | None) -> str:
    """The page of the record that somebody came from, or the list of actions."""
    held = records_of(db.session, current_person(), [record_id])
    page = page_of_record(held[record_id][0]) if record_id in held else ""
    return url_for(page, record_id=record_id) if page else url_for(".index")
