"""The worker's side of an assessor's link: make it, see who came, end it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import assessor_links, mail, shown_once
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.models import AssessorLink, Submission
from journal.models.base import now
from journal.portfolio import submissions
from journal.portfolio.handing_forms import USUAL, AssessorForm
from journal.portfolio.submission_routes import load, portfolio
from journal.signed_in import current_person

__all__ = ["portfolio"]

NO_MORE_LINKS = "This one does not stand any more, so nobody can be given a link to it."


@portfolio.get("/submissions/<uuid:submission_id>/links/new")
@allow(SIGNED_IN)
def new_link(submission_id: UUID) -> str:
    """For whom a link is to be."""
    return show_form(load_standing_one(submission_id), AssessorForm(formdata=None))


@portfolio.post("/submissions/<uuid:submission_id>/links/new")
@allow(SIGNED_IN)
def make_link(submission_id: UUID) -> ResponseReturnValue:
    """Make it; the next page shows the code, once."""
    me, found, form = current_person(), load_standing_one(submission_id), AssessorForm()
    if not form.validate():
        return show_form(found, form), 422
    wanted = UUID(form.link_id.data)
    again = submissions.get_link(db.session, me, wanted)
    if again is not None:
        return redirect(url_for(".assessor", link_id=again.id), code=303)
    assessor = assessor_links.Assessor(
        form.name.data, form.email.data, form.organisation.data, int(form.days.data or USUAL)
    )
    try:
        made = assessor_links.make(db.session, me, found, wanted, assessor)
    except assessor_links.Ended:
        abort(404)
    shown_once.keep(link_id=str(made.link.id), code=made.code, address=made.address)
    return redirect(url_for(".assessor", link_id=made.link.id), code=303)


@portfolio.get("/links/<uuid:link_id>")
@allow(SIGNED_IN)
def assessor(link_id: UUID) -> str:
    """One link: for whom, until when, and every visit by it."""
    found = load_link(link_id)
    kept = shown_once.take() or {}
    is_this = kept.get("link_id") == str(found.id)
    return render_template(
        "portfolio/assessor.html",
        found=found,
        code=kept.get("code") if is_this else None,
        address=kept.get("address") if is_this else None,
        visits=submissions.visits_of(db.session, current_person(), [found]),
        moment=now(),
        has_mail=mail.is_set_up(),
    )


@portfolio.post("/links/<uuid:link_id>/code")
@allow(SIGNED_IN)
def renew_code(link_id: UUID) -> ResponseReturnValue:
    """A new code for the same link."""
    found = load_link(link_id)
    if found.revoked_at is not None or found.expires_at <= now():
        abort(404)
    code = assessor_links.renew_code(db.session, current_person(), found)
    shown_once.keep(link_id=str(found.id), code=code, address="")
    return redirect(url_for(".assessor", link_id=found.id), code=303)


@portfolio.post("/links/<uuid:link_id>/end")
@allow(SIGNED_IN)
def end_link(link_id: UUID) -> ResponseReturnValue:
    """From the next request on, it opens nothing."""
    found = load_link(link_id)
    assessor_links.revoke(db.session, current_person(), found)
    flash("Ended. The link opens nothing any more.")
    return redirect(url_for(".assessor", link_id=found.id), code=303)


def load_link(link_id: UUID) -> AssessorLink:
    """A link of one's own, or nothing here."""
    return submissions.get_link(db.session, current_person(), link_id) or abort(404)


def load_standing_one(submission_id: UUID) -> Submission:
    """A submission of one's own that has not ended. Whoever comes from a page of before it ended is
    led to what became of it."""
    found = load(submission_id)
    if found.end is not None:
        flash(NO_MORE_LINKS)
        abort(redirect(url_for(".submission", submission_id=found.id), code=303))
    return found


def show_form(found: Submission, form: AssessorForm) -> str:
    """The page that makes a link."""
    return render_template(
        "portfolio/new_link.html", found=found, form=form, has_mail=mail.is_set_up()
    )
