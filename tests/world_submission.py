"""What the workers of the tests signed, handed in, and gave an assessor a link to."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import assessor_links
from journal.assess import notes
from journal.database import begin_writing
from journal.documents import tree
from journal.documents.canonical import digest_of, to_bytes
from journal.domain.submission import FileKind, StatementKind
from journal.library import content
from journal.links import Link
from journal.models import Making, Person, Portfolio, Relationship, Submission
from journal.models.confidential import act_as, visible
from journal.portfolio import freezing, signing
from journal.portfolio.standing import Standing, standing_of
from journal.storage import storage

if TYPE_CHECKING:
    from tests.world import World


def add_to(session: Session, world: "World") -> None:
    """For each worker: a submission with an assessor's link and a note; for one of them a version
    that the line manager reads, one taken back, and what the manager said of it.

    In a session of its own: what the cast keeps of its objects is to know nothing of it.
    """
    session.commit()
    with Session(session.get_bind(), expire_on_commit=False) as own:
        begin_writing(own)
        for worker in ("worker", "other_worker"):
            add_submission(own, world, worker, "replaced")
            made = add_submission(own, world, worker, "frozen")
            add_link(own, world, worker, made)
            add_making(own, world, worker)
        add_versions(own, world)
        own.commit()


def add_submission(session: Session, world: "World", worker: str, state: str) -> Submission:
    """Handed in as it stood; it takes the place of the one before."""
    me = session.get_one(Person, world.people[worker].id)
    act_as(session, me)
    words = world.canary(f"{worker}{state}", worker)
    mine = visible(Portfolio, to=me).where(Portfolio.author_id == me.id)
    portfolio = session.scalars(mine).first()
    assert portfolio is not None
    standing = worded(standing_of(session, me, portfolio, content()), words)
    signing.say_own(session, me, standing)
    standing = worded(standing_of(session, me, portfolio, content()), words)
    files = {kind: f"{words} {kind}".encode() for kind in FileKind}
    packed = freezing.Packed(
        standing,
        world.canary(f"{worker}{state}title", worker),
        {**files, FileKind.TREE: to_bytes(freezing.frozen_document(standing))},
    )
    freezing.store(storage(), me.id, packed)
    made = freezing.freeze(session, storage(), me, uuid4(), packed, standing)
    ids(world, "submission_id").append(made.id)
    return made


def add_making(session: Session, world: "World", worker: str) -> None:
    """A file that somebody waits for."""
    made = Making(
        id=uuid4(), person_id=world.people[worker].id, parts=7, done=2, is_over=False,
        is_to_stop=False,
    )  # fmt: skip
    session.add(made)
    ids(world, "making_id").append(made.id)


def add_link(session: Session, world: "World", worker: str, submission: Submission) -> None:
    """Names that the worker and the administrator may see, and a note that nobody may."""
    me = session.get_one(Person, world.people[worker].id)
    act_as(session, me)
    seen_by = (worker, "admin")
    assessor = assessor_links.Assessor(
        world.canary(f"{worker}assessor", *seen_by),
        f"{world.canary(f'{worker}assessormail', *seen_by)}@test.example",
        world.canary(f"{worker}assessorhome", *seen_by),
        30,
    )
    link = assessor_links.make(session, me, submission, uuid4(), assessor).link
    holder = Link(link.id, link.organisation_id)
    written = notes.Typed(world.canary(f"{worker}assessornote"), notes.mark_of(""))
    notes.keep(session, holder, {"annex": written})
    ids(world, "link_id").append(link.id)


def add_versions(session: Session, world: "World") -> None:
    """One that the manager is asked to sign, and one from which the question was taken back."""
    me = session.get_one(Person, world.worker.id)
    manager = session.get_one(Person, world.manager.id)
    mine = visible(Portfolio, to=me).where(Portfolio.author_id == me.id)
    portfolio = session.scalars(mine).first()
    assert portfolio is not None
    bond = session.get_one(Relationship, world.relationships["manager"].id)
    for state, seen_by in (("open", ("worker", "manager")), ("takenback", ("worker",))):
        act_as(session, me)
        words = world.canary(f"tosign{state}", *seen_by)
        standing = alone(worded(standing_of(session, me, portfolio, content()), words))
        asked = signing.ask(session, me, portfolio, standing, bond)
        ids(world, "to_sign_id").append(asked.id)
        if state == "open":
            act_as(session, manager)
            signing.sign(session, manager, asked, [StatementKind.VALIDITY])
            said = world.canary("seendifferently", "worker", "manager")
            signing.see_differently(session, manager, asked, said)
            first = asked
    act_as(session, me)
    signing.ask_no_more(session, me, asked)
    first.withdrawn_at = None
    session.flush()


def worded(standing: Standing, words: str) -> Standing:
    """The same, with a section of some words more: they stand in this version and nowhere else."""
    section = tree.Section("more", "More", (tree.Paragraph(tree.typed(words)),))
    document = replace(standing.document, sections=(*standing.document.sections, section))
    return replace(standing, document=document, digest=digest_of(document))


def alone(standing: Standing) -> Standing:
    """The last section alone: whose other words they are, other tables say."""
    document = replace(
        standing.document,
        title="A version",
        author="W",
        cover=tree.Cover("A version"),
        sections=standing.document.sections[-1:],
    )
    return replace(standing, document=document, digest=digest_of(document))


def ids(world: "World", name: str) -> list[UUID]:
    """The ids that an argument of this name can be in the world."""
    return world.ids.setdefault(name, [])
