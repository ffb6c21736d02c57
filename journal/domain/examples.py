"""Worked examples: what good practice looks like when somebody writes it down."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A made-up entry that names nobody, and what makes it good."""

    title: str
    setting: str
    """One line on where the writer works and how long they have; it names no place."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ModelExample(Example):
    """One written along the questions of a reflective model, or freely."""

    model: str
    answers: Mapping[str, str]
    text: str

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return self.model


@dataclass(frozen=True)
class KsbExample(Example):
    """One that shows a KSB: the reflection, the reason of its tag, and the statement made of it."""

    code: str
    text: str
    reason: str
    statement: str

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return self.code


@dataclass(frozen=True)
class Examples:
    """All of them, in the order of the models and of the duties."""

    models: Mapping[str, ModelExample]
    ksbs: Mapping[str, KsbExample]

    def get(self, key: str) -> ModelExample | KsbExample | None:
        """The example with this key."""
        return self.models.get(key) or self.ksbs.get(key)
