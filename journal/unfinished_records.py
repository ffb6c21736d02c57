"""Unfinished writing in a record that people hold together: it holds the others' words as well."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from journal.models import Person, RecordVersion, Unfinished
from journal.models.confidential import visible

IN_A_RECORD = re.compile(
    r"/(?:supervision|observations|progress/reviews|progress/support)/([0-9a-f-]{36})"
    r"/(?:edit|plan|seen|view|write)(?:\?.*)?"
)


def still_theirs(
    session: Session, author: Person, copies: Sequence[Unfinished]
) -> list[Unfinished]:
    """Those that this person may read: not a copy of a record which they no longer hold, since the
    form that was kept is the record with what they typed in it."""
    records = {copy.id: found for copy in copies if (found := record_of(copy))}
    wanted = visible(RecordVersion, to=author).where(RecordVersion.record_id.in_(records.values()))
    found_in = wanted.with_only_columns(RecordVersion.record_id).distinct()
    held = set(session.scalars(found_in)) if records else set()
    return [copy for copy in copies if copy.id not in records or records[copy.id] in held]


def record_of(copy: Unfinished) -> UUID | None:
    """The record that was being written in; None for any other page."""
    found = IN_A_RECORD.fullmatch(copy.place)
    try:
        return UUID(found.group(1)) if found else None
    except ValueError:
        return None
