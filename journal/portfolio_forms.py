"""The forms that a portfolio leaves in: what each is called, and what it is good for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from journal.documents.zips import LARGEST

ZIP = "zip"
FOLDER = "files/"
"""Where the files that go along lie in the ZIP."""
ROOM_FOR_WORDS = 256 * 1024 * 1024
"""More than all forms of the words themselves ever need."""


@dataclass(frozen=True)
class Form:
    """A form that a portfolio leaves in."""

    key: str
    ending: str
    media_type: str
    title: str
    button: str
    good_for: str

    def name(self, day: date) -> str:
        """A file name that says what it is and of which day, and no word that anybody wrote."""
        return f"portfolio-{day.isoformat()}{self.ending}"

    @property
    def download(self) -> str:
        """The button where it is made already."""
        return f"Download{self.button.removeprefix('Make')}"


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
IN_ZIP = tuple(key for key in FORMS if key != ZIP)
"""What the ZIP holds: every form but itself."""
ANY_FORM, ANY_IN_ZIP = f"any({', '.join(FORMS)})", f"any({', '.join(IN_ZIP)})"
"""The converters of the addresses that end in the key of a form."""


def fits(size: int, times: int) -> bool:
    """Whether one file can hold so many bytes of files that go along, so many times over."""
    return size * times + ROOM_FOR_WORDS <= LARGEST
