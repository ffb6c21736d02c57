"""How a Word file looks: our own styles beside the template's, as its XML.

Headings keep the template's ids and names, so that Word, readers aloud and converters know them.
"""

INK, SOFT, ACCENT, EDGE, PAPER = "2B2A27", "665F54", "1F5C57", "DDD3C2", "F7F1E5"
KINDS = {"": (ACCENT, PAPER), " Good": ("2F6B45", "EEF4EA"), " Care": ("93501C", "FBEFE0")}
"""The kinds of callout by the end of their style's name: the colours of the edge and the paper."""


def _face(size: float, colour: str = INK, marks: str = "") -> str:
    """Letters of a size in points."""
    half = round(size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/>{marks}'
        f'<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )


def _style(
    name: str, letters: str, *, identifier: str = "", based: str = "Normal", lines: str = "",
    after: str = "Normal",
) -> str:  # fmt: skip
    """One style of paragraphs."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier or name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based}"/><w:next w:val="{after}"/>'
        f"<w:qFormat/><w:pPr>{lines}</w:pPr>{letters}</w:style>"
    )


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _heading(level: int, size: float) -> str:
    lines = f'<w:keepNext/><w:keepLines/>{_spaced(360, 120)}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(
        f"heading {level}", _face(size, INK, "<w:b/>"), identifier=f"Heading{level}", lines=lines
    )


_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f'<w:qFormat/><w:pPr><w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr>'
    f"{_face(11.5)}</w:style>"
)
_LINK = (
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
)
_CODE = (
    '<w:style w:type="character" w:styleId="Code"><w:name w:val="Code"/>'
    '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>'
    '<w:sz w:val="20"/></w:rPr></w:style>'
)
_TABLE = (
    '<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Ruled"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{EDGE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    + "</w:tblBorders><w:tblCellMar>"
    + "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    + '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{PAPER}"/></w:tcPr></w:tblStylePr></w:style>'
)
_TO_THE_SIDE = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'


def _callout(kind: str, edge: str, paper: str) -> str:
    """The title and the words of one kind of passage that is set apart."""
    name = f"Callout{kind}"
    apart = (
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{edge}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{paper}"/>'
    )
    title = f"<w:keepNext/>{apart}{_spaced(200, 0)}"
    return _style(
        f"{name} Title", _face(11, edge, "<w:b/>"), after=name.replace(" ", ""), lines=title
    ) + _style(name, _face(11), after=name.replace(" ", ""), lines=apart + _spaced(60, 120))


LOOKS = "".join(
    (
        _NORMAL,
        _style("Title", _face(30, INK, "<w:b/>"), lines=_spaced(240, 120)),
        _style("Subtitle", _face(17, INK, "<w:b/>"), lines=_spaced(0, 360)),
        _style("Kicker", _face(12, ACCENT, "<w:b/>"), lines=_spaced(1800, 120)),
        *(_heading(level, size) for level, size in enumerate((20, 15, 13, 12, 11.5), start=1)),
        _style("TOC Heading", _face(20, INK, "<w:b/>"), lines=_spaced(0, 240)),
        _style("toc 1", _face(11.5), identifier="TOC1",
               lines=_TO_THE_SIDE + _spaced(0, 80) + '<w:ind w:right="560"/>'),
        _style("Facts", _face(11), lines=_spaced(0, 60)),
        _style("Quote", _face(11.5, INK, "<w:i/>"), lines=_spaced(60, 120)),
        _style("Source", _face(10, SOFT), lines=_spaced(0, 200)),
        *(_callout(kind, *colours) for kind, colours in KINDS.items()),
        _style("caption", _face(11, INK, "<w:b/>"), identifier="Caption", lines=_spaced(240, 80)),
        _style("Cell", _face(10), lines=_spaced(0, 40), after="Cell"),
        _style("Cell Heading", _face(10, ACCENT, "<w:b/>"), lines="<w:keepNext/>" + _spaced(0, 40)),
        _style("After Table", _face(6), lines=_spaced(0, 120)),
        _style("Way Back", _face(10, SOFT), lines="<w:keepNext/>" + _spaced(0, 120)),
        _style("Page Foot", _face(9, SOFT), lines=_spaced(0, 0)),
        _LINK,
        _CODE,
        _TABLE,
    )
)  # fmt: skip
