"""Statements on a portfolio: the worker's pages, and what a line manager is asked to sign."""

import hashlib
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit
from journal.access import SIGNED_IN, allow
from journal.document_pages import shown
from journal.documents.canonical import from_bytes
from journal.domain.submission import BY_EMPLOYER, fingerprint
from journal.extensions import db
from journal.models import Person, Portfolio, VersionToSign
from journal.portfolio import queries, signing
from journal.portfolio.attention_routes import portfolio
from journal.portfolio.enclosed_blocks import has_files
from journal.portfolio.handing_forms import DifferentForm, OwnWorkForm, SignForm
from journal.portfolio.standing import Standing, standing_of, statements_on
from journal.programmes import content_of, standard_of
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["portfolio"]

IT_CHANGED = (
    "The portfolio has changed since you opened this page. Please look at it as it is now, and "
    "then once more at this."
)


@portfolio.get("/<uuid:portfolio_id>/statements")
@allow(SIGNED_IN)
def statements(portfolio_id: UUID) -> str:
    """Who has put their name to what, and on which version."""
    found, standing = load_standing(portfolio_id)
    return show_statements(found, standing, OwnWorkForm(formdata=None, digest=standing.digest))


@portfolio.post("/<uuid:portfolio_id>/statements/own-work")
@allow(SIGNED_IN)
def say_own_work(portfolio_id: UUID) -> ResponseReturnValue:
    """The worker's own statement, on exactly what they looked at."""
    found, standing = load_standing(portfolio_id, to_write=True)
    form = OwnWorkForm()
    if not form.validate():
        return show_statements(found, standing, form), 422
    if form.digest.data != standing.digest:
        flash(IT_CHANGED)
        return redirect(url_for(".statements", portfolio_id=found.id), code=303)
    signing.say_own(db.session, current_person(), standing)
    flash("Signed. It belongs to the portfolio exactly as it is now.")
    return redirect(url_for(".statements", portfolio_id=found.id), code=303)


@portfolio.post("/<uuid:portfolio_id>/statements/ask")
@allow(SIGNED_IN)
def ask_to_sign(portfolio_id: UUID) -> ResponseReturnValue:
    """Let a line manager read this version, and ask for their name under it."""
    me = current_person()
    found, standing = load_standing(portfolio_id, to_write=True)
    wanted = as_uuid(request.form.get("relationship"))
    managers = signing.managers_of(db.session, me)
    bond = next((each for each in managers if each.id == wanted), None) or abort(404)
    signing.ask(db.session, me, found, standing, bond)
    flash(f"Asked. {bond.other.name} can read this version, and no other.")
    return redirect(url_for(".statements", portfolio_id=found.id), code=303)


@portfolio.post("/to-sign/<uuid:to_sign_id>/withdraw")
@allow(SIGNED_IN)
def ask_no_more(to_sign_id: UUID) -> ResponseReturnValue:
    """Take the question back."""
    me = current_person()
    asked = signing.get_asked(db.session, me, to_sign_id, as_reader=False) or abort(404)
    signing.ask_no_more(db.session, me, asked)
    flash("Taken back. They can no longer read it.")
    return redirect(url_for(".statements", portfolio_id=asked.portfolio_id), code=303)


@portfolio.get("/to-sign/<uuid:to_sign_id>")
@allow(SIGNED_IN)
def to_sign(to_sign_id: UUID) -> str:
    """The version that a line manager is asked to sign, to read."""
    asked = load_asked(to_sign_id)
    audit.opened(current_person(), asked.author_id, ("version_to_sign", asked.id))
    return show_to_sign(asked, SignForm(formdata=None), DifferentForm(formdata=None))


@portfolio.post("/to-sign/<uuid:to_sign_id>")
@allow(SIGNED_IN)
def sign(to_sign_id: UUID) -> ResponseReturnValue:
    """Put one's name under it."""
    me, asked, form = current_person(), load_asked(to_sign_id), SignForm()
    if not form.validate():
        return show_to_sign(asked, form, DifferentForm(formdata=None)), 422
    signing.sign(db.session, me, asked, form.kinds(), behaviours_seen(asked))
    flash("Signed, with your name and the date of today.")
    return redirect(url_for(".to_sign", to_sign_id=asked.id), code=303)


@portfolio.post("/to-sign/<uuid:to_sign_id>/differently")
@allow(SIGNED_IN)
def see_differently(to_sign_id: UUID) -> ResponseReturnValue:
    """Say what one sees differently, instead of signing."""
    asked, form = load_asked(to_sign_id), DifferentForm()
    if not form.validate():
        return show_to_sign(asked, SignForm(formdata=None), form), 422
    signing.see_differently(db.session, current_person(), asked, form.differently.data)
    flash("They can read what you see differently.")
    return redirect(url_for(".to_sign", to_sign_id=asked.id), code=303)


def behaviours_seen(asked: VersionToSign) -> list[str]:
    """The behaviours of the worker's own standard that the employer has verified."""
    worker = db.session.get_one(Person, asked.author_id)
    standard = standard_of(db.session, worker)
    return signing.behaviours_seen(db.session, current_person(), worker.id, standard)


def load_standing(portfolio_id: UUID, *, to_write: bool = False) -> tuple[Portfolio, Standing]:
    """A portfolio of one's own, and where it stands."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=to_write) or abort(404)
    return found, standing_of(db.session, me, found, content_of(db.session, me))


def load_asked(to_sign_id: UUID) -> VersionToSign:
    """A version one is asked to sign; what was changed in the database is shown to nobody."""
    asked = signing.get_asked(db.session, current_person(), to_sign_id, as_reader=True)
    if asked is None:
        abort(404)
    if hashlib.sha256(asked.document.encode()).hexdigest() != asked.digest:
        abort(500)
    return asked


def show_statements(found: Portfolio, standing: Standing, form: OwnWorkForm) -> str:
    """The page of statements."""
    me = current_person()
    form.digest.data = standing.digest
    questions = signing.open_questions(db.session, me, found.id)
    return render_template(
        "portfolio/statements.html",
        portfolio=found,
        standing=standing,
        mark=fingerprint(standing.digest),
        fingerprint=fingerprint,
        form=form,
        managers=signing.managers_of(db.session, me),
        questions={each.relationship_id: each for each in questions},
    )


def show_to_sign(asked: VersionToSign, form: SignForm, different: DifferentForm) -> str:
    """The page of a version to sign."""
    me = current_person()
    given = statements_on(db.session, me, asked.portfolio_id)
    mine = [each for each in given if each.author_id == me.id and each.digest == asked.digest]
    document = from_bytes(asked.document.encode())
    return render_template(
        "portfolio/to_sign.html",
        asked=asked,
        worker=db.session.get_one(Person, asked.author_id),
        document=shown(document),
        has_files=has_files(document),
        mark=fingerprint(asked.digest),
        form=form,
        different=different,
        mine=mine,
        has_signed=signing.says_now(given, me, asked).issuperset(BY_EMPLOYER),
        seen=behaviours_seen(asked),
    )
