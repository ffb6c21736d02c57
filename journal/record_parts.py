"""One side's part of a record that several people hold: its form, and what becomes of two texts.

Two people may write in the same part at once. Whoever saves second sees both texts and decides.
"""

from typing import Any, TypeVar

from sqlalchemy.orm import Session
from wtforms import HiddenField

from journal import keeping, record_versions
from journal.forms import Form
from journal.models import JointRecord, Person
from journal.transactions import keep_writes
from journal.two_texts import Beside, side_by_side, texts_together
from journal.typed_values import as_number

PUT_AWAY = "What is saved stays. What you typed is put away for 30 days, under unfinished writing."


class PartForm(Form):
    """The texts of one part, made from a version of the record."""

    revision = HiddenField(default="0")
    keys: tuple[str, ...] = ()

    @property
    def part(self) -> dict[str, str]:
        """What was typed, by the keys of the record."""
        return {key: (self[key].data or "").strip() for key in self.keys}

    @property
    def labels(self) -> dict[str, str]:
        """The words beside each field."""
        return {key: self[key].label.text for key in self.keys}

    @property
    def based_on(self) -> int:
        """The version that the page was made from."""
        return as_number(self.revision.data)


AnyPart = TypeVar("AnyPart", bound=PartForm)


def filled(made: type[AnyPart], record: JointRecord, **more: Any) -> AnyPart:
    """The form with what is saved; `more` is what it asks for beside the texts."""
    texts = {key: record.fields.get(key, "") for key in made.keys}
    return made(formdata=None, revision=str(record.revision), **more, **texts)


def put_together(session: Session, me: Person, form: PartForm, record: JointRecord) -> None:
    """Put what was saved into the form, together with what was typed."""
    began = record_versions.numbered(session, me, record, form.based_on)
    base = began.fields if began else {}
    for key in form.keys:
        form[key].data = texts_together(base.get(key), form[key].data, record.fields.get(key))
    form.revision.data = str(record.revision)


def beside(me: Person, form: PartForm, record: JointRecord, **more: str) -> list[Beside]:
    """Both texts of the part; what was typed is kept meanwhile, also if the page is closed now.
    `more` is what was typed beside the texts. From here on the form knows the newest version."""
    keeping.keep_typed(me)
    keep_writes()
    form.revision.data = str(record.revision)
    return list(side_by_side(form.labels, {**form.part, **more}, record.fields))
