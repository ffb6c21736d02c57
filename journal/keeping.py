"""What every page with a kept form shares, so that no form knows how its words are kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, g, request
from werkzeug.datastructures import MultiDict

from journal import unfinished_copies
from journal.extensions import db
from journal.forms import clean
from journal.models import Person, Unfinished
from journal.signed_in import current_person
from journal.typed_values import as_number, as_uuid
from journal.unfinished_copies import BESIDE_THE_WORDS, Fields, NoRoom, TooLarge, Typed

GO_ON = "go-on"
NOT_TYPED = frozenset({"csrf_token", "copy_id", "version", "do", "other_model"})
NOT_WORDS = BESIDE_THE_WORDS | {
    "check_in_id", "about", "dated", "minutes", "off_the_job", "vouch", "tag", "was", "find",
    "record_id", "item_id", "key", "to", "day", "at", "starts_on", "review_on", "every_weeks",
    "people", "line_id", "entry", "hours", "method", "codes", "in_paid_hours", "field_where",
    "field_format", "consent", "bond", "skills", "knowledge", "skills_certificates",
    "knowledge_certificates", "held_on", "action_id", "kind", "offered", "due_on", "relationship",
    "rating_id", "rating", "shown", "subject", "state", "is_ready", "goes_along", "looked",
    "feedback",
}  # fmt: skip
LONE_SURROGATES = re.compile("[\ud800-\udfff]")
NOT_WORDS_BEGIN = ("decision-", "shown-", "is_")
PLACES = (
    (re.compile(r"/entries/new"), "New entry"),
    (re.compile(r"/entries/capture"), "A quick note"),
    (re.compile(r"/check-ins/new"), "A check-in"),
    (re.compile(r"/entries/[^/]+/edit"), "A change to an entry"),
    (re.compile(r"/entries/[^/]+/statement"), "Evidence statement"),
    (re.compile(r"/entries/[^/]+/tags"), "Tags of an entry"),
    (re.compile(r"/principles/[^/]+"), "What a principle means to you"),
    (re.compile(r"/portfolio/[^/]+/words"), "Words of a portfolio"),
    (re.compile(r"/portfolio/[^/]+/rehearsal/cards/[^/]+"), "Keywords to practise with"),
    (re.compile(r"/portfolio/[^/]+/pieces/[^/]+"), "Words of a piece of a portfolio"),
    (re.compile(r"/portfolio/[^/]+/pieces/[^/]+/files/[^/]+"), "What a file of a piece shows"),
    (re.compile(r"/progress/hours/.*"), "Training hours"),
    (re.compile(r"/progress/gateway/[^/]+/behaviours"), "What you saw of behaviours"),
    (re.compile(r"/progress/gateway/[^/]+/declaration"), "A declaration for the gateway"),
    (re.compile(r"/progress/gateway/[^/]+/english-and-maths"), "English and maths"),
    (re.compile(r"/supervision/with/[^/]+/agreement"), "A supervision agreement"),
    (re.compile(r"/supervision/bring|/supervision/[^/]+/agenda"), "A point for supervision"),
    (re.compile(r"/supervision/[^/]+/agree"), "Your word on a record"),
    (re.compile(r"/supervision/.*"), "A supervision record"),
    (re.compile(r"/observations/[^/]+/(?:plan|seen|view)"), "An observation"),
    (re.compile(r"/progress/reviews/[^/]+/write"), "Your part of a progress review"),
    (re.compile(r"/progress/(?:reviews|support)/[^/]+/(?:support|write)"), "Support with learning"),
    (re.compile(r"/skills-scan/[^/]+/duty/\d+"), "A duty of your skills scan"),
    (re.compile(r"/skills-scan/[^/]+/(?:words|meeting)"), "Your word on a skills scan"),
    (re.compile(r"/learning-plan/(?:[^/]+/)?new"), "A chance to learn"),
    (re.compile(r"/ksbs/[^/]+/ratings|/people/[^/]+/ratings/[^/]+"), "How sure somebody is"),
    (re.compile(r"/review/[^/]+/feedback/[^/]+/tried"), "What came of feedback"),
    (re.compile(r"/review/[^/]+/answer"), "An answer to feedback"),
    (re.compile(r"/review/[^/]+"), "Feedback"),
)


@dataclass(frozen=True)
class Kept:
    """What a form carries so that its words can be kept, and what was typed there before."""

    copy_id: UUID
    version: int
    is_typed: bool
    others: Sequence[Unfinished]


def add_to(app: Flask) -> None:
    """Let templates ask about a form by the address that it is sent to."""
    for each in (keeping, going_on_at, described, words_in, why_not_kept):
        app.add_template_global(each)


def keeping(place: str) -> Kept:
    """The copy that a form on this page goes on with: one just kept, one opened, or a new one."""
    me, path = current_person(), place.partition("?")[0]
    others = unfinished_copies.copies_for(db.session, me, path)
    opened: Unfinished | None = g.get("kept_copy") or opened_copy(me, path)
    if opened is not None:
        rest = [copy for copy in others if copy.id != opened.id]
        return Kept(opened.id, opened.version, request.method == "POST", rest)
    here = request.method == "POST" and request.path == path
    copy_id, version = sent_with_form() if here and not g.get("begins_anew") else (None, 0)
    rest = [copy for copy in others if copy.id != copy_id]
    return Kept(copy_id or uuid4(), version, here, rest)


def opened_copy(author: Person, path: str) -> Unfinished | None:
    """The copy that the address of this page names, if it belongs to this form."""
    wanted = as_uuid(request.args.get(GO_ON)) if request.method == "GET" else None
    copy = unfinished_copies.get_copy(db.session, author, wanted) if wanted else None
    return copy if copy is not None and copy.place.partition("?")[0] == path else None


def going_on(author: Person) -> MultiDict[str, str] | None:
    """What was typed before, to fill the form with: `?go-on=` names the copy."""
    copy = opened_copy(author, request.path)
    return MultiDict(copy.fields) if copy is not None else None


def going_on_at(copy: Unfinished) -> str:
    """The address of the form, filled with this copy."""
    return f"{copy.place}{'&' if '?' in copy.place else '?'}{GO_ON}={copy.id}"


def finish(author: Person) -> None:
    """The form of this request was saved: its copy is no longer unfinished."""
    copy_id, version = sent_with_form()
    if copy_id is not None:
        unfinished_copies.finish(db.session, author, copy_id, typed_here(version))


def keep_typed(author: Person, *, put_away: bool = False) -> bool:
    """The form of this request was not saved: keep its words among what is unfinished.

    When that cannot be, nothing may change: the page holds the words still, and says why.
    """
    copy_id, version = sent_with_form()
    try:
        copy = unfinished_copies.keep(db.session, author, copy_id or uuid4(), typed_here(version))
    except (NoRoom, TooLarge) as error:
        g.why_not_kept = str(error)
        return False
    if put_away:
        unfinished_copies.put_away(db.session, author, copy)
    g.kept_copy = copy
    return True


def why_not_kept() -> str:
    """Why what was typed stands on this page alone; nothing when it is kept."""
    return str(g.get("why_not_kept", ""))


def begin_anew() -> None:
    """The page that answers this request is a text of its own, with a copy of its own."""
    g.kept_copy, g.begins_anew = None, True


def sent_with_form() -> tuple[UUID | None, int]:
    """Which copy the form of this request came with, and in which version."""
    return as_uuid(request.form.get("copy_id")), as_number(request.form.get("version"))


def typed_here(version: int) -> Typed:
    """What the form of this request holds, as its script would have sent it."""
    place = request.full_path.rstrip("?")
    fields: Fields = {
        kept_text(name): [kept_text(each) for each in values] if len(values) > 1
        else kept_text(values[0])
        for name, values in request.form.lists()
        if name not in NOT_TYPED
    }  # fmt: skip
    return Typed(place, fields, version=version)


def kept_text(text: str) -> str:
    """Text as forms read it, and as every database takes it."""
    return LONE_SURROGATES.sub("\ufffd", clean(text))


def described(copy: Unfinished) -> str:
    """What kind of page the copy was typed on."""
    path = copy.place.partition("?")[0]
    return next((name for place, name in PLACES if place.fullmatch(path)), "Unfinished writing")


def words_in(copy: Unfinished) -> list[str]:
    """Every text in a copy that somebody wrote, in the order of its form."""
    values: list[Any] = [
        value
        for name, value in copy.fields.items()
        if name not in NOT_WORDS and not name.startswith(NOT_WORDS_BEGIN)
    ]
    texts = [text for value in values for text in ([value] if isinstance(value, str) else value)]
    return [text for text in texts if text.strip()]
