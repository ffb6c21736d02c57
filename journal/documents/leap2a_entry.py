"""What every entry of a Leap2A feed is written with."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from journal.documents.characters import clean


def entry(
    title: str, name: str, published: datetime | None, updated: datetime, content: str, kind: str,
    links: Iterable[str], categories: Iterable[str],
) -> str:  # fmt: skip
    """One entry. A name is asked for twice nowhere, and a moment is never left to the reader."""
    since = f"<published>{moment(published)}</published>\n" if published else ""
    parts = (
        "<entry>",
        f"<title>{plain(title)}</title>",
        f"<id>{name}</id>",
        f"<updated>{moment(updated)}</updated>",
        f"{since}{content}",
        f'<rdf:type rdf:resource="leap2:{kind}"/>',
        *links,
        *categories,
        "</entry>",
    )
    return "\n".join(parts)


def link(relation: str, name: str) -> str:
    """What an entry has to do with another of the same feed."""
    return f'<link rel="{relation}" href="{name}"/>'


def category(term: str, scheme: str, label: str = "") -> str:
    """What an entry is, in the terms of the specification."""
    said = f' label="{label}"' if label else ""
    return f'<category term="{term}" scheme="categories:{scheme}#"{said}/>'


def moment(at: datetime) -> str:
    """A moment with its zone, to the second."""
    return at.isoformat(timespec="seconds")


def plain(text: str) -> str:
    """A text that can stand in XML, whatever signs are in it."""
    return escape(clean(text))
