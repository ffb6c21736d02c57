"""What may be typed into an entry, and the words of each error."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from journal.domain.draft import Draft, moved_to
from journal.domain.entry_kind import EntryKind
from journal.domain.passages import each_alone
from journal.domain.reflective_model import ReflectiveModel
from journal.formatting import today
from journal.forms import Form, line, once, past_date, words
from journal.models import Revision

LONGEST_DAY_MINUTES = 24 * 60
ANOTHER = "another entry"
"""Where the rest of a text goes that is too long for one."""
NOTHING_WRITTEN = "There is nothing to save yet. Please write a few words first."


class Minutes(IntegerField):
    """Minutes, or nothing; anything else comes back with a sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Please give the minutes as a whole number, such as 45.") from error


def within_a_day(form: object, field: IntegerField) -> None:
    """More than a day at once is a slip of the finger."""
    if field.data is not None and not 1 <= field.data <= LONGEST_DAY_MINUTES:
        raise ValidationError("Please give minutes between 1 and 1,440.")


class EntryForm(Form):
    """An entry without prompts. `form_for` adds a field for each prompt of a model."""

    entry_id = once()
    revision = HiddenField(default="0")
    base = HiddenField(default="0")
    title = line(
        "Title",
        own=True,
        hint="If you leave it empty, the first words you write become the title. "
        "Please name nobody here either.",
    )
    text = words("What do you want to write?", rows=12, rest=ANOTHER, own=True)
    dated = past_date(
        "Date of this entry",
        hint="The day you write, rather than the day you met somebody, which could identify them.",
        needed="Please give the date as day, month and year.",
    )
    minutes = Minutes(
        "Minutes of learning",
        description="If you want to count this towards your hours. Leave it empty otherwise.",
        validators=[Optional(), within_a_day],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    off_the_job = BooleanField(
        "This was off-the-job training",
        description="New learning in paid hours. Ordinary duties and reviews do not count.",
    )

    prompts: tuple[str, ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """The fields that hold what somebody typed or chose, by the words beside them."""
        hidden = ("csrf_token", "entry_id", "revision", "base")
        return {field.name: field.label.text for field in self if field.name not in hidden}

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in those fields; a passage that runs over several is marked in each."""
        names = ["title", *map(answer_name, self.prompts), "text"]
        alone = each_alone([self[name].data or "" for name in names])
        filled = {name: self[name].data for name in self.labels}
        return filled | dict(zip(names, alone, strict=True))

    def draft(self, kind: EntryKind, model: str | None) -> Draft:
        """What was typed, for the action that saves it."""
        typed = self.typed
        return Draft(
            kind=kind,
            model=model,
            title=typed["title"],
            text=typed["text"],
            answers=self.answers(),
            dated=self.dated.data,
            minutes=self.minutes.data,
            off_the_job=self.off_the_job.data,
        )

    def answers(self) -> dict[str, str]:
        """What was written to each prompt that was not skipped."""
        typed = self.typed
        told = {key: typed[answer_name(key)] for key in self.prompts}
        return {key: text for key, text in told.items() if text.strip()}

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: somebody wrote something, somewhere."""
        fine: bool = super().validate(extra_validators)
        texts = [self.title.data, self.text.data, *self.answers().values()]
        if not any((text or "").strip() for text in texts):
            first = self[answer_name(self.prompts[0])] if self.prompts else self.text
            first.errors = [*first.errors, NOTHING_WRITTEN]
            return False
        return fine


def rewritten(
    typed: EntryForm, old: ReflectiveModel | None, new: ReflectiveModel | None
) -> EntryForm:
    """What is being typed, on the form of another model; no word of it is left behind."""
    told = typed.typed
    kept, text = moved_to(keys_of(new), typed.answers(), told["text"], old)
    fields = ("entry_id", "revision", "base", "dated", "minutes", "off_the_job")
    filled = {name: typed[name].data for name in fields} | {"title": told["title"]}
    filled |= {answer_name(key): words for key, words in kept.items()}
    return form_class(new)(formdata=None, text=text, **filled)


def form_for(
    model: ReflectiveModel | None,
    whole: Revision | None = None,
    written_with: ReflectiveModel | None = None,
    typed: MultiDict[str, str] | None = None,
    begun: Mapping[str, Any] | None = None,
) -> EntryForm:
    """The form for an entry, with a field for every prompt; filled with all of it if there is one.

    A new one starts with what is `begun`.

    An entry written with another model keeps every word: see `moved_to`. What was `typed`
    before and is gone on with stands before what is saved.
    """
    made = form_class(model)
    again = {} if typed is None else {"formdata": typed}
    if whole is None:
        return made(dated=today(), **(begun or {}), **again)
    numbers = {"revision": str(whole.number), "base": str(whole.number)}
    filled = laid_out(model, whole, written_with)
    return made(entry_id=str(whole.entry_id), **numbers, **filled, **again)


def laid_out(
    model: ReflectiveModel | None, whole: Revision, written_with: ReflectiveModel | None
) -> dict[str, Any]:
    """One version of an entry, by the fields of the form for a model; no word is left out."""
    kept, text = moved_to(keys_of(model), whole.answers, whole.text, written_with)
    return {
        **{answer_name(key): words for key, words in kept.items()},
        "title": whole.title,
        "text": text,
        "dated": whole.dated,
        "minutes": whole.minutes,
        "off_the_job": whole.off_the_job,
    }


def merged_form(
    model: ReflectiveModel | None, filled: dict[str, Any], whole: Revision
) -> EntryForm:
    """The form with two texts in one, to be looked over before it is saved over `whole`."""
    numbers = {"revision": str(whole.number), "base": str(whole.number)}
    return form_class(model)(formdata=None, entry_id=str(whole.entry_id), **numbers, **filled)


def form_class(model: ReflectiveModel | None) -> type[EntryForm]:
    """The form with a field for every prompt of a model."""
    prompts = model.prompts if model else ()
    fields = {
        answer_name(prompt.key): words(
            prompt.heading, hint=prompt.question, rows=5, rest=ANOTHER, own=True
        )
        for prompt in prompts
    }
    if prompts:
        fields["text"] = words(
            "Anything else",
            hint="Space for what no question asks.",
            rows=4,
            rest=ANOTHER,
            own=True,
        )
    return type("EntryForm", (EntryForm,), {**fields, "prompts": keys_of(model)})


def keys_of(model: ReflectiveModel | None) -> tuple[str, ...]:
    """The keys of a model's prompts; none for free writing."""
    return tuple(prompt.key for prompt in model.prompts) if model else ()


def answer_name(key: str) -> str:
    """The name of the field for one prompt."""
    return f"answer_{key}"


class StatementForm(Form):
    """The evidence statement."""

    number = HiddenField(default="0")
    base = HiddenField(default="0")

    text = words(
        "Evidence statement",
        hint="What you did, how, and what came of it, in a way that nobody could recognise "
        "anybody from. This is the text that a portfolio carries.",
        needed="Please write the statement first. The entry itself is safe.",
        rows=10,
    )


class ShareForm(Form):
    """Whom to share with."""

    readers = SelectMultipleField(
        "Who may read this entry?",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Somebody must be chosen."""
        fine: bool = super().validate(extra_validators)
        if fine and not self.readers.data:
            self.readers.errors = ["Please tick at least one person, or go back without sharing."]
            return False
        return fine
