"""Files that somebody picks by mistake, and what is left of a portfolio's ZIP that was damaged."""

import io
import struct
import zipfile

from journal.documents.manifest import MANIFEST, SIGNATURE
from tests.documents.signed import changed, contents, good

END = b"PK\x05\x06"
NOTHING_BUT_AN_END = END + bytes(18)


def pictures(method: int = zipfile.ZIP_STORED, name: str = "beach.jpg") -> bytes:
    """A ZIP of a holiday."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr(name, b"sand and sea" * 40)
        made.writestr("pier.jpg", b"a long walk")
    return out.getvalue()


def in_an_old_alphabet() -> bytes:
    """Names as an older Windows writes them, which are no UTF-8."""
    return pictures(name="Caf0.jpg").replace(b"Caf0", b"Caf\x82")


def in_the_long_form(data: bytes) -> bytes:
    """The same files with the end that a ZIP of more than 4 GB has."""
    at = data.rindex(END)
    _, count, length, begins = struct.unpack("<HHII", data[at + 8 : at + 20])
    long = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, begins
    )
    where = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    short = struct.pack("<4sHHHHIIH", END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:at] + long + where + short


def without(*names: str) -> bytes:
    """A portfolio's ZIP from which some files were taken."""
    return changed(lambda all_: [each for each in all_ if each[0] not in names])


STRANGERS = {
    "an empty file": b"",
    "a PDF": b"%PDF-1.7\n" + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 50 + b"%%EOF\n",
    "a large picture": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 600,
    "a few words": b"no zip",
    "two letters": b"PK",
    "the mark of an end and no more": END + bytes(17),
    "an empty ZIP": NOTHING_BUT_AN_END,
    "holiday pictures": pictures(),
    "holiday pictures, packed in a rare way": pictures(zipfile.ZIP_BZIP2),
    "holiday pictures, twice the same name": pictures(name="dock.jpg").replace(b"dock", b"pier"),
    "holiday pictures in an old alphabet": in_an_old_alphabet(),
    "holiday pictures in the long form": in_the_long_form(pictures()),
    "holiday pictures with the longest remark": pictures()[:-2] + b"\xff\xff" + b" " * 65_535,
    "holiday pictures with one byte more after them": pictures() + b" " * 65_536,
    "a PDF that holds a ZIP": b"%PDF-1.7\n" + pictures() + b"\n%%EOF\n",
    "a portfolio without the list and its signature": without(MANIFEST, SIGNATURE),
    "a portfolio in a folder, packed again": changed(
        lambda all_: [(f"portfolio/{name}", data) for name, data in all_]
    ),
}

_WHOLE = good()
_LISTED = _WHOLE.index(b"PK\x01\x02")
_REMARK = _LISTED + 32

DAMAGED = {
    "the first four bytes alone": _WHOLE[:4],
    "the first half": _WHOLE[: len(_WHOLE) // 2],
    "all but the last byte": _WHOLE[:-1],
    "the second half": _WHOLE[len(_WHOLE) // 2 :],
    "no list": without(MANIFEST),
    "no signature": without(SIGNATURE),
    "the list alone": without(*(name for name, _ in contents(_WHOLE) if name != MANIFEST)),
    "the ZIP's own list overwritten": _WHOLE[:_LISTED] + b"XX" + _WHOLE[_LISTED + 2 :],
    "the ZIP's own list said to be empty": _WHOLE[:-10] + bytes(4) + _WHOLE[-6:],
    "a file whose remark swallows the list": _WHOLE[:_REMARK] + b"\xff\xff" + _WHOLE[_REMARK + 2 :],
    "another first byte": b"X" + _WHOLE[1:],
    "in the long form": in_the_long_form(_WHOLE),
}
