"""A document as a Word file: real headings, a contents field, links that lead there and back.

python-docx brings the package and its styles; the body is written by `docx_parts` in one go,
which keeps a long document quick. Equal documents become equal files, byte for byte.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from functools import cache

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from journal.documents import tree
from journal.documents.characters import clean
from journal.documents.docx_parts import DEEPEST_LIST, LINE, STEP, fact_lines, write_together
from journal.documents.docx_pictures import picture_keeper
from journal.documents.docx_runs import (
    BULLETS,
    NUMBERS,
    Paper,
    page_of,
    paragraph,
    runs_to_the_left,
    titled,
    way_to,
    words,
)
from journal.documents.docx_styles import LOOKS
from journal.documents.pictures import Bytes, no_pictures

SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
ALWAYS_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
"""More is refused for the title and the author that the file tells of itself."""
AT_THE_TOP = '<w:pageBreakBefore/>|<w:spacing w:before="0" w:after="240"/>'
_FIELD_BEGINS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \h \z \u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_FIELD_ENDS = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AFTER_UPDATING = {
    f"{_W}{name}" for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")
}
"""What stands behind it in the order that the format asks for."""


def to_docx(document: tree.Document, pictures: Bytes = no_pictures) -> bytes:
    """The document as a Word file."""
    made = docx.Document()
    paper = Paper(_link_keeper(made), picture_keeper(made, pictures))
    body = _cover(document.cover, paper) + _contents(document.sections)
    rows = document.rows_that_name()
    body += "".join(_section(each, rows, paper) for each in document.sections)
    _fill(made, body)
    _add_lists(made, paper)
    _dress(made, document)
    _describe(made, document)
    _ask_for_page_numbers(made)
    out = io.BytesIO()
    made.save(out)
    return _timeless(out)


def _link_keeper(made: WordFile) -> Callable[[str], str]:
    """Keeps each address once in the package."""

    @cache
    def link_to(href: str) -> str:
        return made.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    return link_to


def _cover(cover: tree.Cover, paper: Paper) -> str:
    return "".join(
        (
            titled(cover.kicker, "Kicker", paper) if cover.kicker else "",
            titled(cover.title, "Title", paper),
            titled(cover.subtitle, "Subtitle", paper) if cover.subtitle else "",
            fact_lines(cover.lines, paper),
        )
    )


def _contents(sections: tuple[tree.Section, ...]) -> str:
    """The contents as a field: filled already, and ready to be brought up to date with pages."""
    to_the_side = "<w:r><w:tab/></w:r>"
    lines = [
        way_to(each.anchor, _title(each)) + to_the_side + page_of(each.anchor) for each in sections
    ] or [""]
    lines[0] = _FIELD_BEGINS + lines[0]
    lines[-1] += _FIELD_ENDS
    facing = [runs_to_the_left(each.title) for each in sections] or [False]
    entries = "".join(
        paragraph(line, "TOC1", leftwards=leftwards)
        for line, leftwards in zip(lines, facing, strict=True)
    )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + paragraph(words("Contents"), "TOCHeading", AT_THE_TOP)
        + entries
        + "</w:sdtContent></w:sdt>"
    )


def _section(
    section: tree.Section, rows: dict[str, tuple[tree.AnnexRow, ...]], paper: Paper
) -> str:
    heading = paragraph(
        paper.place(section.anchor, words(_title(section))),
        "Heading1",
        AT_THE_TOP if section.new_page else "",
        leftwards=runs_to_the_left(section.title),
    )
    back = [way_to(row.anchor, row.code) for row in tree.rows_about(section, rows)]
    way_back = paragraph(words("In the annex: ") + words(", ").join(back), "WayBack")
    return heading + (way_back if back else "") + write_together(section.blocks, paper)


def _title(section: tree.Section) -> str:
    return f"{section.kicker}: {section.title}" if section.kicker else section.title


def _fill(made: WordFile, body: str) -> None:
    """Put the body before the properties of the only section."""
    whole = parse_xml(f"<w:body {SPACE}>{body}</w:body>")
    last = made.element.body.sectPr
    for part in list(whole):
        last.addprevious(part)


def _add_lists(made: WordFile, paper: Paper) -> None:
    """The two kinds of list, and each ordered list with the number it begins at."""
    numbering = made.part.numbering_part.element
    kinds = ((BULLETS, "bullet", ("•", "◦")), (NUMBERS, "decimal", ()))
    first = numbering.find(f"{_W}num")
    for number, kind, signs in kinds:
        levels = "".join(_level(level, kind, signs) for level in range(DEEPEST_LIST + 1))
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {SPACE} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
            )
        )
    numbering.append(_list(BULLETS, BULLETS))
    for index, start in enumerate(paper.lists, start=1):
        numbering.append(_list(NUMBERS + index, NUMBERS, start))


def _level(level: int, kind: str, signs: tuple[str, ...]) -> str:
    sign = signs[level % len(signs)] if signs else f"%{level + 1}."
    indent = f'<w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
    )


def _list(number: int, kind: int, start: int | None = None) -> BaseOxmlElement:
    """A list; an ordered one begins anew, at every depth."""
    begins = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level in range(DEEPEST_LIST + 1)
        if start is not None
    )
    return parse_xml(
        f'<w:num {SPACE} w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{begins}</w:num>'
    )


def _dress(made: WordFile, document: tree.Document) -> None:
    """Our own looks, the language, the paper, and the number on each page."""
    styles = made.styles.element
    template = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
    for style in list(parse_xml(f"<w:styles {SPACE}>{LOOKS}</w:styles>")):
        old = template.get(style.get(f"{_W}styleId"))
        if old is not None:
            styles.remove(old)
        styles.append(style)
    for language in styles.iter(f"{_W}lang"):
        language.set(f"{_W}val", document.language)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.4)
    page.different_first_page_header_footer = True
    foot = page.footer.paragraphs[0]._p
    for old in list(foot):
        foot.remove(old)
    for part in list(parse_xml(f"<w:p {SPACE}>{_foot(document)}</w:p>")):
        foot.append(part)


def _foot(document: tree.Document) -> str:
    """Below every page but the cover: whose this is, what it is, and page x of y."""
    whose = words(f"{_short(document.author, 32)}   ", "<w:b/>") if document.author else ""
    what = words(_short(document.title, 52))
    side = f'<w:tabs><w:tab w:val="right" w:pos="{LINE}"/></w:tabs>'
    return (
        f'<w:pPr><w:pStyle w:val="PageFoot"/>{side}</w:pPr>{whose}{what}'
        f"<w:r><w:tab/></w:r>{words('Page ')}{_field('PAGE')}{words(' of ')}{_field('NUMPAGES')}"
    )


def _short(text: str, longest: int) -> str:
    """What fits into its part of a line."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _describe(made: WordFile, document: tree.Document) -> None:
    """What the file tells of itself: nothing of the machine or of the moment it was made."""
    told = made.core_properties
    moment = datetime.combine(document.date, time())
    told.title = clean(document.title)[:LONGEST_PROPERTY]
    told.author = told.last_modified_by = clean(document.author)[:LONGEST_PROPERTY]
    told.subject = clean(document.description)[:LONGEST_PROPERTY]
    told.comments = told.keywords = ""
    told.language = document.language
    told.created = told.modified = moment
    told.revision = 1
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _ask_for_page_numbers(made: WordFile) -> None:
    """Word numbers the contents when it opens the file: only what lays pages out knows them."""
    settings = made.settings.element
    after = next(part for part in settings if part.tag in _AFTER_UPDATING)
    after.addprevious(parse_xml(f'<w:updateFields {SPACE} w:val="true"/>'))


def _timeless(made: io.BytesIO) -> bytes:
    """The same package, packed as if always on the same day."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            about = zipfile.ZipInfo(name, ALWAYS_THE_SAME_DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(name))
    return out.getvalue()
