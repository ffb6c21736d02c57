"""The curriculum: five sections of units, each with its aims and what it builds."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Unit:
    """One unit: official title, aims and competences in our own words, shown section by section."""

    code: str
    title: str
    area: str
    aims: str
    competences: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of the curriculum; the fifth is optional."""

    number: int
    title: str
    optional: bool
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Curriculum:
    """All sections, in order."""

    sections: tuple[Section, ...]

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return self._units.get(code)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for section in self.sections for unit in section.units}
