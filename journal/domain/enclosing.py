"""Files that go along with a piece: which ones, what is said of them, and where in a recording.

A file goes only when the worker has looked at it and said so. In the portfolio it has a name that
we give it, of the piece's number, since the name it came with may tell who somebody is.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from journal.domain.code_ranges import codes_in

MOMENT = re.compile(
    r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)\b[\s,;:\u2013-]*"
)
NOT_IN_CODES = re.compile(r"[^\w,;\s\u2013-]")
MOST_MOMENTS = 60
LONGEST_MOMENT = 200
MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 8 * MEGABYTE
ALL_PICTURES = 32 * MEGABYTE
"""More than these would make a document that no mail and few phones take: a larger picture, or one
after so many, goes along as a file beside it."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif"})
OPEN_ANYWHERE = PICTURES | {"application/pdf", "audio/mpeg", "audio/mp4", "audio/wav", "video/mp4"}
"""What every browser of the last years opens by itself, on a phone as on a computer. A Word,
Excel or PowerPoint file needs an office program; Ogg, WebM and FLAC stay silent on some phones."""
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "application/pdf": "pdf",
    "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/wav": "wav",
    "audio/flac": "flac", "audio/webm": "webm", "video/mp4": "mp4",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}  # fmt: skip
OFFICE = {"docx": "Word document", "xlsx": "Spreadsheet", "pptx": "Slides"}
FAMILIES = (("image/", "Picture"), ("audio/", "Sound recording"), ("video/", "Video"))


class NotAMoment(Exception):
    """A line does not say where in a recording; the words say what would."""


@dataclass(frozen=True)
class Moment:
    """A place in a recording, what is to be heard there, and which statements it shows."""

    seconds: int
    words: str
    codes: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """02:10, or 1:02:10 from an hour on."""
        return clock(self.seconds)


@dataclass(frozen=True)
class AttachedFile:
    """One file of an entry, as it is kept."""

    id: UUID
    name: str
    """The one it came with, for its owner's eyes."""
    shows: str
    media_type: str
    size: int
    sha256: str
    address: str
    added_at: datetime

    @property
    def is_picture(self) -> bool:
        """Whether a document can show it."""
        return self.media_type in PICTURES

    @property
    def is_recording(self) -> bool:
        """Whether it runs through time."""
        return self.media_type.startswith(("audio/", "video/"))

    @property
    def opens_anywhere(self) -> bool:
        """Whether it opens without a program that somebody must have first."""
        return self.media_type in OPEN_ANYWHERE

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.media_type == "application/pdf":
            return "PDF"
        families = (words for begins, words in FAMILIES if self.media_type.startswith(begins))
        return next(
            families, f"{ENDINGS.get(self.media_type, '').upper()} file".strip().capitalize()
        )


@dataclass(frozen=True)
class Enclosure:
    """A file that was looked at, and whether it goes along."""

    file: AttachedFile
    goes_along: bool
    caption: str = ""
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Enclosed:
    """A file as the portfolio carries it: named and numbered."""

    enclosure: Enclosure
    number: int
    """Among all files of the portfolio, from 1."""
    piece: int
    name: str
    is_shown: bool
    """Whether documents show it as a picture."""

    @property
    def file(self) -> AttachedFile:
        """The file itself."""
        return self.enclosure.file


def enclosed_in(pieces: Iterable[tuple[int, Iterable[Enclosure]]]) -> tuple[Enclosed, ...]:
    """The files of all pieces (number, files) that go along, each named by its piece and place."""
    found: list[Enclosed] = []
    room = ALL_PICTURES
    for piece, enclosures in pieces:
        going = [each for each in enclosures if each.goes_along]
        for place, each in enumerate(going, start=1):
            file = each.file
            is_shown = file.is_picture and file.size <= min(LARGEST_PICTURE, room)
            room -= file.size if is_shown else 0
            name = f"piece-{piece}-{place}.{ENDINGS.get(file.media_type, 'bin')}"
            found.append(Enclosed(each, len(found) + 1, piece, name, is_shown))
    return tuple(found)


def moments_in(text: str, codes: Collection[str], length: int | None = None) -> tuple[Moment, ...]:
    """The places typed, one a line, in order of time. Raises NotAMoment."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_MOMENTS:
        raise NotAMoment(f"Please keep to {MOST_MOMENTS} places in one recording.")
    found = {moment_in(line, codes, length) for line in lines}
    return tuple(sorted(found, key=lambda each: (each.seconds, each.words)))


def moment_in(line: str, codes: Collection[str], length: int | None) -> Moment:
    """One line: a time, what is to be heard then, and the statements it names."""
    begins = MOMENT.match(line)
    words = line[begins.end() :].strip() if begins else ""
    if begins is None or (begins["hours"] and int(begins["minutes"]) > 59):
        raise NotAMoment(
            f"“{line[:40]}” does not begin with a time. Please write minutes and seconds first, "
            "such as 02:10, or 1:02:10 from an hour on."
        )
    if len(words) > LONGEST_MOMENT:
        raise NotAMoment(f"Please keep what you say of {clock(seconds_of(begins))} shorter.")
    seconds = seconds_of(begins)
    if length is not None and seconds > length:
        raise NotAMoment(
            f"{clock(seconds)} is after the end: the recording is {clock(length)} long."
        )
    named = codes_in(NOT_IN_CODES.sub(" ", words), codes)
    return Moment(seconds, words, tuple(dict.fromkeys(code for code in named if code in codes)))


def seconds_of(begins: re.Match[str]) -> int:
    """How far into the recording."""
    hours = int(begins["hours"] or 0)
    return hours * 3600 + int(begins["minutes"]) * 60 + int(begins["seconds"])


def clock(seconds: int) -> str:
    """02:10, or 1:02:10 from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def as_lines(moments: Iterable[Moment]) -> str:
    """The places as they are kept and typed."""
    return "\n".join(f"{each.at} {each.words}".strip() for each in moments)


def in_bytes(size: int) -> str:
    """340 KB, 2.4 MB."""
    return f"{max(1, round(size / 1024))} KB" if size < MEGABYTE else f"{size / MEGABYTE:.1f} MB"
