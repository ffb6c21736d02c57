"""The age format with a passphrase, as a stream: https://age-encryption.org/v1.

Whoever has the ordinary `age` program, or any other that reads the format, opens such a file
without us. Programs that hold a whole file in memory would not do for a record of some gigabytes,
so the format is written here; in tests every byte is held to another program's reading.
"""

import hmac
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from journal.documents.blocks import CutShort, Reader

FIRST_LINE = b"age-encryption.org/v1"
IN_LETTERS = b"-----BEGIN AGE"
"""How a file begins that was closed to be sent in a letter; only the program opens those."""
CHUNK = 64 * 1024
TAG, NONCE, FILE_KEY, SALT = 16, 16, 16, 16
WORK = 17
"""Two to the power of this many rounds: 128 MB of memory, and about half a second."""
MOST_WORK = 18
"""What `age` itself writes. A file that asks for more would ask it of this machine's memory."""
LONGEST_HEADER = 1024
_HEADER = re.compile(
    rb"(?P<signed>age-encryption\.org/v1\n"
    rb"-> scrypt (?P<salt>[A-Za-z0-9+/]{22}) (?P<work>[1-9][0-9]?)\n"
    rb"(?P<body>[A-Za-z0-9+/]{43})\n---) (?P<mac>[A-Za-z0-9+/]{43})\n"
)


class WrongPassphrase(Exception):
    """Not what it was closed with."""


class NotReadable(Exception):
    """Not closed with a passphrase in this format, or not whole, or changed."""


class ClosedOtherwise(NotReadable):
    """Closed with a key and no passphrase."""


class TooMuchWork(NotReadable):
    """To try a passphrase would take more memory than this machine gives."""


def size_of(length: int) -> int:
    """How many bytes so many become."""
    header = len(_header(bytes(FILE_KEY), bytes(SALT), WORK, bytes(FILE_KEY + TAG)))
    return header + NONCE + length + TAG * max(1, -(-length // CHUNK))


def closed(blocks: Iterable[bytes], passphrase: str, work: int = WORK) -> Iterator[bytes]:
    """The bytes of an age file that holds these, piece by piece."""
    file_key, salt, nonce = os.urandom(FILE_KEY), os.urandom(SALT), os.urandom(NONCE)
    words = ChaCha20Poly1305(_from_words(passphrase, salt, work))
    wrapped = words.encrypt(bytes(12), file_key, None)
    yield _header(file_key, salt, work, wrapped) + nonce
    cipher, number = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), 0
    waiting = b""
    for block in blocks:
        waiting += block
        while len(waiting) > CHUNK:
            yield cipher.encrypt(_nonce(number, last=False), waiting[:CHUNK], None)
            waiting, number = waiting[CHUNK:], number + 1
    yield cipher.encrypt(_nonce(number, last=True), waiting, None)


def opened(blocks: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """What an age file holds, piece by piece; each piece is known to be unchanged.

    Raises WrongPassphrase or NotReadable, at the first byte or on the way.
    """
    reader = Reader(blocks)
    try:
        file_key = _file_key(reader, passphrase)
        nonce = reader.exactly(NONCE)
    except CutShort as error:
        raise NotReadable from error
    cipher, number = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), 0
    chunk, following = reader.most(CHUNK + TAG), b""
    while True:
        following = reader.most(CHUNK + TAG)
        try:
            told = cipher.decrypt(_nonce(number, last=not following), chunk, None)
        except InvalidTag as error:
            raise NotReadable from error
        if not told and number:
            raise NotReadable
        yield told
        if not following:
            return
        chunk, number = following, number + 1


def _file_key(reader: Reader, passphrase: str) -> bytes:
    """The key of the file, from its header and the words that somebody knows."""
    lines = b"".join(reader.line(LONGEST_HEADER) for _ in range(4))
    found = _HEADER.fullmatch(lines)
    if found is None:
        is_otherwise = lines.startswith(FIRST_LINE + b"\n-> ") and b"\n-> scrypt " not in lines
        raise ClosedOtherwise if is_otherwise else NotReadable
    if int(found["work"]) > MOST_WORK:
        raise TooMuchWork
    key = _from_words(passphrase, _raw(found["salt"]), int(found["work"]))
    try:
        file_key = ChaCha20Poly1305(key).decrypt(bytes(12), _raw(found["body"]), None)
    except InvalidTag as error:
        raise WrongPassphrase from error
    if not hmac.compare_digest(_mac(file_key, found["signed"]), _raw(found["mac"])):
        raise NotReadable
    return file_key


def _header(file_key: bytes, salt: bytes, work: int, wrapped: bytes) -> bytes:
    recipient = b"-> scrypt " + _text(salt) + b" " + str(work).encode()
    signed = b"\n".join((FIRST_LINE, recipient, _text(wrapped), b"---"))
    return signed + b" " + _text(_mac(file_key, signed)) + b"\n"


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), signed, "sha256")


def _from_words(passphrase: str, salt: bytes, work: int) -> bytes:
    made = Scrypt(salt=FIRST_LINE + b"/scrypt" + salt, length=32, n=2**work, r=8, p=1)
    return made.derive(passphrase.encode())


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=purpose).derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _text(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _raw(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))
