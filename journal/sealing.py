"""Boxes that a device seals for a person, and that only this service can open.

A page without network seals what is typed with the person's public key; the private one is
made from a seed in the person's row and never leaves the service, so what lies on a lost phone
is noise. See docs/adr/0013.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from journal.models.person import Person

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many private keys there are on this curve, and one."""
FOR_KEYS = b"alongside: the key of a person"
FOR_BOXES = b"alongside: a sealed text"
FIRST = b"\x01"
"""The only kind of box so far."""
POINT, NONCE, TAG = 65, 12, 16
LARGEST_BOX = 2_500_000
"""Bytes: the largest copy that is kept, however much of it JSON had to escape."""


class CannotOpen(Exception):
    """Not a box, or not this person's, or not as it was sealed: nobody is told which."""


def public_key(seed: bytes) -> bytes:
    """What a device seals with: an uncompressed point."""
    return (
        private_key(seed)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )


def name_of(public: bytes) -> str:
    """A short name of a key, by which a device knows whose boxes it holds and not who that is."""
    return urlsafe_b64encode(hashlib.sha256(public).digest()[:12]).decode()


def key_for_pages(person: Person) -> str:
    """The key that this person's pages hand to their devices; none before the next sign-in."""
    seed = person.sealing_seed
    return urlsafe_b64encode(public_key(seed)).decode() if seed else ""


def open_box(seed: bytes, copy_id: UUID, box: bytes) -> Any:
    """What was sealed for this person under this copy's id; raises CannotOpen for all else."""
    try:
        return json.loads(opened(seed, copy_id, box))
    except (InvalidTag, ValueError, RecursionError) as error:
        raise CannotOpen from error


def opened(seed: bytes, copy_id: UUID, box: bytes) -> bytes:
    """The bytes that were sealed."""
    if box[:1] != FIRST or not POINT + NONCE + TAG < len(box) <= LARGEST_BOX:
        raise ValueError
    point, nonce, sealed = box[1 : 1 + POINT], box[1 + POINT :][:NONCE], box[1 + POINT + NONCE :]
    once = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    shared = private_key(seed).exchange(ec.ECDH(), once)
    public = public_key(seed)
    key = HKDF(hashes.SHA256(), 32, salt=point + public, info=FOR_BOXES).derive(shared)
    about = f"{name_of(public)} {copy_id}".encode()
    return AESGCM(key).decrypt(nonce, sealed, about)


@lru_cache(maxsize=256)
def private_key(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The person's private key. More bytes than needed are drawn, so that no key is likelier."""
    drawn = HKDF(hashes.SHA256(), 48, salt=None, info=FOR_KEYS).derive(seed)
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (ORDER - 1) + 1, CURVE)
