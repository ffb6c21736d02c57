"""What a file is, by what it holds and not by its name, and all that is found in it."""

from journal.documents.table import CannotRead
from journal.documents.tables_in import tables_of
from journal.documents.xlsx_in import require_workbook
from journal.elsewhere.reading.feed import DAMAGED
from journal.elsewhere.reading.found import LARGEST_FEED, Found
from journal.elsewhere.reading.leap2a import read_feed
from journal.elsewhere.reading.packed import Packed
from journal.elsewhere.reading.tables import read_tables

FEED_NAMES = ("leap2a.xml", "leap.xml", "feed.xml", "portfolio.xml", "index.xml")
SPREADSHEETS = (".csv", ".xlsx", ".tsv", ".txt")
OF_AN_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "Index/Document.iwa"})
"""What only a program for documents or tables puts into its files, which are ZIPs inside."""
OWN_FOLDERS = ("__MACOSX/", ".")
NOT_KNOWN = (
    "This ZIP holds neither a Leap2A portfolio (leap2a.xml) nor one table in CSV or XLSX. Please "
    "choose the ZIP as the other system gave it to you."
)
SEVERAL_TABLES = (
    "There are several tables in this ZIP, so it is not clear which one to read. Please leave one "
    "in it, beside the files that it names."
)
ZIPS_INSIDE = (
    "There are other ZIP files in this ZIP. Please unpack it first, and choose one of those."
)


def read(content: bytes) -> Found:
    """All that is found in a file from elsewhere. CannotRead says why there is nothing."""
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("This file is empty.")
    if content.startswith(b"PK"):
        return of_zip(content)
    if looks_like_xml(content):
        return read_feed(content)
    return read_tables(tables_of(content))


def looks_like_xml(content: bytes) -> bool:
    """Whether it begins as XML does, in any of its encodings."""
    start = content[:4_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return start.startswith(b"<?xml") or b"<feed" in start[:2_000]


def of_zip(content: bytes) -> Found:
    """A portfolio, a workbook, or a table with the files that it names."""
    packed = Packed(content)
    if "xl/workbook.xml" in packed.infos or "xl/workbook.bin" in packed.infos:
        return read_tables(tables_of(content))
    names = [name for name in packed.names if not is_of_the_system(name)]
    feed = feed_in(packed, names)
    if feed is not None:
        return read_feed(packed.read(feed), packed, feed)
    tables = [name for name in names if name.lower().endswith(SPREADSHEETS)]
    if len(tables) > 1:
        tables = [name for name in tables if "/" not in name and not name.endswith(".txt")]
    if len(tables) == 1:
        return read_tables(tables_of(packed.read(tables[0])), packed, tables[0])
    if tables:
        raise CannotRead(SEVERAL_TABLES)
    if not OF_AN_OFFICE.isdisjoint(packed.infos):
        require_workbook(list(packed.infos))
    if any(name.lower().endswith(".zip") for name in names):
        raise CannotRead(ZIPS_INSIDE)
    raise CannotRead(NOT_KNOWN)


def is_of_the_system(name: str) -> bool:
    """Whether a computer put it there by itself."""
    return name.startswith(OWN_FOLDERS) or name.rpartition("/")[2].startswith(".")


def feed_in(packed: Packed, names: list[str]) -> str | None:
    """The path of the feed: by its name, else the only XML file that begins as one."""
    by_depth = sorted(names, key=lambda name: (name.count("/"), name))
    for known in FEED_NAMES:
        for name in by_depth:
            if name.rpartition("/")[2].lower() == known:
                return name
    xml = [name for name in by_depth if name.lower().endswith((".xml", ".atom", ".leap"))]
    for name in xml[:20]:
        if packed.size(name) > LARGEST_FEED:
            raise CannotRead(DAMAGED) if len(xml) == 1 else CannotRead(NOT_KNOWN)
        if b"<feed" in packed.read(name)[:4_000].replace(b"\0", b""):
            return name
    return None
