"""What may be typed when testimony is asked for and given."""

from wtforms import BooleanField, EmailField, SelectField
from wtforms.validators import Optional, ValidationError

from journal.email_addresses import kept, must_look_right
from journal.forms import Form, line, once, trimmed, words

LONGEST_SHOWN = 5_000
LONGEST_WORDS = 20_000
DAYS = {"7": "1 week", "14": "2 weeks", "30": "30 days", "60": "60 days"}
USUAL = "30"
OWN_ADDRESS = (
    "This is your own address. Please write theirs, or leave it empty and pass the link on "
    "yourself."
)


def letter_box(address: str | None) -> str:
    """The letter box that an address leads to."""
    name, _, place = kept(address).rpartition("@")
    return f"{name.partition('+')[0]}@{place}"


class AskForm(Form):
    """Whom to ask, and what they will see."""

    testimony_id = once()
    to_name = line(
        "Who do you ask?",
        hint="Their name. Somebody who knows your work: a colleague, a carer, a partner service. "
        "For people you support there are feedback cards.",
        needed="Please write who you ask.",
    )
    to_address = EmailField(
        "Their e-mail address",
        description="",
        filters=[trimmed],
        validators=[Optional(), must_look_right],
        render_kw={"autocomplete": "off"},
    )
    shown = words(
        "What is it about?",
        hint="They see these words and nothing else from your journal. Say what you would like "
        "them to write about. Please name nobody you support, and no place.",
        needed="Please say what it is about, so that they know what to write.",
        most=LONGEST_SHOWN,
        rows=5,
    )
    days = SelectField("How long should the link work?", choices=DAYS, default=USUAL)

    def is_to(self, own_address: str) -> bool:
        """Whether it would go to the worker's own address: what comes back from there is nobody
        else's word. Signs after a plus lead to the same letter box."""
        if letter_box(self.to_address.data) != letter_box(own_address):
            return False
        self.to_address.errors = [OWN_ADDRESS]
        return True


class GiveForm(Form):
    """What a witness says."""

    name = line("Your name", needed="Please write your name.", autocomplete="name")
    capacity = line(
        "How do you know their work?",
        hint="For example: ward manager, or carer of somebody they support. Please name nobody "
        "else.",
        needed="Please say in a few words how you know the work.",
    )
    words = words(
        "Your words",
        hint="What did you see or hear? What came of it? Plain words are best. Please name nobody "
        "who is supported.",
        needed="Please write a few words.",
        most=LONGEST_WORDS,
        rows=8,
    )
    is_true = BooleanField("This is true, and these are my own words")

    def validate_is_true(self, field: BooleanField) -> None:
        """Nothing is kept without this."""
        if not field.data:
            raise ValidationError("Please tick this if it is so. Without it, nothing is sent.")
