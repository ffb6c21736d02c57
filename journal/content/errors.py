"""What is said when a content file is wrong."""


class ContentError(Exception):
    """A mistake in a content file: where it stands, and what should stand there.

    `field` counts list items from 1, as people do: `duties[3].title` is the third duty's title.
    """

    def __init__(self, file: str, line: int, field: str, expected: str) -> None:
        super().__init__(file, line, field, expected)
        self.file = file
        self.line = line
        self.field = field
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field}: expected {self.expected}."
