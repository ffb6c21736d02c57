"""What a witness sees: one form, by a link, once. The link leads to nothing else."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal.access import ANYONE, allow
from journal.domain.feedback_card import first_name
from journal.extensions import db
from journal.models import Testimony
from journal.witness import testimony_actions as actions
from journal.witness.answers import LINKS, link_is_over, may_try, note_failure, private
from journal.witness.link_queries import asker_of, by_link
from journal.witness.testimony_forms import GiveForm
from journal.witness.testimony_routes import testimony

__all__ = ["testimony"]


@testimony.get("/testimony/given")
@allow(ANYONE)
def given() -> ResponseReturnValue:
    """Thank you."""
    return private(render_template("witness/given.html"))


@testimony.get("/testimony/<token>")
@allow(ANYONE)
def form(token: str) -> ResponseReturnValue:
    """The form. Fetching it uses nothing up: mail programs fetch links before people do."""
    found = by_link(db.session, Testimony, token)
    if found is None:
        return link_is_over()
    begun = found.shown if found.entry_id else ""
    return show_form(found, GiveForm(formdata=None, name=found.to_name, words=begun))


@testimony.post("/testimony/<token>")
@allow(ANYONE)
def give(token: str) -> ResponseReturnValue:
    """Keep what the witness says, once."""
    found = by_link(db.session, Testimony, token, to_write=True) if may_try(LINKS) else None
    if found is None:
        note_failure(LINKS)
        return link_is_over()
    typed = GiveForm()
    if not typed.validate():
        return show_form(found, typed, status=422)
    said = actions.Given(typed.name.data or "", typed.capacity.data or "", typed.words.data or "")
    actions.give(db.session, found, said)
    return private(redirect(url_for(".given"), code=303))


def show_form(found: Testimony, typed: GiveForm, status: int = 200) -> ResponseReturnValue:
    """The page on which a witness writes."""
    asker = asker_of(db.session, found)
    page = render_template(
        "witness/give.html",
        found=found,
        form=typed,
        name=asker.name,
        first_name=first_name(asker.name),
        organisation=asker.organisation.name,
    )
    return private((page, status))
