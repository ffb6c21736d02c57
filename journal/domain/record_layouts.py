"""What a record of each kind holds, in the order of its form, and words to start from.

The headings of an agreement and of a session are the field's own list of what belongs there.
"""

from collections.abc import Mapping

from journal.domain import observation, progress_review
from journal.domain.joint_records import RecordField, RecordKind, SupervisionPurpose

WHERE = RecordField("where", "How you meet", choices=("In person", "By phone", "By video"))
PLACE = RecordField(
    "place", "Room, number or link", "If it helps you both to find each other.", rows=1
)
NAMES_NOBODY = "Nobody you support is named or could be recognised here."

AGREEMENT = (
    RecordField("supervisor", "Supervisor, and what they are to the peer worker", rows=1),
    RecordField("aim", "What our meetings are for", rows=5),
    RecordField("format", "Alone or in a group", choices=("1-to-1", "In a group", "Both")),
    RecordField("where", "How we meet", choices=("In person", "Remotely", "Both")),
    RecordField("protected", "How we keep the time free", rows=4),
    RecordField("privacy", "Where we can talk undisturbed", rows=3),
    RecordField("recording", "Who writes things down, and who may read them", rows=5),
    RecordField(
        "limits", "What stays between us, and what cannot", "Be plain: it is about trust.", rows=6
    ),
    RecordField("worker_wants", "What the peer worker wants from it", rows=4),
    RecordField("worker_brings", "What the peer worker will contribute", rows=4),
    RecordField("supporter_wants", "What the supervisor wants from it", rows=4),
    RecordField("supporter_brings", "What the supervisor will contribute", rows=4),
)
SESSION = (
    RecordField(
        "points",
        "What you talked about",
        "A few lines are enough. " + NAMES_NOBODY + " What concerns one of them belongs on the "
        "record that is kept about their support.",
        rows=8,
    ),
    RecordField("decisions", "What you decided", "And why, if that may matter later.", rows=4),
    RecordField(
        "learning", "What the peer worker wants to learn next", "Reading, training, practice.", 4
    ),
    RecordField(
        "wellbeing",
        "How the work feels, and what helps",
        "The weight of the work, its good moments, and what would make it lighter. Only what the "
        "peer worker wants written down.",
        rows=4,
    ),
    RecordField("present", "Who was there", "If anybody joined you. A role is enough.", rows=1),
    WHERE,
    PLACE,
)
CO_REFLECTION = (
    RecordField(
        "points",
        "What you thought about together",
        "The questions, rather than the stories. " + NAMES_NOBODY,
        rows=8,
    ),
    RecordField("decisions", "What you want to try or change", rows=4),
    RecordField("learning", "What you want to learn more about", rows=4),
    RecordField(
        "wellbeing",
        "How the work feels at the moment, for the group",
        "Say it of the group. What is only yours you keep for your own journal.",
        rows=4,
    ),
    RecordField("present", "Who else was there", "A role is enough.", rows=1),
    WHERE,
    PLACE,
)
LAYOUTS: Mapping[RecordKind, tuple[RecordField, ...]] = {
    RecordKind.AGREEMENT: AGREEMENT,
    RecordKind.SESSION: SESSION,
    RecordKind.CO_REFLECTION: CO_REFLECTION,
    RecordKind.OBSERVATION: observation.FIELDS,
    RecordKind.PROGRESS_REVIEW: progress_review.FIELDS,
    RecordKind.LEARNING_SUPPORT: progress_review.SUPPORT,
}

STARTING_AIMS = {
    SupervisionPurpose.PRACTICE: (
        "To look at the work together: what goes well, what is hard, and what to try next. To "
        "keep it true to the values of peer support, to learn, and to look after the person "
        "who does it."
    ),
    SupervisionPurpose.PEER: (
        "To think about the work as peers, on equal terms: what it does with us, where we are "
        "pulled away from the values of peer support, and when to speak up about practice that "
        "takes choice away from people."
    ),
    SupervisionPurpose.LINE: (
        "To agree what the work is and how much of it, to sort out what stands in its way, and "
        "to see that the peer worker is well, safe and has time to learn."
    ),
}
STARTING_TEXTS = {
    "format": "1-to-1",
    "where": "In person",
    "protected": (
        "This time is kept free in both our diaries. If one of us has to move it, we say so early "
        "and set a new date at once."
    ),
    "privacy": "In a room where nobody hears us, with phones on silent.",
    "recording": (
        "We write a short record after each meeting, and both agree it. We both hold it. Nobody "
        "else reads it unless we both say so first."
    ),
    "limits": (
        "What we say here stays between us. It cannot when somebody is in danger, when a child or "
        "an adult needs to be kept safe, or when the law asks. Then we talk about it with each "
        "other first, wherever that is possible. People we support are never named in our "
        "records."
    ),
    "worker_wants": "Honest words, encouragement, and time to think.",
    "worker_brings": (
        "I come prepared, tell openly how the work is going and how it leaves me, try out what we "
        "agree, and say what came of it."
    ),
    "supporter_wants": "To hear about the hard parts early, and to learn as well.",
    "supporter_brings": (
        "I listen first, say what I see clearly and kindly, keep the time free, and follow up what "
        "I promise."
    ),
}


def starting_text(purpose: SupervisionPurpose, supervisor: str, capacity: str) -> Mapping[str, str]:
    """Words for a first agreement; everything in it can be changed."""
    return {
        **STARTING_TEXTS,
        "supervisor": f"{supervisor}, {capacity}",
        "aim": STARTING_AIMS[purpose],
    }


def headed(kind: RecordKind, fields: Mapping[str, str]) -> tuple[tuple[RecordField, str], ...]:
    """What was written, under the headings of its kind; a key no layout knows comes last."""
    known = LAYOUTS[kind]
    keys = {each.key for each in known}
    others = (RecordField(key, key.replace("_", " ").capitalize()) for key in fields)
    parts = [*known, *(each for each in others if each.key not in keys)]
    return tuple((each, fields[each.key]) for each in parts if fields.get(each.key, "").strip())
