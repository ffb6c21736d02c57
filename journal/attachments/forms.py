"""What may be said about a file, and the words of each error."""

from flask_wtf.file import MultipleFileField
from wtforms.validators import ValidationError

from journal.forms import Form, line

SHOWS_HINT = (
    "A few words for people who cannot see or hear it, and for you a year from now. Name nobody "
    "here either."
)


def need_a_file(form: object, field: MultipleFileField) -> None:
    """Something must have been chosen."""
    if not field.data:
        raise ValidationError("Please choose a file first.")


class FilesForm(Form):
    """Files to add to an entry."""

    files = MultipleFileField(
        "Files", validators=[need_a_file], description="You can choose several at once."
    )
    shows = line("What it shows", hint=SHOWS_HINT)


class WordsForm(Form):
    """What a file shows, in words."""

    shows = line("What it shows", hint=SHOWS_HINT)
