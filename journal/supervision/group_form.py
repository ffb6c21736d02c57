"""What may be typed when a group is brought together."""

from collections.abc import Iterable

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from journal.domain.joint_records import RecordKind
from journal.domain.record_layouts import LAYOUTS
from journal.forms import keys_of
from journal.supervision.forms import PREFIX, SessionForm, field_for


class GroupForm(SessionForm):
    """A co-reflection, and who takes part."""

    people = SelectMultipleField(
        "Who takes part?",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )

    def validate(self, extra_validators: object = None) -> bool:
        """A group is two at least; with one, it is a session."""
        fine: bool = super().validate(extra_validators)
        known = set(keys_of(self.people.choices))
        if len(known & set(self.people.data or [])) < 2:
            self.people.errors = [
                "Please tick two people or more. With one person, plan an ordinary session."
            ]
            return False
        return fine


def group_form(only: Iterable[str]) -> type[GroupForm]:
    """The form on which a co-reflection is planned."""
    layout = tuple(each for each in LAYOUTS[RecordKind.CO_REFLECTION] if each.key in only)
    made = {PREFIX + each.key: field_for(each) for each in layout}
    return type("GroupForm", (GroupForm,), {**made, "layout": layout})
