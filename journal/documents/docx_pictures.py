"""Pictures in a Word document: in the package once, in the line with what they show."""

import io
from collections.abc import Callable
from functools import cache
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordFile

from journal.documents import tree
from journal.documents.characters import clean
from journal.documents.docx_runs import Kept, Paper, paragraph
from journal.documents.pictures import Bytes

WIDEST, HIGHEST = 5_760_000, 7_200_000
"""16 and 20 centimetres, in the English Metric Units of the format."""
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def picture_keeper(made: WordFile, pictures: Bytes) -> Callable[[str], Kept | None]:
    """Keeps each picture once in the package; one that cannot be read is left out."""

    @cache
    def keep(sha256: str) -> Kept | None:
        data = pictures(sha256)
        if not data:
            return None
        try:
            name, image = made.part.get_or_add_image(io.BytesIO(data))
            width, height = int(image.width), int(image.height)
        except Exception:  # the reader of pictures raises just that, among others
            return None
        scale = min(1.0, WIDEST / max(width, 1), HIGHEST / max(height, 1))
        return Kept(name, max(1, round(width * scale)), max(1, round(height * scale)))

    return keep


def drawn(part: tree.Picture, paper: Paper) -> str:
    """A picture in a line of its own, described for people who cannot see it."""
    kept = paper.picture(part.sha256)
    if kept is None:
        return ""
    paper.pictures += 1
    number, shows = paper.pictures, quoteattr(clean(part.shows))
    size = f'cx="{kept.width}" cy="{kept.height}"'
    inside = (
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}" descr={shows}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{kept.id}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return paragraph(
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr={shows}/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">{inside}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
