"""Pages of a Mahara, on which the posts stand in the order of the portfolio.

Its journals show the newest post first, whatever the order of their parts. What people there read,
share and hand in is a page. Its layout is in elements of Mahara's own, in the shape of its export;
a system that does not know them has a selection with its parts, and a sentence that says so.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from journal.documents import tree
from journal.documents.leap2a_entry import category, entry, link, plain
from journal.documents.xhtml import in_one

MAHARA = "https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions"
MOST_ON_A_PAGE = 100
"""Until somebody says yes to an import, the plan of a page waits in one column of 65,535 bytes,
where Mahara runs on MySQL; every post on it takes about 300 of them."""
LONGEST_INTRODUCTION = 20_000
"""Bytes of the text above the posts; a longer one stands in the journal alone."""
FIRST_AND_LAST_NAME = 3
WIDTH, HEIGHT = 12, 3
"""As wide as a page, and as high as every block of Mahara's export; it grows when it is shown."""
SAID = "Everything of this portfolio in its order. The same stands in the journal of this name."


def pages(
    title: str, updated: datetime, introduction: tree.Blocks, names: Sequence[str]
) -> Iterator[str]:
    """One page with all of it, or several where there is more than a page can hold."""
    text = in_one(introduction)
    above = [_block("text", "text", text)] if len(text.encode()) <= LONGEST_INTRODUCTION else []
    shares = [names[at : at + MOST_ON_A_PAGE] for at in range(0, len(names), MOST_ON_A_PAGE)]
    for number, share in enumerate(shares, start=1):
        ends = f" (page {number} of {len(shares)})" if len(shares) > 1 else ""
        posts = [_block("blogpost", "artefactid", name) for name in share]
        layout = _layout([*above, *posts] if number == 1 else posts)
        yield entry(
            f"{title}{ends}", f"portfolio:page-{number}", updated, updated,
            f"<summary>{SAID}</summary>\n<content>{SAID}</content>", "selection",
            [link("leap2:has_part", name) for name in share],
            [category("Webpage", "selection_type"), layout],
        )  # fmt: skip


def _block(kind: str, field: str, value: str) -> tuple[str, str]:
    """A block and what it shows: every value of Mahara's is a list in JSON."""
    shown = plain(json.dumps([value], ensure_ascii=False))
    return kind, f"<mahara:{field}>{shown}</mahara:{field}>"


def _layout(blocks: Sequence[tuple[str, str]]) -> str:
    """One below the other."""
    written = (
        f'<mahara:blockinstance mahara:blocktype="{kind}" mahara:blocktitle=""'
        f' mahara:positionx="0" mahara:positiony="{number * HEIGHT}"'
        f' mahara:height="{HEIGHT}" mahara:width="{WIDTH}">{shown}</mahara:blockinstance>'
        for number, (kind, shown) in enumerate(blocks)
    )
    return (
        f'<mahara:view mahara:newlayout="1" mahara:type="portfolio"'
        f' mahara:ownerformat="{FIRST_AND_LAST_NAME}">{"".join(written)}</mahara:view>'
    )
