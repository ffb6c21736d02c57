"""The pages of somebody's own phrases."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.forms import Form, words
from journal.models import Phrase
from journal.review import phrases
from journal.review.loop_routes import review
from journal.signed_in import current_person

__all__ = ["review"]


class PhraseForm(Form):
    """A phrase."""

    text = words(
        "A phrase that you like to use",
        hint="Kind words that fit more than one person. Please name nobody.",
        needed="Please write the phrase first.",
        most=phrases.LONGEST_PHRASE,
        rows=3,
    )


@review.get("/phrases")
@allow(SIGNED_IN)
def own_phrases() -> str:
    """All of one's own phrases, and room for another."""
    return show_phrases(PhraseForm(formdata=None))


@review.post("/phrases")
@allow(SIGNED_IN)
def keep_phrase() -> ResponseReturnValue:
    """Keep one more."""
    form = PhraseForm()
    if not form.validate():
        return show_phrases(form), 422
    said = phrases.keep_as_phrase(db.session, current_person(), form.text.data)
    if said == phrases.FULL:
        form.text.errors = [said]
        return show_phrases(form), 422
    flash("Kept." if said == phrases.KEPT else said)
    return redirect(url_for(".own_phrases"), code=303)


@review.get("/phrases/<uuid:phrase_id>")
@allow(SIGNED_IN)
def phrase(phrase_id: UUID) -> str:
    """Change one, or remove it."""
    found = load(phrase_id)
    return show_phrase(found, PhraseForm(text=found.text))


@review.post("/phrases/<uuid:phrase_id>")
@allow(SIGNED_IN)
def change_phrase(phrase_id: UUID) -> ResponseReturnValue:
    """Keep the change."""
    found, form = load(phrase_id), PhraseForm()
    if not form.validate():
        return show_phrase(found, form), 422
    phrases.change(db.session, current_person(), found, form.text.data)
    flash("Changed.")
    return redirect(url_for(".own_phrases"), code=303)


@review.post("/phrases/<uuid:phrase_id>/remove")
@allow(SIGNED_IN)
def remove_phrase(phrase_id: UUID) -> ResponseReturnValue:
    """Keep it no more."""
    phrases.remove(db.session, current_person(), load(phrase_id))
    flash("Removed. Feedback that you gave with it stays as it is.")
    return redirect(url_for(".own_phrases"), code=303)


def load(phrase_id: UUID) -> Phrase:
    """One of one's own phrases; else nothing is here."""
    return phrases.get_phrase(db.session, current_person(), phrase_id) or abort(404)


def show_phrases(form: PhraseForm) -> str:
    """The page of all of them."""
    mine = phrases.phrases_of(db.session, current_person())
    return render_template("review/phrases.html", phrases=mine, form=form)


def show_phrase(found: Phrase, form: PhraseForm) -> str:
    """The page of one."""
    return render_template("review/phrase.html", phrase=found, form=form)
