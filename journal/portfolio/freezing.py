"""Freezing a portfolio: its files first, then one transaction with the row and what was done.

Killed in between, there is no submission; the files that were stored lie there under no name, and
`journal tidy` erases them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import assessor_links, frozen_files
from journal.audit import Event, record
from journal.documents import docx, html, leap2a, pdf, tree
from journal.documents.canonical import to_bytes
from journal.documents.pdf_pages import pages_of
from journal.domain.enclosing import Enclosed
from journal.domain.making import UNWATCHED, Watch
from journal.domain.portfolio import Placed
from journal.domain.submission import (
    EndKind,
    FileKind,
    Signed,
    StatementKind,
    fingerprint,
)
from journal.free_id import add_with_free_id, one_at_a_time
from journal.frozen_forms import named
from journal.models import (
    Person,
    Submission,
    SubmissionEnclosure,
    SubmissionEnd,
    SubmissionFile,
    SubmissionPiece,
)
from journal.models.base import now
from journal.portfolio import submissions
from journal.portfolio.compiling import ANNEX
from journal.portfolio.glance import GLANCE, with_signatures
from journal.portfolio.leap import journal_of
from journal.portfolio.mapping import mapping_form
from journal.portfolio.sections import day, fact, said
from journal.portfolio.standing import Standing
from journal.storage import Storage

SIGNED = "signed-statements"
PARTS = 2
"""Of which making the files is made: the PDF takes about as long as all the others."""


class ChangedMeanwhile(Exception):
    """The portfolio is another than the one that was to be frozen."""


class FileHasGone(Exception):
    """A file that was to go along has been erased meanwhile."""


@dataclass(frozen=True)
class Packed:
    """Everything of a submission that is made before anything is written."""

    standing: Standing
    title: str
    files: Mapping[FileKind, bytes]


def frozen_document(standing: Standing) -> tree.Document:
    """The portfolio, with who signed it on its page at a glance, and before its annex the
    statements that were given on it."""
    document = standing.document
    given = given_to_go_along(standing.given)
    before = tuple(
        with_signatures(each, standing.digest, given) if each.anchor == GLANCE else each
        for each in document.sections
        if each.anchor != ANNEX
    )
    after = tuple(each for each in document.sections if each.anchor == ANNEX)
    return replace(document, sections=(*before, statements_section(standing), *after))


def statements_section(standing: Standing) -> tree.Section:
    """Who put their name to what, when, and on which content."""
    mark = fingerprint(standing.digest)
    blocks: list[tree.Block] = [
        said(
            "Each statement belongs to one exact content: its text, its order and what was "
            "confirmed. The fingerprint (SHA-256) names that content; one letter more, and it is "
            "another."
        ),
        tree.KeyValues((fact("Fingerprint of this content", mark),)),
    ]
    for one in given_to_go_along(standing.given):
        is_this = one.digest == standing.digest
        source = f"{one.name} ({one.capacity}), {day(one.given_at)}"
        blocks += [
            tree.Heading(3, one.kind.label),
            tree.Quote((said(one.words),), source),
            said("Given on this content.")
            if is_this
            else said(f"Given on an earlier version: {fingerprint(one.digest)}"),
        ]
    return tree.Section(SIGNED, "Statements", tuple(blocks))


def given_to_go_along(given: Sequence[Signed]) -> tuple[Signed, ...]:
    """What goes into a submission; what somebody sees differently was said to the worker."""
    return tuple(one for one in given if one.kind is not StatementKind.SEEN_DIFFERENTLY)


def pack(standing: Standing, title: str, watch: Watch = UNWATCHED) -> Packed:
    """Write all the files, and read those that go along: they are frozen where they lie. It takes
    seconds and touches no database. Raises PdfError, Stopped, and what `enclosures.GONE` names."""
    document, along = frozen_document(standing), standing.files
    watch.begin(len(along.files) + PARTS)
    for enclosed in along.files:
        along.member(enclosed)
        watch.part_done()
    made = pdf.to_pdf(document, pictures=along.picture, look=watch.look)
    watch.part_done()
    files = {**pack_text(standing, pages_of(made, document)), FileKind.PDF: made}
    watch.part_done()
    return Packed(standing, title, files)


def pack_text(standing: Standing, pages: Mapping[str, int]) -> dict[FileKind, bytes]:
    """The files that need no typesetter, all of the one document; `pages` are those of the PDF."""
    document, pictures = frozen_document(standing), standing.files.picture
    post = journal_of(standing.portfolio, standing.script, document, standing.files)
    return {
        FileKind.TREE: to_bytes(document),
        FileKind.HTML: html.to_html(document, pictures).encode(),
        FileKind.DOCX: docx.to_docx(document, pictures),
        FileKind.XLSX: mapping_form(standing.script, pages, named(FileKind.PDF)),
        FileKind.LEAP2A: leap2a.feed(post).encode(),
    }


def freeze(
    session: Session, storage: Storage, me: Person, submission_id: UUID, packed: Packed,
    latest: Standing,
) -> Submission:  # fmt: skip
    """Hand in what was packed and stored, unless the portfolio is another by now.

    Pressed twice, it is one. Raises ChangedMeanwhile and FileHasGone.
    """
    one_at_a_time(session, me)
    portfolio_id = packed.standing.portfolio
    before = submissions.newest_of(session, me, portfolio_id)
    if before is not None and before.id == submission_id:
        return before
    if (latest.digest, latest.given) != (packed.standing.digest, packed.standing.given):
        raise ChangedMeanwhile
    made = Submission(
        id=submission_id,
        organisation_id=me.organisation_id,
        author_id=me.id,
        portfolio_id=portfolio_id,
        title=packed.title,
        digest=latest.digest,
        statements=[as_kept(one) for one in given_to_go_along(latest.given)],
        frozen_at=now(),
    )
    if before is not None and is_same(before, made):
        return before
    make_sure_of_files(storage, me.id, packed, latest)
    add_with_free_id(session, made)
    files = [frozen_files.row_for(storage, made, *each) for each in packed.files.items()]
    add_parts(session, me, made, latest, files)
    if before is not None and before.end is None:
        session.add(ended(before, EndKind.SUPERSEDED, made.id))
    note(session, me, Event.SUBMISSION_MADE, made)
    return made


def store(storage: Storage, owner: UUID, packed: Packed) -> None:
    """Put the files where they will be looked for, before the transaction that names them."""
    for data in packed.files.values():
        frozen_files.store(storage, owner, data)


def make_sure_of_files(storage: Storage, owner: UUID, packed: Packed, latest: Standing) -> None:
    """Look once more whether every file lies where its row will say.

    Whoever erases files waits for whoever holds the person, and then finds these rows. But what
    was stored before that may be gone by now: a sweep that had found the same bytes left behind,
    or a file taken off its entry. Raises FileHasGone.
    """
    if latest.files.gone():
        raise FileHasGone
    for data in packed.files.values():
        if not storage.has(storage.address_of(owner, data)):
            frozen_files.store(storage, owner, data)


def add_parts(
    session: Session, me: Person, made: Submission, latest: Standing, files: list[SubmissionFile]
) -> None:
    """The list of pieces as they stand, the files that go along, and the files made of it all."""
    session.add_all(piece_row(me, made.id, placed) for placed in latest.selection.carried)
    session.add_all(enclosure_row(me, made.id, each) for each in latest.files.files)
    session.add_all(files)
    session.flush()


def piece_row(me: Person, submission_id: UUID, placed: Placed) -> SubmissionPiece:
    """One piece as it stands."""
    evidence = placed.piece.evidence
    return SubmissionPiece(
        submission_id=submission_id,
        author_id=me.id,
        entry_id=evidence.entry,
        number=placed.number,
        title=placed.piece.name,
        kind=evidence.kind,
        dated=evidence.dated,
        statement_number=evidence.number,
    )


def enclosure_row(me: Person, submission_id: UUID, enclosed: Enclosed) -> SubmissionEnclosure:
    """One file that goes along; its bytes stay where they are for as long as this names them."""
    file = enclosed.file
    return SubmissionEnclosure(
        submission_id=submission_id,
        author_id=me.id,
        number=enclosed.number,
        piece_number=enclosed.piece,
        name=enclosed.name,
        caption=enclosed.enclosure.caption,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        address=file.address,
    )


def withdraw(session: Session, me: Person, submission: Submission) -> None:
    """It stays in the worker's record. Every assessor's link to it ends, and to what it had taken
    the place of: also where it had come to its end before."""
    one_at_a_time(session, me)
    session.refresh(submission, ["end"])
    for link in submissions.links_that_end(session, me, submission):
        assessor_links.revoke(session, me, link)
    if submission.end is not None:
        return
    session.add(ended(submission, EndKind.WITHDRAWN))
    note(session, me, Event.SUBMISSION_WITHDRAWN, submission)
    session.expire(submission, ["end"])


def ended(submission: Submission, kind: EndKind, by_id: UUID | None = None) -> SubmissionEnd:
    """That it came to its end."""
    return SubmissionEnd(
        id=uuid4(),
        submission_id=submission.id,
        author_id=submission.author_id,
        kind=kind,
        by_id=by_id,
    )


def is_same(before: Submission, made: Submission) -> bool:
    """Whether exactly this stands handed in already."""
    return before.end is None and (before.digest, before.statements, before.title) == (
        made.digest, made.statements, made.title,
    )  # fmt: skip


def as_kept(one: Signed) -> dict[str, Any]:
    """A statement as it is kept beside the submission."""
    return {
        "kind": one.kind.value,
        "name": one.name,
        "capacity": one.capacity,
        "words": one.words,
        "digest": one.digest,
        "given_at": one.given_at.isoformat(),
    }


def note(session: Session, actor: Person, event: Event, submission: Submission) -> None:
    """Record the act, and send it to the database together with what it did."""
    subject = ("submission", submission.id)
    record(session, actor, event, owner=submission.author_id, subject=subject)
    session.flush()
