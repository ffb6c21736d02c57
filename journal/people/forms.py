"""What may be typed about the people around somebody."""

from journal.email_addresses import address_field
from journal.forms import Form


class ReaderForm(Form):
    """Whom to name as a reader."""

    email = address_field(
        "Their e-mail address at work",
        hint="They need an account in Alongside where you work.",
        needed="Please type the e-mail address of the person you want to name.",
        autocomplete="off",
    )
