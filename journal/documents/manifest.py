"""The list of everything in a portfolio's ZIP, signed, so that a changed byte is seen for ever.

The signature is Ed25519 over the very bytes of `manifest.json`. The public key stands in the
manifest, so that nothing else is needed to check it; that the key is the organisation's is seen
by comparing its fingerprint with the one on the organisation's own page.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from journal.documents.zips import Member, held

FORMAT = "alongside-portfolio-1"
MANIFEST, SIGNATURE, CHECKER = "manifest.json", "manifest.sig", "verify.html"
CHECKED_BY = "checks this ZIP offline, in a browser"
KEY_BYTES = 32
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Signer:
    """Whose key signs, and how."""

    organisation: str
    public_key: bytes
    key_page: str
    """Where the fingerprint is shown, to compare."""
    sign: Sign


@dataclass(frozen=True)
class Listed:
    """A file, and what it is."""

    member: Member
    what: str


@dataclass(frozen=True)
class Claimed:
    """What a manifest says of one file."""

    path: str
    size: int
    sha256: str


class Unreadable(Exception):
    """Not a manifest that this program understands."""


def signed(made_of: Mapping[str, object], listed: Sequence[Listed], signer: Signer) -> list[Member]:
    """All members of the ZIP: the files, the page that checks them, the manifest, the signature."""
    everything = [*listed, Listed(held(CHECKER, checker()), CHECKED_BY)]
    manifest = written(made_of, everything, signer)
    signature = base64.b64encode(signer.sign(manifest)) + b"\n"
    return [
        *(each.member for each in everything),
        held(MANIFEST, manifest),
        held(SIGNATURE, signature),
    ]


def written(made_of: Mapping[str, object], listed: Sequence[Listed], signer: Signer) -> bytes:
    """The manifest's bytes."""
    told = {
        "format": FORMAT,
        "made_of": made_of,
        "signed_by": {
            "organisation": signer.organisation,
            "algorithm": "Ed25519",
            "public_key": base64.b64encode(signer.public_key).decode(),
            "fingerprint": fingerprint(signer.public_key),
            "compare_with": signer.key_page,
        },
        "files": [
            {
                "path": each.member.name,
                "what": each.what,
                "size": each.member.size,
                "sha256": each.member.sha256,
            }
            for each in listed
        ],
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def fingerprint(public_key: bytes) -> str:
    """The SHA-256 of a public key, in groups of four that two people can read to each other."""
    digits = hashlib.sha256(public_key).hexdigest()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def is_signed(manifest: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether these very bytes were signed with this key."""
    try:
        raw = base64.b64decode(signature.strip(), validate=True)
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw, manifest)
    except (InvalidSignature, ValueError):
        return False
    return base64.b64encode(raw) + b"\n" == signature


def checker() -> bytes:
    """The page that checks a ZIP: one file, the same in every portfolio of this version."""
    folder = files("journal.documents")
    script = (folder / "verify.js").read_text(encoding="utf-8")
    style = (folder / "verify.css").read_text(encoding="utf-8")
    page = (folder / "verify.html").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    for name, text in (("POLICY", policy), ("STYLE", style), ("SCRIPT", script)):
        page = page.replace(f"{{{{{name}}}}}", text)
    return page.encode()


def read(manifest: bytes) -> "Manifest":
    """What a manifest says, however it was made. Raises Unreadable."""
    try:
        return Manifest.of(json.loads(manifest))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable from error


@dataclass(frozen=True)
class Manifest:
    """A manifest that was read."""

    title: str
    author: str
    as_of: str
    organisation: str
    public_key: bytes
    files: tuple[Claimed, ...]

    @classmethod
    def of(cls, told: dict[str, object]) -> "Manifest":
        """Taken from JSON; whatever is not as it should be is an error."""
        if told["format"] != FORMAT:
            raise ValueError("another format")
        made_of, signed_by = _mapping(told["made_of"]), _mapping(told["signed_by"])
        key = base64.b64decode(_text(signed_by["public_key"]), validate=True)
        if len(key) != KEY_BYTES or signed_by["algorithm"] != "Ed25519":
            raise ValueError("another kind of key")
        return cls(
            title=_text(made_of["title"]),
            author=_text(made_of["author"]),
            as_of=_text(made_of["as_it_stood_on"]),
            organisation=_text(signed_by["organisation"]),
            public_key=key,
            files=tuple(_claims(told["files"])),
        )


def _claims(listed: object) -> Iterator[Claimed]:
    if not isinstance(listed, list):
        raise TypeError("no list")
    for each in listed:
        told = _mapping(each)
        size = told["size"]
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise TypeError("no size")
        yield Claimed(_text(told["path"]), size, _text(told["sha256"]))


def _mapping(told: object) -> dict[str, object]:
    if not isinstance(told, dict):
        raise TypeError("not named")
    return told


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told


def _hash(inside: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
