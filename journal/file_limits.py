"""How large and how many: said on the page, and held here."""

from dataclasses import dataclass

from config import Settings

MEGABYTE = 1024 * 1024
LARGEST_ARCHIVE = 4096
"""Megabytes: no archive is larger, since its form holds no more (journal/documents/zips.py)."""
LARGEST_RECORD = 100
"""Megabytes of the words in an archive, beside its files."""


class TooMuch(Exception):
    """A limit was reached; the words say which, and what helps."""


@dataclass(frozen=True)
class Limits:
    """What one file, one entry and one person may hold."""

    file_megabytes: int
    files_on_an_entry: int
    megabytes_of_a_person: int

    @property
    def archive_megabytes(self) -> int:
        """The largest archive that a page takes: all that somebody may own, twice, since what
        was handed in lies in it once more, and their words."""
        most = 2 * self.megabytes_of_a_person + LARGEST_RECORD
        return min(most, LARGEST_ARCHIVE)

    def check(self, size: int, present: int, kept: int) -> None:
        """Raise TooMuch when one more file of this size is too much."""
        if size > self.file_megabytes * MEGABYTE:
            raise TooMuch(
                f"This file is larger than {self.file_megabytes} MB. A shorter recording, or a "
                "smaller copy of the photo, will fit."
            )
        if present >= self.files_on_an_entry:
            raise TooMuch(
                f"There are {self.files_on_an_entry} files on this entry already, which is as many "
                "as it holds. Remove one first, or put this one on another entry."
            )
        if kept + size > self.megabytes_of_a_person * MEGABYTE:
            raise TooMuch(
                f"Your files have reached {self.megabytes_of_a_person:,} MB in all, which is as "
                "much as there is room for. Remove some that you no longer need."
            )


def limits_of(settings: Settings) -> Limits:
    """The limits of this installation."""
    return Limits(
        settings.file_megabytes, settings.files_on_an_entry, settings.megabytes_of_a_person
    )
