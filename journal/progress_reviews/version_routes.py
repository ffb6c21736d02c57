"""A review as it was: its earlier versions, and the newest one to take away."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import joint_records, record_versions, three_way
from journal.access import SIGNED_IN, allow
from journal.documents.pdf import PdfError, to_pdf
from journal.domain import progress_review
from journal.domain.progress_review import SUPPORT_SAID
from journal.extensions import db
from journal.follow_up_view import note_listed, views_of
from journal.formatting import today
from journal.models import JointRecord, RecordVersion
from journal.names import names_of
from journal.progress_reviews import queries
from journal.progress_reviews.files import WRITTEN, ReviewFile, document_of
from journal.progress_reviews.routes import load, progress_reviews
from journal.signed_in import current_person

__all__ = ["progress_reviews"]


@progress_reviews.get("/reviews/<uuid:record_id>/versions/<int:number>")
@allow(SIGNED_IN)
def version(record_id: UUID, number: int) -> str:
    """One version as it was saved, and what was said of it."""
    me, record = current_person(), load(record_id)
    kept = record_versions.numbered(db.session, me, record, number) or abort(404)
    hidden = taken_back(record, kept)
    return render_template(
        "progress_reviews/version.html",
        record=record,
        kept=kept,
        summary=[each for each in progress_review.SUMMARY if kept.fields.get(each.key)],
        written=[each for each in WRITTEN if kept.fields.get(each.key) and each.key not in hidden],
        names=names_of(db.session, {kept.author_id, *joint_records.people_of(record)}),
    )


@progress_reviews.post("/reviews/<uuid:record_id>/pdf")
@allow(SIGNED_IN)
def pdf(record_id: UUID) -> ResponseReturnValue:
    """The newest version as a PDF. While it is typeset, nobody else is kept from writing."""
    me, record = current_person(), load(record_id)
    agreed = views_of(db.session, me, queries.actions_of(db.session, me, record))
    note_listed(me, agreed)
    names = names_of(db.session, joint_records.people_of(record))
    document = document_of(ReviewFile(record, names, agreed), today())
    db.session.rollback()
    try:
        written = to_pdf(document)
    except PdfError:
        flash("The PDF could not be made just now. You can print this page from your browser.")
        return redirect(url_for(".show", record_id=record_id), code=303)
    made = Response(written, content_type="application/pdf")
    name = f"progress-review-{document.date.isoformat()}.pdf"
    made.headers.set("Content-Disposition", "attachment", filename=name)
    return made


def taken_back(record: JointRecord, kept: RecordVersion) -> frozenset[str]:
    """What a worker said of support with learning and took out again is theirs alone to read."""
    is_mine = current_person().id == three_way.worker_of(record)
    is_same = record.fields.get(SUPPORT_SAID) == kept.fields.get(SUPPORT_SAID)
    return frozenset() if is_mine or is_same else frozenset({SUPPORT_SAID})
