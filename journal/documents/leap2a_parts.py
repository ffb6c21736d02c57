"""Posts of a size that other systems can keep: one that is too large becomes several.

Where Mahara runs on MySQL, a post and what goes with it have 65,535 bytes; a longer one stops
the whole import, or is cut. An annex of many statements with many pieces is as long as that.
"""

from collections.abc import Iterator
from dataclasses import replace

from journal.documents import tree
from journal.documents.leap2a import Journal, Post
from journal.documents.xhtml import xhtml

LARGEST_POST = 60_000
"""Bytes of its text; the rest is for its title, its tags and what is said of its files."""
DIVISIBLE = ("rows", "items", "blocks")


def fitting(journal: Journal) -> Journal:
    """The same with every text small enough; what introduces it becomes posts where it is not."""
    front = tuple(block for section in journal.front for block in section.blocks)
    posts = journal.posts
    if size_of(front) > LARGEST_POST:
        first = [Post(one, journal.updated, journal.updated) for one in journal.front]
        journal, posts = replace(journal, front=()), (*first, *posts)
    return replace(journal, posts=tuple(part for post in posts for part in parts_of(post)))


def parts_of(post: Post) -> Iterator[Post]:
    """A post, or its parts in order, each with its tags; the files stay with the first."""
    if size_of(post.section.blocks) <= LARGEST_POST:
        yield post
        return
    parts = list(_filled(tuple(_small(post.section.blocks))))
    for number, blocks in enumerate(parts, start=1):
        title = f"{post.section.title} (part {number} of {len(parts)})"
        section = replace(post.section, title=title, blocks=blocks)
        if number == 1:
            yield replace(post, section=section)
        else:
            section = replace(section, anchor=f"{section.anchor}-part-{number}")
            yield replace(post, section=section, files=())


def size_of(blocks: tree.Blocks) -> int:
    """Bytes of the blocks as they are written."""
    return len(xhtml(blocks).encode())


def _filled(blocks: tree.Blocks) -> Iterator[tree.Blocks]:
    """As many blocks together as fit. A heading goes on with what stands under it."""
    part: list[tree.Block] = []
    size = 0
    for block in blocks:
        more = size_of((block,))
        if part and size + more > LARGEST_POST:
            after = part[_end_without_headings(part) :]
            yield tuple(part[: len(part) - len(after)])
            part, size = after, size_of(tuple(after))
        part.append(block)
        size += more
    yield tuple(part)


def _end_without_headings(part: list[tree.Block]) -> int:
    """Where a part ends when no heading may be its last; all of it, where it is only headings."""
    end = len(part)
    while end and isinstance(part[end - 1], tree.Heading):
        end -= 1
    return end or len(part)


def _small(blocks: tree.Blocks) -> Iterator[tree.Block]:
    """Blocks that fit by themselves: a long table or list is halved until it does."""
    for block in blocks:
        name = next((name for name in DIVISIBLE if len(getattr(block, name, ())) > 1), "")
        if not name or size_of((block,)) <= LARGEST_POST:
            yield block
            continue
        inside = getattr(block, name)
        half = len(inside) // 2
        later = {"start": block.start + half} if isinstance(block, tree.OrderedList) else {}
        yield from _small((
            replace(block, **{name: inside[:half]}),
            replace(block, **{name: inside[half:], **later}),
        ))  # fmt: skip
