"""The scan that somebody sent last, and the gaps it shows, whichever room asks."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session, selectinload

from journal.content import Content
from journal.domain.scan_answers import codes_behind
from journal.domain.skills_scan import ScanAnswer, ScanDuty, ScanPart, ScanWordKind
from journal.domain.skills_scan import SkillsScan as TheScan
from journal.domain.standard import Standard
from journal.domain.versions import Version, Versions
from journal.models import Person, SkillsScan
from journal.models.confidential import visible
from journal.programmes import content_for


def asks_of(scan: SkillsScan) -> Version:
    """The version of the standard that a scan asks about."""
    return Version(scan.standard, scan.standard_version)


def texts_of(session: Session, scan: SkillsScan) -> Content:
    """The content with the questions that a scan was begun with, whatever is learned since."""
    return content_for(session, scan.organisation_id, Versions(standard=asks_of(scan)))


@dataclass(frozen=True)
class Gap:
    """Something for the apprenticeship to add: an answer of No or Some, or what the line manager
    named."""

    scan_id: UUID
    duty: ScanDuty
    part: ScanPart | None
    """Of which statement; None for what the line manager named."""
    answer: ScanAnswer | None
    words: str
    codes: tuple[str, ...]


def last_sent(session: Session, viewer: Person, author_id: UUID) -> SkillsScan | None:
    """The scan of somebody's that was sent last, if the viewer may read it."""
    return session.scalar(
        visible(SkillsScan, to=viewer)
        .where(SkillsScan.author_id == author_id, SkillsScan.sent_at.is_not(None))
        .order_by(SkillsScan.number.desc())
        .limit(1)
        .options(selectinload(SkillsScan.answers), selectinload(SkillsScan.words))
    )


def gaps_of(scan: SkillsScan, the_scan: TheScan, standard: Standard) -> list[Gap]:
    """Every gap of a scan, duty by duty: at most three a duty."""
    answers = {(each.duty, each.part): each.answer for each in scan.answers}
    last = {each.duty: each for each in scan.words if each.duty is not None}
    gaps: list[Gap] = []
    for duty in the_scan.duties:
        for statement in duty.statements:
            key = (duty.number, statement.part)
            answer = answers.get(key)
            if answer is not None and answer.is_gap:
                codes = codes_behind(standard, key)
                gaps.append(Gap(scan.id, duty, statement.part, answer, "", codes))
        word = last.get(duty.number)
        if word is not None and word.kind is ScanWordKind.FURTHER:
            both = tuple(
                code for part in ScanPart for code in codes_behind(standard, (duty.number, part))
            )
            gaps.append(Gap(scan.id, duty, None, None, word.text, both))
    return gaps
