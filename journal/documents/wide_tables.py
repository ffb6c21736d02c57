"""Tables that are wider than a page: they go on below, some columns at a time."""

MOST_COLUMNS = 8
"""More cannot be read across a page."""


def part_of_table(caption: str, first: int, last: int, columns: int) -> str:
    """What a table is called that may be only some columns of one, counted from 1."""
    if columns <= MOST_COLUMNS:
        return caption
    return f"{caption or 'Table'} (columns {first} to {last} of {columns})"
