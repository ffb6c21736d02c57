"""What may be typed when a portfolio is signed, frozen and handed to an assessor."""

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import ValidationError

from journal.domain.submission import StatementKind
from journal.email_addresses import address_field
from journal.forms import Form, line, once, words

NOT_TICKED = "Please tick this if it is so."
DAYS = {"7": "1 week", "14": "2 weeks", "30": "30 days", "60": "60 days", "90": "90 days"}
USUAL = "30"
LONGEST_WORDS = 5_000


def must_be_ticked(form: Form, field: BooleanField) -> None:
    """Nothing is signed without it."""
    if not field.data:
        raise ValidationError(NOT_TICKED)


class OwnWorkForm(Form):
    """The worker's own statement, on the version they looked at."""

    digest = HiddenField()
    is_own = BooleanField(StatementKind.AUTHENTICITY.words, validators=[must_be_ticked])


class SignForm(Form):
    """The line manager's statements on the version they read."""

    is_valid = BooleanField(StatementKind.VALIDITY.words, validators=[must_be_ticked])
    behaviours = BooleanField(StatementKind.BEHAVIOURS.words)

    def kinds(self) -> list[StatementKind]:
        """What was ticked."""
        return [StatementKind.VALIDITY] + (
            [StatementKind.BEHAVIOURS] if self.behaviours.data else []
        )


class DifferentForm(Form):
    """What a line manager sees differently."""

    differently = words(
        "What do you see differently?",
        hint="The worker reads this with your name. Please name nobody who is supported.",
        needed="Please say in a few words what you see differently.",
        most=LONGEST_WORDS,
        rows=4,
    )


class FreezeForm(Form):
    """The version that is to be frozen: the one that the page showed."""

    submission_id = once()
    digest = HiddenField()


class AssessorForm(Form):
    """For whom a link is."""

    link_id = once()
    name = line("Their name", needed="Please write the assessor's name.")
    email = address_field(
        "Their e-mail address",
        needed="Please write the assessor's e-mail address.",
        autocomplete="off",
    )
    organisation = line(
        "Their organisation",
        hint="The assessment organisation they work for.",
        needed="Please write which organisation they work for.",
    )
    days = SelectField("How long should the link work?", choices=DAYS, default=USUAL)
