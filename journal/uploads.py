"""Room for files: a page that takes them may be sent more than others, once it is known that
the person asking may add something there. Until then not a byte of the body is read.
"""

import io
from collections.abc import Callable
from typing import IO, TypeVar

import flask
from flask import current_app, request
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms.validators import ValidationError

from config import Settings
from journal import transactions
from journal.extensions import db

View = TypeVar("View", bound=Callable[..., object])
MARK = "may_take_files"
TOKEN_HEADER = "X-CSRFToken"  # noqa: S105 - a header's name
MEGABYTE = 1024 * 1024
FILES_AT_ONCE = 2
"""How many files of the largest size one request may hold; scripts send each by itself."""
REST_OF_FORM = MEGABYTE


class Request(flask.Request):
    """Uploads stay in memory: a temporary file would lie on disk for anybody to read."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def takes_files(check: Callable[..., object]) -> Callable[[View], View]:
    """Write on a view that it takes files; `check` ends the request of whoever may not add any."""

    def mark(view: View) -> View:
        setattr(view, MARK, check)
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
    request.max_content_length = most_at_once()
    if TOKEN_HEADER in request.headers:
        check_token(request.headers[TOKEN_HEADER])


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
