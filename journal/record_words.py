"""Somebody's word on one version of a record that people hold: the form, and what becomes of it."""

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from journal.forms import Form, clean, trimmed, words
from journal.joint_records import Closed, SavedElsewhere
from journal.typed_values import as_number

READ_AGAIN = "It was changed meanwhile. Please read it as it is now, and then say your word."
SAY_HOW = "Please say in a few words how you see it."
YES = frozenset({"sign", "agree"})


class WordForm(Form):
    """Somebody's word on one version."""

    number = HiddenField(default="0")
    words = words(
        "How you see it",
        hint="Only if you see something differently. It stands beside the record, and nobody can "
        "take it out.",
        rows=3,
        most=10_000,
        dir="auto",
    )

    @property
    def says_yes(self) -> bool:
        """Which button was pressed."""
        return request.form.get("do") in YES


def give(
    form: WordForm,
    act: Callable[[int, bool, str], object],
    show: Callable[[str], str],
    closed: str,
) -> ResponseReturnValue | None:
    """Give it, by `act(version, yes or no, words)`; the page again, where it could not be."""
    agrees = form.says_yes
    if not agrees and not trimmed(form.words.data):
        form.words.errors = [SAY_HOW]
    if form.words.errors or not form.validate():
        return show(""), 422
    said = "" if agrees else clean(form.words.data).strip()
    try:
        act(as_number(form.number.data), agrees, said)
    except SavedElsewhere:
        return show(READ_AGAIN), 409
    except Closed:
        return show(closed), 409
    return None
