"""A note becomes a reflection: its words find their place among a model's questions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from journal.domain.draft import Draft, moved_to
from journal.domain.entry_kind import EntryKind
from journal.domain.passages import has_marks
from journal.domain.reflective_model import FREE, Prompt, ReflectiveModel

PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def as_reflection(note: Draft, model: ReflectiveModel) -> Draft:
    """The note as a reflection along this model's questions, or as free writing."""
    _, text = moved_to((), note.answers, note.text, None)
    answers = answers_from(text, model.prompts)
    return replace(
        note,
        kind=EntryKind.REFLECTION,
        model=None if model.key == FREE else model.key,
        answers=answers,
        text="" if answers else text,
    )


def answers_from(note: str, prompts: Sequence[Prompt]) -> dict[str, str]:
    """The note as answers to these questions: every word of it, in its own order, each once.

    It begins under the first question. A paragraph that begins as answers to a later question
    do, such as "Next time", moves on to that one, and what follows goes along with it. A note
    with anything just for its writer stays whole, since a passage may not be torn at its middle.
    """
    if not prompts or not note.strip():
        return {}
    if has_marks(note):
        return {prompts[0].key: note.strip()}
    found: dict[str, list[str]] = {}
    place = 0
    for paragraph in filter(str.strip, PARAGRAPHS.split(note)):
        place = place_of(paragraph, prompts, place)
        found.setdefault(prompts[place].key, []).append(paragraph.strip())
    return {key: "\n\n".join(paragraphs) for key, paragraphs in found.items()}


def place_of(paragraph: str, prompts: Sequence[Prompt], place: int) -> int:
    """Which question a paragraph belongs to, never one before the question reached so far."""
    words = paragraph.lower().replace("\u2019", "'").lstrip("#>*- ")
    for later in range(len(prompts) - 1, place, -1):
        if any(re.match(rf"{re.escape(cue)}\b", words) for cue in prompts[later].cues):
            return later
    return place
