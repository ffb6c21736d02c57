"""What every form shares: text comes in clean and comes back as it was typed.

Nothing visible is ever taken away. Only what no keyboard means to send goes: NUL and
other control characters, and the carriage returns that browsers add.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from journal.domain.passages import CLOSING, OPENING, has_marks
from journal.formatting import today

LONGEST_LINE = 200
LONGEST_TEXT = 200_000
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose errors can be listed at the top, each with a link to its field."""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, what to do) for every error, in the order of the page."""
        return [(field.id, str(error)) for field in self for error in flat(field.errors) if error]


def flat(errors: Any) -> list[str]:
    """The errors of a field, also of one that holds a list of fields."""
    if isinstance(errors, dict):
        return [text for inner in errors.values() for text in flat(inner)]
    if isinstance(errors, list | tuple):
        return [text for inner in errors for text in flat(inner)]
    return [str(errors)]


def keys_of(choices: Any) -> list[str]:
    """What can be chosen."""
    return [choice.value for choice in choices or ()]


def clean(text: str | None) -> str:
    """Text without what no keyboard means to send."""
    return CONTROL_CHARACTERS.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))


def trimmed(text: str | None) -> str:
    """One line without space around it."""
    return " ".join(clean(text).split())


def line(
    label: str,
    *,
    hint: str = "",
    needed: str = "",
    most: int = LONGEST_LINE,
    checks: Sequence[Callable[[Any, Any], None]] = (),
    own: bool = False,
    **rendering: Any,
) -> Field:
    """One line of text. `needed` says what to do when it is empty; without it, it may be."""
    too_long = f"Please keep “{label}” to {most} characters or fewer."
    rendering = {"autocomplete": "off", **rendering}
    return StringField(
        label,
        description=hint,
        filters=[trimmed],
        validators=[
            *need(needed),
            no_longer_than(most, too_long),
            *([] if own else [nothing_private]),
            *checks,
        ],
        render_kw=rendering,
    )


def words(
    label: str,
    *,
    hint: str = "",
    needed: str = "",
    most: int = LONGEST_TEXT,
    rows: int = 6,
    rest: str = "",
    own: bool = False,
    **rendering: Any,
) -> Field:
    """Text of any length that a person may sensibly write at once.

    Where there can be a second such text, `rest` says where to go on when one is full: an entry
    can be followed by another, while there is one context to a piece and one reason to a no.
    Only in a text of their `own` can a writer mark passages as just for themselves; any other
    is read whole by somebody else.
    """
    too_long = (
        f"“{label}” is longer than {most:,} characters. Nothing is lost: it is all below. "
        f"Please shorten it to {most:,} or fewer{f', or write the rest in {rest}' if rest else ''}."
    )
    return TextAreaField(
        label,
        description=hint,
        filters=[clean],
        validators=[
            *need(needed),
            no_longer_than(most, too_long),
            *([] if own else [nothing_private]),
        ],
        render_kw={"rows": rows, "autocomplete": "off", **rendering},
    )


def past_date(label: str, *, hint: str = "", needed: str) -> Field:
    """A date that is not in the future."""
    return DateField(label, description=hint, validators=[need_date(needed), not_in_the_future])


def once() -> Field:
    """A random id made with the page, so that a form sent twice is written once."""
    return HiddenField(default=lambda: str(uuid4()), validators=[is_random_id])


def need(message: str) -> list[Any]:
    """The validator for text that must be there, if it must."""
    return [InputRequired(message), has_words(message)] if message else [Optional()]


def need_date(message: str) -> Callable[[Any, Field], None]:
    """Ask for a date in the way the page asks, whether it is missing or misread."""

    def check(form: Any, field: Field) -> None:
        field.errors = []
        if field.data is None:
            raise ValidationError(message)

    return check


def no_longer_than(most: int, message: str) -> Callable[[Any, Field], None]:
    """A limit that says so. WTForms' own also writes `maxlength`, and browsers then cut a long
    paste without a word."""

    def check(form: Any, field: Field) -> None:
        if len(field.data or "") > most:
            raise ValidationError(message)

    return check


def has_words(message: str) -> Callable[[Any, Field], None]:
    """Spaces alone are not an answer."""

    def check(form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            raise ValidationError(message)

    return check


def nothing_private(form: Any, field: Field) -> None:
    """A text that others read holds no passage for its writer alone."""
    if has_marks(field.data or ""):
        raise ValidationError(
            f"Others read this, so nothing in it can be just for you. Please take out what "
            f"stands between {OPENING} and {CLOSING}, and the marks with it."
        )


def not_in_the_future(form: Any, field: Field) -> None:
    """Something that has happened has a date that has been."""
    if field.data is not None and field.data > today():
        raise ValidationError("This date is in the future. Please choose today or an earlier day.")
    if field.data is not None and field.data < date(1990, 1, 1):
        raise ValidationError("This date is a long time ago. Please check the year.")


def is_random_id(form: Any, field: Field) -> None:
    """The id must be one that this service could have made."""
    try:
        UUID(field.data)
    except (TypeError, ValueError):
        field.data = str(uuid4())
