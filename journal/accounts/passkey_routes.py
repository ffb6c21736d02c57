"""Adding a passkey, letting go of one, and unlocking with one. Scripts talk to these in JSON."""

from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal import requests, signed_in
from journal.access import EVEN_LOCKED, SIGNED_IN, allow
from journal.accounts import actions, passkeys
from journal.accounts.devices import friendly
from journal.accounts.passkeys import Ourselves
from journal.accounts.routes import NOT_THE_PRESENT_ONE, WAIT, device, let_in, ourselves, place
from journal.accounts.unlock_routes import accounts
from journal.extensions import db
from journal.forms import trimmed
from journal.transactions import keep_writes

__all__ = ["accounts"]

NO_ANSWER = "That passkey did not work here. Please try again, or use your password."
LONGEST_NAME = 60


@accounts.post("/account/passkeys/begin")
@allow(SIGNED_IN)
def begin_passkey() -> ResponseReturnValue:
    """What the browser needs to make a passkey, for somebody who gives their password."""
    me, us = signed_in.current_person(), ourselves_or_404()
    try:
        found = actions.find_out(db.session, me.email, request.form.get("password", ""), place())
    except actions.TooManyTries:
        return {"problem": WAIT}, 422
    if found is None:
        keep_writes()
        return {"problem": NOT_THE_PRESENT_ONE}, 422
    return as_json(passkeys.options_for_adding(db.session, me, us))


@accounts.post("/account/passkeys")
@allow(SIGNED_IN)
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    me, us = signed_in.current_person(), ourselves_or_404()
    sent = requests.sent_json()
    name = trimmed(str(sent.get("name") or ""))[:LONGEST_NAME] or friendly(device())
    if not passkeys.add(db.session, me, us, sent.get("answer"), name):
        keep_writes()
        return {"problem": NO_ANSWER}, 422
    flash("Your passkey is added. It opens your journal when it is locked.")
    return {"added": True}


@accounts.post("/account/passkeys/<uuid:passkey_id>/remove")
@allow(SIGNED_IN)
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Let go of one of one's own passkeys."""
    me = signed_in.current_person()
    passkey = passkeys.get_passkey(db.session, me, passkey_id) or abort(404)
    passkeys.remove(db.session, me, passkey)
    flash("That passkey opens nothing here any more. You may delete it on your device too.")
    return redirect(url_for(".show"), code=303)


@accounts.post("/unlock/passkey/begin")
@allow(EVEN_LOCKED)
def begin_unlocking() -> ResponseReturnValue:
    """What the browser needs to use a passkey of whoever's device this is."""
    whose, us = signed_in.current_sign_in().person, ourselves_or_404()
    if not passkeys.can_unlock(db.session, whose):
        abort(404)
    return as_json(passkeys.options_for_unlocking(db.session, whose, us))


@accounts.post("/unlock/passkey")
@allow(EVEN_LOCKED)
def unlock_with_passkey() -> ResponseReturnValue:
    """Open the device again for somebody whose passkey answers; one that is open proves it."""
    whose, us = signed_in.current_sign_in().person, ourselves_or_404()
    if not passkeys.answers(db.session, whose, us, requests.sent_json().get("answer")):
        keep_writes()
        return {"problem": NO_ANSWER}, 422
    if not signed_in.is_locked():
        signed_in.prove()
    signed_in.unlock()
    return let_in()


def ourselves_or_404() -> Ourselves:
    """Whom passkeys answer to; without that there is no such page."""
    return ourselves() or abort(404)


def as_json(text: str) -> Response:
    """JSON that is already written."""
    return current_app.response_class(text, mimetype=requests.JSON)
