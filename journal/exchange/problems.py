"""What stops a file from being read: everything that is wrong, each in a sentence."""

MOST_BYTES = 5 * 1024 * 1024
MOST_STATEMENTS = 5_000
DEEPEST = 20
LONGEST_CODE = 40
LONGEST_TEXT = 5_000
LONGEST_EXPLANATION = 20_000
LONGEST_TITLE = 500
LONGEST_FIELD = 100_000
"""No cell or value may be longer than this, before its mark-up is taken away."""


class CannotRead(Exception):
    """A file that cannot be taken in; `sentences` say where and what was expected there."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
