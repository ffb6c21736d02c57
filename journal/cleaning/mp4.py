"""Sound in an MP4 file, as phones record it. What names a place or a person is blanked where
it stands, byte for byte, so that the table of where each sound lies stays true."""

from collections.abc import Iterator

from journal.cleaning.kinds import CUT_SHORT, M4A, Cleaned, Refused
from journal.cleaning.sounds import NOT_SOUND, TAGS

TOP = frozenset(
    {b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"styp", b"mfra", b"free", b"skip", b"wide"}
)
INSIDE = frozenset(
    {b"moov", b"trak", b"mdia", b"minf", b"edts", b"dinf", b"stbl", b"moof", b"traf"}
)
BLANKED = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"ilst", b"XMP_", b"name"})
TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
DEEPEST = 12
MORE_THAN_SOUND = (
    "This file holds a film or pictures besides the sound. Please add the sound alone."
)

Box = tuple[bytes, int, int, int]
"""Its name, where it begins, where its content begins, where it ends."""


def clean(data: bytes) -> Cleaned:
    """The sound with its timing; places, names, pictures and dates are zeros."""
    whole = bytearray(data)
    tracks: list[bytes] = []
    blanked = walk(whole, 0, len(whole), 0, tracks)
    if not tracks:
        raise Refused(NOT_SOUND)
    if set(tracks) != {b"soun"}:
        raise Refused(MORE_THAN_SOUND)
    return Cleaned(bytes(whole), M4A, (TAGS,) if blanked else ())


def walk(whole: bytearray, start: int, end: int, depth: int, tracks: list[bytes]) -> bool:
    """Blank what goes between two places; whether anything was blanked."""
    blanked = False
    for name, begin, content, after in boxes(whole, start, end):
        if depth == 0 and name not in TOP | BLANKED:
            raise Refused(NOT_SOUND)
        if name in BLANKED:
            blanked |= any(whole[content:after]) and name not in {b"free", b"skip"}
            whole[begin + 4 : begin + 8] = b"free"
            whole[content:after] = bytes(after - content)
        elif name in TIMES:
            blank_times(whole, content, after)
        elif name == b"hdlr":
            tracks.append(bytes(whole[content + 8 : content + 12]))
        elif name in INSIDE and depth < DEEPEST:
            blanked |= walk(whole, content, after, depth + 1, tracks)
    return blanked


def boxes(whole: bytearray, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places, which they have to fill to the last byte."""
    while at < end:
        size, content = int.from_bytes(whole[at : at + 4], "big"), at + 8
        if size == 1:
            size, content = int.from_bytes(whole[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or content > at + size:
            raise Refused(CUT_SHORT)
        yield bytes(whole[at + 4 : at + 8]), at, content, at + size
        at += size


def blank_times(whole: bytearray, content: int, after: int) -> None:
    """When it was made and changed, in either of the two lengths that a time can have."""
    length = 16 if whole[content : content + 1] == b"\x01" else 8
    stop = min(content + 4 + length, after)
    whole[content + 4 : stop] = bytes(max(0, stop - content - 4))
