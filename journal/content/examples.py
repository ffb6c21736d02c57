"""From checked data to the worked examples, and to the numbers to ring."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from journal.domain.crisis_lines import CrisisLine, CrisisLines, LineGroup, Way
from journal.domain.examples import Examples, KsbExample, ModelExample

Data = Mapping[str, Any]


def examples(models: Data, ksbs: Data) -> Examples:
    """Both files, each example by its key."""
    along = [_model_example(data) for data in models["examples"]]
    shown = [KsbExample(**data) for data in ksbs["examples"]]
    return Examples(
        models=MappingProxyType({each.key: each for each in along}),
        ksbs=MappingProxyType({each.key: each for each in shown}),
    )


def crisis_lines(data: Data) -> CrisisLines:
    """The lines, in the order of the file."""
    return CrisisLines(
        written_down=date.fromisoformat(data["written_down"]),
        lines=tuple(
            CrisisLine(**{**line, "group": LineGroup(line["group"]), "way": Way(line["way"])})
            for line in data["lines"]
        ),
    )


def _model_example(data: Data) -> ModelExample:
    answers = {answer["prompt"]: answer["text"] for answer in data["answers"]}
    return ModelExample(**{**data, "answers": MappingProxyType(answers)})
