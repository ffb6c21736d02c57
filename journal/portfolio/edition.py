"""One state of a portfolio, and the files made of it: each once, however many need it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from journal.documents import leap2a, manifest
from journal.documents.docx import to_docx
from journal.documents.html import to_html
from journal.documents.manifest import Listed, Signer
from journal.documents.pdf import as_data, to_pdf
from journal.documents.pdf_pages import pages_of
from journal.documents.zips import Member, held, nested
from journal.portfolio.compiling import Manuscript, document_of, title_of
from journal.portfolio.leap import journal_of
from journal.portfolio.mapping import mapping_form

ZIP = "zip"


@dataclass(frozen=True)
class Form:
    """A form that a portfolio leaves in."""

    key: str
    ending: str
    media_type: str
    title: str
    button: str
    good_for: str


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form("html", ".html", "text/html; charset=utf-8", "HTML", "Make the HTML",
             "One page that opens in any browser, also without a network and by keyboard."),
        Form("pdf", ".pdf", "application/pdf", "PDF", "Make the PDF",
             "To print, and to hand in: with page numbers, bookmarks and the mapping annex."),
        Form("docx",
             ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             "Word", "Make the Word file",
             "When somebody asks for a Word file, or wants to write comments in it."),
        Form("xlsx", "-mapping.xlsx",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Mapping form",
             "Make the mapping form",
             "A sheet for Excel: each KSB, its pieces, and their pages in the PDF."),
        Form("leap2a", "-leap2a.zip", "application/zip", "Leap2A", "Make the Leap2A file",
             "To go on with it in another portfolio system, such as Mahara."),
        Form(ZIP, ".zip", "application/zip", "Everything", "Make the ZIP",
             "All of the above in one ZIP, signed. Anybody can check, years later, that nothing "
             "in it was changed."),
    )
}  # fmt: skip
"""Every form by its key, in the order in which they are offered."""


class Edition:
    """A portfolio as it stood at one moment. Nothing here asks the database."""

    def __init__(self, portfolio: UUID, version: int, moment: datetime, script: Manuscript) -> None:
        """`moment` is when anything in it was last changed, `version` that of its own words."""
        self.portfolio, self.version, self.moment = portfolio, version, moment
        self.script = script
        self.document = document_of(script)
        self._made: dict[str, Member] = {}

    def name(self, key: str) -> str:
        """A file name that says what it is and of which day, and no word that anybody wrote."""
        return f"portfolio-{self.document.date.isoformat()}{FORMS[key].ending}"

    def member(self, key: str) -> Member:
        """One file, except the ZIP, which needs a signature."""
        if key not in self._made:
            self._made[key] = self._write(key)
        return self._made[key]

    def members(self) -> Sequence[Member]:
        """Every file that goes into the ZIP."""
        return [self.member(key) for key in FORMS if key != ZIP]

    def zip(self, signer: Signer) -> Member:
        """All of it in one file, with the signed list."""
        listed = [
            Listed(self.member(form.key), f"{form.title}: {form.good_for}")
            for form in FORMS.values()
            if form.key != ZIP
        ]
        return nested(self.name(ZIP), manifest.signed(self.made_of, listed, signer))

    @cached_property
    def pages(self) -> Mapping[str, int]:
        """The pages of the PDF by the anchor of the section. Raises PdfError."""
        return pages_of(b"".join(self.member("pdf").read()), self.document)

    @cached_property
    def made_of(self) -> dict[str, object]:
        """What the files were made of, to the letter."""
        content = json.dumps(as_data(self.document), sort_keys=True).encode()
        plan = self.script.selection.plan
        return {
            "title": self.document.title,
            "author": self.document.author,
            "standard": title_of(self.script.standard),
            "assessment_plan": f"{plan.title}, version {plan.version}",
            "portfolio": str(self.portfolio),
            "version": self.version,
            "as_it_stood_on": self.document.date.isoformat(),
            "last_changed": self.moment.isoformat(),
            "content_sha256": hashlib.sha256(content).hexdigest(),
        }

    def _write(self, key: str) -> Member:
        name = self.name(key)
        if key == "leap2a":
            return nested(name, list(self._leap2a()))
        return held(name, self._bytes(key))

    def _bytes(self, key: str) -> bytes:
        if key == "html":
            return to_html(self.document).encode()
        if key == "pdf":
            return to_pdf(self.document)
        if key == "docx":
            return to_docx(self.document)
        return mapping_form(self.script, self.pages, self.name("pdf"))

    def _leap2a(self) -> Iterator[Member]:
        return leap2a.members(journal_of(self.portfolio, self.script, self.document))
