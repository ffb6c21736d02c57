"""One state of a portfolio, and the files made of it: each once, however many need it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from uuid import UUID

from journal.documents import leap2a, manifest
from journal.documents.docx import to_docx
from journal.documents.html import to_html
from journal.documents.manifest import Listed, Signer
from journal.documents.pdf import as_data, to_pdf
from journal.documents.pdf_pages import pages_of
from journal.documents.zips import Member, held, length, nested, whole
from journal.domain.making import UNWATCHED, Watch
from journal.portfolio.compiling import Manuscript, document_of, title_of
from journal.portfolio.enclosures import NO_FILES, Enclosures
from journal.portfolio.leap import journal_of
from journal.portfolio.mapping import mapping_form
from journal.portfolio_forms import FORMS, IN_ZIP, ZIP

MADE_FOR = {"xlsx": ("pdf", "xlsx"), ZIP: IN_ZIP}
"""The files that have to be there for a form, where it is more than the one itself."""
TIMES = {"leap2a": 1, ZIP: 2}
"""How often a form holds every file that goes along: the ZIP has them in the Leap2A file as well,
which is whole by itself."""


def made_for(key: str) -> tuple[str, ...]:
    """The files that are made for a form."""
    return MADE_FOR.get(key, (key,))


class Edition:
    """A portfolio as it stood at one moment. Nothing here asks the database."""

    def __init__(
        self, portfolio: UUID, version: int, moment: datetime, script: Manuscript,
        files: Enclosures = NO_FILES,
    ) -> None:  # fmt: skip
        """`moment` is when anything in it was last changed, `version` that of its own words."""
        self.portfolio, self.version, self.moment = portfolio, version, moment
        self.script, self.files = script, files
        self.document = document_of(script)
        self._made: dict[str, Member] = {}

    def name(self, key: str) -> str:
        """What a file of this version is called."""
        return FORMS[key].name(self.document.date)

    def member(self, key: str, watch: Watch = UNWATCHED) -> Member:
        """One file, except the ZIP, which needs a signature."""
        if key not in self._made:
            self._made[key] = self._write(key, watch)
            watch.part_done()
        return self._made[key]

    def prepare(self, key: str, watch: Watch = UNWATCHED) -> None:
        """Make what takes long for this form while somebody waits: all but the signature of a ZIP.
        Raises PdfError, Stopped, and what `enclosures.GONE` names."""
        needed = made_for(key)
        along = self.files.files if key in TIMES else ()
        watch.begin(len(needed) + len(along))
        for enclosed in along:
            self.files.member(enclosed)
            watch.part_done()
        for each in needed:
            self.member(each, watch)

    def check_room(self, key: str) -> None:
        """Raise TooLarge when the files that go along are more than this form holds."""
        self.files.check_room(TIMES.get(key, 0))

    def zip(self, signer: Signer) -> Member:
        """All of it in one file, with the signed list. Raises TooLarge."""
        listed = [
            Listed(self.member(key), f"{FORMS[key].title}: {FORMS[key].good_for}") for key in IN_ZIP
        ]
        members = manifest.signed(self.made_of, [*listed, *self.files.listed()], signer)
        return whole(self.name(ZIP), members)

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

    def about_sizes(self) -> dict[str, int]:
        """Bytes of the forms that need no typesetter, near enough to know what to expect; no file
        that goes along is read for that."""
        post = journal_of(self.portfolio, self.script, self.document, NO_FILES)
        pictures = self.files.size(pictures=True)
        return {
            "html": len(to_html(self.document).encode()) + pictures * 4 // 3,
            "docx": len(to_docx(self.document)) + pictures,
            "xlsx": len(mapping_form(self.script, {}, "")),
            "leap2a": length(list(leap2a.members(post))) + self.files.size(),
        }

    def _write(self, key: str, watch: Watch) -> Member:
        name = self.name(key)
        if key == "leap2a":
            return nested(name, list(self._leap2a()))
        return held(name, self._bytes(key, watch))

    def _bytes(self, key: str, watch: Watch) -> bytes:
        if key == "html":
            return to_html(self.document, self.files.picture).encode()
        if key == "pdf":
            return to_pdf(self.document, pictures=self.files.picture, look=watch.look)
        if key == "docx":
            return to_docx(self.document, self.files.picture)
        return mapping_form(self.script, self.pages, self.name("pdf"))

    def _leap2a(self) -> Iterator[Member]:
        return leap2a.members(journal_of(self.portfolio, self.script, self.document, self.files))
