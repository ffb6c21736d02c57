"""The forms in which what was handed in leaves: of the bytes that were kept, and of nothing else.

The ZIP is put together when somebody asks for it. It holds what was frozen and not a word more, so
it is the same for as long as the organisation's key is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from journal import frozen_files
from journal.documents import leap2a, manifest, tree
from journal.documents.manifest import Listed, Signer
from journal.documents.zips import Member, held, nested, streamed, whole
from journal.domain.making import UNWATCHED, Watch
from journal.domain.submission import EnclosedKind, FileKind
from journal.formatting import day_of
from journal.models import Submission
from journal.portfolio_forms import FOLDER, FORMS, ZIP, Form, fits
from journal.storage import DamagedFile, Storage

TREE = Form(
    "tree", ".json", "application/json", "Record of the text", "",
    "The text as it was frozen, for programs: the other files were made of it.",
)  # fmt: skip


@dataclass(frozen=True)
class KeptFile:
    """One of the files that were made, as its row names it."""

    kind: FileKind
    size: int
    sha256: str
    address: str


@dataclass(frozen=True)
class KeptEnclosure:
    """One of the files that went along, as its row names it."""

    number: int
    piece_number: int
    name: str
    caption: str
    media_type: str
    size: int
    sha256: str
    address: str


@dataclass(frozen=True)
class Frozen:
    """What is known of a submission, to be read when the database is let go."""

    id: UUID
    author_id: UUID
    portfolio_id: UUID
    digest: str
    frozen_at: datetime
    files: tuple[KeptFile, ...]
    enclosures: tuple[KeptEnclosure, ...]


@dataclass(frozen=True)
class Contents:
    """Everything in the ZIP but the signed list, each read once and found to be what was frozen."""

    made_of: Mapping[str, object]
    listed: Sequence[Listed]

    def zip(self, signer: Signer) -> Member:
        """All of it in one file, with the list signed now."""
        return whole(f"portfolio{FORMS[ZIP].ending}", manifest.signed(
            self.made_of, self.listed, signer
        ))  # fmt: skip


def frozen(submission: Submission) -> Frozen:
    """What has to be known of it."""
    return Frozen(
        submission.id,
        submission.author_id,
        submission.portfolio_id,
        submission.digest,
        submission.frozen_at,
        tuple(
            KeptFile(each.kind, each.size, each.sha256, each.address) for each in submission.files
        ),
        tuple(
            KeptEnclosure(each.number, each.piece_number, each.name, each.caption, each.media_type,
                          each.size, each.sha256, each.address)
            for each in submission.enclosures
        ),
    )  # fmt: skip


def offered(submission: Submission) -> list[Form]:
    """The forms of this submission that somebody can take, one file each: of what was handed in
    before there was a form, it was not made."""
    kept = {each.kind.value for each in submission.files}
    return [form for form in FORMS.values() if form.key in kept and has_room(submission, form.key)]


def has_room(submission: Submission, key: str) -> bool:
    """Whether the files that went along fit; the ZIP has them twice, since the Leap2A file in it
    is whole by itself."""
    has_leap = any(each.kind is FileKind.LEAP2A for each in submission.files)
    times = {FileKind.LEAP2A.value: 1, ZIP: 2 if has_leap else 1}.get(key, 0)
    size = sum(each.size for each in submission.enclosures)
    return fits(size, times)


def named(kind: FileKind) -> str:
    """What a file is called in the ZIP: no word that anybody wrote."""
    return f"portfolio{form_of(kind).ending}"


def file_name(submission: Submission, form: Form) -> str:
    """What a download of it is called, by the day that our pages say it was frozen on."""
    return form.name(day_of(submission.frozen_at))


def form_of(kind: FileKind) -> Form:
    """The form that a kept file is of."""
    return TREE if kind is FileKind.TREE else FORMS[kind.value]


def form_alone(storage: Storage, kept: Frozen, kind: FileKind) -> Member:
    """One form as it was frozen, by itself. Raises Changed."""
    if kind is FileKind.LEAP2A:
        return whole(named(kind), list(leap_members(storage, kept, enclosed(storage, kept))))
    return held(named(kind), frozen_files.read(storage, kept, kind))


def contents_of(storage: Storage, kept: Frozen, watch: Watch = UNWATCHED) -> Contents:
    """What goes into the ZIP. It takes seconds where the files are large. Raises Changed, and
    Stopped."""
    watch.begin(len(kept.enclosures) + len(kept.files))
    document, along = frozen_files.document_in(storage, kept), enclosed(storage, kept, watch)
    there = {each.kind for each in kept.files}
    listed: list[Listed] = []
    for kind in (each for each in FileKind if each in there):
        form = form_of(kind)
        member = member_of(storage, kept, kind, along)
        listed.append(Listed(member, f"{form.title}: {form.good_for}"))
        watch.part_done()
    listed += [
        Listed(member, f"Went along with piece {each.piece_number}: {each.caption}")
        for each, member in zip(kept.enclosures, along, strict=True)
    ]
    return Contents(made_of(kept, document), listed)


def made_of(kept: Frozen, document: tree.Document) -> dict[str, object]:
    """What the manifest says of the whole: that it was handed in, when, and its fingerprint."""
    return {
        "title": document.title,
        "author": document.author,
        "portfolio": str(kept.portfolio_id),
        "submission": str(kept.id),
        "frozen_at": kept.frozen_at.astimezone(UTC).isoformat(),
        "as_it_stood_on": document.date.isoformat(),
        "content_sha256": kept.digest,
    }


def member_of(storage: Storage, kept: Frozen, kind: FileKind, along: Sequence[Member]) -> Member:
    """One of the files that were made."""
    if kind is FileKind.LEAP2A:
        return nested(named(kind), list(leap_members(storage, kept, along)))
    return form_alone(storage, kept, kind)


def leap_members(storage: Storage, kept: Frozen, along: Sequence[Member]) -> Iterator[Member]:
    """What lies in the Leap2A file."""
    feed = frozen_files.read(storage, kept, FileKind.LEAP2A)
    names = (each.name for each in kept.enclosures)
    return leap2a.around(feed, zip(names, along, strict=True))


def enclosed(storage: Storage, kept: Frozen, watch: Watch = UNWATCHED) -> list[Member]:
    """The files that went along, each read through once and found to be what was frozen."""
    found: list[Member] = []
    for each in kept.enclosures:
        found.append(enclosed_member(storage, kept.author_id, each))
        watch.part_done()
    return found


def enclosed_member(storage: Storage, owner: UUID, each: KeptEnclosure) -> Member:
    """One of them. Raises Changed."""
    if each.address != storage.address_for(owner, bytes.fromhex(each.sha256)):
        raise frozen_files.Changed(EnclosedKind.ENCLOSED)
    try:
        found = streamed(FOLDER + each.name, partial(storage.read, each.address, each.size))
    except (DamagedFile, FileNotFoundError, OSError, ValueError) as error:
        raise frozen_files.Changed(EnclosedKind.ENCLOSED) from error
    if (found.sha256, found.size) != (each.sha256, each.size):
        raise frozen_files.Changed(EnclosedKind.ENCLOSED)
    return found
