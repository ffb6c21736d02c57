"""The pages of the portfolio: list, begin, build, say a few words, let go."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.content import Content
from journal.domain.entry_kind import EntryKind
from journal.domain.portfolio import MOST_PIECES
from journal.extensions import db
from journal.models import Portfolio
from journal.names import names_of
from journal.portfolio import actions, queries, signing, submissions
from journal.portfolio.builder import Asked, builder_for
from journal.portfolio.forms import BeginForm, WordsForm, begin_form, words_form
from journal.portfolios_to_sign import for_me_to_sign
from journal.programmes import content_of
from journal.signed_in import current_person

portfolio = Blueprint("portfolio", __name__, url_prefix="/portfolio")


@portfolio.get("")
@allow(SIGNED_IN)
def index() -> str:
    """One's own portfolios, and the way to a first one."""
    return show_index(begin_form(content_of(db.session, current_person())))


@portfolio.post("")
@allow(SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Start a portfolio."""
    me = current_person()
    form = begin_form(content_of(db.session, me))
    if not form.validate():
        return show_index(form), 422
    made = actions.begin(
        db.session, me, form.title.data, form.plan.data, UUID(form.portfolio_id.data)
    )
    flash("Your portfolio is there. Now choose its first piece.")
    return redirect(url_for(".show", portfolio_id=made.id), code=303)


@portfolio.get("/<uuid:portfolio_id>")
@allow(SIGNED_IN)
def show(portfolio_id: UUID) -> str:
    """The builder: what is in, what is missing, what could come in."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    texts = content_of(db.session, me)
    asked = read_asked(texts)
    page = builder_for(db.session, me, found, texts, asked)
    return render_template(
        "portfolio/show.html",
        page=page,
        portfolio=found,
        asked=asked,
        kinds=list(EntryKind),
        framework=texts.standard.framework,
        most_pieces=MOST_PIECES,
    )


@portfolio.get("/<uuid:portfolio_id>/words")
@allow(SIGNED_IN)
def words(portfolio_id: UUID) -> str:
    """Write the title, the introduction and the closing words."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    return show_words(found, words_form(found, keeping.going_on(me)))


@portfolio.post("/<uuid:portfolio_id>/words")
@allow(SIGNED_IN)
def save_words(portfolio_id: UUID) -> ResponseReturnValue:
    """Save them; when they were saved elsewhere meanwhile, show both."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    form = words_form(found)
    if not form.validate():
        return show_words(found, form), 422
    typed = (form.title.data, form.introduction.data or "", form.closing.data or "")
    try:
        actions.change_words(db.session, me, found, *typed, based_on=form.base.data or "")
    except actions.ChangedElsewhere:
        form.base.data = actions.mark_of_words(found)
        return show_words(found, form, saved=found), 409
    keeping.finish(me)
    flash("Saved.")
    return redirect(url_for(".show", portfolio_id=found.id), code=303)


@portfolio.get("/<uuid:portfolio_id>/delete")
@allow(SIGNED_IN)
def confirm_delete(portfolio_id: UUID) -> str:
    """Say what goes and what stays, before anything goes."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    handed_in = submissions.own_submissions(db.session, me, found.id)
    return render_template("portfolio/delete.html", portfolio=found, handed_in=handed_in)


@portfolio.post("/<uuid:portfolio_id>/delete")
@allow(SIGNED_IN)
def delete(portfolio_id: UUID) -> ResponseReturnValue:
    """Let a portfolio go; the entries stay."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    actions.delete(db.session, me, found)
    flash("The portfolio is gone. Every entry is still in your journal.")
    return redirect(url_for(".index"), code=303)


def show_index(form: BeginForm) -> str:
    """The list of portfolios with the form for another."""
    after = request.args.get("after", "")
    me = current_person()
    to_sign = signing.waiting_for(db.session, me)
    return render_template(
        "portfolio/index.html",
        page=queries.own_portfolios(db.session, me, after),
        form=form,
        plans=content_of(db.session, me).assessment_plans,
        handed_in=submissions.own_submissions(db.session, me),
        to_sign=to_sign,
        open_ids={each.id for each in for_me_to_sign(db.session, me)},
        names=names_of(db.session, [each.author_id for each in to_sign]),
    )


def show_words(found: Portfolio, form: WordsForm, saved: Portfolio | None = None) -> str:
    """The page for title, introduction and closing words."""
    return render_template("portfolio/words.html", portfolio=found, form=form, saved=saved)


def read_asked(texts: Content) -> Asked:
    """Which entries somebody wants to choose from; whatever makes no sense asks for all."""
    kind, code = request.args.get("kind", ""), request.args.get("code", "")
    found = texts.standard.framework.spelt(code)
    return Asked(
        kind=EntryKind(kind) if kind in set(EntryKind) else None,
        code=found.code if found else "",
        after=request.args.get("after", ""),
    )
