"""What a worker may choose to hand on, and to whom."""

from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from journal.forms import Form

NOTHING = "Please tick at least one thing, or go back without handing on."
GONE = "What you ticked is no longer here to hand on. Perhaps it went already."


def ticks(label: str) -> SelectMultipleField:
    """Any number of things, none of them ticked at first."""
    return SelectMultipleField(
        label,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )


class HandoverForm(Form):
    """What goes to whom. Nothing is ticked beforehand, since nothing goes by itself."""

    to = RadioField(
        "Who is it for?", validators=[InputRequired("Please choose who should have it.")]
    )
    agreements = ticks("Agreements")
    sessions = ticks("Records of sessions")
    observations = ticks("Observations of your practice")
    actions = ticks("Actions still to do")
    seen = HiddenField(default="")
    entries = ticks("Entries they could read")

    def validate(self, extra_validators: object = None) -> bool:
        """Something must be chosen."""
        fine: bool = super().validate(extra_validators)
        if fine and not self.chosen():
            self.to.errors = [GONE if any(part.data for part in self.parts()) else NOTHING]
            return False
        return fine

    def chosen(self) -> set[str]:
        """The ids of everything ticked that there is to tick."""
        return {
            str(value)
            for part in self.parts()
            for value, *_ in part.iter_choices()
            if value in (part.data or ())
        }

    def parts(self) -> Iterable[SelectMultipleField]:
        """The fields that list things, in the order of the page."""
        return (self.agreements, self.sessions, self.observations, self.actions, self.entries)
