"""Signing in and out, and one's own account."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from config import Settings
from journal import requests, signed_in, throttle
from journal.access import ANYONE, EVEN_LOCKED, SIGNED_IN, allow
from journal.accounts import actions, passkeys, queries
from journal.accounts.devices import friendly
from journal.accounts.forms import ChangePasswordForm, SignInForm
from journal.accounts.passkeys import Ourselves
from journal.extensions import db
from journal.masking import mask_logs
from journal.transactions import keep_writes

accounts = Blueprint("accounts", __name__)

DOES_NOT_FIT = "That e-mail and password do not fit together. Please check both and try again."
ANOTHER_ACCOUNT = (
    "That is another account than the one this page was opened with, so it stays closed. Sign "
    "in as before to go on here, or leave this page to use the other account."
)
WAIT = "There have been many tries. Please wait a quarter of an hour, then try again."
NOT_THE_PRESENT_ONE = "That is not your present password. Please check it and try again."


def prepare(state: BlueprintSetupState) -> None:
    """What pages with a secret in their address need of the service.

    They send no referrer, so a form on them must do without one: Flask-WTF's check of the
    referrer, which it adds under TLS, would refuse it. The token in every form, the SameSite
    cookie and its `__Host-` name do what that check is for.
    """
    state.app.config["WTF_CSRF_SSL_STRICT"] = False
    mask_logs()


accounts.record(prepare)


@accounts.get("/sign-in")
@allow(ANYONE)
def sign_in() -> ResponseReturnValue:
    """The way in; a locked device is unlocked instead."""
    if signed_in.is_locked():
        return redirect(url_for(".unlock", next=request.args.get("next")), code=303)
    return render_template("accounts/sign_in.html", form=SignInForm())


@accounts.post("/sign-in")
@allow(ANYONE)
def sign_in_now() -> ResponseReturnValue:
    """Let somebody in whose e-mail and password fit, and back to where they wanted to go."""
    form = SignInForm()
    if form.validate_on_submit():
        problem = try_to_sign_in(form.email.data or "", form.password.data or "", page_of())
        if problem is None:
            return let_in()
        form.password.errors = [problem]
    keep_writes()
    if not requests.wants_page():
        return {"problem": form.problems[0][1]}, 422
    return render_template("accounts/sign_in.html", form=form), 422


def try_to_sign_in(email: str, password: str, only: UUID | None = None) -> str | None:
    """Sign this device in; what to say when that cannot be."""
    try:
        found = actions.sign_in(db.session, email, password, device(), place(), only)
    except actions.TooManyTries:
        return WAIT
    except actions.SomebodyElse:
        return ANOTHER_ACCOUNT
    if found is None:
        return DOES_NOT_FIT
    signed_in.remember(*found)
    return None


def let_in() -> ResponseReturnValue:
    """Back to the page that was wanted; a page that is still open gets a token for its forms."""
    if requests.wants_page():
        return redirect(safe_target(request.args.get("next", "")), code=303)
    mark = signed_in.mark_of(signed_in.current_person())
    return {"csrf": signed_in.fresh_token(), "mark": mark}


def page_of() -> UUID | None:
    """For whom the page was made that is still open where somebody signs in again."""
    return signed_in.marked(request.form.get("page-of", ""))


@accounts.post("/sign-out")
@allow(EVEN_LOCKED)
def sign_out() -> ResponseReturnValue:
    """End this device's sign-in and tell the browser to forget what it kept."""
    actions.sign_out(db.session, signed_in.current_sign_in())
    return leave("You are signed out.")


@accounts.get("/account")
@allow(SIGNED_IN)
def show() -> str:
    """One's own account, and the devices on which it is open."""
    me, here = signed_in.current_person(), signed_in.current_sign_in()
    devices = [
        (row, friendly(row.device), row.id == here.id) for row in queries.devices_of(db.session, me)
    ]
    return render_template(
        "accounts/show.html",
        devices=devices,
        passkeys=passkeys.passkeys_of(db.session, me),
        has_passkeys_here=ourselves() is not None,
        localhost=passkeys.by_name(set_up_at()),
    )


@accounts.post("/account/devices/<uuid:sign_in_id>/end")
@allow(SIGNED_IN)
def end_device(sign_in_id: UUID) -> ResponseReturnValue:
    """Sign one device out."""
    me = signed_in.current_person()
    row = queries.get_device(db.session, me, sign_in_id) or abort(404)
    if row.id == signed_in.current_sign_in().id:
        actions.sign_out(db.session, row)
        return leave("You are signed out.")
    actions.sign_out_device(db.session, me, row)
    flash("That device is signed out.")
    return redirect(url_for(".show"), code=303)


@accounts.post("/account/sign-out-everywhere")
@allow(SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every device's sign-in, this one's too."""
    actions.sign_out_everywhere(db.session, signed_in.current_person())
    return leave("You are signed out on every device.")


@accounts.get("/account/password")
@allow(SIGNED_IN)
def password() -> str:
    """Change one's password."""
    return render_template(
        "accounts/password.html", form=ChangePasswordForm(signed_in.current_person())
    )


@accounts.post("/account/password")
@allow(SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Keep the new password when the present one fits; other devices are signed out."""
    form = ChangePasswordForm(signed_in.current_person())
    if form.validate():
        problem = try_to_change(form)
        if problem is None:
            flash("Your new password is set, and every other device is signed out.")
            return redirect(url_for(".show"), code=303)
        form.password.errors = [problem]
    keep_writes()
    return render_template("accounts/password.html", form=form), 422


def try_to_change(form: ChangePasswordForm) -> str | None:
    """Change the password; what to say when that cannot be."""
    present, new = form.password.data or "", form.new_password.data or ""
    try:
        found = actions.change_password(db.session, form.person, present, new, device())
    except actions.TooManyTries:
        return WAIT
    if found is None:
        return NOT_THE_PRESENT_ONE
    signed_in.remember(*found)
    return None


def leave(words: str) -> ResponseReturnValue:
    """To the way in, with a browser that forgets what it kept.

    Its storage stays: what was written without network waits there, sealed for its writer.
    """
    signed_in.forget()
    flash(words)
    answer = redirect(url_for("accounts.sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def device() -> str:
    """What this browser says of itself."""
    return (request.user_agent.string or "unknown")[:200]


def place() -> str:
    """Where this request comes from."""
    return throttle.place(request.remote_addr)


def ourselves() -> Ourselves | None:
    """Whom passkeys answer to here, if there can be any."""
    return passkeys.ourselves(set_up_at(), request.host_url)


def set_up_at() -> str:
    """The address that this service is set up to be reached at."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def safe_target(wanted: str) -> str:
    """A page of ours to go on to; anything that leads elsewhere becomes the home page."""
    return wanted if requests.is_ours(wanted) else url_for("home.show")
