"""How long a search takes, and whether what is hidden from the searcher makes it longer.

    python3 run.py journal bench search      or      python -m benchmarks.search [HIDDEN]

A supervisor looks for a word in 200 entries that a worker shares. Then the worker and somebody
else write many more that hold the same words, share none of them, and the supervisor looks
again, in turn with a search that finds nothing. The ratio of the medians is what counts.
"""

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import flask_migrate
from sqlalchemy.orm import Session
from tqdm import tqdm

from config import Settings
from journal import create_app
from journal.database import begin_writing
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.looking import Asked
from journal.domain.relationships import RelationshipKind
from journal.domain.search_words import wanted
from journal.entries import actions as entries
from journal.extensions import db
from journal.models import Organisation, Person, Relationship
from journal.models.confidential import act_as
from journal.search.queries import find

SHARED, HIDDEN, TIMES = 200, 3_000, 60
TEXT = "We walked by the harbour and spoke of recovery, hope and boundaries. " * 12
QUESTIONS = {"a word": "boundaries", "a beginning": "bound", "a phrase": '"hope and boundaries"',
             "nothing": "zeppelin"}  # fmt: skip


def main(hidden: int) -> None:
    """Measure on an encrypted database of its own, and print a line for each question."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            secret_key=secrets.token_hex(32),
            database_url=f"sqlite:///{Path(folder) / 'journal.db'}",
            database_key=secrets.token_hex(32),
        )
        with create_app(settings).app_context():
            flask_migrate.upgrade()
            measure(db.session, hidden)
            db.engine.dispose()


def measure(session: Session, hidden: int) -> None:
    """Before and after the hidden entries."""
    worker, other, supervisor, bond = add_people(session)
    write_many(session, worker, SHARED, bond)
    before = medians(session, supervisor)
    write_many(session, worker, hidden // 2, None)
    write_many(session, other, hidden - hidden // 2, None)
    after = medians(session, supervisor)
    print(f"{SHARED} entries shared, then {hidden} hidden ones with the same words:")  # noqa: T201
    for name, took in before.items():
        print(  # noqa: T201
            f"  {name:<12} {took * 1000:6.1f} ms before, {after[name] * 1000:6.1f} ms after, "
            f"ratio {after[name] / took:.2f}"
        )


def medians(session: Session, viewer: Person) -> dict[str, float]:
    """The median time of each question, asked in turn."""
    times: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    for _ in range(TIMES):
        for name, words in QUESTIONS.items():
            times[name].append(timed(lambda: find(session, viewer, asked(words), "")))  # noqa: B023
            session.rollback()
    return {name: statistics.median(taken) for name, taken in times.items()}


def asked(words: str) -> Asked:
    """A search for words alone."""
    return Asked(wanted=wanted(words))


def timed(work: Callable[[], object]) -> float:
    """How many seconds something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def add_people(session: Session) -> tuple[Person, Person, Person, Relationship]:
    """A worker and their supervisor, and somebody else."""
    home = Organisation(name="The Orchard")
    session.add(home)
    session.flush()
    people = [
        Person(organisation_id=home.id, email=f"{name}@bench.example", name=name)
        for name in ("worker", "other", "supervisor")
    ]
    session.add_all(people)
    session.flush()
    worker, other, supervisor = people
    bond = Relationship(
        organisation_id=home.id,
        worker_id=worker.id,
        other_id=supervisor.id,
        kind=RelationshipKind.SUPERVISOR,
    )
    session.add(bond)
    session.commit()
    return worker, other, supervisor, bond


def write_many(session: Session, author: Person, number: int, bond: Relationship | None) -> None:
    """So many entries with the same words, shared where a relationship is given."""
    for each in tqdm(range(number), unit=" entries", leave=False, disable=None):
        if each % 100 == 0:
            session.commit()
            begin_writing(session)
            act_as(session, author)
        draft = Draft(
            kind=EntryKind.TRAINING, model=None, title=f"Day {each}", text=TEXT, answers={},
            dated=date(2024, 1, 1) + timedelta(days=each % 700), minutes=None, off_the_job=False,
        )  # fmt: skip
        entry = entries.write(session, author, draft, uuid4())
        if bond is not None:
            entries.share(session, author, entry, [bond], "http://localhost/")
    session.commit()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else HIDDEN)
