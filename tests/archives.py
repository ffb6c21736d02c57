"""Archives made by hand, of any content and signed by any key: what somebody else might send."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journal.archive.gather import FORMAT
from journal.archive.packing import RECORD
from journal.archive.tables import CARRIED
from journal.documents.manifest import Listed, Signer, fingerprint, signed
from journal.documents.zips import chunks, held

Row = dict[str, Any]
KEY = Ed25519PrivateKey.generate()
AT = "2026-03-02T10:00:00+00:00"


def signer(key: Ed25519PrivateKey = KEY, organisation: str = "Elsewhere") -> Signer:
    """Whoever has a key can sign."""
    return Signer(organisation, key.public_key().public_bytes_raw(), "https://x.example", key.sign)


def fingerprint_of(key: Ed25519PrivateKey = KEY) -> str:
    """What an operator would compare."""
    return fingerprint(key.public_key().public_bytes_raw())


def record(**tables: list[Row]) -> Row:
    """A record of somebody with one supporter; `me` and `you` are their ids."""
    me, you = str(uuid4()), str(uuid4())
    return {
        "format": FORMAT,
        "made_at": AT,
        "organisation": "Elsewhere",
        "person": {"id": me, "name": "Ada Worker"},
        "origins": [me],
        "people": [{"id": you, "name": "Sam Supporter"}],
        "statements": [],
        "tables": {each.name: [] for each in CARRIED} | tables,
    }


def with_entry(told: Row, title: str = "A day") -> str:
    """Put an entry with one version and one tag into a record; its id."""
    me, entry = told["person"]["id"], str(uuid4())
    text = {"kind": "reflection", "model": None, "title": title, "text": "Words.", "answers": {},
            "dated": "2026-03-01", "minutes": 30, "off_the_job": False}  # fmt: skip
    tables = told["tables"]
    tables["entries"].append(
        {"id": entry, "author_id": me, **text, "revision": 1, "changed_in": 1, "created_at": AT,
         "saved_at": AT, "deleted_at": None}
    )  # fmt: skip
    tables["revisions"].append(
        {"id": str(uuid4()), "entry_id": entry, "author_id": me, "number": 1, **text,
         "saved_at": AT}
    )  # fmt: skip
    tables["tags"].append(
        {"id": str(uuid4()), "entry_id": entry, "author_id": me, "framework": "peer-worker",
         "code": "S2", "reason": "How.", "created_at": AT, "changed_at": None}
    )  # fmt: skip
    return entry


def with_verdict(told: Row, entry: str, author: str = "") -> None:
    """Somebody's yes to the tag; the supporter's, if nobody else is named."""
    told["tables"]["verdicts"].append(
        {"id": str(uuid4()), "entry_id": entry, "author_id": author or told["people"][0]["id"],
         "capacity": "supervisor", "framework": "peer-worker", "code": "S2",
         "decision": "confirmed", "because": "I saw it.", "on_revision": 1, "given_at": AT}
    )  # fmt: skip


def with_feedback(told: Row, entry: str) -> None:
    """The supporter's words on an entry."""
    told["tables"]["feedback"].append(
        {"id": str(uuid4()), "entry_id": entry, "author_id": told["people"][0]["id"],
         "text": "Well done.", "kind": "words", "answers_id": None, "on_revision": 1,
         "written_at": AT}
    )  # fmt: skip


def packed(
    told: Row | bytes,
    files: Mapping[str, bytes] | None = None,
    *,
    key: Ed25519PrivateKey = KEY,
    purpose: str = FORMAT,
) -> bytes:
    """The archive's bytes, rightly signed whatever it says."""
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    listed = [Listed(held(RECORD, data), "the record")]
    listed += [Listed(held(name, data), "a file") for name, data in (files or {}).items()]
    made_of = {"title": "x", "author": "x", "as_it_stood_on": "2026-03-02", "record": purpose}
    return b"".join(chunks(signed(made_of, listed, signer(key))))
