"""What may be typed to take a record away, and to bring one in."""

from flask_wtf.file import FileField
from wtforms import BooleanField, PasswordField
from wtforms.validators import ValidationError

from journal.forms import Form

SHORTEST = 12
LONGEST = 1000
NO_FILE = "Please choose the archive first."
NOT_THE_SAME = "These two are not the same. Please type the passphrase once more in both."
TOO_SHORT = (
    "Please make the passphrase at least 12 letters long. Four words that do not belong together "
    "are good."
)


class TakeForm(Form):
    """Whether to close the archive, and with what."""

    closed = BooleanField(
        "Close it with a passphrase",
        description="Then nobody can read it without the passphrase. We do not keep it: if it is "
        "forgotten, nobody can open the archive again.",
    )
    passphrase = PasswordField(
        "Passphrase", render_kw={"autocomplete": "new-password", "maxlength": LONGEST}
    )
    again = PasswordField(
        "The passphrase once more",
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST},
    )

    def validate_passphrase(self, field: PasswordField) -> None:
        """Long enough that trying them all is hopeless: a stolen file can be tried for ever."""
        if self.closed.data and len(field.data or "") < SHORTEST:
            raise ValidationError(TOO_SHORT)

    def validate_again(self, field: PasswordField) -> None:
        """A slip of the finger would close it for good."""
        if self.closed.data and field.data != self.passphrase.data:
            raise ValidationError(NOT_THE_SAME)

    @property
    def words(self) -> str:
        """What to close it with; nothing when it is to stay open."""
        return str(self.passphrase.data) if self.closed.data else ""


class BringForm(Form):
    """An archive, and what it was closed with."""

    file = FileField("Archive")
    opened_with = PasswordField(
        "Passphrase, if it was closed with one",
        render_kw={"autocomplete": "off", "maxlength": LONGEST},
    )

    def validate_file(self, field: FileField) -> None:
        """Something must have been chosen."""
        if not field.data:
            raise ValidationError(NO_FILE)
