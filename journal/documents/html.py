"""A document as one HTML file: no script, nothing from elsewhere, readable for ever.

Its content security policy allows its own style sheet, by hash, and nothing else.
"""

import base64
import hashlib
from importlib.resources import files

from journal.documents import tree
from journal.documents.html_parts import facts, words, write
from journal.documents.pictures import Bytes, inside, no_pictures

STYLE = (files("journal.documents") / "style.css").read_text(encoding="utf-8")
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PICTURES = "img-src data:; "
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'"


def to_html(document: tree.Document, pictures: Bytes = no_pictures) -> str:
    """The whole file, pictures and all. Its own ids begin with "_", so that no anchor can meet
    one."""
    document = inside(document, pictures)
    policy = POLICY.replace("style-src", f"{PICTURES}style-src", bool(tree.pictures_in(document)))
    return f"""<!doctype html>
<html lang="{words(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="author" content="{words(document.author)}">
<meta name="description" content="{words(document.description)}">
<title>{words(document.title)}</title>
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#_main">Skip to the text</a>
{_cover(document.cover)}
<div class="spread">
{_contents(document.sections)}
<main id="_main" tabindex="-1">
{_sections(document)}
</main>
</div>
{_footer(document)}
</body>
</html>
"""


def _cover(cover: tree.Cover) -> str:
    kicker = f'<p class="kicker" dir="auto">{words(cover.kicker)}</p>\n' if cover.kicker else ""
    subtitle = f'\n<p class="subtitle" dir="auto">{words(cover.subtitle)}</p>'
    return (
        f'<header>\n<div>\n{kicker}<h1 dir="auto">{words(cover.title)}</h1>'
        + (subtitle if cover.subtitle else "")
        + ("\n" + facts(cover.lines) if cover.lines else "")
        + "\n</div>\n</header>"
    )


def _contents(sections: tuple[tree.Section, ...]) -> str:
    entries = "\n".join(_entry(section) for section in sections)
    return (
        '<nav aria-labelledby="_contents">\n<h2 id="_contents">Contents</h2>\n'
        f"<ol>\n{entries}\n</ol>\n</nav>"
    )


def _entry(section: tree.Section) -> str:
    inside = "\n".join(
        f'<li><a href="#{part.anchor}"><bdi>{words(part.text)}</bdi></a></li>'
        for part in tree.walk(section.blocks)
        if isinstance(part, tree.Heading) and part.anchor
    )
    title = _title(section, f"<bdi>{words(section.title)}</bdi>")
    nested = f"\n<ol>\n{inside}\n</ol>\n" if inside else ""
    return f'<li><a href="#{section.anchor}">{title}</a>{nested}</li>'


def _sections(document: tree.Document) -> str:
    rows = document.rows_that_name()
    return "\n".join(_section(section, rows) for section in document.sections)


def _section(section: tree.Section, rows: dict[str, tuple[tree.AnnexRow, ...]]) -> str:
    kind = "starts-page" if section.new_page else "goes-on"
    blocks = (
        f'<section class="{kind}" aria-labelledby="{section.anchor}">',
        f'<h2 id="{section.anchor}" dir="auto">{_title(section, words(section.title))}</h2>',
        _way_back(tree.rows_about(section, rows)),
        write(section.blocks),
        '<p class="to-contents"><a href="#_contents">Back to the contents</a></p>',
        "</section>",
    )
    return "\n".join(block for block in blocks if block)


def _title(section: tree.Section, title: str) -> str:
    if not section.kicker:
        return title
    return f'<span class="kicker"><bdi>{words(section.kicker)}</bdi><b>:</b> </span>{title}'


def _way_back(rows: tuple[tree.AnnexRow, ...]) -> str:
    links = " ".join(f'<a href="#{row.anchor}"><bdi>{words(row.code)}</bdi></a>' for row in rows)
    return f'<p class="way-back">In the annex: {links}</p>' if rows else ""


def _footer(document: tree.Document) -> str:
    day = f'<time datetime="{document.date.isoformat()}">{tree.day(document.date)}</time>'
    return (
        f'<footer>\n<p dir="auto">{words(document.title)}</p>\n'
        f"<p><bdi>{words(document.author)}</bdi>, {day}</p>\n</footer>"
    )
