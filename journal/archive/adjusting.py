"""What is different about a row once it stands in another installation: no door opens again,
no number is taken twice, and an id inside a text leads to where its row now is."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from journal.archive.reading import Row
from journal.archive.tables import FROZEN_FILES
from journal.documents.characters import clean
from journal.signed_in import hash_of

UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_NAME = 200


@dataclass(frozen=True)
class Place:
    """Where rows come in: the new ids by the old, the moment, what is there already."""

    ids: Mapping[UUID, UUID]
    moment: datetime
    numbers: Mapping[str, int]
    """The highest number that is taken, by table."""
    files: Mapping[str, Mapping[str, Any]]
    """What is now known of each file, by the old id of its row."""

    def inside(self, value: Any) -> Any:
        """A value with every id in it that changed."""
        if isinstance(value, str):
            return UUID_TEXT.sub(lambda found: self.new(found[0]), value)
        if isinstance(value, list):
            return [self.inside(each) for each in value]
        if isinstance(value, dict):
            return {key: self.inside(each) for key, each in value.items()}
        return value

    def new(self, old: str) -> str:
        """The new id for an old one; any other stays."""
        return str(self.ids.get(UUID(old), old))

    def only_known(self, old: list[str]) -> list[str]:
        """The new ids of those that came along."""
        found = (self.ids.get(UUID(each)) for each in old if UUID_TEXT.fullmatch(each))
        return [str(each) for each in found if each]


Adjust = Callable[[Row, Place], Row]


def ended(row: Row, place: Place) -> Row:
    """A relationship of elsewhere is over here, and lets nobody read anything."""
    ends = min(row["ended_at"] or place.moment, place.moment)
    return {"ended_at": ends, "knows_of_sessions": False}


def closed(row: Row, place: Place) -> Row:
    """A link or a card of elsewhere opens nothing."""
    secret = hash_of(secrets.token_urlsafe(32))
    return {"token_hash": secret, "expires_at": min(row["expires_at"], place.moment)}


def closed_card(row: Row, place: Place) -> Row:
    """The same for a card, and for the code that took it back."""
    return {**closed(row, place), "code_hash": hash_of(secrets.token_urlsafe(32))}


def numbered(name: str) -> Adjust:
    """Counted on from those that are there."""
    return lambda row, place: {"number": row["number"] + place.numbers[name]}


def described(row: Row, place: Place) -> Row:
    """What the file is, as this installation found it to be."""
    name = clean(row["name"]).replace("/", "-").replace("\\", "-")[:LONGEST_NAME]
    return {"held_back_at": None, "name": name or "file", **place.files[str(row["id"])]}


def frozen(row: Row, place: Place) -> Row:
    """Where a file lies that was handed in."""
    return dict(place.files[str(row["id"])])


def elsewhere(*names: str) -> Adjust:
    """Ids of what may have gone before: new ones where they came along, else nobody's."""
    return lambda row, place: {name: place.ids.get(row[name]) or uuid4() for name in names}


ADJUST: dict[str, Adjust] = {
    "relationships": ended,
    "testimonies": closed,
    "feedback_cards": closed_card,
    "attachments": described,
    **dict.fromkeys(FROZEN_FILES, frozen),
    "meanings": numbered("meanings"),
    "skills_scans": numbered("skills_scans"),
    "unfinished": lambda row, place: {
        "place": place.inside(row["place"]),
        "fields": place.inside(row["fields"]),
    },
    "scan_answers": lambda row, place: {
        "certificate_ids": place.only_known(row["certificate_ids"])
    },
    "portfolio_pieces": lambda row, place: {"feedback_ids": place.only_known(row["feedback_ids"])},
    "ksb_ratings": lambda row, place: {"shown": False},
    "actions": lambda row, place: {"reminded_on": None},
    "agenda_items": lambda row, place: {
        "about_key": place.inside(row["about_key"]),
        "moved_from_id": place.ids.get(row["moved_from_id"]),
    },
    "versions_to_sign": lambda row, place: {"withdrawn_at": row["withdrawn_at"] or place.moment},
    "records_handed_on": lambda row, place: {"taken_back_at": row["taken_back_at"] or place.moment},
    "provenances": elsewhere("source_id"),
    "submissions": elsewhere("portfolio_id"),
    "submission_pieces": elsewhere("entry_id"),
}
"""By table. Ids that are columns of their own, people and the organisation are seen to before."""

ANSWERS = {
    "testimonies": frozenset({"name", "capacity", "words", "is_true", "given_at"}),
    "feedback_cards": frozenset(
        {"answers", "may_be_used", "with_worker", "given_at", "taken_back_at"}
    ),
}
"""What only whoever held the link or the card may write, once the row is there."""
