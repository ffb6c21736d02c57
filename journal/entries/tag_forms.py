"""What may be typed on the tag page, and the words of each error."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from journal.content import Content
from journal.domain.passages import has_marks
from journal.forms import clean, trimmed

Ref = tuple[str, str]
"""A framework and a code: what a tag says."""

LONGEST_REASON = 300
SEPARATOR = ":"
PRIVATE_REASON = (
    "Others read the reason for {}, so nothing in it can be just for you. Please take that out."
)


@dataclass(frozen=True)
class TagsTyped:
    """The tag page as it was sent: what is ticked, why, and what was looked for."""

    ticked: tuple[Ref, ...]
    reasons: Mapping[Ref, str]
    were_on: tuple[Ref, ...]
    shown: Mapping[Ref, str]
    """The reasons as the page first showed them."""
    looked_for: str
    problems: tuple[Ref, ...]

    @property
    def changed(self) -> dict[Ref, str]:
        """What this page puts on or rewords; all else is as another tab may have left it."""
        return {
            ref: reason
            for ref, reason in self.reasons.items()
            if ref not in self.were_on or reason != self.shown.get(ref, "")
        }

    @property
    def taken_off(self) -> tuple[Ref, ...]:
        """What stood on the page as a tag and is no longer ticked."""
        return tuple(ref for ref in self.were_on if ref not in self.ticked)


def read_tags(typed: MultiDict[str, str], content: Content, on: Collection[Ref] = ()) -> TagsTyped:
    """Read the tag page; a code that no framework has is said so, and the rest is kept.

    A tag that is `on` already may stay, also when its statement is in no version any more.
    """
    refs, unknown = known_refs(typed.getlist("tag"), content, on)
    problems = [
        ("find", f"There is no “{code}”. Please look for it by other words.") for code in unknown
    ]
    reasons = {ref: trimmed(typed.get("reason-" + SEPARATOR.join(ref))) for ref in refs}
    for ref, reason in reasons.items():
        if len(reason) > LONGEST_REASON:
            where = "reason-" + SEPARATOR.join(ref)
            problems.append(
                (where, f"Please keep the reason for {ref[1]} to {LONGEST_REASON} characters.")
            )
        if has_marks(reason):
            where = "reason-" + SEPARATOR.join(ref)
            problems.append((where, PRIVATE_REASON.format(ref[1])))
    were_on, _ = known_refs(typed.getlist("was"), content, on)
    shown = {ref: trimmed(typed.get("shown-" + SEPARATOR.join(ref))) for ref in were_on}
    return TagsTyped(refs, reasons, were_on, shown, clean(typed.get("find"))[:200], tuple(problems))


def known_refs(
    texts: Sequence[str], content: Content, on: Collection[Ref] = ()
) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
    """Texts such as `peer-worker:K4`, split into what a framework has and what none has."""
    pairs = [tuple(text.split(SEPARATOR, 1)) for text in dict.fromkeys(texts)]
    known, unknown = [], []
    for pair in pairs:
        framework = content.frameworks.get(pair[0])
        if pair in on or (len(pair) == 2 and framework and pair[1] in framework):
            known.append((pair[0], pair[1]))
        else:
            unknown.append(pair[-1][:40])
    return tuple(known), tuple(unknown)
