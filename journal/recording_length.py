"""How long a recording is, read from its own head; None where that cannot be told."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import mutagen
from mutagen.flac import FLAC
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

Read = Callable[[int, int], Iterator[bytes]]
"""The bytes from one place up to another."""
READERS: dict[str, tuple[Any, ...]] = {
    "audio/mpeg": (MP3,),
    "audio/mp4": (MP4,),
    "video/mp4": (MP4,),
    "audio/ogg": (OggOpus, OggVorbis),
    "audio/wav": (WAVE,),
    "audio/flac": (FLAC,),
}


class Kept(io.RawIOBase):
    """A stored file as something to seek in: only what is asked for is ever read."""

    def __init__(self, size: int, read: Read) -> None:
        """Begins at the beginning."""
        super().__init__()
        self.size, self.take, self.at = size, read, 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """And for jumping about in."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(0, begin + offset)
        return self.at

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        stop = min(self.size, self.at + len(buffer))
        data = b"".join(self.take(self.at, stop)) if stop > self.at else b""
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


def seconds_of(media_type: str, size: int, read: Read) -> int | None:
    """The length of a recording to the nearest second, and never nothing: encoders add a little, so
    that half a minute of speech seldom lasts thirty seconds to the sample."""
    for reader in READERS.get(media_type, ()):
        try:
            found = reader(io.BufferedReader(Kept(size, read), 64 * 1024))
        except (mutagen.MutagenError, ValueError, EOFError, OverflowError):
            continue
        length = getattr(found.info, "length", 0)
        return max(1, round(length)) if 0 < length < 360_000 else None
    return None
