"""Files as other systems make them, made up here."""

import io
import zipfile
from collections.abc import Mapping

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99="
    b"\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
SPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:leap2="http://terms.leapspecs.org/" xmlns:portfolio="http://old.example/export/7/" '
    'xmlns:categories="http://wiki.leapspecs.org/2A/categories/" '
    'xmlns:mahara="https://wiki.mahara.org/"'
)


def feed(*entries: str, generator: str = "Mahara", spaces: str = SPACES) -> str:
    """A feed with these entries."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed {spaces}><title>All of it</title>'
        f"<generator>{generator}</generator><author><name>Robin Example</name></author>"
        f"{''.join(entries)}</feed>"
    )


def entry(
    title: str,
    content: str = "",
    *,
    name: str = "portfolio:a1",
    kind: str = "leap2:entry",
    day: str = "2025-05-03T20:00:00+00:00",
    more: str = "",
) -> str:
    """One entry, with its content as it is written in the feed."""
    return (
        f"<entry><title>{title}</title><id>{name}</id><updated>2026-01-01T00:00:00Z</updated>"
        f"<published>{day}</published>{content}<rdf:type rdf:resource='{kind}'/>{more}</entry>"
    )


def xhtml(inside: str) -> str:
    """Content as Mahara encloses it."""
    return (
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"<div>{inside}</div></div></content>"
    )


def link(relation: str, href: str, kind: str = "") -> str:
    """A link of an entry."""
    return f'<link rel="{relation}" href="{href}" type="{kind}"/>'


def tag(term: str, scheme: str = "") -> str:
    """A category."""
    return f'<category term="{term}"' + (f' scheme="{scheme}"/>' if scheme else "/>")


def resource(title: str, href: str, *, name: str = "portfolio:f1", shows: str = "") -> str:
    """A file that lies in the ZIP."""
    return entry(
        title, f"<summary>{shows}</summary>", name=name, kind="leap2:resource",
        more=link("enclosure", href, "image/png"),
    )  # fmt: skip


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def portfolio(*entries: str, **files: bytes) -> bytes:
    """A feed in a ZIP, with files by the name before their ending."""
    named = {f"files/{name}.png": data for name, data in files.items()}
    return zipped({"leap2a.xml": feed(*entries), **named})
