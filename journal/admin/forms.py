"""What an administrator may type."""

from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from journal.domain.relationships import RelationshipKind
from journal.email_addresses import address_field, kept
from journal.forms import Form, line

LONGEST_NAME = 100
BEGUN_HERE = (RelationshipKind.SUPERVISOR, RelationshipKind.MANAGER, RelationshipKind.COACH)
"""A reader is the worker's own choice."""


class InviteForm(Form):
    """Who is invited."""

    name = line(
        "Name",
        hint="As colleagues know them. They see it, and so does everybody they share with.",
        needed="Please type the person's name.",
        most=LONGEST_NAME,
    )
    email = address_field(
        "E-mail", needed="Please type the person's e-mail address.", autocomplete="off"
    )
    is_administrator = BooleanField(
        "Also an administrator",
        description="They invite people and connect them. They can read nobody's journal.",
    )


class RelationshipForm(Form):
    """Who is what to whom, from today."""

    worker = address_field(
        "Peer worker's e-mail",
        needed="Please type the peer worker's e-mail address.",
        autocomplete="off",
        list="people",
    )
    kind = SelectField(
        "Who supports them as",
        choices=[SelectChoice(kind.value, kind.label.capitalize()) for kind in BEGUN_HERE],
    )
    other = address_field(
        "Their supporter's e-mail",
        needed="Please type the e-mail address of the person who supports them.",
        autocomplete="off",
        list="people",
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Two people, not one."""
        fine: bool = super().validate(extra_validators)
        if fine and kept(self.worker.data) == kept(self.other.data):
            self.other.errors = ["Please choose two different people."]
            return False
        return fine
