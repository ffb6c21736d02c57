"""Locking a device and opening it again, and going on with what was being sent meanwhile."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import carried, requests, signed_in
from journal.access import ANYONE, EVEN_LOCKED, SIGNED_IN, allow
from journal.accounts import actions, passkeys
from journal.accounts.forms import UnlockForm
from journal.accounts.link_routes import accounts
from journal.accounts.routes import WAIT, let_in, ourselves, place, safe_target, try_to_sign_in
from journal.extensions import db
from journal.models import Person
from journal.transactions import keep_writes

__all__ = ["accounts"]

NOT_YOURS = "That is not the password of this account. Please check it and try again."


@accounts.get("/unlock")
@allow(ANYONE)
def unlock() -> ResponseReturnValue:
    """Ask for the password; a script is told how things stand, and gets a token for its forms."""
    if not requests.wants_page():
        return standing()
    wanted = request.args.get("next", "")
    if not signed_in.known():
        return redirect(url_for(".sign_in", next=wanted or None), code=303)
    if not signed_in.is_locked():
        return redirect(safe_target(wanted), code=303)
    return show_unlock(UnlockForm())


@accounts.post("/unlock")
@allow(EVEN_LOCKED)
def unlock_now() -> ResponseReturnValue:
    """Open the device again for the person whose it is, and for nobody else."""
    form = UnlockForm()
    if form.validate():
        problem = try_to_unlock(form.password.data or "")
        if problem is None:
            return let_in()
        form.password.errors = [problem]
    keep_writes()
    if not requests.wants_page():
        return {"problem": form.problems[0][1]}, 422
    return show_unlock(form), 422


@accounts.get("/account/again")
@allow(SIGNED_IN)
def again() -> ResponseReturnValue:
    """Ask who is there before something serious: a device that lies open is nobody's word."""
    if signed_in.is_proved():
        return redirect(safe_target(request.args.get("next", "")), code=303)
    return show_again(UnlockForm())


@accounts.post("/account/again")
@allow(SIGNED_IN)
def answer_again() -> ResponseReturnValue:
    """Go on with it for the person whose device it is, and for nobody else."""
    form = UnlockForm()
    if form.validate():
        problem = try_to_unlock(form.password.data or "")
        if problem is None:
            signed_in.prove()
            return redirect(safe_target(request.args.get("next", "")), code=303)
        form.password.errors = [problem]
    keep_writes()
    return show_again(form), 422


@accounts.post("/lock")
@allow(EVEN_LOCKED)
def lock() -> ResponseReturnValue:
    """Lock this device now."""
    signed_in.lock()
    if not requests.wants_page():
        return {"locked": True}
    return redirect(url_for(".unlock", next=request.args.get("next")), code=303)


@accounts.get("/still-here")
@allow(SIGNED_IN)
def still_here() -> ResponseReturnValue:
    """A page says that somebody is writing on it: that alone keeps the device open."""
    return "", 204


@accounts.post("/go-on")
@allow(ANYONE)
def go_on() -> ResponseReturnValue:
    """Open the door for somebody whose form is waiting, and show them what they were sending."""
    kept = carried.brought_back()
    if kept is None:
        return redirect(url_for("home.show"), code=303)
    email = request.form.get("email", "").strip()
    problem = try_to_come_back(email, request.form.get("password", ""))
    if problem is None:
        return carried.confirm(kept)
    keep_writes()
    return carried.ask(kept, problem, email), 422


def try_to_come_back(email: str, password: str) -> str | None:
    """Sign in or unlock, whichever is needed; what to say when that cannot be."""
    if not signed_in.known():
        return try_to_sign_in(email, password)
    return try_to_unlock(password) if signed_in.is_locked() else None


def try_to_unlock(password: str) -> str | None:
    """Unlock this device; what to say when that cannot be."""
    whose = signed_in.current_sign_in().person
    try:
        found = actions.find_out(db.session, whose.email, password, place())
    except actions.TooManyTries:
        return WAIT
    if found is None:
        return NOT_YOURS
    signed_in.unlock()
    return None


def show_unlock(form: UnlockForm) -> str:
    """The page that asks for the password, and says nothing of any other page."""
    whose = signed_in.current_sign_in().person
    return render_template(
        "accounts/unlock.html",
        form=form,
        whose=whose.name,
        has_passkey=has_passkey(whose),
        next=request.args.get("next") or None,
    )


def show_again(form: UnlockForm) -> str:
    """The page that asks for the password of somebody who is signed in."""
    return render_template(
        "accounts/again.html",
        form=form,
        has_passkey=has_passkey(signed_in.current_person()),
        next=request.args.get("next") or None,
    )


def standing() -> ResponseReturnValue:
    """How things stand, for a page that is still open."""
    whose, token = signed_in.person_of_device(), signed_in.fresh_token()
    if whose is None:
        return {"state": "signed-out", "csrf": token, "mark": "", "passkey": False}
    return {
        "state": "locked" if signed_in.is_locked() else "open",
        "csrf": token,
        "mark": signed_in.mark_of(whose),
        "passkey": has_passkey(whose),
    }


def has_passkey(whose: Person) -> bool:
    """Whether a passkey could unlock this device, here."""
    return ourselves() is not None and passkeys.can_unlock(db.session, whose)
