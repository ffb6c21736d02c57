"""The last word on a thread of feedback, where its text leaves it with the worker's."""

from typing import Any

from journal.domain.feedback import JUST_READ

DAYS_UNTIL_CLOSED = 4


def closing_words(text: dict[str, Any]) -> list[dict[str, Any]]:
    """The supporter's last word on a thread that ended with the worker's, some while ago."""
    thread = text.get("feedback", [])
    if not thread or thread[-1]["by"] != text["author"]:
        return []
    others = [said["by"] for said in thread if said["by"] != text["author"]]
    days_later = thread[-1]["days_later"] + DAYS_UNTIL_CLOSED
    if not others or days_later > text["days_ago"] - DAYS_UNTIL_CLOSED:
        return []
    return [{"by": others[-1], "days_later": days_later, "text": JUST_READ}]
