"""Two to four pages on one entry, in any order of acts: every text that was sent is somewhere."""

import random
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from uuid import UUID, uuid4

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal import Application
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions
from journal.extensions import db
from journal.models import Entry, Organisation, Person, Revision, Unfinished
from journal.models.confidential import act_as, visible
from tests.client import Client
from tests.conftest import apart, inside
from tests.world import PASSWORD_HASH

HIDDEN = re.compile(r'name="(entry_id|revision|base|copy_id|version)"[^>]*value="([^"]*)"')
TEXT = re.compile(r'<textarea[^>]*name="text"[^>]*>\r?\n?(.*?)</textarea>', re.S)
WAYS_OUT = ("save", "keep saved", "together")
ACTS_AT_MOST = 30
FIRST_SEED = 2026
"""Few runs are the same ones every time, so that chance never leaves an act out; many are not."""
FIRST = "One thing happened.\n\nThen another.\n\nAnd that was that."


@dataclass
class Shared:
    """What the pages of one run have in common."""

    client: Client
    address: str
    chance: random.Random
    sent: list[str] = field(default_factory=list)
    left: set[tuple[str, ...]] = field(default_factory=set)
    """What a closed page had kept: the text last acknowledged, or one sent after it."""
    seen: dict[str, int] = field(default_factory=dict)
    gone_on: set[str] = field(default_factory=set)
    """Texts that a page began from: whoever types on from there types over them."""
    made: int = 0

    def word(self) -> str:
        """A word that was never typed before."""
        self.made += 1
        return f"word{self.made}"

    def note(self, what: str) -> None:
        """Count an act, to know that each kind of act was really met."""
        self.seen[what] = self.seen.get(what, 0) + 1


@dataclass
class Editor:
    """One page, in one tab, on one device."""

    shared: Shared
    name: str = field(default_factory=lambda: secrets.token_hex(16))
    hidden: dict[str, str] = field(default_factory=dict)
    text: str = ""
    sequence: int = 0
    kept: tuple[str, ...] = ()
    is_open: bool = False
    in_conflict: bool = False

    def acts(self) -> None:
        """Whatever chance says."""
        chance = self.shared.chance
        if not self.is_open:
            return self.opens()
        if self.in_conflict:
            way = chance.choice((*WAYS_OUT, "close"))
            return self.closes() if way == "close" else self.answers(way)
        act = chance.choices(
            (self.types, self.autosaves, self.saves, self.puts_away, self.closes),
            (6, 4, 4, 1, 1),
        )[0]
        return act()

    def opens(self) -> None:
        """The form as it is saved now, or filled from a copy that waits."""
        page = self.shared.client.open(self.shared.address).text
        found = re.findall(r'href="([^"]*go-on=[^"]*)"', page)
        if found and self.shared.chance.random() < 0.5:
            page = self.shared.client.open(unescape(self.shared.chance.choice(found))).text
            self.shared.note("went on from a copy")
        self.reads(page)
        self.shared.gone_on.add(self.text)
        self.name, self.sequence, self.kept = secrets.token_hex(16), 0, ()
        self.is_open, self.in_conflict = True, False

    def reads(self, page: str) -> None:
        """Take over what the page's form holds."""
        self.hidden = dict(HIDDEN.findall(page))
        found = TEXT.search(page)
        assert found, page[:3000]
        self.text = unescape(found.group(1)).replace("\r\n", "\n")

    def types(self) -> None:
        """A new paragraph, a changed one, or one less."""
        parts, chance = self.text.split("\n\n"), self.shared.chance
        at = chance.randrange(len(parts))
        way = chance.random()
        if way < 0.5:
            parts.insert(at + 1, f"New {self.shared.word()}.")
        elif way < 0.85 or len(parts) == 1:
            parts[at] = f"{parts[at]} Changed {self.shared.word()}."
        else:
            del parts[at]
        self.text = "\n\n".join(parts)

    def autosaves(self) -> None:
        """With an answer, or with an answer that is lost on the way."""
        self.sequence += 1
        sent = {
            "place": self.shared.address, "fields": {**self.own(), "text": self.text},
            "editor": self.name, "version": int(self.hidden["version"]), "sequence": self.sequence,
        }  # fmt: skip
        client = self.shared.client
        told = client.open(
            f"/unfinished/{self.hidden['copy_id']}", method="POST", json=sent,
            headers={"X-CSRFToken": client.token, "Accept": "application/json"},
        ).get_json()  # fmt: skip
        if self.shared.chance.random() < 0.25:
            self.shared.note("lost an answer")
            self.kept = (*self.kept, self.text) if self.kept else ()
            return
        assert told["sequence"] == self.sequence, told
        if told["copy"] != told["asked"]:
            self.shared.note("got a copy of its own")
        self.hidden |= {"copy_id": told["copy"], "version": str(told["version"])}
        self.kept = (self.text,)

    def saves(self) -> None:
        """The form is sent; now and then its answer is lost, and it is sent again."""
        answer = self.sends("save")
        if self.shared.chance.random() < 0.2:
            self.shared.note("pressed twice")
            answer = self.sends("save")
        self.takes(answer)

    def answers(self, way: str) -> None:
        """One of the three ways out of a conflict."""
        self.shared.note(f"conflict: {way}")
        self.takes(self.sends(way))

    def sends(self, way: str) -> TestResponse:
        """The form, by one of its buttons."""
        self.shared.sent.append(self.text)
        typed = {**self.hidden, "text": self.text, "dated": "2026-06-04", "do": way}
        client = self.shared.client
        typed["csrf_token"] = client.token
        return client.open(self.shared.address, method="POST", data=typed)

    def takes(self, answer: TestResponse) -> None:
        """What the server makes of it."""
        self.in_conflict = answer.status_code == 409
        self.is_open = answer.status_code != 303
        assert answer.status_code in {200, 303, 409}, answer.text[:3000]
        self.kept = ()
        if self.is_open:
            self.reads(answer.text)
            self.name, self.sequence = secrets.token_hex(16), 0

    def puts_away(self) -> None:
        """The copy goes out of the way, though its page stays open."""
        self.shared.client.post(f"/unfinished/{self.hidden['copy_id']}/put-away")

    def closes(self) -> None:
        """The tab is closed; what was acknowledged must be found again, until a page goes on
        with it."""
        if self.kept:
            self.shared.left.add(self.kept)
        self.is_open = False

    def own(self) -> dict[str, str]:
        """The hidden fields that are kept with what was typed."""
        return {name: self.hidden[name] for name in ("entry_id", "revision", "base")}


def test_every_text_that_was_sent_can_be_found_again(
    app: Application, many: Callable[[int, int], int], figures: Callable[[str], None]
) -> None:
    runs, first = many(12, 1000), many(FIRST_SEED, secrets.randbits(32))
    seen: dict[str, int] = {}
    lost: list[str] = []
    texts = 0
    for seed in range(first, first + runs):
        shared, missing = one_run(app, seed)
        texts += len(shared.sent) + len(shared.left)
        lost += [f"seed {seed}: {text!r}" for text in missing]
        for what, times in shared.seen.items():
            seen[what] = seen.get(what, 0) + times
    told = ", ".join(f"{what} {times}" for what, times in sorted(seen.items()))
    figures(f"{runs} interleavings of two to four editors: {len(lost)} of {texts} texts lost")
    figures(f"  of which: {told}")
    assert lost == []
    assert {f"conflict: {way}" for way in WAYS_OUT} <= seen.keys(), f"seeds from {first}"


def one_run(app: Application, seed: int) -> tuple[Shared, list[str]]:
    """A new person, a new entry, some editors; the answer is what could not be found again."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated
    person, entry_id = apart(lambda: inside(app, somebody_with_an_entry))
    shared = Shared(Client(app, person), f"/entries/{entry_id}/edit?model=free", chance)
    editors = [Editor(shared) for _ in range(chance.randint(2, 4))]
    try:
        for editor in editors:
            editor.opens()
        for _ in range(chance.randint(12, ACTS_AT_MOST)):
            chance.choice(editors).acts()
        for editor in editors:
            if editor.is_open:
                editor.closes()
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {error}") from error
    found = apart(lambda: inside(app, lambda: texts_of(db.session, person, entry_id)))
    lost = [text for text in shared.sent if text not in found]
    there = found | shared.gone_on
    return shared, lost + [texts[-1] for texts in shared.left if not there.intersection(texts)]


def texts_of(session: Session, person: Person, entry_id: UUID) -> set[str]:
    """Every text that this person can still get at: versions of the entry, and copies."""
    revisions = session.scalars(visible(Revision, to=person).where(Revision.entry_id == entry_id))
    copies = session.scalars(visible(Unfinished, to=person))
    return {row.text for row in revisions} | {str(row.fields["text"]) for row in copies}


def somebody_with_an_entry() -> tuple[Person, UUID]:
    """A person of their own for each run, since how much is kept is counted by person."""
    home = Organisation(name="The Orchard")
    db.session.add(home)
    db.session.flush()
    person = Person(
        organisation_id=home.id,
        email=f"{uuid4().hex}@test.example",
        name="Somebody",
        password_hash=PASSWORD_HASH,
    )
    db.session.add(person)
    db.session.flush()
    act_as(db.session, person)
    draft = Draft(
        kind=EntryKind.REFLECTION, model=None, title="A title", text=FIRST, answers={},
        dated=date(2026, 6, 4), minutes=None, off_the_job=False,
    )  # fmt: skip
    entry: Entry = actions.write(db.session, person, draft, uuid4())
    db.session.commit()
    return person, entry.id
