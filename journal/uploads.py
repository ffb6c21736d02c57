"""Room for files: a page that takes them may be sent more than others, once it is known that
the person asking may add something there. Until then not a byte of the body is read.

A page that takes more than memory should hold says so: what it is sent goes through a disk, sealed.
"""

import io
from collections.abc import Callable
from typing import IO, TypeVar, cast

import flask
from flask import abort, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms.validators import ValidationError

from config import Settings
from journal import transactions
from journal.extensions import db
from journal.spooling import Spool, room_on
from journal.storage import storage

View = TypeVar("View", bound=Callable[..., object])
MARK, MOST = "may_take_files", "most_bytes"
TOKEN_HEADER = "X-CSRFToken"  # noqa: S105 - a header's name
MEGABYTE = 1024 * 1024
FILES_AT_ONCE = 2
"""How many files of the largest size one request may hold; scripts send each by itself."""
REST_OF_FORM = MEGABYTE
SPARE = 256 * MEGABYTE
"""What stays free on a disk that a large upload goes through."""


class Request(flask.Request):
    """Uploads stay in memory, or lie on disk sealed: a temporary file is for anybody to read."""

    goes_through_disk = False

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if not self.goes_through_disk:
            return io.BytesIO()
        return cast(IO[bytes], Spool(storage().on_disk()))


def takes_files(
    check: Callable[..., object], most: Callable[[Settings], int] | None = None
) -> Callable[[View], View]:
    """Write on a view that it takes files; `check` ends the request of whoever may not add any.

    `most` says how many bytes, where that is more than memory should hold.
    """

    def mark(view: View) -> View:
        setattr(view, MARK, check)
        setattr(view, MOST, most)
        return view

    return mark


def make_room() -> None:
    """Before the body is read: ask the check, then the token where it came apart from the body.

    What was begun is committed, so that nobody's slow upload keeps the database from others.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    check = getattr(view, MARK, None)
    if check is None or request.method in transactions.SAFE_METHODS:
        return
    check(**(request.view_args or {}))
    db.session.commit()
    make_room_for(getattr(view, MOST))
    if TOKEN_HEADER in request.headers:
        check_token(request.headers[TOKEN_HEADER])


def make_room_for(most: Callable[[Settings], int] | None) -> None:
    """Say how much the body may hold, and where it goes. A disk that is too full takes none."""
    if most is None:
        request.max_content_length = most_at_once()
        return
    settings: Settings = current_app.extensions["settings"]
    request.max_content_length = most(settings) + REST_OF_FORM
    cast(Request, request).goes_through_disk = True
    if (request.content_length or 0) > room_on(storage().on_disk()) - SPARE:
        abort(make_response(render_template("errors/no_room.html"), 507))


def most_at_once() -> int:
    """The most bytes that one request for adding files may hold."""
    settings: Settings = current_app.extensions["settings"]
    return FILES_AT_ONCE * settings.file_megabytes * MEGABYTE + REST_OF_FORM


def check_token(token: str) -> None:
    """Refuse a form of another site's before its files are taken."""
    try:
        validate_csrf(token)
    except ValidationError as error:
        raise CSRFError(str(error)) from error
