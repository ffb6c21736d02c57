"""The questions of a feedback card as a form, and its code."""

from typing import Any

from wtforms import RadioField

from journal.domain.feedback_card import CHOICES, Ask, questions
from journal.forms import Form, clean, line, words

LONGEST_ANSWER = 4_000
CONSENT = ("yes", "no")


class CardForm(Form):
    """Consent first, then the answers. `form_for` adds a field for each question."""

    may_be_used = RadioField(choices=[], validate_choice=False)
    asks: tuple[Ask, ...] = ()

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by question."""
        typed = {ask.key: clean(self[ask.key].data) for ask in self.asks}
        return {
            ask.key: typed[ask.key]
            for ask in self.asks
            if typed[ask.key].strip() and (not ask.is_choice or typed[ask.key] in CHOICES)
        }

    def validate(self, extra_validators: object = None) -> bool:
        """A yes or a no, and at least one answer."""
        fine: bool = super().validate(extra_validators)
        if self.may_be_used.data not in CONSENT:
            self.may_be_used.errors = ["Please choose yes or no first."]
            fine = False
        if not self.answers:
            first = self[self.asks[0].key]
            first.errors = [*first.errors, "Please answer one question. Which one is up to you."]
            fine = False
        return fine


def form_for(name: str, *, with_code: bool = False, **filled: Any) -> CardForm:
    """The card about somebody of this name; with its code where a paper card is typed in."""
    asks = questions(name)
    fields: dict[str, Any] = {
        "may_be_used": RadioField(
            f"May {name} use this to show how they work?",
            choices={"yes": "Yes", "no": f"No. Only {name} may read it"},
            validate_choice=False,
        )
    }
    if with_code:
        fields["code"] = line(
            "The code on the card",
            hint="Three groups of four signs. It shows which card it is.",
            needed="Please type the code that stands on the card.",
            most=40,
        )
    for ask in asks:
        fields[ask.key] = (
            RadioField(ask.text, choices=CHOICES, validate_choice=False)
            if ask.is_choice
            else words(ask.text, rows=3, most=LONGEST_ANSWER)
        )
    made = type("CardForm", (CardForm,), {**fields, "asks": asks})(**filled)
    assert isinstance(made, CardForm)  # noqa: S101 - for whoever reads the types
    return made


class TakeBackForm(Form):
    """The code of the card to take back."""

    code = line(
        "The code on your card",
        hint="Three groups of four signs, such as K7QM-2RFD-9XWP.",
        needed="Please type the code from your card.",
        most=40,
    )
