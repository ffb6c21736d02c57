"""Signing in and out, and one's own account."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import signed_in
from journal.access import ANYONE, SIGNED_IN, allow
from journal.accounts import actions
from journal.accounts.forms import SignInForm
from journal.extensions import db
from journal.transactions import keep_writes

accounts = Blueprint("accounts", __name__)

DOES_NOT_FIT = "That e-mail and password do not fit together. Please check both and try again."
WAIT = "There have been many tries. Please wait a quarter of an hour, then try again."


@accounts.get("/sign-in")
@allow(ANYONE)
def sign_in() -> str:
    """The way in."""
    return render_template("accounts/sign_in.html", form=SignInForm())


@accounts.post("/sign-in")
@allow(ANYONE)
def sign_in_now() -> ResponseReturnValue:
    """Let somebody in whose e-mail and password fit, and back to where they wanted to go."""
    form = SignInForm()
    if form.validate_on_submit():
        problem = try_to_sign_in(form)
        if problem is None:
            return redirect(safe_target(request.args.get("next", "")), code=303)
        form.password.errors = [problem]
    keep_writes()
    return render_template("accounts/sign_in.html", form=form), 422


def try_to_sign_in(form: SignInForm) -> str | None:
    """Sign this device in; what to say when that cannot be."""
    device = (request.user_agent.string or "unknown")[:200]
    try:
        found = actions.sign_in(
            db.session, form.email.data or "", form.password.data or "", device
        )
    except actions.TooManyTries:
        return WAIT
    if found is None:
        return DOES_NOT_FIT
    signed_in.remember(*found)
    return None


@accounts.post("/sign-out")
@allow(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this device's sign-in and tell the browser to forget what it kept."""
    actions.sign_out(db.session, signed_in.current_sign_in())
    signed_in.forget()
    flash("You are signed out.")
    answer = redirect(url_for("accounts.sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@accounts.get("/account")
@allow(SIGNED_IN)
def show() -> str:
    """One's own account."""
    return render_template("accounts/show.html")


@accounts.post("/account/sign-out-everywhere")
@allow(SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every device's sign-in, this one's too."""
    actions.sign_out_everywhere(db.session, signed_in.current_person())
    signed_in.forget()
    flash("You are signed out on every device.")
    return redirect(url_for("accounts.sign_in"), code=303)


def safe_target(wanted: str) -> str:
    """A page of ours to go on to; anything that leads elsewhere becomes the home page."""
    parts = urlsplit(wanted)
    ours = not parts.scheme and not parts.netloc and wanted.startswith("/")
    strange = wanted.startswith("//") or "\\" in wanted or any(ord(c) < 32 for c in wanted)
    return wanted if ours and not strange else url_for("home.show")
