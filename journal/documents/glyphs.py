"""Which characters the PDF's fonts can draw, and what stands where they cannot.

PDF/UA-1 refuses a whole document for one character without a glyph. So what the
fonts lack is written out by name, and the reader is told.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from journal.documents.characters import clusters, ignorable, named

FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
MOST_ASKED = 500
# Every style of the typesetter's own text face has these: nearly everything ever typed here.
_PLAIN = re.compile("[ -~\u00a0-\u017f\u2010-\u2027\u20ac\u2122]*")
_NUMBERS_IN_A_ROW = re.compile(r"(?:\[character U\+[0-9A-F U+]+\]){2,}")

Draws = Callable[[Sequence[str]], bool]


def font_folders() -> list[Path]:
    """The folders of the font packages that are installed."""
    return [Path(str(files(name))) for name in FONT_PACKAGES if find_spec(name)]


def in_order(families: Iterable[str], everything: str) -> list[str]:
    """The font families in the order in which they are asked for a character.

    Chinese and Japanese draw some characters differently: kana tell which is meant.
    """
    chinese = "JP" if re.search("[\u3040-\u30ff]", everything) else "SC"
    first = ["Libertinus Serif", "Noto Sans"]
    last = ["Noto Sans Symbols", "New Computer Modern", "New Computer Modern Math"]
    last += ["Noto Emoji", f"Noto Sans CJK {chinese}", "DejaVu Sans Mono"]
    scripts = {name for name in families if name.startswith("Noto Sans") and "CJK" not in name}
    return first + sorted(scripts - {*first, *last}) + last


def is_plain(text: str) -> bool:
    """Whether every font surely has all of the text."""
    return _PLAIN.fullmatch(text) is not None


def strange(texts: Iterable[str]) -> set[str]:
    """The characters of the texts that not every font has."""
    return set(_counted(texts))


def undrawable(texts: Iterable[str], draws: Draws) -> set[str]:
    """The characters of the texts that no font has. `draws` says whether texts can be set."""
    unknown = [one for one, _ in _counted(texts).most_common() if not _some_font_has(one)]
    return {*faulty(unknown[:MOST_ASKED], draws), *unknown[MOST_ASKED:]}


def faulty(texts: Sequence[str], draws: Draws) -> list[str]:
    """Those of the texts that cannot be set, found by halving."""
    if not texts or draws(texts):
        return []
    if len(texts) == 1:
        return list(texts)
    middle = len(texts) // 2
    return faulty(texts[:middle], draws) + faulty(texts[middle:], draws)


def written_out(text: str, missing: Collection[str]) -> str:
    """The text with the missing characters by name; numbers in a row share their brackets."""
    if not missing or is_plain(text):
        return text
    written = "".join(named(one) if one in missing else one for one in clusters(text))
    return _NUMBERS_IN_A_ROW.sub(lambda row: row[0].replace("][character ", " "), written)


def count(texts: Iterable[str], missing: Collection[str]) -> int:
    """How often a missing character stands in the texts."""
    return sum(times for one, times in _counted(texts).items() if one in missing)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        one for text in texts if not is_plain(text) for one in clusters(text) if not is_plain(one)
    )


def _some_font_has(cluster: str) -> bool:
    drawn = {ord(character) for character in cluster if not ignorable(character)}
    return any(drawn <= _characters(path) for path in _font_files())


@cache
def _font_files() -> list[Path]:
    """Small ones first: most texts never need the large ones opened."""
    found = [path for folder in font_folders() for path in folder.glob("*.[ot]t[cf]")]
    return sorted(found, key=lambda path: (path.suffix == ".ttc", path.name))


@cache
def _characters(font: Path) -> frozenset[int]:
    """What a font can draw; the fonts of a collection have the same characters."""
    with TTFont(font, fontNumber=0, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
