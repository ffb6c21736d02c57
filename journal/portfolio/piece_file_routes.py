"""One file of a piece: looked at, said what it shows, and let go along or kept back."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.enclosing import AttachedFile
from journal.domain.looking_over import Look
from journal.domain.redaction import redacted
from journal.extensions import db
from journal.models import PieceFile, Portfolio, PortfolioPiece
from journal.portfolio import enclosing
from journal.portfolio.piece_file_forms import NO, YES, PieceFileForm
from journal.portfolio.piece_routes import entry_of, load, portfolio
from journal.portfolio_contents import evidence_of
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.storage import storage

__all__ = ["portfolio"]

AS_IT_IS = "save as it is"


@dataclass(frozen=True)
class Found:
    """A file of a piece of a portfolio of one's own, and what stands decided about it."""

    portfolio: Portfolio
    piece: PortfolioPiece
    file: AttachedFile
    decided: PieceFile | None


@portfolio.get("/<uuid:portfolio_id>/pieces/<uuid:piece_id>/files/<uuid:attachment_id>")
@allow(SIGNED_IN)
def piece_file(portfolio_id: UUID, piece_id: UUID, attachment_id: UUID) -> str:
    """Look at one file, and say whether it goes along."""
    found = find(portfolio_id, piece_id, attachment_id)
    again = keeping.going_on(current_person())
    if again is not None:
        return show_file(found, prepared(PieceFileForm(formdata=again), found))
    return show_file(found, as_it_stands(found))


@portfolio.post("/<uuid:portfolio_id>/pieces/<uuid:piece_id>/files/<uuid:attachment_id>")
@allow(SIGNED_IN)
def decide_file(portfolio_id: UUID, piece_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Let it go along, or keep it back."""
    me = current_person()
    found = find(portfolio_id, piece_id, attachment_id, to_write=True)
    form = prepared(PieceFileForm(), found)
    if not form.validate():
        return show_file(found, form), 422
    look = look_at(found, form)
    if form.goes and look.pointed and request.form.get("do") != AS_IT_IS:
        return show_file(found, form, look), 422
    decision = enclosing.Decision(form.goes, form.caption.data, form.places, form.seconds)
    enclosing.decide(db.session, me, found.portfolio, found.piece, found.file, decision)
    keeping.finish(me)
    flash("It goes along with this piece." if form.goes else "It stays with you.")
    here = url_for(".piece", portfolio_id=portfolio_id, piece_id=piece_id, _anchor="files")
    return redirect(here, code=303)


def find(
    portfolio_id: UUID, piece_id: UUID, attachment_id: UUID, *, to_write: bool = False
) -> Found:
    """The file, or nothing here."""
    whole, piece = load(portfolio_id, piece_id, to_write=to_write)
    files = evidence_of(entry_of(piece)).files
    file = next((each for each in files if each.id == attachment_id), None) or abort(404)
    decided = enclosing.decided(db.session, current_person(), piece, attachment_id)
    return Found(whole, piece, file, decided)


def as_it_stands(found: Found) -> PieceFileForm:
    """The form with what was decided, or with the words that are beside the file already."""
    row = found.decided
    form = PieceFileForm(
        formdata=None,
        goes_along=None if row is None else YES if row.goes_along else NO,
        caption=found.file.shows if row is None else row.caption,
        moments="" if row is None else row.moments,
    )
    return prepared(form, found)


def prepared(form: PieceFileForm, found: Found) -> PieceFileForm:
    """The form, knowing the file it is about."""
    standard = content_of(db.session, current_person()).standard
    form.file, form.codes = found.file, standard.framework.codes
    form.was_looked_at = found.decided is not None and found.decided.looked_at is not None
    known = found.decided.seconds if found.decided else None
    form.seconds = known or enclosing.length_of(storage(), found.file)
    return form


def look_at(found: Found, form: PieceFileForm) -> Look:
    """What in the words beside the file could identify somebody."""
    parts = [
        ("What it shows", redacted(form.caption.data or "")),
        ("Where in the recording", redacted(form.moments.data or "")),
    ]
    return confidences.look_over(db.session, current_person(), parts, found.piece.entry_id)


def show_file(found: Found, form: PieceFileForm, look: Look | None = None) -> str:
    """The page of one file."""
    return render_template(
        "portfolio/piece_file.html",
        portfolio=found.portfolio,
        piece=found.piece,
        file=found.file,
        form=form,
        look=look,
        AS_IT_IS=AS_IT_IS,
    )
