"""What may be noted of leaning away."""

from collections.abc import Iterable

from wtforms import RadioField
from wtforms.validators import InputRequired

from journal.domain.principles import LeaningStatement
from journal.forms import Form, words

LONGEST_WORDS = 2_000


class LeaningForm(Form):
    """Which way somebody leaned, and what happened."""

    statement = RadioField(
        "Which of these comes closest?",
        validators=[InputRequired("Please choose the one that comes closest.")],
    )
    words = words(
        "What pulled you that way?",
        hint="A few words are enough, or none. Only you will ever see them.",
        most=LONGEST_WORDS,
        rows=3,
        own=True,
    )


def leaning_form(offered: Iterable[LeaningStatement]) -> LeaningForm:
    """The form, with what can be chosen."""
    form = LeaningForm()
    form.statement.choices = [(each.key, each.in_short) for each in offered]
    return form
