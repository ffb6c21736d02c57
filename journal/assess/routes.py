"""An assessor's way in: the same plain page for every link, until the code has been given."""

from collections.abc import Callable, Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, frozen_files, frozen_forms, links, throttle
from journal.access import ANYONE, allow
from journal.assess import notes, visits
from journal.assess.forms import CodeForm
from journal.assess.notes import Typed
from journal.assess.visits import Inside
from journal.audit import Event
from journal.document_pages import shown
from journal.documents.pictures import with_sources
from journal.documents.tree import Document, Picture
from journal.extensions import db
from journal.forms import trimmed
from journal.models import Submission
from journal.portfolio_forms import ZIP
from journal.storage import storage
from journal.transactions import keep_writes

assess = Blueprint("assess", __name__, url_prefix="/assess")

DOOR = "the code of an assessor"
ANY_DOOR = "the codes of assessors"
TRIES = 5
LONGEST_SEARCH = 100
OPENS_NOTHING = (
    "This link and this code open nothing together. A code works once. The link may be over, or "
    "a part of it was lost on the way. After five tries it stays shut for a quarter of an hour."
)


@assess.get("/<token>")
@allow(ANYONE)
def come_in(token: str) -> ResponseReturnValue:
    """The portfolio for whoever is in; for everybody else a question for the code."""
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None))
    return show(found, token)


@assess.post("/<token>")
@allow(ANYONE)
def give_code(token: str) -> ResponseReturnValue:
    """Let this browser in with the code. Whatever is wrong, the answer is the same.

    One try at a link waits for the other, so that many at once are counted one by one. A press
    without a code is no try: programs that look through letters may do that.
    """
    form = CodeForm()
    if not form.validate():
        return ask_for_code(form, 422)
    link = visits.link_of(db.session, token, to_write=True)
    is_tried = link is not None and not is_shut(token)
    came = visits.let_in(db.session, link, form.code.data) if is_tried else None
    if came is None:
        note_failure(token)
        if link is not None and is_tried:
            visits.turn_away(db.session, link)
        form.code.errors = [OPENS_NOTHING]
        return ask_for_code(form, 422)
    opened, secret = came
    response = make_response(redirect(url_for(".come_in", token=token), code=303))
    visits.remember(response, token, opened, secret)
    return private(response)


def show(found: Inside, token: str) -> ResponseReturnValue:
    """The whole portfolio, with the sections that hold some words, and the assessor's notes."""
    try:
        document = frozen_files.document_in(storage(), found.submission)
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    note_read(found, Event.SUBMISSION_OPENED)
    return private(page_of(found, token, document))


def page_of(
    found: Inside, token: str, document: Document, typed: Mapping[str, Typed] | None = None
) -> str:
    """The page itself; `typed` are the notes of a page of which one was too long."""
    words = looked_for()
    whole = shown(with_sources(document, source_of(found.submission, token))).with_marks(words)
    mine = {anchor: each.text for anchor, each in notes.notes_of(db.session, found.holder).items()}
    typed = typed or {}
    return render_template(
        "assess/portfolio.html",
        token=token,
        found=found,
        whole=whole,
        words=words,
        hits=whole.find(words),
        notes=mine,
        marks={each.anchor: notes.mark_of(mine.get(each.anchor, "")) for each in whole.sections},
        forms=frozen_forms.offered(found.submission),
        form_address=lambda key: url_for(".take_form", token=token, kept_form=key),
        zip_address=url_for(".take_zip", token=token)
        if frozen_forms.has_room(found.submission, ZIP)
        else None,
        file_address=lambda number: url_for(".take_file", token=token, number=number),
        typed=typed,
        too_long=[anchor for anchor, each in typed.items() if len(each.text) > notes.LONGEST],
        TOO_LONG=notes.TOO_LONG,
        kept=request.args.get("kept"),
    )


def looked_for() -> str:
    """What somebody types to find, on the page or on the way to it."""
    return trimmed(request.values.get("find", ""))[:LONGEST_SEARCH]


def source_of(submission: Submission, token: str) -> Callable[[Picture], str]:
    """Where the page finds the pictures that were handed in: among the files that went along."""
    numbers = {each.sha256: each.number for each in submission.enclosures}

    def address(picture: Picture) -> str:
        number = numbers.get(picture.sha256)
        return url_for("assess.take_file", token=token, number=number) if number else ""

    return address


def say_damaged(changed: frozen_files.Changed, token: str, typed: str = "") -> ResponseReturnValue:
    """Name the file that is not what was frozen, and give nothing of it out. `typed` is what was
    to be kept beside it."""
    page = render_template("assess/damaged.html", kind=changed.kind, token=token, typed=typed)
    return private((page, 500))


def note_read(found: Inside, event: Event) -> None:
    """Keep for the worker that the assessor was here."""
    subject = ("submission", found.submission.id)
    audit.came_by_link(found.holder, found.link.author_id, event, subject)


def ask_for_code(form: CodeForm, status: int = 200, typed: str = "") -> ResponseReturnValue:
    """The page before the code: it says of no link whether there is such a link.

    `typed` is what somebody wrote on a page whose link had ended meanwhile.
    """
    return private((render_template("assess/code.html", form=form, typed=typed), status))


def private(answer: ResponseReturnValue) -> ResponseReturnValue:
    """An answer that tells no other page the address it stood at, and that nobody finds."""
    response = make_response(answer)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def is_shut(token: str) -> bool:
    """Whether this link, or this place, was tried too often."""
    most = throttle.TRIES_FROM_ONE_PLACE
    return throttle.too_many(db.session, DOOR, door_of(token), TRIES) or throttle.too_many(
        db.session, ANY_DOOR, throttle.place(request.remote_addr), most
    )


def note_failure(token: str) -> None:
    """Count a try that led nowhere, although the answer is an error."""
    throttle.note(db.session, DOOR, door_of(token))
    throttle.note(db.session, ANY_DOOR, throttle.place(request.remote_addr))
    keep_writes()


def door_of(token: str) -> str:
    """Whose door a token knocks at, whether or not there is one."""
    holder = links.holder_of(token)
    return str(holder.id) if holder else token
