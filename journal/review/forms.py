"""What may be said of an entry on one page, and the words of each problem."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, RadioField

from journal.domain.feedback import JUST_READ
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision, Vouching, vouching
from journal.forms import Form, clean, line, once, trimmed, words
from journal.models import Entry
from journal.review.said import Decided, Said, TagRef
from journal.review.suggesting import problem_with_suggestion, suggested_in, suggestion_fields
from journal.typed_values import as_number

LONGEST_BECAUSE = 500
DECISION, BECAUSE = "decision-", "because-"
CHOICES: dict[str, Any] = {
    "": "Say nothing now",
    Decision.CONFIRMED.value: "Confirm",
    Decision.NOT_YET.value: "Not yet, because …",
}
STRAY = "stray"
NOTHING_SAID = (
    "There is nothing to send yet. Write a few words, or say something about one of the tags."
)
WHICH_VERSION = "We could not tell which version you read. Please look at it once more, then send."
NOT_A_TAG = (
    "Nothing was said about {}: it is not a tag of this entry, or not one for you to decide on."
)
CANNOT_VOUCH = "There is nothing on this page that you can vouch for. Your words are kept below."
LABELS = {
    Vouching.SAW_THIS: "I know this to be so, and I vouch for the evidence statement",
    Vouching.OWN_WORDS: "These are my own words, typed in by somebody else",
}
WORDS = {
    Vouching.SAW_THIS: "How do you know? What did you see or hear yourself?",
    Vouching.OWN_WORDS: "When and how did you say or write this?",
}


class AnswerForm(Form):
    """The worker's answer in the thread."""

    feedback_id = once()
    text = words(
        "Your answer, or a question of your own",
        needed="Please write a few words first.",
        rows=4,
        rest="a second message",
    )


@dataclass(frozen=True)
class Stray:
    """Something said that this page does not offer, kept so that no word is lost."""

    words: str
    problem: str


class ReviewForm(Form):
    """Feedback, a word on each tag and a name put to the statement: one form, one press."""

    feedback_id = once()
    revision = HiddenField(default="0")
    statement = HiddenField(default="0")
    text = words(
        "Your feedback",
        hint="What struck you? What would you like to hear more about?",
        rows=6,
        rest="a second message",
    )

    tags: tuple[TagRef, ...] = ()
    offers: Vouching | None = None
    may_suggest: bool = True
    stray: tuple[Stray, ...] = ()
    only_read: bool = False
    known_revisions: range = range(0)
    known_statements: range = range(0)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What needs a look; what was said about a tag that is not here comes first."""
        fields: list[tuple[str, str]] = super().problems
        return [*((STRAY, each.problem) for each in self.stray), *fields]

    @property
    def on_revision(self) -> int:
        """The version that the page showed."""
        return as_number(self.revision.data, -1)

    @property
    def on_statement(self) -> int:
        """The evidence statement that the page showed; 0 when there was none."""
        return as_number(self.statement.data, -1)

    @property
    def is_stale(self) -> bool:
        """Whether the text or the statement has changed since the page was loaded."""
        return (self.on_revision, self.on_statement) != newest(self)

    def show_present(self) -> None:
        """From here on the page shows what is saved now, and what is sent next is about that."""
        self.revision.data, self.statement.data = map(str, newest(self))

    def decision(self, tag: TagRef) -> Field:
        """The choice for one tag."""
        choice: Field = self[DECISION + ":".join(tag)]
        return choice

    def because(self, tag: TagRef) -> Field:
        """The line beside it."""
        sentence: Field = self[BECAUSE + ":".join(tag)]
        return sentence

    def said(self) -> Said:
        """Everything that was said, for the action that sends it."""
        text = self.text.data or ""
        decided = tuple(
            Decided(tag, Decision(self.decision(tag).data), self.because(tag).data or "")
            for tag in self.tags
            if self.decision(tag).data
        )
        vouched = (self["vouched"].data or "") if self.offers and self["vouch"].data else ""
        if not text.strip():
            text = JUST_READ if self.only_read and not decided and not vouched else ""
        return Said(
            text=text,
            decided=decided,
            vouched=vouched,
            on_revision=self.on_revision,
            on_statement=self.on_statement,
            suggested=suggested_in(self),
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Beyond the fields: each "not yet" says why, and something was said at all."""
        fields_fine: bool = super().validate(extra_validators)
        found = [complain(self.because(tag), self.problem_with(tag)) for tag in self.tags]
        if self.offers:
            found.append(complain(self["vouched"], self.problem_with_vouching()))
        found.append(complain(self["learn_text"], problem_with_suggestion(self, self.may_suggest)))
        known = self.on_revision in self.known_revisions
        if not known or self.on_statement not in self.known_statements:
            found.append(complain(self.text, WHICH_VERSION))
        if not any(found) and not self.stray and fields_fine and not self.says_something():
            found.append(complain(self.text, NOTHING_SAID))
        return fields_fine and not any(found) and not self.stray

    def says_something(self) -> bool:
        """Whether there is anything to send."""
        said = self.said()
        return bool(said.text or said.decided or said.vouched or said.suggested)

    def problem_with(self, tag: TagRef) -> str:
        """What to do about one tag, if anything."""
        chosen, because = self.decision(tag).data, (self.because(tag).data or "").strip()
        if chosen not in CHOICES:
            self.decision(tag).data = ""
            return f"Please choose again for {tag[1]}: confirm, not yet, or say nothing."
        if chosen == Decision.NOT_YET and not because:
            return f"Please say in one kind sentence what would show {tag[1]} fully."
        if because and not chosen:
            return f"You wrote something about {tag[1]}. Please choose Confirm or Not yet with it."
        return ""

    def problem_with_vouching(self) -> str:
        """What to do about a tick without words, or words without a tick."""
        ticked, written = self["vouch"].data, (self["vouched"].data or "").strip()
        if ticked and self.offers is Vouching.SAW_THIS and self.on_statement == 0:
            return WHICH_VERSION
        if ticked and not written:
            return "Please say in a few words how you know, so that your name stands for something."
        if written and not ticked:
            return "Please tick the box as well if you put your name to this, or empty the field."
        return ""


def review_form(
    entry: Entry, capacity: RelationshipKind, typed: MultiDict[str, str] | None = None
) -> ReviewForm:
    """The form for one entry and one reader, with fields for whatever they may decide."""
    statement = entry.statements[-1].number if entry.statements else 0
    tags = tuple((tag.framework, tag.code) for tag in entry.tags) if capacity.may_confirm else ()
    offers = vouching(entry.kind, capacity, statement)
    fields: dict[str, Any] = {"tags": tags, "offers": offers, **suggestion_fields()}
    for tag in tags:
        fields |= tag_fields(tag)
    if offers:
        fields["vouch"] = BooleanField(LABELS[offers])
        fields["vouched"] = words(WORDS[offers], rows=3)
    made: type[ReviewForm] = type("ReviewForm", (ReviewForm,), fields)
    again = {} if typed is None else {"formdata": typed}
    form = made(**again, revision=str(entry.changed_in), statement=str(statement))
    form.may_suggest = capacity.may_confirm
    form.known_revisions = range(1, entry.changed_in + 1)
    form.known_statements = range(statement + 1)
    typed = typed or MultiDict()
    form.stray = strays(typed, tags, offers)
    form.only_read = typed.get("do") == "read"
    return form


def tag_fields(tag: TagRef) -> dict[str, Field]:
    """The choice and the line for one tag."""
    name = ":".join(tag)
    return {
        DECISION + name: RadioField(choices=CHOICES, default="", validate_choice=False),
        BECAUSE + name: line(
            "One kind sentence (needed for “not yet”, welcome with “confirm”)",
            most=LONGEST_BECAUSE,
        ),
    }


def strays(
    typed: MultiDict[str, str], tags: tuple[TagRef, ...], offers: Vouching | None
) -> tuple[Stray, ...]:
    """What was sent that the page does not offer: a tag taken off meanwhile, a share that ended."""
    offered = {":".join(tag) for tag in tags}
    names = dict.fromkeys(
        name.removeprefix(DECISION).removeprefix(BECAUSE)
        for name, text in typed.items()
        if name.startswith((DECISION, BECAUSE)) and text.strip()
    )
    found = [
        Stray(clean(typed.get(BECAUSE + name)), NOT_A_TAG.format(code_of(name)))
        for name in names
        if name not in offered
    ]
    words_for_it = clean(typed.get("vouched"))
    if words_for_it.strip() and offers is None:
        found.append(Stray(words_for_it, CANNOT_VOUCH))
    return tuple(found)


def code_of(name: str) -> str:
    """The code in the name of a field, short enough to be shown."""
    return trimmed(name).rpartition(":")[2][:40] or "This"


def newest(form: ReviewForm) -> tuple[int, int]:
    """The present version of the text and of the statement."""
    return max(form.known_revisions), max(form.known_statements)


def complain(field: Field, problem: str) -> bool:
    """Put a problem beside a field; whether there was one."""
    if problem:
        field.errors = [*field.errors, problem]
    return bool(problem)
