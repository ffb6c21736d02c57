"""What may be typed about a portfolio, and the words of each error."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from journal.content import Content
from journal.domain.portfolio import Message
from journal.forms import Form, line, once, words
from journal.models import Portfolio, PortfolioPiece
from journal.portfolio.actions import mark_of_text, mark_of_words

TITLE_HINT = "It stands on the cover. Please name nobody but yourself."
NO_TITLE = "Please give your portfolio a title. You can change it later."
LONGEST_WORDS = 20_000
LONGEST_CONTEXT = 5_000


class BeginForm(Form):
    """A new portfolio."""

    portfolio_id = once()
    title = line("Title", hint=TITLE_HINT, needed=NO_TITLE)
    plan = SelectField(
        "Assessment plan",
        description="It says which statements a portfolio must cover, and what counts as evidence.",
    )


class WordsForm(Form):
    """Title, and the words to begin and end with."""

    base = HiddenField(default="")
    title = line("Title", hint=TITLE_HINT, needed=NO_TITLE)
    introduction = words(
        "Introduction",
        hint="Who you are at work, and what your reader should know before they read on. "
        "Please write it so that nobody can be recognised.",
        most=LONGEST_WORDS,
        rows=8,
    )
    closing = words(
        "Closing words",
        hint="What you take from all this, and what is still to come. You can leave it empty.",
        most=LONGEST_WORDS,
        rows=6,
    )


class PieceForm(Form):
    """What a piece is called in the portfolio, and which words go along."""

    title = line(
        "Title in the portfolio",
        hint="Whoever assesses you reads this title. Please name nobody and no place. If you "
        "leave it empty, the piece is called by its kind.",
        most=120,
    )
    feedback = SelectMultipleField(
        "Feedback that goes along",
        description="Only what you tick goes into the portfolio. Whoever wrote it wrote it to "
        "you: please look whether it speaks of anybody who could be recognised.",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )

    offered: tuple[UUID, ...] = ()

    def chosen(self) -> list[UUID]:
        """The messages ticked; what no page offered is nothing."""
        ticked = set(self.feedback.data or [])
        return [message for message in self.offered if str(message) in ticked]


class PlacedForm(PieceForm):
    """The same for a piece that is in, and what a reader who was not there should know first."""

    base = HiddenField(default="")
    context = words(
        "Context",
        hint="For a reader who was not there: where this was, what came before, what to look for. "
        "Please name nobody.",
        most=LONGEST_CONTEXT,
        rows=5,
    )


class TakeForm(Form):
    """Several pieces at once, out of those that could be chosen."""

    entries = SelectMultipleField(
        "Pieces to put in",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )

    offered: tuple[UUID, ...] = ()

    def chosen(self) -> list[UUID]:
        """The entries ticked; what could not be chosen is nothing."""
        ticked = set(self.entries.data or [])
        return [entry for entry in self.offered if str(entry) in ticked]

    def validate_entries(self, field: SelectMultipleField) -> None:
        """Something is to be put in, and it all goes in."""
        if not self.chosen():
            raise ValidationError("Please tick at least one piece.")


AnyPieceForm = TypeVar("AnyPieceForm", bound=PieceForm)


def begin_form(content: Content) -> BeginForm:
    """The form for a new portfolio, with the plans of this installation."""
    form = BeginForm()
    form.plan.choices = [
        (plan.key, f"{plan.title}, version {plan.version}")
        for plan in content.assessment_plans.values()
    ]
    return form


def words_form(portfolio: Portfolio, typed: MultiDict[str, str] | None = None) -> WordsForm:
    """The form for the words of a portfolio, filled with those it has; `base` marks them.

    What was `typed` before and is gone on with stands before them.
    """
    again = {} if typed is None else {"formdata": typed}
    return WordsForm(obj=portfolio, base=mark_of_words(portfolio), **again)


def piece_form(
    messages: Sequence[Message], title: str = "", ticked: Collection[UUID] = ()
) -> PieceForm:
    """The form for a piece, with the messages beside its entry to choose from."""
    return offering(PieceForm(title=title, feedback=[str(each) for each in ticked]), messages)


def placed_form(
    piece: PortfolioPiece,
    messages: Sequence[Message],
    typed: MultiDict[str, str] | None = None,
) -> PlacedForm:
    """The form for a piece that is in, filled with what it has; `base` marks its context.

    What was `typed` before and is gone on with stands before that.
    """
    again = {} if typed is None else {"formdata": typed}
    form = PlacedForm(
        title=piece.title,
        feedback=piece.feedback_ids,
        context=piece.context or "",
        base=mark_of_text(piece.context or ""),
        **again,
    )
    return offering(form, messages)


def take_form(offered: Iterable[UUID], suggested: Iterable[UUID] = ()) -> TakeForm:
    """The form for several pieces at once; what is suggested stands ticked."""
    form = TakeForm(entries=[str(each) for each in suggested])
    form.offered = tuple(offered)
    return form


def offering(form: AnyPieceForm, messages: Sequence[Message]) -> AnyPieceForm:
    """The form, knowing the messages that it can let go along."""
    form.feedback.choices = [(str(each.id), each.text) for each in messages]
    form.offered = tuple(each.id for each in messages)
    return form
