"""The demo is complete, honest about gaps, and never of tomorrow."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from config import for_demo
from journal import Application, create_app, hours_log, joint_records
from journal.commands.demo import ASSESSOR, make
from journal.coverage_view import coverage_of
from journal.domain.actions import ActionState
from journal.domain.confidentiality import find
from journal.domain.entry_kind import EntryKind
from journal.domain.feedback import FeedbackKind
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.skills_scan import ScanWordKind
from journal.domain.submission import BY_EMPLOYER, FileKind, StatementKind
from journal.extensions import db
from journal.gateway_view import checklist_for, is_through
from journal.library import content
from journal.models import (
    Action,
    AgendaItem,
    AuditEvent,
    CheckIn,
    Entry,
    Feedback,
    FeedbackCard,
    JointRecord,
    KsbRating,
    LeaningNote,
    LocalRoute,
    Person,
    PortfolioPiece,
    Programme,
    Provenance,
    RehearsalNote,
    SkillsScan,
    Submission,
    Verdict,
)
from journal.models import Testimony as Asked
from journal.models.base import now
from journal.models.confidential import visible
from journal.records_waiting import for_me_to_agree
from tests.client import Client

Named = Callable[[str], Person]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A demo made in a folder of its own, as `run.py demo` makes one."""
    folder: Path = tmp_path_factory.mktemp("demo")
    app = create_app(for_demo(folder))
    make(app, folder)
    yield app
    with app.app_context():
        db.engine.dispose()


def person(name: str) -> Person:
    """One of the demo's people."""
    found = sa.select(Person).where(Person.email == f"{name}@demo.example")
    return db.session.scalars(found).one()


def test_everybody_of_the_contract_is_there(demo: Application) -> None:
    names = {"worker", "new-worker", "other-worker", "supervisor", "other-supervisor"}
    with demo.app_context():
        emails = set(db.session.scalars(sa.select(Person.email)))
    assert emails == {f"{each}@demo.example" for each in names | {"manager", "coach", "admin"}}


def test_the_worker_has_eleven_months_and_the_new_worker_nothing(demo: Application) -> None:
    with demo.app_context():
        worker, newcomer = person("worker"), person("new-worker")
        entries = db.session.scalars(visible(Entry, to=worker)).all()
        nothing = db.session.scalars(visible(Entry, to=newcomer)).all()
    assert 55 <= len(entries) <= 70
    assert nothing == []
    assert (max(e.dated for e in entries) - min(e.dated for e in entries)).days > 300
    assert len({entry.model for entry in entries} - {None}) == 7
    assert len(Counter(entry.kind for entry in entries)) == 9


def test_nothing_in_it_lies_in_the_future(demo: Application) -> None:
    with demo.app_context():
        worker, moment = person("worker"), now()
        times = [
            *(row.saved_at for row in db.session.scalars(visible(Entry, to=worker))),
            *(row.written_at for row in db.session.scalars(visible(Feedback, to=worker))),
            *(row.given_at for row in db.session.scalars(visible(Verdict, to=worker))),
            *(row.at for row in db.session.scalars(visible(AuditEvent, to=worker))),
        ]
    assert len(times) > 200
    assert max(times) <= moment


def test_its_gaps_are_honest(demo: Application) -> None:
    with demo.app_context():
        worker = person("worker")
        coverage = coverage_of(db.session, worker, worker.id, content())
    states = Counter(covered.state.value for covered in coverage.rows)
    assert sum(states.values()) == 113
    assert min(states.values()) >= 10


def test_the_worker_has_notes_and_check_ins_and_somebody_to_turn_to(demo: Application) -> None:
    with demo.app_context():
        worker = person("worker")
        mine = visible(Entry, to=worker).where(Entry.author_id == worker.id)
        notes = db.session.scalars(mine.where(Entry.kind == EntryKind.NOTE)).all()
        check_ins = db.session.scalars(visible(CheckIn, to=worker)).all()
        routes = db.session.scalars(sa.select(LocalRoute)).all()
    assert len(notes) == 3
    assert not [note for note in notes if "ward sister" in note.text]
    assert len(check_ins) == 3
    assert sorted(route.position for route in routes) == [1, 2, 3]


def test_the_worker_has_a_baseline_scan_that_all_three_have_worked_on(demo: Application) -> None:
    """Twenty answers, the manager's word on ten duties, the planning meeting; nobody else's."""
    with demo.app_context():
        for name in ("worker", "manager", "coach"):
            [scan] = db.session.scalars(visible(SkillsScan, to=person(name)))
            assert scan.sent_at is not None
            assert sum(each.answer is not None for each in scan.answers) == 20
            said = Counter(each.kind for each in scan.words)
            assert said == {
                ScanWordKind.CONFIRMED: 7,
                ScanWordKind.FURTHER: 3,
                ScanWordKind.PLANNING_MEETING: 1,
            }
        for name in ("supervisor", "new-worker", "other-worker", "admin"):
            assert not db.session.scalars(visible(SkillsScan, to=person(name))).all()
        planned = db.session.scalars(visible(Action, to=person("worker")))
        assert sorted(each.codes for each in planned if each.scan_id) == [
            ["K25", "K26", "S18"],
            ["K27", "S20"],
            ["S25", "S26"],
        ]
        ratings = db.session.scalars(visible(KsbRating, to=person("worker"))).all()
        assert {each.code for each in ratings} == {"K27", "S20", "K51"}


def test_supervision_has_eleven_months_too(demo: Application) -> None:
    """An agreement, five sessions of which one was cancelled, the next, and one for a word."""
    with demo.app_context():
        worker, supervisor = person("worker"), person("supervisor")
        records = db.session.scalars(visible(JointRecord, to=worker)).all()
        actions = db.session.scalars(visible(Action, to=worker)).all()
        agenda = db.session.scalars(visible(AgendaItem, to=worker)).all()
        waits = [record.id for record in for_me_to_agree(db.session, worker)]
        theirs = db.session.scalars(visible(JointRecord, to=supervisor)).all()
        sessions = [each for each in records if each.kind is RecordKind.SESSION]
        coming = [each for each in sessions if each.starts_at and each.starts_at > now()]
        agreements = [each for each in theirs if each.kind is RecordKind.AGREEMENT]
        assert [joint_records.agreed(each) for each in agreements] == [1]
        assert Counter(each.state for each in sessions) == {
            RecordState.HELD: 4,
            RecordState.CANCELLED: 1,
            RecordState.OPEN: 1,
        }
        assert len(waits) == 1
        assert len(coming) == 1
        assert sum(item.record_id == coming[0].id for item in agenda) == 3
        assert {each.state for each in actions} == set(ActionState)
        reviews = {each.id for each in records if each.kind is RecordKind.PROGRESS_REVIEW}
        supervised = [each for each in actions if each.record_id not in reviews]
        assert sum(not each.codes for each in supervised) == 6
        [group] = [each for each in records if each.kind is RecordKind.CO_REFLECTION]
        assert len(joint_records.workers_of(group)) == 2


def test_three_reviews_are_signed_and_the_gateway_is_half_way(demo: Application) -> None:
    """One more review is being prepared; some behaviours are seen, and maths is still to do."""
    with demo.app_context():
        worker, coach = person("worker"), person("coach")
        records = db.session.scalars(visible(JointRecord, to=worker)).all()
        reviews = [each for each in records if each.kind is RecordKind.PROGRESS_REVIEW]
        signed = [each for each in reviews if joint_records.is_closed(each)]
        items = {each.key: each for each in checklist_for(db.session, coach, worker)}
        programme = db.session.get_one(Programme, worker.id)
        assert (len(signed), len(reviews)) == (3, 4)
        assert all(each.fields.get("since") and each.fields.get("hours") for each in reviews)
        assert programme.reviewed_on == max(
            each.starts_at.date() for each in signed if each.starts_at
        )
        assert items["english"].is_met
        assert not items["maths"].is_met
        assert items["behaviours"].line == "Not verified yet: B4, B5."
        assert not is_through(db.session, worker)


def test_others_have_given_what_they_saw(demo: Application) -> None:
    with demo.app_context():
        worker = person("worker")
        copied = db.session.scalars(visible(Provenance, to=worker)).all()
        asked = db.session.scalars(visible(Asked, to=worker)).all()
        cards = db.session.scalars(visible(FeedbackCard, to=worker)).all()
        loops = db.session.scalars(visible(Feedback, to=worker)).all()
        noted = db.session.scalars(visible(LeaningNote, to=worker)).all()
    assert len(copied) == 1
    assert sorted(each.given_at is None for each in asked) == [False, True]
    assert [each.given_at is not None for each in cards] == [True, True]
    assert {FeedbackKind.TRIED, FeedbackKind.SEEN} <= {each.kind for each in loops}
    assert len(noted) == 3


def test_the_log_of_hours_is_eleven_months_long_and_mostly_verified(demo: Application) -> None:
    with demo.app_context():
        worker = person("worker")
        lines = hours_log.lines_of(db.session, worker, worker.id)
        verified = [line for line in lines if hours_log.is_verified(line)]
        by = Counter(line.words[-1].author_id for line in verified)
        names = {person(name).id: name for name in ("coach", "manager")}
        asked = [line for line in lines if line.words and not hours_log.is_verified(line)]
        days = [line.dated for line in lines]
    assert len(lines) > 50
    assert 0.8 < len(verified) / len(lines) < 1
    assert {names[each] for each in by} == {"coach", "manager"}
    assert len(asked) == 1
    assert (max(days) - min(days)).days > 300
    assert all(day.weekday() < 5 for day in days)


def test_every_piece_of_a_portfolio_has_a_context_of_its_own(demo: Application) -> None:
    """What a reader who was not there should know, and nothing that looks like a name or place."""
    contexts = []
    with demo.app_context():
        for key in ("worker", "other-worker"):
            pieces = db.session.scalars(visible(PortfolioPiece, to=person(key))).all()
            contexts += [piece.context or "" for piece in pieces]
    assert len(contexts) == 11
    assert len(set(contexts)) == 11
    assert all(150 < len(each) < 600 for each in contexts), [len(each) for each in contexts]
    assert [spot for each in contexts for spot in find(each)] == []


def test_one_worker_brought_earlier_pieces_and_has_handed_in_a_small_portfolio(
    demo: Application,
) -> None:
    with demo.app_context():
        worker = person("other-worker")
        entries = db.session.scalars(visible(Entry, to=worker)).all()
        brought = [each for each in entries if each.came_from]
        [submission] = db.session.scalars(visible(Submission, to=worker)).all()
        notes = db.session.scalars(visible(RehearsalNote, to=worker)).all()
        assert len(submission.pieces) == 1
    assert len(brought) == 3
    assert all(each.dated < worker_began(entries, brought) for each in brought)
    assert {each.code for each in notes} == {"K32", "S11", "S4"}


def test_what_was_frozen_stays_while_the_portfolio_goes_on(demo: Application) -> None:
    """Eight pieces, said to be one's own and signed by the employer; two more have come since."""
    with demo.app_context():
        worker = person("worker")
        [submission] = db.session.scalars(visible(Submission, to=worker)).all()
        pieces = db.session.scalars(visible(PortfolioPiece, to=worker)).all()
        given = {StatementKind(each["kind"]) for each in submission.statements}
        files = {each.kind for each in submission.files}
        assert len(submission.pieces) == 8
    assert len(pieces) == 10
    assert given == {StatementKind.AUTHENTICITY, *BY_EMPLOYER}
    assert files == {*FileKind}


def test_somebody_from_outside_can_come_by(demo: Application) -> None:
    """With the link and the code that are said at every start."""
    folder = Path(urlsplit(demo.extensions["settings"].database_url).path).parent
    told = (folder / ASSESSOR).read_text(encoding="utf-8")
    path, code = told.removeprefix("An assessor comes in at ").split(" with the code ")
    assessor = Client(demo, None)
    page = assessor.open(path).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    typed = {"csrf_token": token[1], "code": code}
    inside = assessor.open(path, method="POST", data=typed, follow_redirects=True)
    assert "Piece 8: Slides for the team away day" in inside.text


def worker_began(entries: Sequence[Entry], brought: Sequence[Entry]) -> date:
    """The day of the first entry that was written here."""
    return min(each.dated for each in entries if each not in brought)
