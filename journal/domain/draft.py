"""What somebody typed into an entry, before and after it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from journal.domain.entry_kind import EntryKind
from journal.domain.passages import each_alone, without_private
from journal.domain.reflective_model import FREE, ReflectiveModel

LONGEST_MADE_TITLE = 60


@dataclass(frozen=True)
class Draft:
    """Everything a save writes."""

    kind: EntryKind
    model: str | None
    title: str
    text: str
    answers: Mapping[str, str]
    dated: date
    minutes: int | None
    off_the_job: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that somebody wrote."""
        return not any(words.strip() for words in (self.title, self.text, *self.answers.values()))


@dataclass(frozen=True)
class Section:
    """One part of an entry as it is read: a heading, if it has one, and what stands under it."""

    heading: str
    text: str


def for_others(draft: Draft) -> Draft:
    """The draft as it may travel: without the passages that its writer keeps, titled from the rest.

    An answer of which nothing is left goes too: an empty heading would tell that something is kept.
    """
    title, *told, text = map(
        without_private, each_alone([draft.title, *draft.answers.values(), draft.text])
    )
    answers = {key: words for key, words in zip(draft.answers, told, strict=True) if words.strip()}
    title = made_title(title, [text, *answers.values()])
    return replace(draft, title=title, text=text, answers=answers)


def made_title(title: str, texts: list[str]) -> str:
    """The title given, or the first words written, since a title should never hold anybody up."""
    if title.strip():
        return title.strip()
    first = next((text.strip() for text in texts if text.strip()), "")
    line = first.splitlines()[0].lstrip("#>*- ").strip() if first else ""
    if len(line) <= LONGEST_MADE_TITLE:
        return line or "Untitled"
    return line[:LONGEST_MADE_TITLE].rsplit(" ", 1)[0] + " …"


def sections(
    model: ReflectiveModel | None, answers: Mapping[str, str], text: str
) -> tuple[Section, ...]:
    """An entry's text in reading order: the model's answers, others by their key, then the rest."""
    prompts = {prompt.key: prompt.heading for prompt in model.prompts} if model else {}
    others = {key: key.replace("_", " ").capitalize() for key in answers if key not in prompts}
    parts = [
        Section(heading, answers[key])
        for key, heading in {**prompts, **others}.items()
        if answers.get(key, "").strip()
    ]
    if text.strip():
        parts.append(Section("Anything else" if parts else "", text))
    return tuple(parts)


def moved_to(
    keys: Sequence[str], answers: Mapping[str, str], text: str, old: ReflectiveModel | None
) -> tuple[dict[str, str], str]:
    """Answers and text when an entry changes to a model with these prompts: nothing is dropped.

    Answers whose question the new model has too stay there; all others move into the free
    text under their old heading. A passage just for the writer that runs over several answers
    stays theirs in each.
    """
    *alone, text = each_alone([*answers.values(), text])
    answers = dict(zip(answers, alone, strict=True))
    kept = {key: words for key, words in answers.items() if key in keys}
    gone = {key: words for key, words in answers.items() if key not in kept}
    moved = [f"## {part.heading}\n\n{part.text}" for part in sections(old, gone, "")]
    return kept, "\n\n".join(filter(None, [*moved, text]))


def uses_prompts(kind: EntryKind, model: str | None) -> bool:
    """Whether this entry is written against the questions of a model."""
    return kind is EntryKind.REFLECTION and model not in {None, FREE}
