"""Texts for the commands that measure a helper: one JSON object a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from journal.commands.common import Failure


def texts_of(file: BinaryIO) -> Iterator[str]:
    """The text of each line that has any; a line that cannot be read is named by its number."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise Failure(f"Line {number} is not JSON.") from error
        if not isinstance(read, dict) or not isinstance(read.get("text"), str):
            raise Failure(f'Line {number} has no "text" that is written in quotes.')
        yield read["text"]
