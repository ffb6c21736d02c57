"""Where files are kept: sealed, and found by what is in them, in a folder or an S3 bucket.

A file lies at an address made from its content and its owner with a key (docs/adr/0012), cut
into blocks that are each sealed with AES-GCM, so that any part of it can be read without the
rest. The place itself never holds a readable byte, nor a name, nor a type.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

import obstore
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from obstore.store import LocalStore, ObjectStore, S3Store

from journal.documents.blocks import CutShort, Reader

BLOCK = 1024 * 1024
TAG = 16
SALT = 32
NONCE_NUMBER = 11
LAST, NOT_LAST = b"\x01", b"\x00"


class DamagedFile(Exception):
    """What is stored is not what was sealed: somebody or something changed it."""


@dataclass(frozen=True)
class Stored:
    """One stored object: its address, and when it was put there."""

    address: str
    put_at: datetime


class Storage:
    """Files of all people, each under an address that only this key can make."""

    def __init__(self, url: str, key: str) -> None:
        """Files at the place that `url` names: `file:///folder` or `s3://bucket/prefix`."""
        master = bytes.fromhex(key)
        self.address_key = derived(master, b"", b"alongside: addresses of files")
        self.content_key = derived(master, b"", b"alongside: contents of files")
        self.url = url
        parts = urlsplit(url)
        self.folder = Path(unquote(parts.path)) if parts.scheme == "file" else None

    @cached_property
    def store(self) -> ObjectStore:
        """The place itself, opened when it is first needed."""
        return local_store(self.folder) if self.folder else S3Store.from_url(self.url)

    def address_of(self, owner: UUID, data: bytes) -> str:
        """Where this person's file with this content lies. Nobody without the key can tell
        from it what the file is, or that somebody else has the same."""
        return self.address_for(owner, hashlib.sha256(data).digest())

    def address_for(self, owner: UUID, content: bytes) -> str:
        """The same, for content that is known by its SHA-256."""
        digest = hmac.digest(self.address_key, owner.bytes + content, "sha256")
        return f"{self.shelf_of(owner)}/{digest.hex()}"

    def shelf_of(self, owner: UUID) -> str:
        """The part of the address that all files of one person share."""
        return hmac.digest(self.address_key, b"shelf" + owner.bytes, "sha256").hex()[:32]

    def put(self, address: str, data: bytes) -> None:
        """Keep the file, whole and durably, before this returns."""
        salt = os.urandom(SALT)
        cipher, count = self.cipher(salt), block_count(len(data))
        sealed = [salt]
        for number in range(count):
            block = data[number * BLOCK : (number + 1) * BLOCK]
            nonce = nonce_of(number, count)
            sealed.append(cipher.encrypt(nonce, block, address.encode()))
        obstore.put(self.store, address, b"".join(sealed))
        if self.folder:
            make_durable(self.folder / address)

    def put_long(self, address: str, size: int, blocks: Iterable[bytes]) -> None:
        """Keep a file that is too large for memory. Whatever ends `blocks` early, nothing of it
        lies there. Raises CutShort when there are not as many bytes as `size`."""
        salt = os.urandom(SALT)
        cipher, count, reader = self.cipher(salt), block_count(size), Reader(blocks)

        def sealed() -> Iterator[bytes]:
            yield salt
            for number in range(count):
                block = reader.exactly(min(BLOCK, size - number * BLOCK))
                yield cipher.encrypt(nonce_of(number, count), block, address.encode())
            if reader.most(1):
                raise CutShort

        obstore.put(self.store, address, sealed())
        if self.folder:
            make_durable(self.folder / address)

    def on_disk(self) -> Path | None:
        """The folder that files are kept in, if they are: what passes through lies there too."""
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self.folder

    def has(self, address: str) -> bool:
        """Whether something lies there."""
        try:
            obstore.head(self.store, address)
        except FileNotFoundError:
            return False
        return True

    def read(
        self, address: str, size: int, start: int = 0, stop: int | None = None
    ) -> Iterator[bytes]:
        """The bytes from `start` up to `stop` of a file of this size, block by block.

        Raises FileNotFoundError at once when the file is not there, and DamagedFile on the way
        when it is not what was kept.
        """
        cipher = self.cipher(self.part(address, 0, SALT))
        return self.blocks(cipher, address, size, start, size if stop is None else stop)

    def blocks(
        self, cipher: AESGCM, address: str, size: int, start: int, stop: int
    ) -> Iterator[bytes]:
        """Open one block after the other, and cut off what was not asked for."""
        count = block_count(size)
        for number in range(start // BLOCK, block_count(stop)):
            begin = number * BLOCK
            length = min(BLOCK, size - begin)
            sealed = self.part(address, SALT + number * (BLOCK + TAG), length + TAG)
            try:
                block = cipher.decrypt(nonce_of(number, count), sealed, address.encode())
            except InvalidTag as error:
                raise DamagedFile(address) from error
            yield block[max(0, start - begin) : stop - begin]

    def delete(self, address: str) -> None:
        """Take the file away; it is no mistake when it has gone already."""
        if self.has(address):
            obstore.delete(self.store, address)

    def all_of(self, owner: UUID) -> Iterator[Stored]:
        """Everything that is kept of one person's."""
        for page in obstore.list(self.store, prefix=self.shelf_of(owner)):
            for each in page:
                yield Stored(each["path"], each["last_modified"])

    def clear_half_put(self, owner: UUID, before: datetime) -> int:
        """Erase what a process that was killed in the middle of `put` left under a name that no
        list shows; the answer is how many. A bucket shows no half files."""
        found = (self.folder / self.shelf_of(owner)).glob("*#*") if self.folder else ()
        stale = [each for each in found if put_at(each) < before]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def cipher(self, salt: bytes) -> AESGCM:
        """A key of each file's own, so that the numbers of its blocks can begin at nought."""
        return AESGCM(derived(self.content_key, salt, b"alongside: one file"))

    def part(self, address: str, start: int, length: int) -> bytes:
        """Some sealed bytes."""
        return bytes(obstore.get_range(self.store, address, start=start, length=length))


def storage() -> Storage:
    """The place of the running service."""
    place: Storage = current_app.extensions["storage"]
    return place


def local_store(folder: Path) -> LocalStore:
    """A folder that only whoever runs the service can open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return LocalStore(prefix=folder, automatic_cleanup=True)


def put_at(path: Path) -> datetime:
    """When it was last written to."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def make_durable(path: Path) -> None:
    """Wait until the file and its place in the folder would survive a loss of power."""
    for each in (path, path.parent, path.parent.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """A key for one purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def nonce_of(number: int, count: int) -> bytes:
    """The number of a block, and whether it is the last, so that none can be moved or cut off."""
    return number.to_bytes(NONCE_NUMBER, "big") + (LAST if number + 1 == count else NOT_LAST)


def block_count(size: int) -> int:
    """How many blocks hold this many bytes; an empty file has one too."""
    return max(1, -(-size // BLOCK))
