"""A name that must be short, and a description beside it that may be long.

Moodle and Mahara cut names. So a text that is too long stands cut in the name and whole on the
first line of the description; other systems do the same, and are read the same way.
"""

CUT = "…"
DOTS = ("…", "...")
NEARLY = 5
"""A name this close to the limit may have been cut without any dots."""

KEY, TITLE, SHORT_TITLE, SOURCE, VERSION = "Key", "Title", "Short title", "Source", "Version"
LABELS = (KEY, TITLE, SHORT_TITLE, SOURCE, VERSION)


def put(text: str, explanation: str, limit: int) -> tuple[str, str]:
    """The name and the description for a statement, so that `take` gives both back."""
    if len(text) <= limit and take(text, explanation, limit) == (text, explanation):
        return text, explanation
    whole = f"{text}\n\n{explanation}" if explanation else text
    return cut(text, limit), whole


def take(name: str, description: str, limit: int) -> tuple[str, str]:
    """The text and the explanation, from a name that may be cut and what stands beside it."""
    first, _, rest = description.partition("\n")
    if not name:
        return first.strip(), rest.strip()
    if first and _is_cut(name, limit) and _plain(first).startswith(_plain(_stem(name))):
        return first.strip(), rest.strip()
    if _plain(description).rstrip(".") == _plain(name).rstrip("."):
        return name, ""
    return name, description


def cut(text: str, limit: int) -> str:
    """As much of the text as fits, with dots that say so."""
    return f"{text[: limit - 1]}{CUT}"


def labelled(facts: dict[str, str], description: str) -> str:
    """What a format has no field for, as lines that a person can read: "Source: …"."""
    told = "\n".join(f"{label}: {facts[label]}" for label in LABELS if facts.get(label))
    return f"{told}\n\n{description}" if description else told


def unlabelled(text: str) -> tuple[dict[str, str], str]:
    """The facts that `labelled` wrote, and the description after them; no facts if it did not."""
    if not text.startswith(f"{KEY}: "):
        return {}, text
    told, _, description = text.partition("\n\n")
    facts = dict(each.partition(": ")[::2] for each in told.split("\n"))
    return {label: facts.get(label, "") for label in LABELS}, description


def _is_cut(name: str, limit: int) -> bool:
    return name.endswith(DOTS) or len(name) > limit - NEARLY


def _stem(name: str) -> str:
    return name.rstrip("….").rstrip()


def _plain(text: str) -> str:
    return " ".join(text.split())
