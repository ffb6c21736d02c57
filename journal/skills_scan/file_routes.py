"""A scan to take away: as a PDF, or as a workbook."""

from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.documents.pdf import PdfError
from journal.extensions import db
from journal.formatting import today
from journal.sent_scans import texts_of
from journal.signed_in import current_person
from journal.skills_scan import queries
from journal.skills_scan.files import as_pdf, as_xlsx, shown_day
from journal.skills_scan.routes import load, view
from journal.skills_scan.sending_routes import skills_scan
from journal.skills_scan.views import ScanView, beside

__all__ = ["skills_scan"]

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@skills_scan.post("/<uuid:scan_id>/pdf")
@allow(SIGNED_IN)
def pdf(scan_id: UUID) -> ResponseReturnValue:
    """The scan as a PDF. While it is typeset, nobody else is kept from writing."""
    scan = load(scan_id)
    shown, the_scan = view(scan), texts_of(db.session, scan).skills_scan
    db.session.rollback()
    try:
        written = as_pdf(shown, the_scan.title, the_scan.introduction, today())
    except PdfError:
        flash("The PDF could not be made just now. The workbook holds the same words.")
        return redirect(url_for(".show", scan_id=scan_id), code=303)
    load(scan_id)  # whoever asked may have lost their right to it in the meantime
    return answer(written, PDF, shown, "pdf")


@skills_scan.post("/<uuid:scan_id>/xlsx")
@allow(SIGNED_IN)
def xlsx(scan_id: UUID) -> Response:
    """The scan as a workbook."""
    scan = load(scan_id)
    scans = queries.beside(db.session, current_person(), scan)
    shown, the_scan = view(scan), texts_of(db.session, scan).skills_scan
    return answer(as_xlsx(shown, beside(scans, the_scan)), XLSX, shown, "xlsx")


def answer(written: bytes, kind: str, scan: ScanView, ending: str) -> Response:
    """The file, under a name that holds no word that anybody wrote."""
    made = Response(written, content_type=kind)
    name = f"skills-scan-{scan.number}-{shown_day(scan, today()).isoformat()}.{ending}"
    made.headers.set("Content-Disposition", "attachment", filename=name)
    return made
