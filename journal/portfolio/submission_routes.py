"""Handing in: freezing a portfolio, reading what was handed in, withdrawing it."""

from collections.abc import Mapping
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import frozen_files, frozen_forms, making, transactions
from journal.access import SIGNED_IN, allow
from journal.documents.pdf import PdfError
from journal.domain.making import Stopped
from journal.domain.redaction import redacted
from journal.domain.submission import EnclosedKind, EndKind, FileKind, fingerprint
from journal.extensions import db
from journal.gateway_view import is_through
from journal.models import Portfolio, Submission
from journal.portfolio import aftermath, freezing, queries, submissions
from journal.portfolio.enclosures import GONE
from journal.portfolio.handing_forms import FreezeForm
from journal.portfolio.signing_routes import IT_CHANGED, load_standing, portfolio
from journal.portfolio.standing import Standing, standing_of
from journal.portfolio_forms import ZIP
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.storage import storage

__all__ = ["portfolio"]

FROZEN = "Frozen. It stays exactly as it is; your portfolio goes on beside it."
WITHDRAWN_SINCE = (
    "This page was from before you withdrew it, so nothing was frozen. Please go to your portfolio "
    "and hand it in from there."
)
WITHDRAWN = "Withdrawn. No assessor can open it any more. You still can."
LINKS_ENDED = (
    "A newer one had taken its place already, so there was nothing to withdraw. Every link to this "
    "one has ended: no assessor can open it any more. You still can."
)
NO_FILE = (
    "A file that goes along cannot be read where it is kept, so nothing was frozen. “What needs "
    "attention” says which one."
)
NOT_FROZEN: Mapping[type[Exception], str] = {
    Stopped: "Stopped. Nothing was frozen.",
    PdfError: "The PDF could not be made just now, so nothing was frozen. Please try again in a "
    "while.",
    **dict.fromkeys(GONE, NO_FILE),
}
"""Why nothing was frozen."""


@portfolio.get("/<uuid:portfolio_id>/hand-in")
@allow(SIGNED_IN)
def hand_in(portfolio_id: UUID) -> str:
    """What would be frozen, what stops it, and what was handed in before."""
    found, standing = load_standing(portfolio_id)
    return show_hand_in(found, standing, FreezeForm(formdata=None))


@portfolio.post("/<uuid:portfolio_id>/hand-in")
@allow(SIGNED_IN)
def freeze(portfolio_id: UUID) -> ResponseReturnValue:
    """Freeze this version. Its files are made and stored between two transactions, since that
    takes seconds; the second one writes all or nothing."""
    me, form = current_person(), FreezeForm()
    found, standing = load_standing(portfolio_id)
    if not form.validate() or form.digest.data != standing.digest:
        flash(IT_CHANGED)
        return redirect(url_for(".hand_in", portfolio_id=portfolio_id), code=303)
    if standing.stops:
        return show_hand_in(found, standing, form), 422
    owner, title, wanted = me.id, redacted(found.title), UUID(form.submission_id.data)
    db.session.rollback()
    try:
        with making.watched(owner) as watch:
            packed = freezing.pack(standing, title, watch)
    except tuple(NOT_FROZEN) as problem:
        flash(next(words for kind, words in NOT_FROZEN.items() if isinstance(problem, kind)))
        return redirect(url_for(".hand_in", portfolio_id=portfolio_id), code=303)
    freezing.store(storage(), owner, packed)
    transactions.begin_again()
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    latest = standing_of(db.session, me, found, content_of(db.session, me))
    try:
        made = freezing.freeze(db.session, storage(), me, wanted, packed, latest)
    except (freezing.ChangedMeanwhile, freezing.FileHasGone) as problem:
        flash(NO_FILE if isinstance(problem, freezing.FileHasGone) else IT_CHANGED)
        return redirect(url_for(".hand_in", portfolio_id=portfolio_id), code=303)
    flash(FROZEN if made.end is None else WITHDRAWN_SINCE)
    return redirect(url_for(".submission", submission_id=made.id), code=303)


@portfolio.get("/submissions/<uuid:submission_id>")
@allow(SIGNED_IN)
def submission(submission_id: UUID) -> str:
    """One thing that was handed in: as it stood, and what has happened since."""
    return show_submission(load(submission_id))


@portfolio.get("/submissions/<uuid:submission_id>/files/<int:number>")
@allow(SIGNED_IN)
def frozen_file(submission_id: UUID, number: int) -> ResponseReturnValue:
    """A file that went along, as it was frozen."""
    found = load(submission_id)
    try:
        return frozen_files.download(storage(), found, number, lambda: True) or abort(404)
    except frozen_files.Changed as changed:
        return show_submission(found, changed.kind), 500


@portfolio.get("/submissions/<uuid:submission_id>/withdraw")
@allow(SIGNED_IN)
def confirm_withdraw(submission_id: UUID) -> str:
    """Say what ends and what stays, before it does."""
    found = load(submission_id)
    me = current_person()
    return render_template(
        "portfolio/withdraw.html",
        found=found,
        links=submissions.links_that_end(db.session, me, found),
        has_earlier=bool(submissions.replaced_by(db.session, me, found)),
    )


@portfolio.post("/submissions/<uuid:submission_id>/withdraw")
@allow(SIGNED_IN)
def withdraw(submission_id: UUID) -> ResponseReturnValue:
    """Withdraw it; every assessor's link to it ends, and to the versions it took the place of."""
    me, found = current_person(), load(submission_id)
    freezing.withdraw(db.session, me, found)
    was_replaced = found.end is not None and found.end.kind is EndKind.SUPERSEDED
    flash(LINKS_ENDED if was_replaced else WITHDRAWN)
    return redirect(url_for(".submission", submission_id=found.id), code=303)


def load(submission_id: UUID) -> Submission:
    """A submission of one's own, or nothing here."""
    return submissions.get_own(db.session, current_person(), submission_id) or abort(404)


def show_hand_in(found: Portfolio, standing: Standing, form: FreezeForm) -> str:
    """The page that hands in."""
    me = current_person()
    form.digest.data = standing.digest
    before = submissions.own_submissions(db.session, me, found.id)
    return render_template(
        "portfolio/hand_in.html",
        portfolio=found,
        standing=standing,
        mark=fingerprint(standing.digest),
        is_through_gateway=is_through(db.session, me),
        form=form,
        before=before,
    )


def show_submission(found: Submission, damaged: FileKind | EnclosedKind | None = None) -> str:
    """The page of a submission."""
    me = current_person()
    links = submissions.links_of(db.session, me, found.id)
    return render_template(
        "portfolio/submission.html",
        found=found,
        name_then=submissions.name_then(found),
        name_now=me.name,
        since=aftermath.since(db.session, me, found),
        removed=aftermath.removed_files(db.session, me, found),
        mark=fingerprint(found.digest),
        fingerprint=fingerprint,
        links=links,
        visits=submissions.visits_of(db.session, me, links),
        damaged=damaged,
        forms=frozen_forms.offered(found),
        form_address=lambda key: url_for(".frozen_form", submission_id=found.id, kept_form=key),
        zip_address=url_for(".frozen_zip", submission_id=found.id)
        if frozen_forms.has_room(found, ZIP)
        else None,
        file_address=lambda number: url_for(".frozen_file", submission_id=found.id, number=number),
        standing_portfolio=queries.get_portfolio(db.session, me, found.portfolio_id),
    )
