"""How far feedback has come: open, tried, closed, put aside."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from journal.domain.feedback import FeedbackKind, Loop, Message, loops

WORKER, GIVER, OTHER = uuid4(), uuid4(), uuid4()
BEGAN = datetime(2026, 6, 1, tzinfo=UTC)
FEEDBACK = uuid4()
TRIED, SEEN = FeedbackKind.TRIED, FeedbackKind.SEEN


def message(
    hour: int,
    author: UUID,
    kind: FeedbackKind = FeedbackKind.WORDS,
    answers: UUID | None = None,
    message_id: UUID | None = None,
    says_only_read: bool = False,
) -> Message:
    """One message of the thread."""
    at = BEGAN + timedelta(hours=hour)
    return Message(message_id or uuid4(), author, kind, answers, at, says_only_read)


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([], Loop.OPEN),
        ([(WORKER, TRIED)], Loop.TRIED),
        ([(WORKER, TRIED), (GIVER, SEEN)], Loop.CLOSED),
        ([(WORKER, TRIED), (GIVER, SEEN), (WORKER, TRIED)], Loop.TRIED),
        ([(WORKER, SEEN)], Loop.PUT_ASIDE),
        ([(WORKER, SEEN), (WORKER, TRIED)], Loop.TRIED),
    ],
)
def test_the_last_word_says_how_far_it_has_come(
    replies: list[tuple[UUID, FeedbackKind]], expected: Loop
) -> None:
    thread = [message(0, GIVER, message_id=FEEDBACK)]
    thread += [
        message(number, who, kind, FEEDBACK) for number, (who, kind) in enumerate(replies, 1)
    ]
    assert loops(reversed(thread), WORKER) == {FEEDBACK: expected}


def test_each_piece_of_feedback_has_its_own_loop() -> None:
    second = uuid4()
    thread = [
        message(0, GIVER, message_id=FEEDBACK),
        message(1, OTHER, message_id=second),
        message(2, WORKER, TRIED, second),
    ]
    assert loops(thread, WORKER) == {FEEDBACK: Loop.OPEN, second: Loop.TRIED}


def test_answers_and_thank_yous_are_nothing_to_try() -> None:
    thread = [message(0, WORKER), message(1, GIVER, says_only_read=True)]
    assert loops(thread, WORKER) == {}
