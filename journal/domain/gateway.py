"""The gateway: what must hold before the assessment, and who does what next.

Pure rules: facts go in, and for each thing the plan asks for, an item comes out that says how it
stands and whose turn it is. When every item is met, worker, employer and provider sign.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from journal.domain.joint_records import Part
from journal.domain.progress_review import hours, months_later, named, written

DECLARATION = ("gateway", "declaration")
"""Under which framework and code the employer's declaration stands beside the behaviours."""


class Subject(StrEnum):
    """What the rules ask for beside the apprenticeship."""

    ENGLISH = "english"
    MATHS = "maths"

    @property
    def label(self) -> str:
        """The subject as screens name it."""
        return {"english": "English", "maths": "Maths"}[self]


class SubjectState(StrEnum):
    """How English or maths stands."""

    LEVEL_2 = "level_2"
    ENTRY_LEVEL_3 = "entry_level_3"
    BRITISH_SIGN_LANGUAGE = "british_sign_language"
    EXEMPT = "exempt"
    OPTED_OUT = "opted_out"
    OUTSTANDING = "outstanding"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return STATE_LABELS[self]

    @property
    def settles(self) -> bool:
        """Whether nothing more is to be done."""
        return self is not SubjectState.OUTSTANDING


STATE_LABELS = {
    SubjectState.LEVEL_2: "Achieved at level 2",
    SubjectState.ENTRY_LEVEL_3: "Achieved at Entry Level 3, with an education, health and care "
    "plan or a legacy statement",
    SubjectState.BRITISH_SIGN_LANGUAGE: "British Sign Language, as the first language",
    SubjectState.EXEMPT: "Exempt",
    SubjectState.OPTED_OUT: "Opted out, as somebody who was 19 or over at the start",
    SubjectState.OUTSTANDING: "Still to do",
}


class Standing(StrEnum):
    """How one item stands."""

    MET = "met"
    WAITS = "waits"
    UNSAID = "unsaid"
    """Nobody has said yet how it stands."""
    UNKNOWN = "unknown"
    """Not for this reader to know."""

    @property
    def label(self) -> str:
        """The state as screens name it."""
        labels = {"met": "Done", "waits": "Still to do", "unsaid": "Nobody has said yet"}
        return labels.get(self, "Not shown to you")


@dataclass(frozen=True)
class Item:
    """One thing that must hold: how it stands, and who must do what next."""

    key: str
    title: str
    standing: Standing
    line: str
    who: Part | None = None
    next_step: str = ""

    @property
    def is_met(self) -> bool:
        """Whether nothing more is to be done."""
        return self.standing is Standing.MET


@dataclass(frozen=True)
class Portfolio:
    """The worker's portfolio as the gateway counts it."""

    pieces: int
    low: int
    high: int
    assigned: int
    without_piece: tuple[str, ...]
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """The employer's last word on a behaviour, or on readiness as a whole."""

    is_verified: bool


@dataclass(frozen=True)
class Facts:
    """What is known on a day, to one reader. What the reader may not know is None."""

    today: date
    assessed: int
    not_claimed: tuple[str, ...]
    not_confirmed: tuple[str, ...]
    portfolio: Portfolio | None
    settled: Mapping[Subject, bool | None]
    began_on: date | None
    ends_on: date | None
    days_of_breaks: int
    minimum_minutes: int
    logged: int
    verified: int
    behaviours: Mapping[str, Word | None]
    declaration: Word | None
    has_employer: bool
    has_provider: bool
    minimum_months: int
    """How long an apprenticeship lasts at least, breaks not counted."""


def checklist(facts: Facts) -> tuple[Item, ...]:
    """Every item, in the order in which people usually come to them."""
    return (
        people(facts),
        covered(facts),
        portfolio(facts),
        *(subject(each, facts.settled.get(each)) for each in Subject),
        time(facts),
        training(facts),
        behaviours(facts),
        declaration(facts),
    )


def all_met(items: Sequence[Item]) -> bool:
    """Whether the gateway can be signed."""
    return bool(items) and all(each.is_met for each in items)


def frozen(items: Sequence[Item]) -> dict[str, str]:
    """The checklist as plain lines, for the record that is signed."""
    return {each.key: f"{each.title}: {each.line}" for each in items}


def people(facts: Facts) -> Item:
    """All three sides are there to sign."""
    title, key = "The three who sign", "people"
    missing = [
        name
        for name, is_there in (("line manager", facts.has_employer), ("coach", facts.has_provider))
        if not is_there
    ]
    if not missing:
        return met(key, title, "Peer worker, line manager and coach are here.")
    line = f"There is no {' and no '.join(missing)} here."
    return waits(key, title, line, None, "Whoever looks after Alongside here adds them.")


def covered(facts: Facts) -> Item:
    """Every statement that the plan assesses is claimed and confirmed."""
    key, title = "covered", "Knowledge, skills and behaviours"
    if not facts.assessed:
        return waits(key, title, "The plan names no statements yet.", None, "Check the plan.")
    if facts.not_claimed:
        line = f"Nothing shows yet: {named(facts.not_claimed)} of {facts.assessed}."
        return waits(key, title, line, Part.WORKER, "Write something that shows it, and tag it.")
    if facts.not_confirmed:
        line = f"Claimed, and not confirmed yet: {named(facts.not_confirmed)}."
        step = "Share these entries, so that a supervisor, line manager or coach can confirm them."
        return waits(key, title, line, Part.WORKER, step)
    return met(key, title, f"All {facts.assessed} that are assessed are confirmed.")


def portfolio(facts: Facts) -> Item:
    """The portfolio holds the usual number of pieces, and covers what it must."""
    key, title, found = "portfolio", "Portfolio", facts.portfolio
    if found is None:
        line = "Only the peer worker sees their portfolio before it is handed in."
        return Item(key, title, Standing.UNKNOWN, line)
    usual = f"{found.pieces} pieces; usual are {found.low} to {found.high}."
    if not found.low <= found.pieces <= found.high:
        step = "Add pieces." if found.pieces < found.low else "Take some pieces out."
        return waits(key, title, usual, Part.WORKER, step)
    if found.without_piece:
        line = f"{usual} Without a piece: {named(found.without_piece)} of {found.assigned}."
        return waits(key, title, line, Part.WORKER, "Add a piece that shows each of them.")
    if found.unconfirmed:
        line = f"{usual} Not confirmed in a piece yet: {named(found.unconfirmed)}."
        step = "Ask somebody who supports the work to confirm them."
        return waits(key, title, line, Part.WORKER, step)
    return met(key, title, f"{found.pieces} pieces cover all {found.assigned} statements.")


def subject(which: Subject, is_settled: bool | None) -> Item:
    """English or maths is settled, in whichever way."""
    key, title = which.value, which.label
    if is_settled:
        return met(key, title, "Settled.")
    step = "Write down how it stands, with your coach."
    if is_settled is None:
        line = "Nobody has said yet how it stands."
        return Item(key, title, Standing.UNSAID, line, Part.WORKER, step)
    return waits(key, title, "Still to do.", Part.WORKER, "Plan with your coach how to get there.")


def time(facts: Facts) -> Item:
    """The apprenticeship has lasted as long as it must."""
    key, title = "time", "Time as an apprentice"
    if facts.began_on is None:
        step = "Enter when the apprenticeship began."
        return waits(key, title, "The first day is not known.", Part.PROVIDER, step)
    earliest = first_day(facts.began_on, facts.minimum_months, facts.days_of_breaks)
    planned = f" The planned end is {written(facts.ends_on)}." if facts.ends_on else ""
    if facts.today < earliest:
        line = f"It lasts until {written(earliest)} at least.{planned}"
        return waits(key, title, line, None, f"Nothing before {written(earliest)}.")
    since = written(facts.began_on)
    return met(key, title, f"{facts.minimum_months} months since {since} are over.{planned}")


def first_day(began_on: date, months: int, days_of_breaks: int) -> date:
    """The first day on which the time is long enough; a break puts it off."""
    return months_later(began_on, months) + timedelta(days=days_of_breaks)


def training(facts: Facts) -> Item:
    """The minimum hours of training are logged and verified."""
    key, title = "hours", "Off-the-job training hours"
    line = (
        f"{hours(facts.logged)} logged, {hours(facts.verified)} verified, of at least "
        f"{hours(facts.minimum_minutes)}."
    )
    if facts.logged < facts.minimum_minutes:
        return waits(key, title, line, Part.WORKER, "Log what you have learned, as you go.")
    if facts.verified < facts.minimum_minutes:
        step = "Verify the hours that wait."
        return waits(key, title, line, Part.EMPLOYER, step)
    return met(key, title, line)


def behaviours(facts: Facts) -> Item:
    """The employer has verified each behaviour."""
    key, title = "behaviours", "Behaviours, seen by the employer"
    open_ones = [
        code for code, word in facts.behaviours.items() if word is None or not word.is_verified
    ]
    if open_ones:
        line = f"Not verified yet: {', '.join(open_ones)}."
        step = "Say what you see of each behaviour at work."
        return waits(key, title, line, Part.EMPLOYER, step)
    return met(key, title, f"Verified: {', '.join(facts.behaviours) or 'none are asked for'}.")


def declaration(facts: Facts) -> Item:
    """The employer says that the worker is ready."""
    key, title = "declaration", "The employer's declaration"
    if facts.declaration is not None and facts.declaration.is_verified:
        return met(key, title, "The line manager says that the peer worker is ready.")
    line = "Not given yet." if facts.declaration is None else "The line manager says: not yet."
    step = "Say whether the peer worker works at the level that is asked for."
    return waits(key, title, line, Part.EMPLOYER, step)


def may_be(which: Subject, state: SubjectState, was_19_at_start: bool) -> bool:
    """Whether a subject can stand so: Sign Language stands in place of English alone, and only
    somebody who was 19 or over at the start can opt out."""
    if state is SubjectState.BRITISH_SIGN_LANGUAGE:
        return which is Subject.ENGLISH
    return state is not SubjectState.OPTED_OUT or was_19_at_start


def met(key: str, title: str, line: str) -> Item:
    """An item that needs nothing more."""
    return Item(key, title, Standing.MET, line)


def waits(key: str, title: str, line: str, who: Part | None, step: str) -> Item:
    """An item that somebody must do something about."""
    return Item(key, title, Standing.WAITS, line, who, step)
