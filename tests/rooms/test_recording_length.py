"""How long a recording is said to be."""

from collections.abc import Iterator

import pytest

from journal.recording_length import seconds_of
from tests.rooms.enclosing import a_recording


@pytest.mark.parametrize(
    ("samples", "seconds"),
    [(0, 30), (160, 30), (-160, 30), (7_000, 31), (-30 * 8_000 + 80, 1)],
)
def test_half_a_minute_is_half_a_minute_whatever_an_encoder_adds(
    samples: int, seconds: int
) -> None:
    data = a_recording(30, samples)

    def read(start: int, stop: int) -> Iterator[bytes]:
        yield data[start:stop]

    assert seconds_of("audio/wav", len(data), read) == seconds


def test_a_recording_without_a_sound_has_no_length() -> None:
    data = a_recording(0)
    assert seconds_of("audio/wav", len(data), lambda start, stop: iter([data[start:stop]])) is None
