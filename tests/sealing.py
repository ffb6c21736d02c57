"""Sealing as static/seal.js does it, so that tests can make boxes without a browser."""

import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from journal.sealing import name_of

STEP = 1024


def seal(public: bytes, copy: str, payload: Any) -> bytes:
    """A box for the person with this public key."""
    ours = ec.generate_private_key(ec.SECP256R1())
    point = ours.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    shared = ours.exchange(ec.ECDH(), theirs)
    key = HKDF(hashes.SHA256(), 32, salt=point + public, info=b"alongside: a sealed text")
    text = json.dumps(payload).encode()
    padded = text + b" " * (STEP - len(text) % STEP)
    nonce, about = os.urandom(12), f"{name_of(public)} {copy}".encode()
    return b"\x01" + point + nonce + AESGCM(key.derive(shared)).encrypt(nonce, padded, about)
