"""The assessment plan: how the standard is assessed. Data that an organisation edits."""

from dataclasses import dataclass
from functools import cached_property

from journal.domain.entry_kind import EntryKind


@dataclass(frozen=True)
class Method:
    """One way of assessing; `uses_portfolio` when the portfolio underpins it."""

    key: str
    title: str
    what_it_is: str
    uses_portfolio: bool
    codes: tuple[str, ...]


@dataclass(frozen=True)
class PieceRange:
    """How many pieces a portfolio typically holds."""

    typical_low: int
    typical_high: int


@dataclass(frozen=True)
class PlanWords:
    """The plan's own words for things, which change from one organisation and year to the next."""

    end_point_assessment: str
    assessment_organisation: str
    assessor: str
    gateway: str


@dataclass(frozen=True)
class AssessmentPlan:
    """A version of a plan. `admits` are the kinds that count as pieces by themselves."""

    key: str
    title: str
    standard: str
    version: str
    illustrative: bool
    note: str
    methods: tuple[Method, ...]
    outside_methods: tuple[str, ...]
    core: tuple[str, ...]
    pieces: PieceRange
    admits: frozenset[EntryKind]
    admits_attested_reflections: bool
    minimum_hours: int
    funding_year: str
    words: PlanWords

    @cached_property
    def assigned(self) -> tuple[str, ...]:
        """The codes a portfolio must cover: those of the methods it underpins, each once."""
        codes = (code for method in self.methods if method.uses_portfolio for code in method.codes)
        return tuple(dict.fromkeys(codes))

    def methods_of(self, code: str) -> tuple[Method, ...]:
        """The methods that assess this statement."""
        return tuple(method for method in self.methods if code in method.codes)
