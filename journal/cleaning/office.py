"""Word, Excel and PowerPoint files, packed afresh from the parts that are the document.

Such a file is a ZIP of XML parts. Every part is on a list or the file is refused with a way
out (a PDF); the parts that name people, places on a disk and earlier edits are emptied.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from journal.cleaning import office_xml, photos
from journal.cleaning.kinds import (
    CUT_SHORT,
    DOCX,
    GIF,
    JPEG,
    NOT_KNOWN,
    PNG,
    PPTX,
    XLSX,
    Cleaned,
    Kind,
    Refused,
)

MOST_PARTS = 3_000
MOST_BYTES = 150_000_000
MOST_RATIO = 200
SMALL = 1_000_000
TYPES = "[Content_Types].xml"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
PICTURES = {"jpeg": JPEG, "jpg": JPEG, "png": PNG, "gif": GIF}
AS_THEY_ARE = frozenset({"odttf", "fntdata"})
LEFT_OUT = re.compile(
    r"^(docProps/|docMetadata/|customXml/|_xmlsignatures/|.*printerSettings|xl/revisions/"
    r"|.*/thumbnail|word/(people|commentsIds|commentsExtensible)\.xml|.*\.DS_Store|__MACOSX/"
    r"|xl/calcChain\.xml|ppt/changesInfos/|ppt/revisionInfo\.xml|.*webextensions?/)"
)
HOLDS_MORE = re.compile(
    r"vbaProject|/activeX/|/embeddings/|/externalLinks/|/ctrlProps/|macrosheets"
)
TOO_MUCH = "This file unpacks to more than we can read safely. Please save it as PDF and add that."
HOLDS_PROGRAM = (
    "This file holds a program (a macro), another file, or links to files elsewhere. Please save "
    "it as PDF and add that."
)
HOLDS_STRANGE = (
    "This file holds a picture or a part that we cannot look through for hidden details. Please "
    "save it as PDF and add that."
)
AS_PDF = "Only Word (.docx), Excel (.xlsx) and PowerPoint (.pptx) files work in this form. "
MAIN = (
    ("wordprocessingml.document.main+xml", DOCX),
    ("spreadsheetml.sheet.main+xml", XLSX),
    ("presentationml.presentation.main+xml", PPTX),
)


@dataclass
class Budget:
    """How much may still be unpacked."""

    left: int = MOST_BYTES
    spent: list[str] = field(default_factory=list)

    def read(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
        """One part; what it says of its size is not believed."""
        with archive.open(part) as opened:
            data = opened.read(self.left + 1)
        self.left -= len(data)
        packed = max(part.compress_size, 1)
        if self.left < 0 or (len(data) > SMALL and len(data) / packed > MOST_RATIO):
            raise Refused(TOO_MUCH)
        return data


def clean(data: bytes) -> Cleaned:
    """The document alone; raises Refused for any other ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return packed_afresh(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused(CUT_SHORT) from error
    except RuntimeError as error:
        raise Refused("This file asks for a password. Please save a copy without one.") from error
    except etree.XMLSyntaxError as error:
        raise Refused(CUT_SHORT) from error


def packed_afresh(archive: zipfile.ZipFile) -> Cleaned:
    """Every part that is kept, cleaned, in a new ZIP that says nothing of where it was made."""
    parts, budget = checked(archive), Budget()
    kind = kind_of(budget.read(archive, parts[TYPES]))
    gone = {name for name in parts if LEFT_OUT.match(name)}
    out, notes, removed = io.BytesIO(), set[str](), set[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name, part in parts.items():
            if name in gone:
                removed.add(office_xml.HIDDEN)
                continue
            cleaned = clean_part(name, budget.read(archive, part), gone)
            removed.update(cleaned.removed)
            notes.update(cleaned.notes)
            fresh.writestr(entry(name), cleaned.data, zipfile.ZIP_DEFLATED)
    return Cleaned(out.getvalue(), kind, tuple(sorted(removed)), tuple(sorted(notes)))


def checked(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts by name, when there are not too many and each is where it should be."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused(TOO_MUCH)
    parts = {info.filename: info for info in infos}
    if TYPES not in parts:
        raise Refused(AS_PDF + NOT_KNOWN)
    if len(parts) != len(infos) or not all(map(is_plain_name, parts)):
        raise Refused(CUT_SHORT)
    if any(HOLDS_MORE.search(name) for name in parts):
        raise Refused(HOLDS_PROGRAM)
    return parts


def is_plain_name(name: str) -> bool:
    """Whether a part lies inside the file, by a name that every program reads the same way."""
    path = PurePosixPath(name)
    return name.isprintable() and "\\" not in name and ".." not in path.parts and name[0] != "/"


def kind_of(types: bytes) -> Kind:
    """Word, Excel or PowerPoint, as the file's own list of types says; macros are named there."""
    held = [node.get("ContentType", "") for node in office_xml.read(types).iter("{*}Override")]
    if any("macro" in each.lower() for each in held):
        raise Refused(HOLDS_PROGRAM)
    for ending, kind in MAIN:
        if any(each.endswith(ending) for each in held):
            return kind
    raise Refused(AS_PDF + NOT_KNOWN)


def clean_part(name: str, data: bytes, gone: set[str]) -> Cleaned:
    """One part by its ending, whose content has to agree with it."""
    ending = name.rpartition(".")[2].lower()
    if name == TYPES:
        return Cleaned(office_xml.types(data, gone), DOCX)
    if ending == "rels":
        return Cleaned(office_xml.relations(data, folder_of(name), gone), DOCX)
    if ending in {"xml", "vml"}:
        return office_xml.part(data)
    if ending in PICTURES:
        return clean_picture(data, PICTURES[ending])
    if ending in AS_THEY_ARE:
        return Cleaned(data, DOCX)
    raise Refused(HOLDS_STRANGE)


def clean_picture(data: bytes, kind: Kind) -> Cleaned:
    """A picture in the document, of the kind that its name says."""
    try:
        return photos.clean(data, keep=kind)
    except Refused as error:
        raise Refused(HOLDS_STRANGE) from error


def folder_of(relations: str) -> str:
    """The folder that a list of relationships counts from."""
    return posixpath.dirname(posixpath.dirname(relations))


def entry(name: str) -> zipfile.ZipInfo:
    """The same for every file, whoever packed it and when."""
    return zipfile.ZipInfo(name, LONG_AGO)
