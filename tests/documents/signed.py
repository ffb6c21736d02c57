"""A signed ZIP to try things on, and ways to tamper with it."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.documents.manifest import Listed, Signer, signed
from journal.documents.zips import Member, chunks, held

FILES = {
    "portfolio.html": b"<!doctype html><title>What I did</title>",
    "portfolio.pdf": bytes(range(256)) * 20,
    "portfolio.docx": b"",
    "\u00fcbersicht.xlsx": b"K1,K2",
}
MADE_OF = {"title": "Eleven months", "author": "Robin Example", "as_it_stood_on": "2026-04-12"}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

Change = Callable[[list[tuple[str, bytes]]], Iterable[tuple[str, bytes]]]


def signer(key: Ed25519PrivateKey = KEY) -> Signer:
    """Somebody who signs."""
    public = key.public_key().public_bytes_raw()
    return Signer("Example Trust", public, "https://example.org/organisation/key", key.sign)


def members(key: Ed25519PrivateKey = KEY) -> list[Member]:
    """What lies in the ZIP."""
    listed = [Listed(held(name, data), f"what {name} is") for name, data in FILES.items()]
    return signed(MADE_OF, listed, signer(key))


def good() -> bytes:
    """A ZIP as it was signed."""
    return b"".join(chunks(members()))


def contents(data: bytes) -> list[tuple[str, bytes]]:
    """Every name and its bytes, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return [(info.filename, opened.read(info)) for info in opened.infolist()]


def changed(change: Change) -> bytes:
    """The ZIP with other files in it, packed just as a good one is."""
    return b"".join(chunks([held(*each) for each in change(contents(good()))]))


def packed_again(method: int) -> bytes:
    """The same files, in their order, packed by another program."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as new:
        for name, data in contents(good()):
            new.writestr(name, data)
    return out.getvalue()


def put(folder: Path, data: bytes) -> Path:
    """The file on a disk."""
    path = folder / "portfolio.zip"
    path.write_bytes(data)
    return path
