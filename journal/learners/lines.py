"""What waits for somebody with each of their learners: rows made into lines of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from journal import reviewing_days
from journal.domain.gateway import DECLARATION
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.relationships import RelationshipKind
from journal.formatting import today
from journal.hours_log import Terms
from journal.models import JointRecord, Person, Programme
from journal.training_so_far import Logged, expected_by

NEAR_THE_END = timedelta(days=92)
"""How long before the planned end the gateway's items are worth a line."""
A_LITTLE = 7 * 60
"""So many minutes behind, about a day, are no reason to worry anybody."""


@dataclass(frozen=True)
class Scan:
    """A skills scan that was sent, as far as the day needs it."""

    id: UUID
    sent_at: datetime
    i_said: bool
    is_planned: bool


@dataclass(frozen=True)
class Known:
    """What the reader may know of one learner."""

    kinds: frozenset[RelationshipKind]
    programme: Programme | None
    terms: Terms | None
    minimum: int
    logged: Logged
    scan: Scan | None
    records: Sequence[JointRecord]
    shared: int
    behaviours: frozenset[tuple[str, str]]
    words: Mapping[tuple[str, str], bool]


@dataclass(frozen=True)
class Record:
    """A record that is not closed yet."""

    record_id: UUID
    kind: RecordKind
    is_ready: bool
    waits_for_me: bool


@dataclass(frozen=True)
class Line:
    """One learner on the page."""

    person_id: UUID
    name: str
    kinds: tuple[str, ...]
    began_on: date | None
    ends_on: date | None
    logged: int
    minimum: int
    expected: int | None
    to_verify: int
    review_on: date | None
    review_is_near: bool
    review_is_late: bool
    scan_to_read: UUID | None
    scan_to_plan: UUID | None
    records: tuple[Record, ...]
    behaviours_open: tuple[str, ...]
    declaration_open: bool
    subjects_open: tuple[str, ...]
    subjects_unsaid: tuple[str, ...]
    """English and maths, of which nobody has said yet how they stand."""
    shared: int

    @property
    def behind(self) -> int:
        """Minutes of training behind the plan; none where it is about a day or less."""
        late = (self.expected or 0) - self.logged
        return late if late > A_LITTLE else 0

    @property
    def waits(self) -> bool:
        """Whether anything waits for the reader."""
        return bool(
            self.to_verify
            or self.review_is_near
            or self.scan_to_read
            or self.scan_to_plan
            or any(each.waits_for_me for each in self.records)
            or self.behaviours_open
            or self.declaration_open
        )


def line_of(me: Person, worker: Person, known: Known) -> Line:
    """One learner's line."""
    programme, kinds = known.programme, known.kinds
    due = reviewing_days.due_on(programme)
    is_manager = RelationshipKind.MANAGER in kinds and is_near_end(programme)
    is_coach = RelationshipKind.COACH in kinds and is_near_end(programme)
    open_codes = sorted(code for key, code in known.behaviours if not known.words.get((key, code)))
    return Line(
        person_id=worker.id,
        name=worker.name,
        kinds=tuple(sorted(each.label for each in kinds)),
        began_on=programme.began_on if programme else None,
        ends_on=programme.ends_on if programme else None,
        logged=known.logged.minutes,
        minimum=known.minimum,
        expected=expected_by(known.terms, today()),
        to_verify=known.logged.waiting,
        review_on=due,
        review_is_near=reviewing_days.is_near(due),
        review_is_late=due is not None and due < today(),
        scan_to_read=to_read(known),
        scan_to_plan=to_plan(known),
        records=tuple(record_of(each, me) for each in known.records),
        behaviours_open=tuple(open_codes) if is_manager else (),
        declaration_open=is_manager and not known.words.get(DECLARATION),
        subjects_open=subjects(programme, settled=False) if is_coach else (),
        subjects_unsaid=subjects(programme, settled=None) if is_coach else (),
        shared=known.shared,
    )


def to_read(known: Known) -> UUID | None:
    """The scan to which a line manager has said nothing yet."""
    is_manager = RelationshipKind.MANAGER in known.kinds
    return known.scan.id if known.scan and is_manager and not known.scan.i_said else None


def to_plan(known: Known) -> UUID | None:
    """The scan of which no planning meeting is noted yet."""
    is_coach = RelationshipKind.COACH in known.kinds
    return known.scan.id if known.scan and is_coach and not known.scan.is_planned else None


def is_near_end(programme: Programme | None) -> bool:
    """Whether the gateway is near enough to think of."""
    ends = programme.ends_on if programme else None
    return ends is not None and ends - NEAR_THE_END <= today()


def subjects(programme: Programme | None, *, settled: bool | None) -> tuple[str, ...]:
    """English and maths, where they stand so."""
    if programme is None:
        return ()
    both = (("English", programme.english_settled), ("Maths", programme.maths_settled))
    return tuple(name for name, is_settled in both if is_settled is settled)


def record_of(of: JointRecord, me: Person) -> Record:
    """A record as the page names it."""
    has_word = any((each.author_id, each.on_version) == (me.id, of.revision) for each in of.words)
    is_ready = of.state is RecordState.HELD
    return Record(of.id, of.kind, is_ready, is_ready and not has_word)
