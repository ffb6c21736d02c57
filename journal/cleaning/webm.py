"""Sound in a WebM file, as browsers record it: names, dates and pictures become empty space."""

from journal.cleaning.kinds import CUT_SHORT, WEBM, Cleaned, Refused
from journal.cleaning.mp4 import MORE_THAN_SOUND
from journal.cleaning.sounds import NOT_SOUND, TAGS

HEADER, SEGMENT, CLUSTER, TRACKS, TRACK, INFO = (
    0x1A45DFA3, 0x18538067, 0x1F43B675, 0x1654AE6B, 0xAE, 0x1549A966,
)  # fmt: skip
DOC_TYPE, TRACK_TYPE, CODEC, VOID = 0x4282, 0x83, 0x86, 0xEC
SEEK_HEAD, CUES, CRC = 0x114D9B74, 0x1C53BB6B, 0xBF
IN_A_CLUSTER = frozenset({0xE7, 0xA3, 0xA0, 0xA7, 0xAB, 0x5854, 0xAF})
KEPT = frozenset({SEEK_HEAD, CUES, CRC, VOID, DOC_TYPE, *IN_A_CLUSTER})
TOLD = frozenset({0x1254C367, 0x1941A469, 0x1043A770})
"""Tags, attachments, chapters."""
TOLD_INSIDE = frozenset({0x7BA9, 0x4461, 0x7384, 0x73A4, 0x3CB923, 0x3EB923, 0x3C83AB, 0x3E83BB})
"""Title, date, file names and the ids of files before and after."""
TRACK_NAME, SOUND = 0x536E, 2
CODECS = frozenset({b"A_OPUS", b"A_VORBIS"})
UNKNOWN = -1


class Reader:
    """Walks the elements of a file, blanking as it goes."""

    def __init__(self, data: bytes) -> None:
        """Begin at the beginning."""
        self.whole = bytearray(data)
        self.removed = False
        self.tracks: list[tuple[int, bytes]] = []

    def element(self, at: int) -> tuple[int, int, int]:
        """(id, where the content begins, its length or UNKNOWN) of the element here."""
        name, content = self.number(at, keep_marker=True)
        size, content = self.number(content, keep_marker=False)
        if size != UNKNOWN and content + size > len(self.whole):
            raise Refused(CUT_SHORT)
        return name, content, size

    def number(self, at: int, *, keep_marker: bool) -> tuple[int, int]:
        """A number whose first byte says how long it is."""
        first = self.whole[at] if at < len(self.whole) else 0
        if not first:
            raise Refused(CUT_SHORT)
        length = 9 - first.bit_length()
        held = self.whole[at : at + length]
        if len(held) < length:
            raise Refused(CUT_SHORT)
        value = int.from_bytes(held, "big")
        if not keep_marker:
            value &= (1 << 7 * length) - 1
            value = UNKNOWN if value == (1 << 7 * length) - 1 else value
        return value, at + length

    def walk(self, at: int, end: int) -> None:
        """The segment and its clusters, one element after the other, to the last byte."""
        while at < end:
            begin = at
            name, content, size = self.element(at)
            if name in {SEGMENT, CLUSTER} and size == UNKNOWN:
                at = content
                continue
            if size == UNKNOWN:
                raise Refused(CUT_SHORT)
            at = content + size
            self.one(name, begin, content, at)

    def one(self, name: int, begin: int, content: int, end: int) -> None:
        """One element whose length is known."""
        if name in {SEGMENT, INFO, TRACKS, CLUSTER}:
            self.walk(content, end)
        elif name == TRACK:
            self.track(content, end)
        elif name in TOLD | TOLD_INSIDE:
            self.blank(begin, end)
        elif name == VOID:
            self.whole[content:end] = bytes(end - content)
        elif name not in KEPT | IN_INFO:
            raise Refused(NOT_SOUND)

    def track(self, at: int, end: int) -> None:
        """One track: it has to be sound, and it loses its name."""
        kind, codec = 0, b""
        while at < end:
            begin = at
            name, content, size = self.element(at)
            at = content + size
            if size == UNKNOWN or at > end:
                raise Refused(CUT_SHORT)
            held = bytes(self.whole[content:at])
            kind = int.from_bytes(held, "big") if name == TRACK_TYPE else kind
            codec = held if name == CODEC else codec
            if name == TRACK_NAME:
                self.blank(begin, at)
        self.tracks.append((kind, codec))

    def blank(self, begin: int, end: int) -> None:
        """Empty space of the same length, so that nothing else moves."""
        length = end - begin
        width = 1 if length < 120 else 8
        if length < 2 or (width == 8 and length < 9):
            raise Refused(CUT_SHORT)
        size = length - 1 - width
        marked = size | 1 << 7 * width
        self.whole[begin:end] = bytes([VOID]) + marked.to_bytes(width, "big") + bytes(size)
        self.removed = True


IN_INFO = frozenset({0x2AD7B1, 0x4489, 0x4D80, 0x5741})
"""The scale of time, the length, and the program's own name, which has to be there."""


def clean(data: bytes) -> Cleaned:
    """The sound, when there is nothing but sound."""
    reader = Reader(data)
    name, content, size = reader.element(0)
    if name != HEADER or size == UNKNOWN or not is_webm(data[content : content + size]):
        raise Refused(NOT_SOUND)
    reader.walk(content + size, len(data))
    if not reader.tracks:
        raise Refused(NOT_SOUND)
    if any(kind != SOUND or codec not in CODECS for kind, codec in reader.tracks):
        raise Refused(MORE_THAN_SOUND)
    return Cleaned(bytes(reader.whole), WEBM, (TAGS,) if reader.removed else ())


def is_webm(header: bytes) -> bool:
    """Whether the header names the form; Firefox and Chromium write `webm`."""
    return b"\x42\x82" in header and (b"webm" in header or b"matroska" in header)
