"""What may be typed in the five minutes after a conversation."""

from collections.abc import Iterable

from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.questions import Question, asked
from journal.domain.reflective_model import ReflectiveModel
from journal.formatting import today
from journal.forms import Form, once, words


class CaptureForm(Form):
    """One box. No title, no tag, nothing else that could hold anybody up."""

    entry_id = once()
    text = words(
        "Write it down before it goes",
        hint="Two lines are enough. Only you can read it. Please name nobody.",
        needed="There is nothing to save yet. Please write a few words first.",
        rows=4,
        rest="another entry",
        own=True,
        dir="auto",
    )

    def draft(self, question: Question | None) -> Draft:
        """A note as it was typed; a reflection where it answers a question."""
        text = self.text.data or ""
        return Draft(
            kind=EntryKind.REFLECTION if question else EntryKind.NOTE,
            model=None,
            title="",
            text=asked(question, text) if question else text,
            answers={},
            dated=today(),
            minutes=None,
            off_the_job=False,
        )


class ReflectForm(Form):
    """Which questions a note is to be thought on along."""

    revision = HiddenField(default="0")
    model = RadioField("Some questions to think along, or none")


def reflect_form(models: Iterable[ReflectiveModel], revision: int) -> ReflectForm:
    """The form with these models to choose from."""
    form = ReflectForm(revision=str(revision))
    form.model.choices = [SelectChoice(model.key, model.name) for model in models]
    return form
