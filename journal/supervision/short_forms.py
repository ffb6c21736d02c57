"""The short forms of supervision: a point for the agenda, a word on a record, a reason."""

from flask import request
from wtforms import HiddenField, RadioField

from journal.forms import Form, keys_of, line, once, words

LONGEST_POINT = 1000


class PointForm(Form):
    """One point for an agenda."""

    item_id = once()
    text = words(
        "What do you want to talk about?",
        hint="A line is enough. Everybody at the session reads it, so please name nobody you "
        "support.",
        needed="Please write a few words first.",
        most=LONGEST_POINT,
        rows=2,
        rest="a second point",
        dir="auto",
    )


class BringForm(PointForm):
    """One point, and whom to bring it to."""

    about = HiddenField()
    key = HiddenField()
    to = RadioField("Whom do you want to bring it to?", validate_choice=False)

    def validate(self, extra_validators: object = None) -> bool:
        """Somebody must be chosen."""
        fine: bool = super().validate(extra_validators)
        if self.to.data not in keys_of(self.to.choices):
            self.to.errors = ["Please choose somebody."]
            return False
        return fine


class WordForm(Form):
    """Somebody's word on one version."""

    number = HiddenField(default="0")
    words = words(
        "How you see it",
        hint="You only need this if you see something differently. It stands beside the record, "
        "and nobody can take it out.",
        rows=4,
        dir="auto",
    )

    @property
    def says_yes(self) -> bool:
        """Which button was pressed."""
        return request.form.get("do") == "agree"


class CancelForm(Form):
    """Why a session does not take place."""

    why = line(
        "Why does it not take place?",
        hint="A few words that everybody at the session may read, such as “ill” or “the room was "
        "taken”.",
        needed="Please give a reason in a few words.",
        dir="auto",
    )
