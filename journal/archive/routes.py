"""One's whole record: taken away as one file, and one from elsewhere brought in."""

from collections.abc import Iterable
from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from config import Settings
from journal import making, signed_in, signing, transactions
from journal.access import SIGNED_IN, allow
from journal.archive import gather, packing
from journal.archive.bringing import Looked, bring_in, look_at
from journal.archive.forms import BringForm, TakeForm
from journal.archive.reading import Refused
from journal.audit import Event, record
from journal.documents import age
from journal.documents.blocks import BLOCK
from journal.documents.zips import TooLarge
from journal.domain.making import Stopped
from journal.extensions import db
from journal.file_limits import MEGABYTE, limits_of
from journal.formatting import today
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.storage import DamagedFile, storage
from journal.uploads import takes_files

archive = Blueprint("archive", __name__, url_prefix="/archive")

DAMAGED = (
    "One of your files is damaged or gone, so the archive could not be made. Please tell whoever "
    "runs the service."
)
TOO_LARGE = "Your record is larger than 4 GB, which is more than one such file can hold."
CAME_IN = "Your record came in. Everything has its place in your journal now."
NOT_BROUGHT = "Stopped. Nothing was changed. To go on, choose the file once more."
DO_IT = "bring"


@archive.get("")
@allow(SIGNED_IN)
def show() -> str:
    """What an archive is, and the two forms."""
    return page(TakeForm(formdata=None), BringForm(formdata=None))


@archive.post("")
@allow(SIGNED_IN)
def take() -> ResponseReturnValue:
    """The archive, for somebody who has just said again who they are.

    Nothing is open in the database while it is made and sent.
    """
    form, me = TakeForm(), current_person()
    if not signed_in.is_proved():
        return redirect(url_for("accounts.again", next=url_for(".show")), code=303)
    if not form.validate():
        return page(form, BringForm(formdata=None)), 422
    found = gather.record_of(db.session, me, content_of(db.session, me))
    addresses, owner = gather.addresses_of(db.session, me), me.id
    db.session.rollback()
    try:
        with making.watched(owner) as watch:
            made = packing.archive_of(found, storage(), addresses, watch)
        transactions.begin_again()
        me = current_person()
        members = made.members(signing.signer_for(db.session, me, settings()))
        size = packing.size_of(members, form.words)
    except (DamagedFile, FileNotFoundError):
        return told(form, DAMAGED)
    except TooLarge:
        return told(form, TOO_LARGE)
    except Stopped:
        return told(form, making.STOPPED)
    signed_in.use_proof()
    record(db.session, me, Event.ARCHIVE_MADE, owner=me.id, subject=("person", me.id))
    db.session.flush()
    answer = Response(packing.chunks(members, form.words), mimetype="application/octet-stream")
    answer.content_length = size
    name = f"journal-{today().isoformat()}.zip{'.age' if form.words else ''}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def may_bring() -> None:
    """Whoever is signed in may bring something into their own record."""
    current_person()


def most_bytes(settings: Settings) -> int:
    """How large an archive may be; what a passphrase adds to it goes on top."""
    return age.size_of(limits_of(settings).archive_megabytes * MEGABYTE)


@archive.post("/bring-in")
@allow(SIGNED_IN)
@takes_files(may_bring, most=most_bytes)
def bring() -> ResponseReturnValue:
    """Look at an archive, or make it part of one's own record: all of it or nothing."""
    form, me = BringForm(), current_person()
    if not form.validate():
        return page(TakeForm(formdata=None), form), 422
    stream, keep = form.file.data.stream, request.form.get("do") == DO_IT

    def source() -> Iterable[bytes]:
        stream.seek(0)
        return iter(partial(stream.read, BLOCK), b"")

    words = form.opened_with.data or ""
    try:
        with making.watched(me.id) as watch:
            looked = look_at(
                db.session, me, storage(), settings(), source, words, keep=keep, watch=watch
            )
        if not keep:
            return page(TakeForm(formdata=None), BringForm(formdata=None), looked)
        transactions.begin_again()
        me = current_person()
        bring_in(db.session, me, storage(), looked, Event.ARCHIVE_BROUGHT_IN)
    except (Refused, Stopped) as error:
        db.session.rollback()
        form.file.errors = [NOT_BROUGHT if isinstance(error, Stopped) else str(error)]
        return page(TakeForm(formdata=None), form), 422
    flash(CAME_IN)
    return redirect(url_for("entries.index"), code=303)


def page(take: TakeForm, bring: BringForm, looked: Looked | None = None) -> str:
    """The page with both forms, as they were typed."""
    most = limits_of(settings()).archive_megabytes
    return render_template(
        "archive/show.html",
        take=take,
        bring=bring,
        looked=looked,
        most=most,
        do_it=DO_IT,
        is_proved=signed_in.is_proved(),
    )


def told(form: TakeForm, problem: str) -> ResponseReturnValue:
    """The page again, with what is in the way."""
    form.closed.errors = [problem]
    return page(form, BringForm(formdata=None)), 422


def settings() -> Settings:
    """Those of the running service."""
    found: Settings = current_app.extensions["settings"]
    return found
