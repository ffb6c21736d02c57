"""A file on its way out: as a download under its own type, whole or the part asked for."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Protocol
from urllib.parse import quote

from flask import Response, request

from journal.storage import Storage

SANDBOX = "default-src 'none'; sandbox"


class KeptFile(Protocol):
    """What is known of a stored file that somebody may have."""

    name: str
    media_type: str
    size: int
    address: str


class NoLongerTheirs(Exception):
    """A download was under way when its reader lost their right to it: the line is cut."""


def download(
    attachment: KeptFile, storage: Storage, is_still_theirs: Callable[[], bool]
) -> Response:
    """The bytes, streamed. A player asks for a part of a recording, and gets that part.

    Whether the reader may still have them is asked before each block after the first.
    """
    start, stop, status = part_asked_for(attachment.size)
    headers = {
        "Content-Type": attachment.media_type,
        "Content-Disposition": disposition(attachment.name),
        "Content-Security-Policy": SANDBOX,
        "Content-Length": str(stop - start),
        "Accept-Ranges": "bytes",
    }
    if status == 416:
        headers["Content-Range"] = f"bytes */{attachment.size}"
        return Response(b"", status, headers)
    if status == 206:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{attachment.size}"
    body = storage.read(attachment.address, attachment.size, start, stop)
    return Response(while_theirs(body, is_still_theirs), status, headers)


def while_theirs(blocks: Iterator[bytes], is_still_theirs: Callable[[], bool]) -> Iterator[bytes]:
    """The blocks, for as long as they may be had."""
    for number, block in enumerate(blocks):
        if number and not is_still_theirs():
            raise NoLongerTheirs
        yield block


def part_asked_for(size: int) -> tuple[int, int, int]:
    """(start, stop, status). Several parts at once are answered with the whole."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return 0, size, 200
    part = asked.range_for_length(size)
    return (*part, 206) if part else (0, 0, 416)


def disposition(name: str) -> str:
    """The header that makes a browser save the file under its name and never open it in place."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
