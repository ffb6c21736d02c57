"""What is done with one piece: bring it in, name it, move it, take it out."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.domain.admissibility import why_not
from journal.domain.portfolio import Piece, Selection, feedback_to_begin_with
from journal.extensions import db
from journal.models import Entry, Portfolio, PortfolioPiece
from journal.names import names_of
from journal.portfolio import actions, queries
from journal.portfolio.forms import PieceForm, piece_form, placed_form
from journal.portfolio.routes import portfolio
from journal.portfolio_contents import evidence_of, messages_of, people_in, plan_of
from journal.programmes import content_of
from journal.requests import wants_page
from journal.signed_in import current_person

__all__ = ["portfolio"]

NOT_IN_IT = "That piece is not in this portfolio any more. Here it is as it is now."
NO_PLACE = "Please type the place as a number, such as 3."


@portfolio.get("/<uuid:portfolio_id>/add/<uuid:entry_id>")
@allow(SIGNED_IN)
def offer(portfolio_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Show what would travel, before it is brought in."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    if row := next((each for each in found.pieces if each.entry_id == entry.id), None):
        return redirect(url_for(".piece", portfolio_id=found.id, piece_id=row.id), code=303)
    messages = messages_of(entry)
    ticked = feedback_to_begin_with(entry.kind, me.id, messages)
    title = queries.title_to_begin_with(db.session, me, entry)
    return show_piece(found, entry, piece_form(messages, title, ticked))


@portfolio.post("/<uuid:portfolio_id>/add/<uuid:entry_id>")
@allow(SIGNED_IN)
def add(portfolio_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Bring an entry's evidence in, unless it is not a piece yet."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    form = piece_form(messages_of(entry))
    plan = plan_of(found, content_of(db.session, me))
    is_piece = why_not(evidence_of(entry).candidate, plan) is None
    if not is_piece or not form.validate():
        return show_piece(found, entry, form), 422
    try:
        row = actions.add_piece(db.session, me, found, entry, form.title.data, form.chosen())
    except actions.Full:
        return show_piece(found, entry, form, is_full=True), 422
    flash("It is in your portfolio.")
    return redirect(url_for(".show", portfolio_id=found.id, _anchor=f"piece-{row.id}"), code=303)


@portfolio.get("/<uuid:portfolio_id>/pieces/<uuid:piece_id>")
@allow(SIGNED_IN)
def piece(portfolio_id: UUID, piece_id: UUID) -> str:
    """One piece as it travels, with its title, its context and the feedback that goes along."""
    found, row = load(portfolio_id, piece_id)
    entry, typed = entry_of(row), keeping.going_on(current_person())
    return show_piece(found, entry, placed_form(row, messages_of(entry), typed), row)


@portfolio.post("/<uuid:portfolio_id>/pieces/<uuid:piece_id>")
@allow(SIGNED_IN)
def save_piece(portfolio_id: UUID, piece_id: UUID) -> ResponseReturnValue:
    """Call it something else, say where it comes from, or choose other feedback. Words for a piece
    that was taken out meanwhile come back with a sentence."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    row = piece_in(found, piece_id)
    if row is None:
        typed = [request.form.get(name, "").strip() for name in ("title", "context")]
        return render_template("portfolio/piece_gone.html", portfolio=found, typed=typed), 404
    entry = entry_of(row)
    form = placed_form(row, messages_of(entry))
    if not form.validate():
        return show_piece(found, entry, form, row), 422
    said = actions.PieceWords(
        form.title.data, form.chosen(), form.context.data or "", form.base.data or ""
    )
    try:
        actions.change_piece(db.session, me, found, row, entry, said)
    except actions.ChangedElsewhere:
        form.base.data = actions.mark_of_text(row.context or "")
        return show_piece(found, entry, form, row, is_stale=True), 409
    keeping.finish(me)
    flash("Saved.")
    return redirect(url_for(".show", portfolio_id=found.id, _anchor=f"piece-{row.id}"), code=303)


@portfolio.post("/<uuid:portfolio_id>/pieces/<uuid:piece_id>/move")
@allow(SIGNED_IN)
def move(portfolio_id: UUID, piece_id: UUID) -> ResponseReturnValue:
    """One place up or down, or to the place that was typed or dragged to."""
    found, row = load_to_press(portfolio_id, piece_id)
    if request.form.get("do") == "to":
        return move_to(found, row)
    is_up = request.form.get("do") == "up"
    actions.move_piece(db.session, current_person(), found, row, is_up)
    flash("Moved up." if is_up else "Moved down.")
    return redirect(url_for(".show", portfolio_id=found.id, _anchor=f"piece-{row.id}"), code=303)


def move_to(found: Portfolio, row: PortfolioPiece) -> ResponseReturnValue:
    """To a place counted from 1; a script that dragged it there is answered in JSON."""
    typed = request.form.get("place", "").strip()
    back = redirect(url_for(".show", portfolio_id=found.id, _anchor=f"piece-{row.id}"), code=303)
    if not (typed.isascii() and typed.isdecimal() and 0 < len(typed) < 5):
        if not wants_page():
            return {"problem": NO_PLACE}, 422
        flash(NO_PLACE)
        return back
    place = actions.place_piece(db.session, current_person(), found, row, int(typed))
    if not wants_page():
        return {"place": place}
    flash(f"Moved to place {place}.")
    return back


@portfolio.get("/<uuid:portfolio_id>/pieces/<uuid:piece_id>/remove")
@allow(SIGNED_IN)
def confirm_remove(portfolio_id: UUID, piece_id: UUID) -> str:
    """Show what was written for this piece alone, before it goes with it."""
    found, row = load(portfolio_id, piece_id)
    name = row.title or evidence_of(entry_of(row)).kind.label
    return render_template(
        "portfolio/remove.html", portfolio=found, row=row, name=name, mark=mark_of_own(row)
    )


@portfolio.post("/<uuid:portfolio_id>/pieces/<uuid:piece_id>/remove")
@allow(SIGNED_IN)
def remove(portfolio_id: UUID, piece_id: UUID) -> ResponseReturnValue:
    """Take it out; the entry stays in the journal. Words that would go with it are shown first,
    and once more if they were changed in another tab since."""
    found, row = load_to_press(portfolio_id, piece_id)
    if row.own_words and request.form.get("sure") != mark_of_own(row):
        here = url_for(".confirm_remove", portfolio_id=found.id, piece_id=row.id)
        return redirect(here, code=303)
    actions.remove_piece(db.session, current_person(), found, row)
    flash("Taken out. The entry is still in your journal.")
    return redirect(url_for(".show", portfolio_id=found.id, _anchor="pieces"), code=303)


def mark_of_own(row: PortfolioPiece) -> str:
    """A mark of the words that would go with a piece, to tell whether these were shown."""
    return actions.mark_of_text("\0".join(row.own_words))


def load(
    portfolio_id: UUID, piece_id: UUID, *, to_write: bool = False
) -> tuple[Portfolio, PortfolioPiece]:
    """A portfolio of one's own and a piece that stands in it, or nothing here."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=to_write) or abort(404)
    return found, piece_in(found, piece_id) or abort(404)


def load_to_press(portfolio_id: UUID, piece_id: UUID) -> tuple[Portfolio, PortfolioPiece]:
    """The same for a button on the page of all pieces: where the piece was taken out meanwhile, by
    a second press or in another tab, back to that page as it is now."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    row = piece_in(found, piece_id)
    if row is None and wants_page():
        flash(NOT_IN_IT)
        abort(redirect(url_for(".show", portfolio_id=found.id, _anchor="pieces"), code=303))
    return found, row or abort(404)


def piece_in(found: Portfolio, piece_id: UUID) -> PortfolioPiece | None:
    """The piece, where it stands in it."""
    return next((each for each in found.pieces if each.id == piece_id), None)


def entry_of(row: PortfolioPiece) -> Entry:
    """The entry a piece draws on, deleted or not."""
    return queries.entries_of(db.session, current_person(), [row.entry_id])[row.entry_id]


def show_piece(
    found: Portfolio,
    entry: Entry,
    form: PieceForm,
    row: PortfolioPiece | None = None,
    *,
    is_full: bool = False,
    is_stale: bool = False,
) -> str:
    """The page of one piece, chosen already or not."""
    texts = content_of(db.session, current_person())
    plan, framework = plan_of(found, texts), texts.standard.framework
    evidence = evidence_of(entry)
    placed = Selection(plan, framework, (Piece(entry.id, "", evidence),)).placed[0]
    return render_template(
        "portfolio/piece.html",
        portfolio=found,
        entry=entry,
        row=row,
        form=form,
        placed=placed,
        evidence=evidence,
        is_full=is_full,
        is_stale=is_stale,
        framework=framework,
        names=names_of(db.session, people_in([evidence])),
        decided={each.attachment_id: each for each in row.files} if row else {},
    )
