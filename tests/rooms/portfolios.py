"""Portfolios for tests, written through the actions of the product itself."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from uuid import UUID, uuid4

import docx
import openpyxl
from docx.oxml.ns import qn
from pypdf import PdfReader
from sqlalchemy.orm import Session

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models import Entry, Person, Portfolio, PortfolioPiece
from journal.models.confidential import act_as, visible
from journal.portfolio import actions
from journal.review import actions as review
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
KSB = "peer-worker"
PAGE = "http://localhost/"
STATEMENT = "I made a map of free places together with four people who use them."
REASON = "We visited every place together."
ARABIC, EMOJI = "تحدثنا بهدوء", "🫖"


@dataclass
class Desk:
    """A worker with a supervisor, a portfolio, and what they put on the desk in a test."""

    session: Session
    world: World
    portfolio: Portfolio
    made: dict[str, Entry] = field(default_factory=dict)

    @property
    def worker(self) -> Person:
        """Whose portfolio it is."""
        return self.world.other_worker

    @property
    def supervisor(self) -> Person:
        """Who supports them."""
        return self.world.other_supervisor

    @property
    def path(self) -> str:
        """The address of the builder."""
        return f"/portfolio/{self.portfolio.id}"

    def write(
        self,
        name: str,
        kind: EntryKind = EntryKind.WORK_PRODUCT,
        tags: Mapping[str, str] | None = None,
        statement: str = "",
        days_ago: int = 3,
    ) -> Entry:
        """An entry, shared, with reasons by code; its title, text and answer hold its name."""
        act_as(self.session, self.worker)
        looks_back = kind is EntryKind.REFLECTION
        draft = Draft(
            kind=kind,
            model="driscoll" if looks_back else None,
            title=f"rawtitle{name}",
            text=f"rawtext{name}",
            answers={"what": f"rawanswer{name}"} if looks_back else {},
            dated=date.today() - timedelta(days=days_ago),
            minutes=None,
            off_the_job=False,
        )
        entry = entries.write(self.session, self.worker, draft, uuid4())
        reasons = {(KSB, code): reason for code, reason in (tags or {}).items()}
        entries.set_tags(self.session, self.worker, entry, reasons, ())
        if statement:
            entries.write_statement(self.session, self.worker, entry, statement)
        bond = self.world.relationships["other_supervisor"]
        entries.share(self.session, self.worker, entry, [bond], PAGE)
        self.session.commit()
        self.made[name] = entry
        return entry

    def decide(self, name: str, code: str, decision: Decision, because: str = "") -> None:
        """The supervisor's word on a tag."""
        entry = self.by_supervisor(name)
        review.decide(
            self.session, self.supervisor, entry, RelationshipKind.SUPERVISOR, KSB, code,
            decision, because, entry.revision,
        )  # fmt: skip
        self.session.commit()

    def vouch(self, name: str, words: str, number: int = 1) -> None:
        """The supervisor's name under one version of the statement."""
        entry = self.by_supervisor(name)
        capacity = RelationshipKind.SUPERVISOR
        review.attest(self.session, self.supervisor, entry, capacity, number, words)
        self.session.commit()

    def feedback(self, name: str, text: str) -> None:
        """A message of the supervisor's."""
        entry = self.by_supervisor(name)
        review.give_feedback(self.session, self.supervisor, entry, text, uuid4(), PAGE)
        self.session.commit()

    def new_statement(self, name: str, text: str) -> None:
        """The next version of a statement."""
        act_as(self.session, self.worker)
        entry = self.made[name]
        self.session.refresh(entry, ["statements"])
        entries.write_statement(self.session, self.worker, entry, text)
        self.session.commit()

    def save_text(self, name: str, text: str) -> None:
        """Another version of the entry's own text."""
        act_as(self.session, self.worker)
        entry = self.made[name]
        draft = Draft(entry.kind, entry.model, entry.title, text, entry.answers, entry.dated, None,
                      off_the_job=False)  # fmt: skip
        entries.save(self.session, self.worker, entry, draft, entry.revision)
        self.session.commit()

    def add(self, name: str, title: str = "") -> None:
        """Bring an entry in."""
        act_as(self.session, self.worker)
        actions.add_piece(self.session, self.worker, self.portfolio, self.made[name], title)
        self.session.commit()

    def by_supervisor(self, name: str) -> Entry:
        """Act as the supervisor, on an entry they may read."""
        act_as(self.session, self.supervisor)
        wanted = visible(Entry, to=self.supervisor).where(Entry.id == self.made[name].id)
        return self.session.scalars(wanted).one()


def desk_of(session: Session, world: World) -> Desk:
    """A worker with an empty portfolio."""
    act_as(session, world.other_worker)
    made = actions.begin(session, world.other_worker, "Eleven months", "illustrative", uuid4())
    session.commit()
    return Desk(session, world, made)


def pieces_of(desk: Desk) -> list[UUID]:
    """The entries in the portfolio, in order."""
    desk.session.rollback()
    mine = visible(PortfolioPiece, to=desk.worker).where(
        PortfolioPiece.portfolio_id == desk.portfolio.id
    )
    rows = desk.session.scalars(mine.order_by(PortfolioPiece.position)).all()
    found = [row.entry_id for row in rows]
    desk.session.rollback()
    return found


def row_of(desk: Desk, name: str) -> str:
    """The address of the piece that an entry became."""
    act_as(desk.session, desk.worker)
    mine = visible(PortfolioPiece, to=desk.worker)
    row = desk.session.scalars(mine.where(PortfolioPiece.entry_id == desk.made[name].id)).one()
    found = f"{desk.path}/pieces/{row.id}"
    desk.session.rollback()
    return found


def typed(page: str, **fields: str) -> dict[str, str]:
    """What a browser sends back: the hidden fields of the page, and what somebody typed."""
    names = ("portfolio_id", "number", "base", "copy_id", "version")
    found = re.findall(rf'name="({"|".join(names)})"[^>]*value="([^"]*)"', page)
    return {**dict(found), **fields}


def words_of(html: str) -> str:
    """The words of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def made(client_for: ClientFor, desk: Desk, ending: str) -> bytes:
    """The file, as the button gives it."""
    answer = client_for(desk.worker).post(f"{desk.path}/{ending}")
    assert answer.status_code == 200
    return answer.data


def pages_of(pdf: bytes) -> list[str]:
    """The words of every page, each on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of_word(data: bytes) -> str:
    """All words of a Word file, a line for each paragraph, those in tables too."""
    body = docx.Document(io.BytesIO(data)).element.body
    lines = ("".join(each.text or "" for each in line.iter(qn("w:t")))
             for line in body.iter(qn("w:p")))  # fmt: skip
    return "\n".join(lines)


def cells_of(data: bytes, sheet: str = "Mapping") -> list[tuple[object, ...]]:
    """The rows of one sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [tuple(cell.value for cell in row) for row in book[sheet].iter_rows()]


def feed_of(data: bytes) -> str:
    """The feed in a Leap2A file."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read("leap2a.xml").decode()
