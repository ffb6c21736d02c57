"""Portfolios of any size to measure with: made up, and the same every time."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from config import ROOT
from journal.content import Content, load
from journal.documents import tree
from journal.domain.entry_kind import EntryKind
from journal.domain.portfolio import Evidence, Message, Piece, Selection, Vouched
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision, TagView, Word
from journal.portfolio.compiling import Manuscript, document_of

WORKER, SUPERVISOR = UUID(int=1), UUID(int=2)
NAMES = {WORKER: "Robin Example", SUPERVISOR: "Morgan Example"}
FIRST = datetime(2025, 9, 1, 12, tzinfo=UTC)
KINDS = (EntryKind.OBSERVATION_REPORT, EntryKind.WORK_PRODUCT, EntryKind.WITNESS_TESTIMONY)
STATEMENT = """I met a person who had not left the house for some weeks. We had agreed on a short
walk, and when I came it was **too much**, so we stayed on the step and drank our tea there.

I said little. I told them that for me, too, a door had once been a long way off, and then I
waited. After a while *they* told me which part was the hardest, and it was not the one I had
thought of. We made a list of what had helped before:

- going at a quiet time of the day
- knowing the way back
- nobody asking how it went

#### What came of it

1. We walked to the corner, and back, on the second visit.
2. They chose the day of the third.
3. I wrote to the team what we had agreed, in their words.

> You did not hurry me. That was the difference.

In supervision I looked at why I had wanted to fill the silence. I had been worried that we would
have nothing to show for the hour. Next time I shall ask first what would make it a good hour for
them, and leave my own list in the bag.
"""


def portfolio(pieces: int, content: Content | None = None) -> tree.Document:
    """A whole portfolio: its pieces, each with claims and feedback, the annex, all it has."""
    content = content or load(ROOT / "content")
    plan, standard = content.plan, content.standard
    codes = standard.framework.in_order(plan.assigned)
    made = tuple(piece(number, codes, standard.framework.key) for number in range(pieces))
    return document_of(
        Manuscript(
            title="Eleven months beside others",
            introduction=STATEMENT,
            closing=STATEMENT,
            name=NAMES[WORKER],
            standard=standard,
            selection=Selection(plan, standard.framework, made),
            names=NAMES,
            date=date(2026, 8, 31),
        )
    )


def piece(number: int, codes: tuple[str, ...], framework: str) -> Piece:
    """One piece of about two pages, with three claims of which one is confirmed."""
    moment = FIRST + timedelta(hours=7 * number)
    chosen = sorted({codes[(number * 7 + step * 5) % len(codes)] for step in range(3)})
    yes = Word(SUPERVISOR, RelationshipKind.SUPERVISOR, Decision.CONFIRMED, "I saw it.", 1, moment)
    reason = "I went at their pace, and asked before I offered anything of my own."
    tags = tuple(
        TagView(framework, code, reason, (yes,) * (at == 0), 1) for at, code in enumerate(chosen)
    )
    seen = Vouched(SUPERVISOR, RelationshipKind.SUPERVISOR, "I was there.", moment, 1)
    message = Message(UUID(int=number), SUPERVISOR, "You gave it *time*. What helped you?", moment)
    evidence = Evidence(
        entry=UUID(int=number), author=WORKER, kind=KINDS[number % len(KINDS)],
        dated=moment.date(), statement=f"This is the account of visit {number + 1}.\n\n{STATEMENT}",
        number=1, written_at=moment, tags=tags, vouched=(seen,), messages=(message,),
    )  # fmt: skip
    return Piece(UUID(int=number), f"A walk, day {number + 1}", evidence, frozenset({message.id}))
