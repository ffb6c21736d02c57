"""The kinds of file that may be kept, told by their first bytes and never by their name."""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What a file is to somebody who looks at the page."""

    PHOTO = "photo"
    DOCUMENT = "document"
    SOUND = "sound"


@dataclass(frozen=True)
class Kind:
    """A kind of file as it is kept and given out."""

    media_type: str
    extension: str
    family: Family
    words: str


JPEG = Kind("image/jpeg", "jpg", Family.PHOTO, "Photo")
PNG = Kind("image/png", "png", Family.PHOTO, "Picture")
GIF = Kind("image/gif", "gif", Family.PHOTO, "Picture")
PDF = Kind("application/pdf", "pdf", Family.DOCUMENT, "PDF")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind(f"{_OFFICE}wordprocessingml.document", "docx", Family.DOCUMENT, "Word document")
XLSX = Kind(f"{_OFFICE}spreadsheetml.sheet", "xlsx", Family.DOCUMENT, "Spreadsheet")
PPTX = Kind(f"{_OFFICE}presentationml.presentation", "pptx", Family.DOCUMENT, "Slides")
MP3 = Kind("audio/mpeg", "mp3", Family.SOUND, "Sound recording")
M4A = Kind("audio/mp4", "m4a", Family.SOUND, "Sound recording")
OGG = Kind("audio/ogg", "ogg", Family.SOUND, "Sound recording")
WAV = Kind("audio/wav", "wav", Family.SOUND, "Sound recording")
FLAC = Kind("audio/flac", "flac", Family.SOUND, "Sound recording")
WEBM = Kind("audio/webm", "webm", Family.SOUND, "Sound recording")

KEPT = (JPEG, PNG, PDF, DOCX, XLSX, PPTX, MP3, M4A, OGG, WAV, FLAC, WEBM)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KEPT}


class Refused(Exception):
    """A file that is not kept; the words say why, kindly, and what may work instead."""


@dataclass(frozen=True)
class Cleaned:
    """A file as it is kept: what was taken out of it, and what is worth knowing about it."""

    data: bytes
    kind: Kind
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def container_of(data: bytes) -> str:
    """What the first bytes say a file is, by the name of the module that reads it further.

    Raises Refused, with a word on what to do, for whatever is not on the list.
    """
    if not data:
        raise Refused("This file is empty.")
    for name, begins in _SIGNATURES:
        if data.startswith(begins):
            return name
    if data[:4] == b"RIFF":
        return {b"WEBP": "photo", b"WAVE": "wav"}.get(data[8:12]) or refuse(data)
    if data[4:8] == b"ftyp" and data[8:12] not in _HEIC:
        return "mp4"
    if data[:1] == b"\xff" and data[1:2] and data[1] & 0xE6 == 0xE2:
        return "mp3"
    return refuse(data)


_SIGNATURES = (
    ("photo", b"\xff\xd8\xff"),
    ("photo", b"\x89PNG\r\n\x1a\n"),
    ("photo", b"GIF87a"),
    ("photo", b"GIF89a"),
    ("pdf", b"%PDF-"),
    ("office", b"PK\x03\x04"),
    ("mp3", b"ID3"),
    ("flac", b"fLaC"),
    ("ogg", b"OggS"),
    ("webm", b"\x1a\x45\xdf\xa3"),
)
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}


def refuse(data: bytes) -> str:
    """Say what would work for the kinds of file that people bring most often."""
    start = data[:512].lstrip().lower()
    if data[4:8] == b"ftyp":
        raise Refused(
            "This photo is in a form (HEIC or AVIF) that many people cannot open. Please choose "
            "“Most compatible” in your camera settings, or add a screenshot of it."
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "This is an older Office file, or one with a password. Please save it as .docx, "
            ".xlsx, .pptx or PDF without a password, and add that."
        )
    if start.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html")):
        raise Refused(
            "This is a web page or a drawing that can hold a program, so we do not keep it. A PDF "
            "or a screenshot of it works."
        )
    raise Refused(NOT_KNOWN)


NOT_KNOWN = (
    "We could not tell what kind of file this is. Photos (JPEG, PNG, GIF, WebP), PDF, Word, "
    "Excel and PowerPoint files and sound recordings work."
)
CUT_SHORT = "This file is damaged or cut short. Please try to copy or save it once more."
