"""The files that go along with a piece, as blocks of the document."""

from collections.abc import Iterator, Sequence

from journal.documents import tree
from journal.domain.enclosing import Enclosed, Moment, in_bytes
from journal.portfolio.said import fact, said

TITLE = "Files that go along"
WHERE = (
    "They come with this document: in the folder “files” of its ZIP, or on the page where it is "
    "read. The checksum tells whether a file is the one that was meant."
)


def file_blocks(files: Sequence[Enclosed]) -> Iterator[tree.Block]:
    """Each file: the picture where it is one, what it shows, its size and its checksum, and the
    places in a recording."""
    if not files:
        return
    yield tree.Heading(3, TITLE)
    yield said(WHERE)
    for each in files:
        yield from one_file(each)


def one_file(enclosed: Enclosed) -> Iterator[tree.Block]:
    """One file, listed in full."""
    file, caption = enclosed.file, enclosed.enclosure.caption
    yield tree.Heading(4, f"{file.kind} {enclosed.name}")
    if enclosed.is_shown:
        yield tree.Picture(caption, file.sha256, file.media_type)
    yield tree.KeyValues(
        (
            fact("Shows", caption),
            fact("Size", f"{in_bytes(file.size)} ({file.size:,} bytes)"),
            tree.Fact("SHA-256", (tree.Code(file.sha256),)),
        )
    )
    if enclosed.enclosure.moments:
        yield said("Where in the recording:")
        yield tree.BulletList(tuple(moment_item(each) for each in enclosed.enclosure.moments))


def moment_item(moment: Moment) -> tree.Blocks:
    """A time, and what is to be heard there."""
    words = f" {moment.words}" if moment.words else ""
    return (tree.Paragraph((tree.Strong((tree.Text(moment.at),)), tree.Text(words))),)


def has_files(document: tree.Document) -> bool:
    """Whether files go along with it."""
    parts = tree.walk(document.sections)
    return any(isinstance(part, tree.Heading) and part.text == TITLE for part in parts)
