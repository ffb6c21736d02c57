"""What may be typed into a check-in: everything may, and nothing must."""

from wtforms import HiddenField, SelectMultipleField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, ListWidget

from journal.domain.check_in import FEELINGS, Said, feelings_from
from journal.forms import Form, line, once, words


class CheckInForm(Form):
    """How did this leave me? Each part can be left empty."""

    check_in_id = once()
    about = HiddenField(default="")
    feelings = SelectMultipleField(
        "Words that fit, if any do",
        choices=[SelectChoice(word, word.capitalize()) for word in FEELINGS],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    own_words = line(
        "Or words of your own", hint="With a comma between them, if there are several.", own=True
    )
    text = words(
        "Whatever you want to say about it",
        hint="Where you notice it, what brought it on, what else was going on. Or nothing.",
        rows=6,
        own=True,
        dir="auto",
    )
    would_help = words(
        "What would help?",
        hint="A walk, a word with somebody, an early night, a different rota.",
        rows=2,
        own=True,
        dir="auto",
    )

    def said(self) -> Said:
        """What was written."""
        return Said(
            feelings_from(self.feelings.data or [], self.own_words.data or ""),
            self.text.data or "",
            self.would_help.data or "",
        )
