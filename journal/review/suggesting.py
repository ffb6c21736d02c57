"""Something to read or to learn that comes with feedback."""

from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session
from wtforms import Field, RadioField

from journal import following_up
from journal.coming_days import coming_day
from journal.domain.actions import ActionKind
from journal.following_up import Agreed
from journal.forms import line
from journal.models import Entry, Person, Relationship
from journal.review.said import Suggested

LONGEST_SUGGESTION = 300
KINDS: dict[str, Any] = {
    "": "Nothing this time",
    **{kind.value: kind.label for kind in ActionKind if kind.is_learning},
}
WHAT = "Please say what you suggest, or choose “Nothing this time”."
NOT_A_READER = (
    "As a reader you agree no actions. Please say it in your feedback instead, and empty this."
)
WHICH = "Please choose whether this is something to read or a training."


def suggestion_fields() -> dict[str, Field]:
    """What is suggested, and by when."""
    return {
        "learn_kind": RadioField(
            "Would you like to suggest something to learn from?",
            choices=KINDS,
            default="",
            validate_choice=False,
        ),
        "learn_text": line("What is it?", most=LONGEST_SUGGESTION),
        "learn_by": coming_day("By when, if that matters"),
    }


def problem_with_suggestion(form: Any, may_suggest: bool) -> str:
    """What to do about half a suggestion, or one that is not theirs to make, if anything."""
    chosen, what = form["learn_kind"].data, form["learn_text"].data
    if not may_suggest and (chosen or what):
        return NOT_A_READER
    if chosen not in KINDS:
        form["learn_kind"].data = ""
        return WHICH
    if chosen and not what:
        return WHAT
    return WHICH if what and not chosen else ""


def suggested_in(form: Any) -> Suggested | None:
    """What was suggested."""
    if not form["learn_kind"].data:
        return None
    kind = ActionKind(form["learn_kind"].data)
    return Suggested(kind, form["learn_text"].data, form["learn_by"].data)


def suggest(
    session: Session,
    author: Person,
    entry: Entry,
    relationship: Relationship,
    suggested: Suggested,
    once: UUID,
    *,
    by_letter: bool,
) -> None:
    """A learning need of the worker's, which comes back until it is done or let go."""
    agreed = Agreed(
        text=suggested.text,
        due_on=suggested.by,
        kind=suggested.kind,
        owner_id=entry.author_id,
        worker_id=entry.author_id,
        relationship=relationship,
        about_entry_id=entry.id,
    )
    action_id = uuid5(once, "suggested")
    following_up.agree(session, author, action_id, agreed, by_letter=by_letter)
