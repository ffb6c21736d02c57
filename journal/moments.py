"""A moment as it stands in an address, as part of a key after which a page begins."""

from datetime import UTC, datetime


def read_moment(text: str) -> datetime:
    """The moment, in UTC; ValueError for what is none, or has no zone, or lies out of reach."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A moment needs a zone.")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("This moment lies out of reach.") from error
