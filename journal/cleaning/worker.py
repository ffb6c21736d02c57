"""The short-lived process in which one file is read: file in, cleaned file out, then the end.

What it may use is bounded before anything is read, and it can write no file at all.
"""

import importlib
import json
import resource
import sys
from collections.abc import Callable

from journal.cleaning.kinds import Cleaned, Refused, container_of

GIGABYTE = 1024**3
MEMORY = 2 * GIGABYTE
SECONDS = 20
CLEANERS = {
    "photo": ("photos", "clean"),
    "pdf": ("pdfs", "clean"),
    "office": ("office", "clean"),
    "mp3": ("sounds", "clean_mp3"),
    "wav": ("sounds", "clean_wav"),
    "flac": ("sounds", "clean_flac"),
    "mp4": ("mp4", "clean"),
    "webm": ("webm", "clean"),
    "ogg": ("ogg", "clean"),
}
ZIP_END = b"PK\x05\x06"
SOUND_AND_MORE = "This file is two files in one. Please add the sound alone."


def clean(data: bytes) -> Cleaned:
    """The file as it may be kept. Raises Refused with a sentence for whoever sent it."""
    container = container_of(data)
    module, function = CLEANERS[container]
    cleaner: Callable[[bytes], Cleaned] = getattr(
        importlib.import_module(f"journal.cleaning.{module}"), function
    )
    cleaned = cleaner(data)
    if container not in {"photo", "pdf", "office"} and ends_as_zip(cleaned.data):
        raise Refused(SOUND_AND_MORE)
    return cleaned


def ends_as_zip(data: bytes) -> bool:
    """Whether a program would also open this as a ZIP, whose directory stands at the end."""
    at = data.rfind(ZIP_END, max(0, len(data) - 65_557))
    return at >= 0 and at + 22 <= len(data)


def bound() -> None:
    """No more than this much memory and time, and no files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """One line of JSON that says what became of the file, then the file."""
    bound()
    try:
        cleaned = clean(sys.stdin.buffer.read())
    except Refused as refused:
        sys.stdout.write(json.dumps({"refused": str(refused)}) + "\n")
        return
    said = {
        "media_type": cleaned.kind.media_type,
        "removed": cleaned.removed,
        "notes": cleaned.notes,
    }
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    sys.stdout.buffer.write(cleaned.data)


if __name__ == "__main__":
    main()
