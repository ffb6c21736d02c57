"""What pages answer to whoever comes by a link: nothing that tells more than it must."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from journal import throttle
from journal.extensions import db
from journal.transactions import keep_writes

LINKS = "a link without an account"
CODES = "the code on a feedback card"


def private(answer: ResponseReturnValue) -> ResponseReturnValue:
    """An answer that tells no other page the address it stood at, and that nobody finds."""
    response = make_response(answer)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def link_is_over() -> ResponseReturnValue:
    """The same for a link that was used, ran out, was taken back, was cut short or never was."""
    return private((render_template("witness/over.html"), 404))


def may_try(door: str) -> bool:
    """Whether this place has not tried the door too often; a look alone counts for nothing."""
    return not throttle.too_many(db.session, door, place(), throttle.TRIES_FROM_ONE_PLACE)


def note_failure(door: str) -> None:
    """Count a try that led nowhere, although the answer is an error."""
    throttle.note(db.session, door, place())
    keep_writes()


def place() -> str:
    """Where this request comes from."""
    return throttle.place(request.remote_addr)
