"""The organisation's lists for the confidentiality help, as an administrator keeps them."""

from functools import partial

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import confidences
from journal.access import ADMINISTRATOR, allow
from journal.admin.local_help_routes import admin
from journal.confidence_forms import ListedWordsForm, change_list
from journal.domain.looking_over import Listing
from journal.extensions import db
from journal.signed_in import current_person

__all__ = ["admin"]


@admin.get("/words")
@allow(ADMINISTRATOR)
def words() -> str:
    """Words that are always or never pointed at for everybody here."""
    return show_words(ListedWordsForm())


@admin.post("/words")
@allow(ADMINISTRATOR)
def change_words() -> ResponseReturnValue:
    """Put words on a list, or take them off."""
    put = partial(confidences.set_organisation_words, db.session, current_person())
    form = change_list(len(listed_words()), put)
    if form is not None:
        return show_words(form), 422
    return redirect(url_for(".words"), code=303)


def listed_words() -> list[tuple[Listing, str]]:
    """The organisation's words, each with its list."""
    listed = confidences.organisation_words(db.session, current_person())
    return [(each.listing, each.words) for each in listed]


def show_words(form: ListedWordsForm) -> str:
    """The page with both lists."""
    return render_template(
        "admin/words.html", form=form, listed=listed_words(), listings=list(Listing)
    )
