"""What may be asked of a search; the words are people's content and travel in a form only."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, SelectField
from wtforms.validators import Optional, ValidationError

from journal.content import Content
from journal.domain.entry_kind import EntryKind
from journal.domain.framework import PRINCIPLES
from journal.domain.looking import Asked, State, Whose
from journal.domain.search_words import wanted
from journal.forms import Form, line

LONGEST = 200
MOST_WORDS = 12
NARROWING = ("whose", "kind", "ksb", "principle", "since", "until", "state")

Choice = TypeVar("Choice", bound=StrEnum)


def can_be_looked_for(form: Any, field: Field) -> None:
    """Something with letters or digits in it, and not a whole page."""
    if len(field.data or "") > LONGEST:
        return
    terms = wanted(field.data or "").terms
    if field.data and not terms:
        raise ValidationError(
            "There is no letter and no number in this. Please try a word, or leave it empty."
        )
    if len(terms) > MOST_WORDS:
        raise ValidationError(f"Please look for {MOST_WORDS} words or fewer.")


def a_day_or_nothing(form: Any, field: Field) -> None:
    """Say what to do about a date that cannot be read."""
    if field.data is None:
        field.errors = []
        raise ValidationError("Please give the date as day, month and year, or leave it empty.")


def not_before_the_first(form: Any, field: Field) -> None:
    """The last day comes after the first."""
    if field.data and form.since.data and field.data < form.since.data:
        raise ValidationError("The last day is before the first. Please change one of them.")


class SearchForm(Form):
    """Words, and what narrows the search; everything may stay empty."""

    words = line(
        "Words",
        hint="All of them must be there. Put a phrase between quotation marks.",
        most=LONGEST,
        checks=(can_be_looked_for,),
    )
    whose = SelectField("Whose", validators=[Optional()])
    kind = SelectField("Kind", validators=[Optional()])
    ksb = SelectField("KSB", validators=[Optional()])
    principle = SelectField("Principle", validators=[Optional()])
    since = DateField("From", validators=[Optional(), a_day_or_nothing])
    until = DateField("To", validators=[Optional(), a_day_or_nothing, not_before_the_first])
    state = SelectField("Where it stands", validators=[Optional()])
    standard = ""
    """The key of the standard whose KSBs are offered."""

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        return any(self[name].data for name in NARROWING)

    def asked(self) -> Asked:
        """What is asked, as the queries take it."""
        tags = ((self.standard, self.ksb.data), (PRINCIPLES, self.principle.data))
        return Asked(
            wanted=wanted(self.words.data or ""),
            whose=one_of(Whose, self.whose.data),
            kind=one_of(EntryKind, self.kind.data),
            tags=tuple((framework, code) for framework, code in tags if code),
            since=self.since.data,
            until=self.until.data,
            state=one_of(State, self.state.data),
        )

    def fields(self) -> dict[str, str]:
        """What was typed, as it is kept until tomorrow: only what says something."""
        given = {"words": self.words.data, **{name: self[name].data for name in NARROWING}}
        return {name: as_text(value) for name, value in given.items() if value}


def search_form(content: Content, given: MultiDict[str, str] | None = None) -> SearchForm:
    """The form with its choices; from `given`, or from the request when that is None."""
    form = SearchForm() if given is None else SearchForm(known(content, given))
    form.standard = content.standard.framework.key
    for name, choices in choices_of(content).items():
        form[name].choices = choices
    return form


def known(content: Content, given: MultiDict[str, str]) -> MultiDict[str, str]:
    """What of an address or of a kept search can still be asked for."""
    choices = choices_of(content)
    kept = {
        name: given[name]
        for name in given
        if name not in choices or any(given[name] == key for key, _ in choices[name])
    }
    for name in ("since", "until"):
        if name in kept and not is_date(kept[name]):
            del kept[name]
    return MultiDict(kept)


def choices_of(content: Content) -> dict[str, list[tuple[str, str]]]:
    """What each list of the form offers, everything first."""
    ksbs = content.standard.framework
    return {
        "whose": any_or("Everything I can read", labels(Whose)),
        "kind": any_or("Any kind", labels(EntryKind)),
        "ksb": any_or("Any KSB", ((each.code, ksb_label(each.code, each.text)) for each in ksbs)),
        "principle": any_or(
            "Any principle", ((each.code, each.heading) for each in content.principles)
        ),
        "state": any_or("Wherever it stands", labels(State)),
    }


def any_or(everything: str, choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices, after the one that narrows nothing."""
    return [("", everything), *choices]


def labels(kinds: Iterable[Any]) -> list[tuple[str, str]]:
    """Each of these by the words that screens use."""
    return [(each.value, each.label) for each in kinds]


def ksb_label(code: str, text: str) -> str:
    """K1 Recovery as a …"""
    return f"{code} {shortened(text, 50)}"


def shortened(text: str, most: int) -> str:
    """The beginning of a text, to whole words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def one_of(kinds: type[Choice], text: str | None) -> Choice | None:
    """The choice of this name; None where there is none."""
    return next((each for each in kinds if each.value == text), None)


def is_date(text: str) -> bool:
    """Whether an address holds a date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def as_text(value: object) -> str:
    """A field as it is kept."""
    return value.isoformat() if isinstance(value, date) else str(value)
