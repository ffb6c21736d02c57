"""Answers when something is not here, is too large, or went wrong on our side."""

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from journal import carried


def add_to(app: Flask) -> None:
    """Give every kind of error a page that says what to do next."""
    app.register_error_handler(404, not_found)
    app.register_error_handler(405, not_found)
    app.register_error_handler(CSRFError, page_was_open_too_long)
    app.register_error_handler(413, too_large)
    app.register_error_handler(HTTPException, other)
    app.register_error_handler(500, our_fault)


def not_found(error: HTTPException) -> tuple[str, int]:
    """The same answer for what never was and for what is not yours to see."""
    g.is_nowhere = True
    return render_template("errors/not_found.html"), NotFound.code


def page_was_open_too_long(error: CSRFError) -> ResponseReturnValue:
    """A form came without a good token: carry every word over to one that has it."""
    return carried.ask_again()


def too_large(error: HTTPException) -> tuple[str, int]:
    """More than one request may hold."""
    return render_template("errors/too_large.html"), 413


def other(error: HTTPException) -> tuple[str, int]:
    """Any other refusal, in plain words."""
    return render_template("errors/other.html"), error.code or 500


def our_fault(error: Exception) -> tuple[str, int]:
    """Something broke here. The page needs no database and says so."""
    return render_template("errors/our_fault.html"), 500
