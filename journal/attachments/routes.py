"""The pages of files: add, open, say what it shows, remove."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    after_this_request,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from obstore.exceptions import BaseError
from werkzeug.datastructures import FileStorage

from journal import audit, confidences, file_serving, submitted, transactions
from journal.access import SIGNED_IN, allow
from journal.attachments import actions, queries
from journal.attachments.actions import Given
from journal.attachments.forms import FilesForm, WordsForm
from journal.cleaning import process
from journal.cleaning.kinds import BY_MEDIA_TYPE, Family, Refused
from journal.extensions import db
from journal.file_limits import MEGABYTE, Limits, TooMuch, limits_of
from journal.file_names import clean_name, file_size
from journal.models import Attachment, Entry, Person
from journal.names import names_of
from journal.requests import wants_page
from journal.signed_in import current_person
from journal.storage import storage
from journal.uploads import FILES_AT_ONCE, takes_files

attachments = Blueprint("attachments", __name__)
attachments.add_app_template_filter(file_size)
attachments.add_app_template_global(BY_MEDIA_TYPE.__getitem__, "kind_of_file")

REMOVED_BUT_HANDED_IN = (
    "Removed from your journal for good. What you handed in has its own copy, and keeps it."
)


@dataclass
class Outcome:
    """What became of the files of one request."""

    given: list[Given] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def own_entry(entry_id: UUID) -> Entry:
    """The entry that files may be added to, or the same 404 as for any other."""
    return queries.get_own_entry(db.session, current_person(), entry_id) or abort(404)


@attachments.get("/entries/<uuid:entry_id>/attachments")
@allow(SIGNED_IN)
def new(entry_id: UUID) -> str:
    """The page on which files are added and recordings made."""
    return show_form(own_entry(entry_id), FilesForm(formdata=None))


@attachments.post("/entries/<uuid:entry_id>/attachments")
@allow(SIGNED_IN)
@takes_files(own_entry)
def add(entry_id: UUID) -> ResponseReturnValue:
    """Add the files that can be kept, and say of each other one why not."""
    form = FilesForm()
    if not form.validate():
        return say(own_entry(entry_id), form, Outcome(problems=[form.problems[0][1]]))
    outcome = Outcome()
    for file in form.files.data:
        clean_one(file, form.shows.data, outcome)
    db.session.rollback()
    transactions.begin_again()
    entry = own_entry(entry_id)
    for given in outcome.given:
        keep_one(entry, given, outcome)
    form.files.errors = outcome.problems
    return say(entry, form, outcome)


@attachments.get("/attachments/<uuid:attachment_id>")
@allow(SIGNED_IN)
def download(attachment_id: UUID) -> Response:
    """The file itself, for whoever may read its entry; its author can see that it was opened."""
    me = current_person()
    found = queries.get_attachment(db.session, me, attachment_id) or abort(404)
    audit.opened(me, found.author_id, ("entry", found.entry_id))
    return file_serving.download(found, storage(), still_readable(me.id, attachment_id))


def still_readable(reader_id: UUID, attachment_id: UUID) -> Callable[[], bool]:
    """Asks whether somebody may still read a file, in a moment of its own: while the bytes flow,
    the request is over."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def ask() -> bool:
        with app.app_context():
            reader = db.session.get_one(Person, reader_id)
            return queries.get_attachment(db.session, reader, attachment_id) is not None

    return ask


@attachments.get("/attachments/<uuid:attachment_id>/words")
@allow(SIGNED_IN)
def words(attachment_id: UUID) -> str:
    """Say what a file shows."""
    found = own_attachment(attachment_id)
    return show_words(found, WordsForm(formdata=None, shows=found.shows))


@attachments.post("/attachments/<uuid:attachment_id>/words")
@allow(SIGNED_IN)
def save_words(attachment_id: UUID) -> ResponseReturnValue:
    """Keep the words."""
    found, form = own_attachment(attachment_id), WordsForm()
    if not form.validate():
        return show_words(found, form), 422
    actions.describe(db.session, current_person(), found, form.shows.data)
    flash("Saved.")
    return redirect(page_of(found.entry_id), code=303)


@attachments.get("/attachments/<uuid:attachment_id>/show")
@allow(SIGNED_IN)
def look(attachment_id: UUID) -> str:
    """What others would be shown of a file, looked over before they are."""
    me, found = current_person(), own_attachment(attachment_id)
    parts = [("Its name", found.name), ("What it shows", found.shows)]
    readers = queries.readers_of(db.session, me, found.entry_id)
    return render_template(
        "attachments/show.html",
        attachment=found,
        look=confidences.look_over(db.session, me, parts, found.entry_id),
        readers=sorted(names_of(db.session, readers).values()),
    )


@attachments.post("/attachments/<uuid:attachment_id>/show")
@allow(SIGNED_IN)
def show(attachment_id: UUID) -> ResponseReturnValue:
    """Show it to those who read the entry."""
    found = own_attachment(attachment_id)
    actions.show(db.session, current_person(), found)
    flash("Those who read this entry can open it now.")
    return redirect(page_of(found.entry_id), code=303)


@attachments.get("/attachments/<uuid:attachment_id>/remove")
@allow(SIGNED_IN)
def confirm_remove(attachment_id: UUID) -> str:
    """Say that it goes for good, before it goes."""
    found = own_attachment(attachment_id)
    stands = submitted.file_stands_in_one(db.session, current_person(), found)
    return render_template("attachments/remove.html", attachment=found, stands_handed_in=stands)


@attachments.post("/attachments/<uuid:attachment_id>/remove")
@allow(SIGNED_IN)
def remove(attachment_id: UUID) -> ResponseReturnValue:
    """Take a file off its entry, and erase it once that is written."""
    found = own_attachment(attachment_id)
    address, entry_id = found.address, found.entry_id
    stands = submitted.file_stands_in_one(db.session, current_person(), found)
    actions.remove(db.session, current_person(), found)
    after_this_request(lambda response: erase(response, address))
    flash(REMOVED_BUT_HANDED_IN if stands else "Removed. It is gone for good.")
    return redirect(page_of(entry_id), code=303)


def own_attachment(attachment_id: UUID) -> Attachment:
    """A file of one's own, or the same 404 as for any other."""
    return queries.get_own_attachment(db.session, current_person(), attachment_id) or abort(404)


def clean_one(file: FileStorage, shows: str, outcome: Outcome) -> None:
    """Read one file in a process of its own; a problem is told by the name it came with."""
    data = file.stream.read()
    try:
        limits().check(len(data), 0, 0)
        cleaned = process.clean(data)
    except (TooMuch, Refused) as problem:
        outcome.problems.append(f"{shown_name(file.filename)}: {problem}")
        return
    name = clean_name(file.filename, cleaned.kind)
    outcome.given.append(Given(name, shows, cleaned))


def keep_one(entry: Entry, given: Given, outcome: Outcome) -> None:
    """Put one cleaned file on the entry."""
    me = current_person()
    try:
        added = actions.add(db.session, storage(), me, entry, given, limits())
    except TooMuch as problem:
        outcome.problems.append(f"{given.name}: {problem}")
    else:
        outcome.added.append(in_words(given, is_held_back=added.held_back_at is not None))


def say(entry: Entry, form: FilesForm, outcome: Outcome) -> ResponseReturnValue:
    """Tell what was added, what was taken out of it, and what could not be kept."""
    if outcome.problems:
        transactions.keep_writes()
    if not wants_page():
        said = {"added": outcome.added, "problems": outcome.problems}
        return said, 422 if outcome.problems else 200
    if outcome.problems:
        return show_form(entry, form, outcome.added), 422
    for line in outcome.added:
        flash(line)
    return redirect(page_of(entry.id), code=303)


def show_form(entry: Entry, form: FilesForm, added: list[str] | None = None) -> str:
    """The page, with what was added although something else could not be."""
    me = current_person()
    readers = queries.readers_of(db.session, me, entry.id)
    return render_template(
        "attachments/new.html",
        entry=entry,
        form=form,
        added=added or [],
        limits=limits(),
        at_once=FILES_AT_ONCE * limits().file_megabytes,
        largest=limits().file_megabytes * MEGABYTE,
        readers=sorted(names_of(db.session, readers).values()),
    )


def show_words(attachment: Attachment, form: WordsForm) -> str:
    """The page for saying what a file shows."""
    return render_template("attachments/words.html", attachment=attachment, form=form)


def erase(response: Response, address: str) -> Response:
    """Erase the bytes, now that no row names them. If that fails, `journal tidy` will."""
    db.session.rollback()
    transactions.begin_again()
    try:
        actions.erase(db.session, storage(), current_person(), [address])
    except (OSError, BaseError):
        current_app.logger.warning("A removed file could not be erased yet; tidy will do it.")
    db.session.commit()
    return response


def in_words(given: Given, *, is_held_back: bool) -> str:
    """One line: what was added, and what of it was not kept."""
    cleaned = given.cleaned
    parts = [f"Added {given.name}."]
    if cleaned.removed:
        parts.append(f"Removed before keeping it: {', '.join(cleaned.removed)}.")
    if is_held_back:
        parts.append("Others do not see it yet: look at it once more on the entry, then show it.")
    if cleaned.kind.family is Family.PHOTO and not given.shows:
        parts.append("Please say what it shows, for people who cannot see it.")
    return " ".join([*parts, *cleaned.notes])


def shown_name(name: str | None) -> str:
    """The name of a file that could not be kept, in the form that a page can show."""
    kept = clean_name(name, next(iter(BY_MEDIA_TYPE.values())))
    return kept.rpartition(".")[0]


def page_of(entry_id: UUID) -> str:
    """The place on the entry's page where its files are."""
    return url_for("entries.show", entry_id=entry_id, _anchor="attachments-heading")


def limits() -> Limits:
    """The limits of this installation."""
    return limits_of(current_app.extensions["settings"])
