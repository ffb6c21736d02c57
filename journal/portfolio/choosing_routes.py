"""Choosing pieces: the board of what each adds, and the smallest set that shows everything."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.domain.board import board_of
from journal.domain.choosing import Option, Suggestion, options_among, suggest
from journal.domain.portfolio import MOST_PIECES, Piece, Selection
from journal.extensions import db
from journal.models import Entry, Portfolio
from journal.portfolio import actions, queries
from journal.portfolio.forms import TakeForm, take_form
from journal.portfolio.look_routes import portfolio
from journal.portfolio_contents import evidence_of, selection_of
from journal.programmes import content_of
from journal.signed_in import current_person

__all__ = ["portfolio"]


@dataclass(frozen=True)
class Choice:
    """What the worker could choose from, and what is suggested of it."""

    selection: Selection
    suggestion: Suggestion
    options: Mapping[UUID, Option]
    titles: Mapping[UUID, str]

    @property
    def inside(self) -> frozenset[UUID]:
        """The entries that are in the portfolio already."""
        return frozenset(piece.evidence.entry for piece in self.selection.pieces)

    @property
    def further(self) -> Mapping[UUID, Option]:
        """What is suggested and not in it yet, by entry."""
        return {each.id: each for each in self.suggestion.chosen if each.id not in self.inside}

    @property
    def needless(self) -> tuple[Piece, ...]:
        """Pieces in it that the suggestion does without."""
        suggested = {each.id for each in self.suggestion.chosen}
        return tuple(
            each.piece
            for each in self.selection.carried
            if each.piece.evidence.entry not in suggested
        )


@portfolio.get("/<uuid:portfolio_id>/board")
@allow(SIGNED_IN)
def board(portfolio_id: UUID) -> str:
    """Pieces against statements: what each adds, and what hangs on one of them alone."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    entries = queries.entries_of(db.session, me, [each.entry_id for each in found.pieces])
    selection = selection_of(found, entries, content_of(db.session, me))
    return render_template(
        "portfolio/board.html", portfolio=found, selection=selection, board=board_of(selection)
    )


@portfolio.get("/<uuid:portfolio_id>/suggestion")
@allow(SIGNED_IN)
def suggestion(portfolio_id: UUID) -> str:
    """The fewest pieces that show every statement as well as the journal can."""
    found = queries.get_portfolio(db.session, current_person(), portfolio_id) or abort(404)
    choice = choice_for(found)
    return show_suggestion(found, choice, take_form(choice.options, choice.further))


@portfolio.post("/<uuid:portfolio_id>/suggestion")
@allow(SIGNED_IN)
def take(portfolio_id: UUID) -> ResponseReturnValue:
    """Bring in those that the worker left ticked, without any feedback beside them."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    choice = choice_for(found)
    form = take_form(choice.options)
    if not form.validate():
        return show_suggestion(found, choice, form), 422
    if len(choice.inside.union(form.chosen())) > MOST_PIECES:
        form.entries.errors = [f"A portfolio holds {MOST_PIECES} pieces. Please tick fewer."]
        return show_suggestion(found, choice, form), 422
    for entry in queries.entries_of(db.session, me, form.chosen()).values():
        title = queries.title_to_begin_with(db.session, me, entry)
        actions.add_piece(db.session, me, found, entry, title, ())
    flash("They are in your portfolio. Look at each before you make a file.")
    return redirect(url_for(".board", portfolio_id=found.id), code=303)


def choice_for(found: Portfolio) -> Choice:
    """Everything in the journal that this portfolio could carry, and the suggestion from it."""
    me = current_person()
    entries = queries.newest_entries(db.session, me)
    inside = queries.entries_of(db.session, me, [each.entry_id for each in found.pieces])
    selection = selection_of(found, inside, content_of(db.session, me))
    options = options_among(as_pieces({**entries, **inside}, selection).placed)
    return Choice(
        selection,
        suggest(options, selection.codes),
        {each.id: each for each in options},
        {each.id: each.title for each in (*entries.values(), *inside.values())},
    )


def as_pieces(entries: Mapping[UUID, Entry], like: Selection) -> Selection:
    """A selection of all of these, to see which are pieces and what each would carry."""
    pieces = tuple(Piece(each.id, "", evidence_of(each)) for each in entries.values())
    return Selection(like.plan, like.framework, pieces)


def show_suggestion(found: Portfolio, choice: Choice, form: TakeForm) -> str:
    """The page of the suggestion."""
    return render_template(
        "portfolio/suggestion.html",
        portfolio=found,
        choice=choice,
        form=form,
        plan=choice.selection.plan,
        most_considered=queries.MOST_CONSIDERED,
    )
