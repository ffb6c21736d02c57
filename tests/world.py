"""The cast of the tests, and what each of them wrote.

Every confidential text holds a canary: a word that names its owner and its place and stands
nowhere else, so that a test can tell from any answer whose text it gave away.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from journal import search_index
from journal.attachments import actions as attachments
from journal.cleaning.kinds import WAV, Cleaned
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.looking_over import Listing
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.file_limits import Limits
from journal.models import (
    Attachment,
    Attestation,
    BroughtIn,
    CheckIn,
    Entry,
    Feedback,
    LeaningNote,
    LocalRoute,
    Meaning,
    Organisation,
    OwnWords,
    Person,
    PieceFile,
    Portfolio,
    PortfolioPages,
    PortfolioPiece,
    RehearsalNote,
    Relationship,
    Search,
    Share,
    Unfinished,
    Verdict,
)
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.storage import storage
from tests import (
    world_actions,
    world_elsewhere,
    world_gateway,
    world_handover,
    world_hours,
    world_programme,
    world_records,
    world_scan,
    world_submission,
    world_witness,
)

PASSWORD = "three walls and a door"
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""As quick to try as Argon2id allows: what a hash costs stands in the hash, and the product makes
its own. Whoever signs in or proves who they are in a test waits for nothing."""
BEGINNING, ENDING = "canary", 6
LONG_AGO = timedelta(days=300)


@dataclass
class World:
    """People by their part, things by their name, and who may see which canary."""

    people: dict[str, Person] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    check_ins: dict[str, CheckIn] = field(default_factory=dict)
    local_routes: dict[str, LocalRoute] = field(default_factory=dict)
    copies: dict[str, Unfinished] = field(default_factory=dict)
    searches: dict[str, Search] = field(default_factory=dict)
    ids: dict[str, list[UUID]] = field(default_factory=dict)
    """Further ids that an address can hold, by the name that routes give them."""
    canaries: dict[str, set[str]] = field(default_factory=dict)
    entry_names: dict[str, str] = field(default_factory=dict)
    """For each canary of an entry, which entry that is."""

    def canary(self, name: str, *seen_by: str) -> str:
        """A word for one text; `seen_by` names everybody who may ever be shown it."""
        word = f"{BEGINNING}{name}{uuid4().hex[:ENDING]}".replace("_", "")
        self.canaries[word] = set(seen_by)
        return word

    def canaries_in(self, text: str) -> set[str]:
        """Every canary of a text. All begin alike: most texts are looked through only once."""
        return {word for word in self.canaries if word in text} if BEGINNING in text else set()

    def entry_with(self, canary: str) -> Entry | None:
        """The entry whose text holds this canary."""
        return self.entries.get(self.entry_names.get(canary, ""))

    def __getattr__(self, name: str) -> Person:
        """`world.worker` is the person who plays the worker."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


ORGANISATIONS = {"here": "The Orchard", "elsewhere": "The Boathouse"}
CAST = {
    "worker": "here",
    "other_worker": "here",
    "supervisor": "here",
    "ex_supervisor": "here",
    "other_supervisor": "here",
    "manager": "here",
    "coach": "here",
    "reader": "here",
    "admin": "here",
    "stranger": "elsewhere",
    "stranger_admin": "elsewhere",
}
RELATIONSHIPS = (
    ("worker", "supervisor", RelationshipKind.SUPERVISOR),
    ("worker", "ex_supervisor", RelationshipKind.SUPERVISOR),
    ("worker", "manager", RelationshipKind.MANAGER),
    ("worker", "coach", RelationshipKind.COACH),
    ("worker", "reader", RelationshipKind.READER),
    ("other_worker", "other_supervisor", RelationshipKind.SUPERVISOR),
)


def build(session: Session) -> World:
    """Everybody and everything, written through the actions of the product itself."""
    world = World()
    add_people(session, world)
    world_programme.add_to(session, world)
    add_entries(session, world)
    add_answers(session, world)
    add_own_things(session, world)
    add_searches(session, world)
    add_local_routes(session, world)
    world_records.add_to(session, world)
    world_actions.add_to(session, world)
    world_witness.add_to(session, world)
    world_handover.add_to(session, world)
    world_gateway.add_to(session, world)
    world_scan.add_to(session, world)
    world_hours.add_to(session, world)
    world_elsewhere.add_to(session, world)
    end_relationship(session, world, "ex_supervisor")
    world_submission.add_to(session, world)
    return world


def add_people(session: Session, world: World) -> None:
    """Two organisations, their people, and how they stand to each other."""
    homes = {key: Organisation(name=name) for key, name in ORGANISATIONS.items()}
    session.add_all(homes.values())
    session.flush()
    for key, home in CAST.items():
        world.people[key] = Person(
            organisation_id=homes[home].id,
            email=f"{key}@test.example",
            name=f"{key.replace('_', ' ').title()} Person",
            password_hash=PASSWORD_HASH,
            is_administrator="admin" in key,
        )
    session.add_all(world.people.values())
    session.flush()
    for worker, other, kind in RELATIONSHIPS:
        relationship = Relationship(
            organisation_id=world.people[worker].organisation_id,
            worker_id=world.people[worker].id,
            other_id=world.people[other].id,
            kind=kind,
            began_at=now() - LONG_AGO,
        )
        world.relationships[other] = relationship
    session.add_all(world.relationships.values())
    session.flush()


def add_entries(session: Session, world: World) -> None:
    """One entry in each state that makes a difference to who may read it."""
    add_entry(session, world, "worker", "draft", shared_with=())
    everyone = ("supervisor", "ex_supervisor", "manager", "coach", "reader")
    add_entry(session, world, "worker", "shared", shared_with=everyone)
    add_entry(session, world, "worker", "product", EntryKind.WORK_PRODUCT, ("supervisor",))
    withdrawn = add_entry(session, world, "worker", "withdrawn", shared_with=("supervisor",))
    hide(world, "withdrawn", "supervisor")
    given = visible(Share, to=world.worker).where(Share.entry_id == withdrawn.id)
    share = session.scalars(given).one()
    entries.withdraw(session, world.worker, withdrawn, share)
    deleted = add_entry(session, world, "worker", "deleted", shared_with=("supervisor",))
    hide(world, "deleted", "supervisor")
    entries.delete(session, world.worker, deleted)
    add_entry(session, world, "other_worker", "others", shared_with=("other_supervisor",))


def add_entry(
    session: Session,
    world: World,
    author: str,
    name: str,
    kind: EntryKind = EntryKind.REFLECTION,
    shared_with: tuple[str, ...] = (),
) -> Entry:
    """An entry with a canary in every text; an ex-supervisor's share ends with the relationship."""
    person = world.people[author]
    act_as(session, person)
    seen_by = {author, *shared_with} - {"ex_supervisor"}

    def word(place: str) -> str:
        made = world.canary(f"{name}{place}", *seen_by)
        world.entry_names[made] = name
        return made

    def kept(place: str) -> str:
        """A word in a passage just for the author: nobody else ever sees it, shared or not."""
        return world.canary(f"{name}kept{place}", author)

    draft = Draft(
        kind=kind,
        model="driscoll" if kind is EntryKind.REFLECTION else None,
        title=word("title"),
        text=f"{word('text')} [just for me] {kept('text')}",
        answers={"what": f"{word('answer')} [just for me] {kept('answer')} [/just for me]"}
        if kind is EntryKind.REFLECTION
        else {},
        dated=date.today() - timedelta(days=3),
        minutes=45,
        off_the_job=True,
    )
    entry = entries.write(session, person, draft, uuid4())
    entries.set_tags(session, person, entry, {("peer-worker", "S2"): word("reason")}, ())
    session.refresh(entry, ["tags"])
    taken_out = f"[take out] {kept('statement')} [/take out]"
    entries.write_statement(session, person, entry, f"{word('statement')} {taken_out}")
    session.refresh(entry, ["statements"])
    given = attachments.Given(word("filename"), word("shows"), a_recording(word("bytes")))
    limits = Limits(file_megabytes=1, files_on_an_entry=20, megabytes_of_a_person=10)
    world.attachments[name] = attachments.add(session, storage(), person, entry, given, limits)
    readers = [world.relationships[other] for other in shared_with]
    if readers:
        entries.share(session, person, entry, readers, "http://localhost/")
    world.entries[name] = entry
    return entry


def a_recording(words: str) -> Cleaned:
    """A sound file that is plain text throughout, so that a canary in it is found by reading."""
    form = b"fmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0"
    sound = words.ljust(len(words) + len(words) % 2).encode()
    body = b"WAVE" + form + b"data" + len(sound).to_bytes(4, "little") + sound
    return Cleaned(b"RIFF" + len(body).to_bytes(4, "little") + body, WAV)


def add_answers(session: Session, world: World) -> None:
    """What those who support the worker said, each in rows of their own."""
    shared = world.entries["shared"]
    readers = ("worker", "supervisor", "manager", "coach", "reader")
    for key in ("supervisor", "ex_supervisor"):
        person = world.people[key]
        act_as(session, person)
        common = {"entry_id": shared.id, "author_id": person.id}
        said = {"capacity": RelationshipKind.SUPERVISOR, "given_at": now()}
        session.add_all(
            [
                Feedback(**common, text=world.canary(f"{key}feedback", *readers), on_revision=1),
                Verdict(
                    **common,
                    **said,
                    framework="peer-worker",
                    code="S2",
                    decision=Decision.CONFIRMED,
                    because=world.canary(f"{key}because", *readers),
                    on_revision=1,
                ),
                Attestation(
                    **common,
                    **said,
                    statement_number=1,
                    words=world.canary(f"{key}words", *readers),
                ),
            ]
        )
        session.flush()


def add_own_things(session: Session, world: World) -> None:
    """What only its author ever sees."""
    for author, name in (("worker", "product"), ("other_worker", "others")):
        person = world.people[author]
        act_as(session, person)
        session.add(
            OwnWords(
                author_id=person.id,
                listing=Listing.DENY,
                words=world.canary(f"{author}ownwords", author),
            )
        )
        session.add(
            Meaning(
                author_id=person.id,
                principle="mutual",
                number=1,
                text=world.canary(f"{author}meaning", author),
            )
        )
        session.add(
            BroughtIn(
                organisation_id=person.organisation_id,
                author_id=person.id,
                origin=uuid4(),
                organisation=world.canary(f"{author}before", author),
                fingerprint="",
                counts=False,
            )
        )
        portfolio = Portfolio(
            organisation_id=person.organisation_id,
            author_id=person.id,
            title=world.canary(f"{author}portfoliotitle", author),
            plan="illustrative",
            introduction=world.canary(f"{author}portfoliointroduction", author),
            closing=world.canary(f"{author}portfolioclosing", author),
        )
        session.add(portfolio)
        session.flush()
        piece = PortfolioPiece(
            portfolio_id=portfolio.id,
            entry_id=world.entries[name].id,
            author_id=person.id,
            position=1,
            context=world.canary(f"{author}piececontext", author),
        )
        session.add(piece)
        session.flush()
        session.add(
            PieceFile(
                piece_id=piece.id,
                attachment_id=world.attachments[name].id,
                author_id=person.id,
                goes_along=True,
                caption=world.canary(f"{author}caption", author),
                moments=f"00:00 {world.canary(f'{author}moment', author)} S2",
                looked_at=now(),
            )
        )
        session.add(
            RehearsalNote(
                portfolio_id=portfolio.id,
                author_id=person.id,
                code="S2",
                keywords=world.canary(f"{author}keywords", author),
                version=1,
            )
        )
        session.add(
            PortfolioPages(
                portfolio_id=portfolio.id,
                author_id=person.id,
                mark=world.canary(f"{author}pagesmark", author),
                pages={"1": 3},
                found_at=now(),
            )
        )
        world.portfolios[author] = portfolio
        world.copies[author] = Unfinished(
            author_id=person.id,
            place=f"/entries/{world.entries[name].id}/edit",
            fields={"text": world.canary(f"{author}unfinished", author)},
            editor="0" * 32,
        )
        session.add(world.copies[author])
        world.check_ins[author] = CheckIn(
            author_id=person.id,
            entry_id=world.entries[name].id,
            feelings=[world.canary(f"{author}feeling", author)],
            text=world.canary(f"{author}checkin", author),
            would_help=world.canary(f"{author}help", author),
        )
        session.add(world.check_ins[author])
        session.add(
            LeaningNote(
                entry_id=world.entries[name].id,
                author_id=person.id,
                statement="fix-people",
                words=world.canary(f"{author}leaning", author),
            )
        )
        session.flush()


def add_local_routes(session: Session, world: World) -> None:
    """Whom each organisation's people can turn to: for all of them, and for nobody else."""
    for administrator in ("admin", "stranger_admin"):
        home = world.people[administrator].organisation_id
        people = [part for part, each in world.people.items() if each.organisation_id == home]
        world.local_routes[administrator] = LocalRoute(
            organisation_id=home,
            name=world.canary(f"{administrator}routename", *people),
            how=world.canary(f"{administrator}routehow", *people),
            hours=world.canary(f"{administrator}routehours", *people),
            position=1,
        )
    session.add_all(world.local_routes.values())
    session.flush()


def add_searches(session: Session, world: World) -> None:
    """Everybody looks for every canary at once, and authors for a word of their own too."""
    for part, person in world.people.items():
        act_as(session, person)
        world.searches[part] = Search(author_id=person.id, fields={"words": "canary"})
        session.add(world.searches[part])
        session.flush()
    for author in ("worker", "other_worker"):
        act_as(session, world.people[author])
        words = world.canary(f"{author}search", author)
        own = Search(author_id=world.people[author].id, fields={"words": words})
        world.searches[f"{author} alone"] = own
        session.add(own)
        session.flush()


def end_relationship(session: Session, world: World, other: str) -> None:
    """From now on, this person is nothing to the worker any more."""
    bond = world.relationships[other]
    bond.ended_at = now()
    search_index.let_go(session, bond.worker_id, bond.other_id)


def hide(world: World, name: str, person: str) -> None:
    """From now on, this person may no longer be shown any text of the entry of this name."""
    for canary, seen_by in world.canaries.items():
        if canary.startswith(f"canary{name}"):
            seen_by.discard(person)
