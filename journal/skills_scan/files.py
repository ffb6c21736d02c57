"""A scan as files: a PDF to print or sign, and a workbook to go on with."""

from collections.abc import Iterator
from datetime import date

from journal import formatting
from journal.documents import tree
from journal.documents.pdf import to_pdf
from journal.documents.xlsx import Sheet, workbook
from journal.skills_scan.views import Beside, DutyView, ScanView, StatementView, WordView

KIND = "Skills scan"
NOT_ANSWERED = "Not answered yet"
HEADER = (
    "Duty", "Title", "Part", "Statement", "Answer", "What is already there", "Qualifications",
    "Certificates", "KSBs behind it", "What the line manager said",
)  # fmt: skip
WIDTHS = (6, 36, 11, 60, 10, 50, 30, 24, 24, 40)


def as_pdf(scan: ScanView, title: str, introduction: str, today: date) -> bytes:
    """The whole scan on paper. Raises PdfError."""
    return to_pdf(document_of(scan, title, introduction, today))


def as_xlsx(scan: ScanView, beside: Beside) -> bytes:
    """One sheet with the twenty statements, and one with what has moved."""
    sheets = [
        Sheet(scan.title, HEADER, list(rows_of(scan)), WIDTHS),
        Sheet("Meetings", ("Date", "Noted by", "What was agreed"), meetings_of(scan), (14, 28, 80)),
    ]
    if len(beside.numbers) > 1:
        sheets.append(moved_sheet(beside))
    return workbook(sheets)


def document_of(scan: ScanView, title: str, introduction: str, today: date) -> tree.Document:
    """The scan as a document."""
    day = shown_day(scan, today)
    return tree.Document(
        title=title,
        author=scan.name,
        date=day,
        description=f"{KIND}, {scan.answered} of {scan.total} statements answered",
        cover=tree.Cover(
            title=title,
            kicker=scan.title,
            subtitle=scan.name,
            lines=(
                fact("Sent on", tree.day(day) if scan.sent_at else "Not sent yet"),
                fact("Answered", f"{scan.answered} of {scan.total} statements"),
            ),
        ),
        sections=(
            tree.Section("about", "About this scan", tuple(map(said, introduction.split("\n\n")))),
            *(duty_section(each) for each in scan.duties),
            *meeting_section(scan),
        ),
    )


def duty_section(duty: DutyView) -> tree.Section:
    """One duty: its statements, the answers, and the words of others."""
    blocks = [block for each in duty.statements for block in statement_blocks(each)]
    if duty.words:
        blocks += [tree.Heading(3, "What the line manager said")]
        blocks += [quoted(each) for each in duty.words]
    anchor, kicker = f"duty-{duty.number}", f"Duty {duty.number}"
    return tree.Section(anchor, duty.duty.title, tuple(blocks), kicker, new_page=False)


def statement_blocks(each: StatementView) -> Iterator[tree.Block]:
    """One statement, word for word, and what was answered."""
    yield tree.Heading(3, each.part.label)
    yield from map(said, each.statement.paragraphs)
    yield tree.KeyValues(tuple(facts_of(each)))


def facts_of(each: StatementView) -> Iterator[tree.Fact]:
    """What was answered."""
    yield fact("Answer", answer_of(each))
    if each.given.already:
        yield fact("What is already there", each.given.already)
    if each.given.qualifications:
        yield fact("Qualifications", each.given.qualifications)
    if each.given.certificates:
        yield fact("Certificates", certificates_of(each))
    if each.behind:
        yield fact("KSBs behind it", ", ".join(one.code for one in each.behind))


def meeting_section(scan: ScanView) -> Iterator[tree.Section]:
    """The planning meetings, if there were any."""
    if scan.meetings:
        blocks = tuple(quoted(each) for each in scan.meetings)
        yield tree.Section("meetings", "Planning meeting", blocks, new_page=False)


def quoted(word: WordView) -> tree.Block:
    """What somebody said, and when."""
    on = f" of {formatting.short_day(word.held_on)}" if word.held_on else ""
    text = word.text or word.kind.label
    source = f"{word.by}, {formatting.short_day(word.given_at)}: {word.kind.label.lower()}{on}"
    return tree.Quote((said(text),), source)


def rows_of(scan: ScanView) -> Iterator[tuple[str | int, ...]]:
    """A row for each statement."""
    for duty in scan.duties:
        for each in duty.statements:
            yield (
                duty.number,
                duty.duty.title,
                each.part.label,
                each.statement.text,
                answer_of(each),
                each.given.already,
                each.given.qualifications,
                certificates_of(each),
                ", ".join(one.code for one in each.behind),
                "\n".join(words_of(word) for word in duty.words),
            )


def words_of(word: WordView) -> str:
    """What somebody said, on one line of a cell."""
    said_on = f"{word.kind.label} ({word.by}, {formatting.short_day(word.given_at)})"
    return f"{said_on}: {word.text}" if word.text else said_on


def meetings_of(scan: ScanView) -> list[tuple[date | str | None, ...]]:
    """A row for each planning meeting."""
    return [(each.held_on, each.by, each.text) for each in scan.meetings]


def moved_sheet(beside: Beside) -> Sheet:
    """Each statement through the scans, the oldest first."""
    scans = [f"Scan {number}" for number in beside.numbers]
    rows: list[tuple[int | str, ...]] = [
        (
            row.key[0],
            row.key[1].label,
            *(each.label if each else NOT_ANSWERED for each in row.answers),
            row.change.label,
        )
        for row in beside.rows
    ]
    header = ("Duty", "Part", *scans, "What has moved")
    return Sheet("What has moved", header, rows, (6, 12, *(14 for _ in scans), 24))


def answer_of(each: StatementView) -> str:
    """Yes, Some or No."""
    return each.given.answer.label if each.given.answer else NOT_ANSWERED


def certificates_of(each: StatementView) -> str:
    """The certificates by their titles, as far as this reader may know them."""
    more = formatting.counted(each.more_certificates, "certificate") + " not shared with you"
    titles = [one.title for one in each.certificates]
    return ", ".join([*titles, *([more] if each.more_certificates else [])])


def shown_day(scan: ScanView, today: date) -> date:
    """The day that the file carries: when it was sent."""
    return formatting.day_of(scan.sent_at) if scan.sent_at else today


def fact(label: str, words: str) -> tree.Fact:
    """A label and what it says."""
    return tree.Fact(label, tree.typed(words))


def said(text: str) -> tree.Paragraph:
    """A paragraph of plain words."""
    return tree.Paragraph(tree.typed(text.replace("\n", " ")))
