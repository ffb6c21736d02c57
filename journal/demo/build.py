"""Write the demo: each act by the person who did it, at the moment when they did it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from journal.accounts import passwords
from journal.assessor_links import NewLink
from journal.audit import Event, record
from journal.demo.gifts import gifts_acts
from journal.demo.handed_in import handed_in_acts
from journal.demo.hours import hours_acts
from journal.demo.portfolios import portfolio_acts
from journal.demo.programmes import add_programmes
from journal.demo.reviews import reviews_acts
from journal.demo.scans import scan_acts
from journal.demo.supervision import Here, supervision_acts
from journal.demo.texts import Texts, closing_words, moment
from journal.demo.wellbeing import wellbeing_acts
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.frameworks import actions as frameworks
from journal.models import Entry, Organisation, Person, Relationship, Share
from journal.models.base import as_if
from journal.models.confidential import act_as, visible
from journal.review import actions as review

PASSWORD = "alongside-demo"  # noqa: S105 - the demo's, printed on its sign-in page
NAMES = UUID("8d7f2a0e-5c55-4b0e-9d7a-6f2f0a1c9b11")
PAGE = "http://127.0.0.1/"

Act = tuple[datetime, str, Callable[[], object]]
"""When, by whom, and what they do."""


class Demo:
    """The demo while it is being written."""

    def __init__(self, session: Session, texts: Texts, today: date) -> None:
        """Nothing is written yet."""
        self.session = session
        self.texts = texts
        self.today = today
        self.people: dict[str, Person] = {}
        self.bonds: list[tuple[str, str, Relationship]] = []
        self.entries: dict[str, Entry] = {}
        self.links: list[NewLink] = []

    def write(self) -> Iterator[None]:
        """Everything, one act after the other in the order in which it happened."""
        self.add_people()
        for when, person, act in sorted(self.acts(), key=lambda each: each[0]):
            act_as(self.session, self.people[person])
            with as_if(when):
                act()
            yield

    def acts(self) -> Iterator[Act]:
        """Every act of the demo."""
        for text in self.texts.entries:
            yield from self.acts_on(text)
        for text in self.texts.meanings:
            for number, version in enumerate(text["versions"], start=1):
                when = self.moment(version["days_ago"], text["principle"] + str(number))
                yield when, text["author"], self.meaning(text, version, number)
        yield from wellbeing_acts(self.session, self.texts, self.people, self.entries, self.moment)
        here = Here(self.session, self.today, self.people, self.entries, self.bond)
        yield from supervision_acts(here, self.texts.supervision)
        yield from gifts_acts(here, self.texts.supervision)
        yield from reviews_acts(here, self.texts.reviews)
        yield from scan_acts(here, self.texts.scans)
        yield from hours_acts(here, self.texts.hours)
        yield from handed_in_acts(here, self.texts.handed_in)
        yield from portfolio_acts(here, self.texts.portfolio, self.links)

    def acts_on(self, text: dict[str, Any]) -> Iterator[Act]:
        """What happened to one entry: written, shared, taken back, and what others said of it."""
        author = text["author"]
        written = self.moment(text["days_ago"], text["slug"])
        yield written, author, lambda: self.entry(text)
        for given in text.get("shared", []):
            first = max(self.later(text, given, "share"), written + timedelta(minutes=5))
            yield first, author, self.share(text, given["with"])
            if "withdrawn_days_later" in given:
                end = {"days_later": given["withdrawn_days_later"]}
                yield self.later(text, end, "withdraw"), author, self.withdraw(text, given["with"])
        yield from self.said_of(text)

    def said_of(self, text: dict[str, Any]) -> Iterator[Act]:
        """Opened, answered, decided, vouched for."""
        thread = [*text.get("feedback", []), *closing_words(text)]
        verdicts = text.get("verdicts", [])
        for place, said in enumerate(thread):
            when = self.later(text, said, f"said by {said['by']}", minutes=60 + 10 * place)
            yield when, said["by"], self.feedback(text, said, place)
        for place, said in enumerate(verdicts):
            when = self.later(text, said, f"said by {said['by']}", minutes=30 + place)
            yield when, said["by"], self.verdict(text, said)
        first_said: dict[str, dict[str, Any]] = {}
        for said in sorted([*thread, *verdicts], key=lambda each: each["days_later"]):
            first_said.setdefault(said["by"], said)
        for reader, said in first_said.items():
            if reader != text["author"]:
                when = self.later(text, said, f"said by {reader}", minutes=15)
                yield when, reader, self.opened(text, reader)
        if said := text.get("attested"):
            when = self.later(text, said, "attested", minutes=90)
            yield when, said["by"], self.attest(text, said)

    def later(
        self, text: dict[str, Any], event: dict[str, Any], what: str, minutes: int = 0
    ) -> datetime:
        """When something happened to an entry, so many days after its own date."""
        days_ago = text["days_ago"] - event["days_later"]
        return self.moment(days_ago, text["slug"] + what) + timedelta(minutes=minutes)

    def add_people(self) -> None:
        """The organisation, its people and how they stand to each other."""
        home = Organisation(name=self.texts.people["organisation"]["name"])
        self.session.add(home)
        self.session.flush()
        one_hash = passwords.hashed(PASSWORD)
        for text in self.texts.people["people"]:
            self.people[text["key"]] = Person(
                id=uuid5(NAMES, text["key"]),
                organisation_id=home.id,
                email=text["email"],
                name=text["name"],
                password_hash=one_hash,
                is_administrator="administrator" in text["roles"],
            )
        self.session.add_all(self.people.values())
        self.session.flush()
        for text in self.texts.people["relationships"]:
            self.add_relationship(text)
        self.session.flush()
        add_programmes(self.session, self.people, self.texts.people["programmes"], self.today)

    def add_relationship(self, text: dict[str, Any]) -> None:
        """One relationship, from its first morning to its last evening."""
        worker = self.people[text["worker"]]
        ended = text.get("ended_days_ago")
        bond = Relationship(
            organisation_id=worker.organisation_id,
            worker_id=worker.id,
            other_id=self.people[text["with"]].id,
            kind=RelationshipKind(text["kind"]),
            began_at=self.midnight(text["started_days_ago"]),
            ended_at=None if ended is None else self.midnight(ended - 1),
        )
        self.session.add(bond)
        self.bonds.append((text["worker"], text["with"], bond))

    def entry(self, text: dict[str, Any]) -> None:
        """Write an entry with its tags and, if it is to be evidence, its statement."""
        author = self.people[text["author"]]
        draft = Draft(
            kind=EntryKind(text["kind"]),
            model=text.get("model"),
            title=text["title"],
            text=(text.get("text") or "").strip(),
            answers={key: words.strip() for key, words in (text.get("answers") or {}).items()},
            dated=self.today - timedelta(days=text["days_ago"]),
            minutes=text.get("minutes"),
            off_the_job=bool(text.get("off_the_job")),
        )
        entry = entries.write(self.session, author, draft, uuid5(NAMES, text["slug"]))
        self.entries[text["slug"]] = entry
        reasons = {(tag["framework"], str(tag["code"])): tag["reason"] for tag in text["tags"]}
        if reasons:
            entries.set_tags(self.session, author, entry, reasons, ())
        if text.get("statement"):
            entries.write_statement(self.session, author, entry, text["statement"].strip())

    def share(self, text: dict[str, Any], reader: str) -> Callable[[], None]:
        """Share an entry with one reader."""
        return lambda: entries.share(
            self.session,
            self.people[text["author"]],
            self.entries[text["slug"]],
            [self.bond(text["author"], reader)],
            PAGE,
        )

    def withdraw(self, text: dict[str, Any], reader: str) -> Callable[[], None]:
        """Take a share back."""

        def act() -> None:
            author, entry = self.people[text["author"]], self.entries[text["slug"]]
            given = visible(Share, to=author).where(
                Share.entry_id == entry.id, Share.reader_id == self.people[reader].id
            )
            entries.withdraw(self.session, author, entry, self.session.scalars(given).one())

        return act

    def feedback(
        self, text: dict[str, Any], said: dict[str, Any], place: int
    ) -> Callable[[], object]:
        """One message in a thread."""
        return lambda: review.give_feedback(
            self.session,
            self.people[said["by"]],
            self.entries[text["slug"]],
            said["text"].strip(),
            uuid5(NAMES, f"{text['slug']} {place}"),
            PAGE,
        )

    def verdict(self, text: dict[str, Any], said: dict[str, Any]) -> Callable[[], object]:
        """A tag confirmed, or more asked for."""
        entry_of = self.entries
        return lambda: review.decide(
            self.session,
            self.people[said["by"]],
            entry_of[text["slug"]],
            self.bond(text["author"], said["by"]).kind,
            said["framework"],
            str(said["code"]),
            Decision(said["verdict"]),
            said.get("because") or "",
            entry_of[text["slug"]].changed_in,
        )

    def attest(self, text: dict[str, Any], said: dict[str, Any]) -> Callable[[], object]:
        """Somebody vouches for an evidence statement."""
        return lambda: review.attest(
            self.session,
            self.people[said["by"]],
            self.entries[text["slug"]],
            self.bond(text["author"], said["by"]).kind,
            1,
            said["words"].strip(),
        )

    def opened(self, text: dict[str, Any], reader: str) -> Callable[[], object]:
        """Somebody opened an entry before they said something of it; its author can see that."""

        def act() -> None:
            owner, subject = self.people[text["author"]].id, self.entries[text["slug"]].id
            person = self.people[reader]
            event = Event.ENTRY_OPENED
            record(self.session, person, event, owner=owner, subject=("entry", subject))
            self.session.flush()

        return act

    def meaning(
        self, text: dict[str, Any], version: dict[str, Any], number: int
    ) -> Callable[[], object]:
        """What a principle has come to mean."""
        author = self.people[text["author"]]
        words = version["text"].strip()
        return lambda: frameworks.write_meaning(
            self.session, author, text["principle"], words, number
        )

    def bond(self, worker: str, other: str) -> Relationship:
        """The relationship between two people."""
        return next(bond for one, two, bond in self.bonds if (one, two) == (worker, other))

    def moment(self, days_ago: int, name: str) -> datetime:
        """A moment of that day."""
        return moment(self.today, days_ago, name)

    def midnight(self, days_ago: int) -> datetime:
        """The first moment of that day."""
        return moment(self.today, days_ago, "").replace(hour=0, minute=0)
