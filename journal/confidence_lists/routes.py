"""The page on which somebody says what to point at always, and what never."""

from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import confidences
from journal.access import SIGNED_IN, allow
from journal.confidence_forms import ListedWordsForm, change_list
from journal.domain.looking_over import Listing
from journal.extensions import db
from journal.signed_in import current_person

confidence_lists = Blueprint("confidence_lists", __name__, url_prefix="/confidences")


@confidence_lists.get("")
@allow(SIGNED_IN)
def show() -> str:
    """One's own lists, and what the organisation has put on its own."""
    return show_page(ListedWordsForm())


@confidence_lists.post("")
@allow(SIGNED_IN)
def change() -> ResponseReturnValue:
    """Put words on a list, or take them off."""
    put = partial(confidences.set_own_words, db.session, current_person())
    form = change_list(len(general_words()), put)
    if form is not None:
        return show_page(form), 422
    return redirect(url_for(".show"), code=303)


def general_words() -> list[tuple[Listing, str]]:
    """One's own words that hold for everything one writes."""
    own = confidences.own_words(db.session, current_person())
    return [(each.listing, each.words) for each in own if each.entry_id is None]


def show_page(form: ListedWordsForm) -> str:
    """The page with both lists."""
    theirs = confidences.organisation_words(db.session, current_person())
    return render_template(
        "confidence_lists/show.html",
        form=form,
        listed=general_words(),
        theirs=[(each.listing, each.words) for each in theirs],
        listings=list(Listing),
    )
