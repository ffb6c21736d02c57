"""The skills scan in the demo: filled in, sent, answered; and what the worker learns from it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from journal import following_up, ratings
from journal.demo.supervision import Act, Here
from journal.domain.actions import ActionKind
from journal.domain.ratings import Rating
from journal.domain.scan_answers import Given, mark_of
from journal.domain.skills_scan import ScanAnswer, ScanPart, ScanWordKind
from journal.following_up import Agreed
from journal.models import Action, SkillsScan
from journal.programmes import standard_of
from journal.sent_scans import last_sent
from journal.skills_scan import actions as scans

NAMES = UUID("c6f1c5b2-90a1-4f7d-9a55-7b3d1e0a4e68")
Text = dict[str, Any]


def scan_acts(here: Here, texts: Mapping[str, Any]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do."""
    scan = texts["scan"]
    author = scan["author"]
    yield here.when(scan["begun_days_ago"], "scan begun"), author, partial(begin, here, author)
    for place, duty in enumerate(scan["duties"]):
        at = here.when(scan["saved_days_ago"], "scan saved", 4 * place)
        yield at, author, partial(fill, here, author, duty)
    yield here.when(scan["sent_days_ago"], "scan sent"), author, partial(send, here, author)
    for said in texts["words"]:
        yield (
            here.when(said["days_ago"], "scan words"),
            said["by"],
            partial(say, here, author, said),
        )
    met = texts["meeting"]
    yield here.when(met["days_ago"], "scan meeting"), met["by"], partial(meet, here, author, met)
    for chance in texts["chances"]:
        yield from chance_acts(here, author, chance)
    for rated in texts["ratings"]:
        name = f"rated {rated['code']} {rated['by']}"
        yield here.when(rated["days_ago"], name), rated["by"], partial(rate, here, author, rated)


def chance_acts(here: Here, worker: str, text: Text) -> Iterator[Act]:
    """Agreed, and perhaps done."""
    yield here.when(text["made_days_ago"], text["slug"]), worker, partial(agree, here, worker, text)
    if "done_days_ago" in text:
        done = partial(finish, here, worker, text)
        yield here.when(text["done_days_ago"], text["slug"]), worker, done


def begin(here: Here, author: str) -> None:
    """The worker begins the scan."""
    scans.begin(here.session, here.people[author])


def fill(here: Here, author: str, text: Text) -> None:
    """One duty is filled in."""
    person = here.people[author]
    scan = scans.begin(here.session, person)
    given = {part: given_in(text[part.value]) for part in ScanPart}
    saved = mark_of(scans.given_to(scan, text["number"]))
    scans.save_duty(here.session, person, scan, text["number"], given, saved)


def given_in(text: Text) -> Given:
    """What was answered to one statement."""
    return Given(
        ScanAnswer(text["answer"]), text.get("already", ""), text.get("qualifications", "")
    )


def send(here: Here, author: str) -> None:
    """The scan is sent."""
    person = here.people[author]
    scans.send(here.session, person, scans.begin(here.session, person))


def say(here: Here, author: str, text: Text) -> None:
    """The line manager's words."""
    manager = here.people[text["by"]]
    said = {
        each["number"]: scans.Word(ScanWordKind(each["kind"]), each["text"])
        for each in text["duties"]
    }
    scans.say(here.session, manager, sent(here, author, text["by"]), said)


def meet(here: Here, author: str, text: Text) -> None:
    """The coach notes the planning meeting."""
    scan, on = sent(here, author, text["by"]), here.day(text["on_days_ago"])
    coach = here.people[text["by"]]
    scans.note_meeting(here.session, coach, scan, on, text["text"].strip())


def sent(here: Here, author: str, reader: str) -> SkillsScan:
    """The worker's scan, as somebody reads it."""
    found = last_sent(here.session, here.people[reader], here.people[author].id)
    if found is None:
        raise LookupError(f"{reader} cannot read the scan of {author}.")
    return found


def agree(here: Here, worker: str, text: Text) -> None:
    """A chance to learn is agreed."""
    person = here.people[worker]
    made = following_up.agree(
        here.session,
        person,
        uuid5(NAMES, text["slug"]),
        Agreed(
            text=text["text"],
            due_on=here.day(text["due_days_ago"]),
            kind=ActionKind(text["kind"]),
            owner_id=person.id,
            worker_id=person.id,
            relationship=here.bond(worker, text["with"]),
            codes=tuple(text["codes"]),
            scan_id=sent(here, worker, worker).id,
        ),
    )
    here.actions[text["slug"]] = made


def finish(here: Here, worker: str, text: Text) -> None:
    """It is done."""
    action: Action = here.actions[text["slug"]]
    following_up.finish(here.session, here.people[worker], action, text["why"])


def rate(here: Here, worker: str, text: Text) -> None:
    """Somebody says how sure they are, or how they see it."""
    person, by = here.people[worker], here.people[text["by"]]
    statement = standard_of(here.session, person).framework[text["code"]]
    said = ratings.Said(Rating(text["rating"]), text["words"], text.get("shown", False))
    bond = None if text["by"] == worker else here.bond(worker, text["by"])
    rating_id = uuid5(NAMES, f"{text['code']} {text['by']} {text['days_ago']}")
    ratings.rate(here.session, by, person, statement, said, rating_id, bond)
