"""A person's coverage as another may count it: rows made into what the domain knows.

Four queries of columns, however many entries there are, and no text among them. The guard
writes the viewer's rule into each, so a supporter's count holds only what they may read.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.content import Content
from journal.domain.admissibility import Candidate
from journal.domain.coverage import Claim, Coverage, coverage
from journal.domain.standing import Word
from journal.models import Attestation, Entry, EvidenceStatement, Person, Provenance, Tag, Verdict
from journal.models.confidential import for_viewer
from journal.tag_views import SAID, counted_words


def coverage_of(session: Session, viewer: Person, worker_id: UUID, content: Content) -> Coverage:
    """Every KSB of the worker's `content` and how far their entries show it, as the viewer sees."""
    found = Rows(session, viewer, worker_id, content.standard.framework.key)
    words, statements, attested = found.words(), found.statements(), found.attested()
    claims = [
        Claim(
            code=row.code,
            words=tuple(words[row.entry_id, row.code]),
            entry=Candidate(
                kind=row.kind,
                statement=statements.get(row.entry_id, 0),
                attested=attested[row.entry_id],
            ),
        )
        for row in found.tags()
    ]
    return coverage(content.standard, claims, content.plan)


class Rows:
    """The rows of one worker's live entries that one viewer may see."""

    def __init__(self, session: Session, viewer: Person, worker_id: UUID, framework: str) -> None:
        """Say for whom, of whose, and by which standard."""
        self.session, self.viewer, self.framework = session, viewer, framework
        self.live = (Entry.author_id == worker_id) & Entry.deleted_at.is_(None)

    def tags(self) -> list[Any]:
        """Each tag to a KSB, with the kind of its entry."""
        columns = sa.select(Tag.entry_id, Tag.code, Entry.kind)
        return self.of_live(columns.where(Tag.framework == self.framework), Tag)

    def words(self) -> dict[tuple[UUID, str], list[Word]]:
        """What was said of each tag to a KSB, by entry and code, without its text."""
        columns = sa.select(*SAID).where(Verdict.framework == self.framework)
        return counted_words(self.of_live(columns, Verdict))

    def statements(self) -> dict[UUID, int]:
        """The number of each entry's latest evidence statement."""
        newest = sa.func.max(EvidenceStatement.number).label("number")
        columns = sa.select(EvidenceStatement.entry_id, newest)
        rows = self.of_live(columns.group_by(EvidenceStatement.entry_id), EvidenceStatement)
        return {row.entry_id: row.number for row in rows}

    def attested(self) -> dict[UUID, set[int]]:
        """The numbers of the statements that somebody vouched for or gave themselves, by entry."""
        found: dict[UUID, set[int]] = defaultdict(set)
        for part in (Attestation, Provenance):
            for row in self.of_live(sa.select(part.entry_id, part.statement_number), part):
                found[row.entry_id].add(row.statement_number)
        return found

    def of_live(self, columns: sa.Select[*tuple[Any, ...]], part: Any) -> list[Any]:
        """The rows of `part` whose entry is live."""
        joined = columns.join(Entry, Entry.id == part.entry_id).where(self.live)
        return list(self.session.execute(for_viewer(joined, self.viewer)))
