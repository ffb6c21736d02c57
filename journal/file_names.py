"""Names of files, made harmless: for a page, for a header and for a folder on somebody's disk."""

import re
import unicodedata

from journal.cleaning.kinds import Kind

LONGEST_STEM = 80
JOINERS = frozenset("\u200c\u200d")
NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(given: str | None, kind: Kind) -> str:
    """The name as given without folders, hidden signs or a false ending.

    Signs that turn the direction of writing can make `exe.txt` of `txt.exe`, so they go; what
    joins an emoji or a letter of another script stays.
    """
    whole = unicodedata.normalize("NFC", given or "").replace("\\", "/")
    last = "".join(map(visible_sign, whole)).rpartition("/")[2]
    stem = " ".join(NOT_IN_NAMES.sub("_", ENDING.sub("", last.strip())).split())
    stem = stem.strip(" .")[:LONGEST_STEM].strip(" .") or kind.family.value
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{kind.extension}"


def visible_sign(sign: str) -> str:
    """The sign, or nothing in place of one that controls, hides or is half of something."""
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return "" if hidden and sign not in JOINERS else sign


def file_size(size: int) -> str:
    """340 KB, 2.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
