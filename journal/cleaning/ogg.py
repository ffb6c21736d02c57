"""Sound in an Ogg file: one stream of Opus or Vorbis, with its list of names emptied."""

import io
from typing import Any

from mutagen import MutagenError
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from journal.cleaning.kinds import CUT_SHORT, OGG, Cleaned, Refused
from journal.cleaning.mp4 import MORE_THAN_SOUND
from journal.cleaning.sounds import NOT_SOUND, TAGS

READERS = ((b"OpusHead", OggOpus), (b"\x01vorbis", OggVorbis))


def clean(data: bytes) -> Cleaned:
    """The stream with nothing told about it."""
    check_pages(data)
    reader = next((each for mark, each in READERS if mark in data[:200]), None)
    if reader is None:
        raise Refused(MORE_THAN_SOUND)
    held = io.BytesIO(data)
    try:
        found: Any = reader(held)
        told = bool(found.tags)
        found.tags.clear()
        held.seek(0)
        found.save(held, padding=lambda info: 0)
        held.seek(0)
        left = reader(held).tags
    except (MutagenError, ValueError, IndexError, EOFError) as error:
        raise Refused(CUT_SHORT) from error
    if left or getattr(left, "_padding", 0) > 0 or getattr(left, "_pad_data", b""):
        raise Refused(NOT_SOUND)
    return Cleaned(held.getvalue(), OGG, (TAGS,) if told else ())


def check_pages(data: bytes) -> None:
    """Pages of one stream have to fill the file to its last byte."""
    at, streams = 0, set()
    while at < len(data):
        if data[at : at + 4] != b"OggS" or at + 27 > len(data):
            raise Refused(CUT_SHORT)
        streams.add(data[at + 14 : at + 18])
        segments = data[at + 26]
        at += 27 + segments + sum(data[at + 27 : at + 27 + segments])
    if at != len(data):
        raise Refused(CUT_SHORT)
    if len(streams) != 1:
        raise Refused(MORE_THAN_SOUND)
