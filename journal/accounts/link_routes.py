"""Pages that a link in a letter leads to: come in for the first time, or choose a new password.

Fetching such a page uses nothing up, since mail programs fetch links before people do.
"""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import mail, signed_in, ways_in
from journal.access import ANYONE, allow
from journal.accounts import actions
from journal.accounts.forms import ForgottenForm, NewPasswordForm
from journal.accounts.routes import accounts, device, place
from journal.extensions import db
from journal.models import Person, Purpose, SingleUseLink

__all__ = ["accounts"]

SENT = (
    "If there is an account with this address, a letter is on its way to it. The link in it "
    "works for an hour. If nothing comes, look among the unwanted mail, then check the address."
)
NO_MAIL = (
    "This service cannot send letters, so it cannot send you a link. Please ask the people "
    "who look after Alongside where you work."
)


@accounts.get("/forgotten-password")
@allow(ANYONE)
def forgotten() -> str:
    """Ask for a new password."""
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@accounts.post("/forgotten-password")
@allow(ANYONE)
def send_new_password() -> ResponseReturnValue:
    """Send a link if there is an account; say the same whether or not there is."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), 422
    actions.ask_for_new_password(db.session, form.email.data, place())
    flash(SENT if mail.is_set_up() else NO_MAIL)
    return redirect(url_for(".sign_in"), code=303)


@accounts.get("/welcome/<token>")
@allow(ANYONE)
def welcome(token: str) -> ResponseReturnValue:
    """Come in for the first time: choose a password."""
    return ask_for_password(token, Purpose.INVITATION)


@accounts.post("/welcome/<token>")
@allow(ANYONE)
def come_in(token: str) -> ResponseReturnValue:
    """Keep the password, and sign this device in."""
    who = keep_password(token, Purpose.INVITATION)
    if not isinstance(who, Person):
        return who
    signed_in.remember(*ways_in.open_device(db.session, who, device()))
    flash("Welcome. Your password is set and you are signed in.")
    return private(redirect(url_for("home.show"), code=303))


@accounts.get("/new-password/<token>")
@allow(ANYONE)
def new_password(token: str) -> ResponseReturnValue:
    """Choose a new password."""
    return ask_for_password(token, Purpose.NEW_PASSWORD)


@accounts.post("/new-password/<token>")
@allow(ANYONE)
def set_new_password(token: str) -> ResponseReturnValue:
    """Keep the new password. Whoever set it proves that they know it by signing in."""
    who = keep_password(token, Purpose.NEW_PASSWORD)
    if not isinstance(who, Person):
        return who
    mail.password_changed(db.session, who)
    signed_in.forget()
    flash("Your new password is set, and every device is signed out. Please sign in with it.")
    return private(redirect(url_for(".sign_in"), code=303))


def ask_for_password(token: str, purpose: Purpose) -> ResponseReturnValue:
    """The page to choose a password on, while the link works."""
    link = ways_in.find_link(db.session, purpose, token)
    return choose(link, NewPasswordForm(link.person)) if link else link_is_over()


def keep_password(token: str, purpose: Purpose) -> Person | ResponseReturnValue:
    """Keep what was chosen, and say for whom; the page again, or that the link is over."""
    link = ways_in.find_link(db.session, purpose, token)
    if link is None:
        return link_is_over()
    form = NewPasswordForm(link.person)
    if not form.validate():
        return choose(link, form, status=422)
    try:
        actions.choose_password(db.session, link, form.new_password.data or "")
    except actions.LinkIsOver:
        return link_is_over()
    return link.person


def choose(link: SingleUseLink, form: NewPasswordForm, status: int = 200) -> ResponseReturnValue:
    """The page to choose a password on."""
    is_new = link.purpose is Purpose.INVITATION
    page = render_template("accounts/choose_password.html", form=form, who=link.person, new=is_new)
    return private((page, status))


def link_is_over() -> ResponseReturnValue:
    """The same answer for a link that was used, has run out, was cut short or never was."""
    return private((render_template("accounts/link_over.html"), 404))


def private(answer: ResponseReturnValue) -> ResponseReturnValue:
    """An answer that tells no other page the address it stood at."""
    response = make_response(answer)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
