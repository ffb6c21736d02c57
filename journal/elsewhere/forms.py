"""The file that is chosen, and the words when there is none."""

from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from journal.forms import Form


class FileForm(Form):
    """A file from another system, or a table."""

    file = FileField("Choose a file: a Leap2A ZIP, CSV, or an Excel workbook (.xlsx)")

    def validate_file(self, field: FileField) -> None:
        """A file must have come."""
        if not field.data or not field.data.filename:
            raise ValidationError("Please choose a file first.")
