"""A document as PDF/UA-1, typeset by typst in a process of its own.

The typesetter keeps some hundreds of megabytes until its process ends, so it gets
one that ends; and what people typed reaches it as data on a pipe, never as source.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from subprocess import PIPE

from journal.documents import tree
from journal.documents.characters import clean
from journal.documents.pictures import Bytes, no_pictures

SECONDS = 120
BETWEEN = 0.3
"""Seconds between two looks at whether the PDF is still wanted."""
_PACKAGE = Path(__file__).resolve().parents[1]
# Importing `journal` would load the whole web service: the typesetter gets a bare package of
# that name instead, and starts in a third of a second.
_START = """
import runpy, sys, types
package = sys.modules["journal"] = types.ModuleType("journal")
package.__path__ = [sys.argv[1]]
runpy.run_module("journal.documents.typeset", run_name="__main__")
"""
_KEPT_FROM_ENVIRONMENT = ("PATH", "LANG", "TMPDIR", "TEMP", "SYSTEMROOT")


class PdfError(Exception):
    """The PDF could not be made; the words say why."""


def to_pdf(
    document: tree.Document,
    seconds: float = SECONDS,
    pictures: Bytes = no_pictures,
    look: Callable[[], None] = lambda: None,
) -> bytes:
    """The document as a PDF file. Raises PdfError, at the latest after `seconds`.

    `look` is called again and again meanwhile, and what it raises ends the typesetter.
    """
    carried = {"pictures": as_text(document, pictures)}
    data = json.dumps({**for_typesetter(document), **carried}).encode()
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, _typesetter(folder) as process:
        try:
            pdf, said = _talk(process, data, time.monotonic() + seconds, look)
        except subprocess.TimeoutExpired as error:
            raise PdfError(f"The PDF was not ready after {seconds:g} seconds.") from error
        finally:
            process.kill()
    if process.returncode:
        lines = said.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise PdfError(f"The PDF could not be made: {lines[-1]}")
    return pdf


def for_typesetter(document: tree.Document) -> dict[str, object]:
    """The document, and for each section the annex rows that name it."""
    named = document.rows_that_name()
    rows = {section.anchor: tree.rows_about(section, named) for section in document.sections}
    back = {
        anchor: [{"anchor": row.anchor, "code": clean(row.code)} for row in about]
        for anchor, about in rows.items()
    }
    return {"document": as_data(document), "way_back": back}


def _typesetter(folder: str) -> subprocess.Popen[bytes]:
    """The process, and where it may put pictures. Each side takes the folder away at its end: we
    where the process is stopped, and the process where the service dies before it."""
    command = [sys.executable, "-P", "-c", _START, str(_PACKAGE), folder]
    return subprocess.Popen(  # noqa: S603 - our own program, and nothing typed among its arguments
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_environment()
    )


def _talk(
    process: subprocess.Popen[bytes], data: bytes, until: float, look: Callable[[], None]
) -> tuple[bytes, bytes]:
    """Hand over the data and wait for what is said. Raises TimeoutExpired, and what `look` does."""
    rest: bytes | None = data
    while True:
        try:
            return process.communicate(rest, timeout=max(0, min(BETWEEN, until - time.monotonic())))
        except subprocess.TimeoutExpired:
            if time.monotonic() >= until:
                raise
            look()
            rest = None  # it is on its way already


def as_text(document: tree.Document, pictures: Bytes) -> dict[str, str]:
    """The bytes of every picture that there are bytes of."""
    found = {each.sha256: pictures(each.sha256) for each in tree.pictures_in(document)}
    return {sha256: base64.b64encode(data).decode() for sha256, data in found.items() if data}


def as_data(part: object) -> object:
    """A part of a tree as JSON can hold it; every part says what it is."""
    match part:
        case str():
            return clean(part)
        case tuple():
            return [as_data(one) for one in part]
        case date():
            return {"year": part.year, "month": part.month, "day": part.day}
    if is_dataclass(part):
        named = {field.name: as_data(getattr(part, field.name)) for field in fields(part)}
        return {"is": type(part).__name__, **named}
    return part


def _environment() -> dict[str, str]:
    """What the process needs, and none of the service's secrets."""
    return {name: os.environ[name] for name in _KEPT_FROM_ENVIRONMENT if name in os.environ}
