"""A direct observation of practice: what is planned together, what was seen, and both views of it.

Nobody is watched without the yes of the person who is supported: until that stands in the record,
it cannot be agreed. What was seen is written against each statement that was chosen to be looked
at, so that it says what was seen and not what somebody thinks of a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journal.domain.framework import Framework, Statement
from journal.domain.joint_records import RecordField

CODES = "codes"
SAW = "saw:"
CONSENT = "consent"
YES = "yes"

Ref = tuple[str, str]
"""A framework's key and a code in it."""


PLAN = (
    RecordField(
        "setting",
        "What kind of situation",
        "Such as a first meeting, a group, a walk. Please name nobody and no place.",
        rows=2,
    ),
    RecordField(
        "asked_by",
        "Who asks the person who is supported",
        "A role is enough, such as: the peer worker.",
        rows=1,
    ),
    RecordField(
        "asked_how",
        "How they are asked",
        "Beforehand, in words they understand, and so that a no costs them nothing.",
        rows=2,
    ),
)
REPORT = (
    RecordField(
        "went_well", "What went well", "What you would like to see again, in plain words.", rows=4
    ),
    RecordField("one_thing", "One thing to try", "One is enough. Something small and near."),
)
VIEW = (
    RecordField(
        "worker_view",
        "How the peer worker sees it",
        "What was it like? What would you add, and what do you take from it?",
        rows=5,
    ),
)
FIELDS = (*PLAN, *REPORT, *VIEW)
CONSENT_LABEL = "The person who is supported said yes"
SEEN = "What was seen"


@dataclass(frozen=True)
class Seen:
    """What was seen against one statement."""

    statement: Statement
    words: str

    @property
    def name(self) -> str:
        """The field that holds it."""
        return saw_key((self.statement.framework, self.statement.code))


def saw_key(ref: Ref) -> str:
    """The key under which stands what was seen against a statement."""
    return SAW + ":".join(ref)


def refs_in(fields: Mapping[str, str]) -> tuple[Ref, ...]:
    """The statements that were chosen to be looked at."""
    pairs = (each.partition(":") for each in fields.get(CODES, "").split())
    return tuple((framework, code) for framework, _, code in pairs if code)


def refs_as_text(refs: Iterable[Ref]) -> str:
    """The chosen statements as the record keeps them."""
    return " ".join(":".join(ref) for ref in dict.fromkeys(refs))


def seen_in(fields: Mapping[str, str], frameworks: Mapping[str, Framework]) -> tuple[Seen, ...]:
    """Each chosen statement that there still is, with what was seen of it so far."""
    return tuple(
        Seen(frameworks[framework][code], fields.get(saw_key((framework, code)), ""))
        for framework, code in refs_in(fields)
        if framework in frameworks and code in frameworks[framework]
    )


def is_written(fields: Mapping[str, str]) -> bool:
    """Whether anything that was seen is written down."""
    return any(text.strip() for key, text in fields.items() if key.startswith(SAW))


def missing(fields: Mapping[str, str]) -> tuple[str, ...]:
    """What is still needed before anybody can agree, in words."""
    needs = []
    if fields.get(CONSENT) != YES:
        needs.append("the yes of the person who is supported")
    if not is_written(fields):
        needs.append("what was seen")
    return tuple(needs)


def report(fields: Mapping[str, str], frameworks: Mapping[str, Framework]) -> str:
    """The observation as one text: what an evidence statement is made of."""
    parts = [(PLAN[0].label, fields.get("setting", ""))]
    parts += [
        (f"{SEEN}: {each.statement.code}, {each.statement.text}", each.words)
        for each in seen_in(fields, frameworks)
    ]
    parts += [(each.label, fields.get(each.key, "")) for each in (*REPORT, *VIEW)]
    return "\n\n".join(f"**{label}**\n\n{text}" for label, text in parts if text.strip())
