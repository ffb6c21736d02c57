"""Supervision in the demo: agreements, sessions, a co-reflection, actions, and a closed loop."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from journal import following_up
from journal.demo.texts import moment
from journal.domain.actions import ActionKind
from journal.domain.joint_records import RecordKind, SupervisionPurpose
from journal.following_up import Agreed
from journal.formatting import HOME_ZONE
from journal.joint_records import Written
from journal.models import Action, AgendaItem, Entry, Feedback, JointRecord, Person, Relationship
from journal.review import loop_actions as loops
from journal.supervision import actions as supervision
from journal.supervision import agenda, agenda_queries

NAMES = UUID("5a1b6f5e-7d1c-4a53-9a40-4f8a3c0f6d22")
TEN_O_CLOCK = time(10, 0)

Act = tuple[datetime, str, Callable[[], object]]
Text = dict[str, Any]


@dataclass(frozen=True)
class Here:
    """What the demo's acts work on; records and actions gather as they are made."""

    session: Session
    today: date
    people: Mapping[str, Person]
    entries: Mapping[str, Entry]
    bond: Callable[[str, str], Relationship]
    records: dict[str, JointRecord] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)

    def when(self, days_ago: int, name: str, minutes: int = 0) -> datetime:
        """A moment of that day, and so many minutes later."""
        return moment(self.today, days_ago, name) + timedelta(minutes=minutes)

    def day(self, days_ago: int) -> date:
        """That day; one below nought is still to come."""
        return self.today - timedelta(days=days_ago)

    def at_ten(self, days_ago: int) -> datetime:
        """When people meet on that day."""
        return datetime.combine(self.day(days_ago), TEN_O_CLOCK, HOME_ZONE)


def named(slug: str) -> UUID:
    """The id of something, the same each time."""
    return uuid5(NAMES, slug)


def supervision_acts(here: Here, texts: Mapping[str, list[Text]]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do."""
    for text in texts["agreements"]:
        yield from agreement_acts(here, text)
    for text in texts["sessions"]:
        yield from session_acts(here, text)
    for text in texts["groups"]:
        yield from group_acts(here, text)
    on_days = {text["slug"]: text["on_days_ago"] for text in texts["sessions"]}
    for text in texts["actions"]:
        yield from action_acts(here, text, on_days[text["session"]])
    for text in texts["loops"]:
        yield from loop_acts(here, text)


def agreement_acts(here: Here, text: Text) -> Iterator[Act]:
    """Drawn up by the supervisor, agreed by both."""
    slug, worker, other = text["slug"], text["worker"], text["with"]
    yield here.when(text["days_ago"], slug), other, partial(draw_up, here, text)
    agreed = text["days_ago"] - text["agreed_days_later"]
    for place, person in enumerate((other, worker)):
        yield here.when(agreed, slug, 30 * place), person, partial(say, here, slug, person)


def session_acts(here: Here, text: Text) -> Iterator[Act]:
    """Planned with its agenda; held and written, or cancelled; agreed, or waiting for a word."""
    slug, worker, other = text["slug"], text["worker"], text["with"]
    planned = text["planned_days_ago"]
    yield here.when(planned, slug), other, partial(plan, here, text, [(worker, other)])
    for place, point in enumerate(text.get("agenda", [])):
        at = here.when(planned - 1, slug + point["by"], place)
        yield at, point["by"], partial(put_on, here, text, place, here.bond(worker, other).id)
    if "why" in text:
        at = here.when(text["on_days_ago"] - text["cancelled_days_later"], "")
        yield at.replace(hour=8), other, partial(cancel, here, text)
    elif text["on_days_ago"] > 0:
        yield from held_acts(here, text, other, [worker])


def group_acts(here: Here, text: Text) -> Iterator[Act]:
    """Several workers and whoever facilitates: planned, held, agreed by all."""
    other, workers = text["facilitator"], text["workers"]
    pairs = [(worker, other) for worker in workers]
    yield here.when(text["planned_days_ago"], text["slug"]), other, partial(plan, here, text, pairs)
    for place, point in enumerate(text["agenda"]):
        at = here.when(text["planned_days_ago"] - 1, point["by"], place)
        yield at, point["by"], partial(put_on, here, text, place, None)
    yield from held_acts(here, text, other, workers)


def held_acts(here: Here, text: Text, other: str, workers: list[str]) -> Iterator[Act]:
    """It takes place; the record is written, perhaps seen differently once, and agreed."""
    slug, on_days = text["slug"], text["on_days_ago"]
    closes = here.at_ten(on_days) + timedelta(minutes=text["minutes"])
    yield closes, other, partial(hold, here, text)
    written = on_days - text.get("written_days_later", 0)
    begins = max(closes, here.when(written, slug)) + timedelta(minutes=5)
    if before := text.get("seen_differently"):
        yield begins, other, partial(write, here, text, "first_fields")
        see = partial(say, here, slug, before["by"], before["words"])
        yield begins + timedelta(hours=20), before["by"], see
        begins += timedelta(hours=26)
    yield begins, other, partial(write, here, text, "fields")
    for place, person in enumerate((other, *workers)):
        if person != text.get("waits_for"):
            later = timedelta(
                days=text.get("agreed_days_later", 0) * bool(place), minutes=9 + place
            )
            yield begins + later, person, partial(say, here, slug, person)


def action_acts(here: Here, text: Text, on_days: int) -> Iterator[Act]:
    """Agreed at the session; done, changed or let go, or still to do."""
    slug, owner = text["slug"], text["owner"]
    agreed = here.at_ten(on_days) + timedelta(minutes=50)
    yield agreed, "supervisor", partial(agree_on, here, text)
    for what, act in (("done", finish), ("let_go", let_go), ("changed", change)):
        if said := text.get(what):
            yield here.when(said["days_ago"], slug), owner, partial(act, here, text, said)


def loop_acts(here: Here, text: Text) -> Iterator[Act]:
    """Feedback that was tried, and whoever gave it saw what came of it."""
    tried, seen = text["tried_days_ago"], text["seen_days_ago"]
    yield here.when(tried, text["entry"] + "tried"), "worker", partial(try_out, here, text)
    yield here.when(seen, text["entry"] + "seen"), text["by"], partial(see_it, here, text)


def draw_up(here: Here, text: Text) -> None:
    """The first version of an agreement."""
    here.records[text["slug"]] = supervision.draw_up(
        here.session,
        here.people[text["with"]],
        named(text["slug"]),
        here.bond(text["worker"], text["with"]),
        SupervisionPurpose.PRACTICE,
        Written(
            fields=trimmed(text["fields"]),
            starts_at=datetime.combine(here.day(text["days_ago"]), time(), HOME_ZONE),
            minutes=text["minutes"],
            review_on=here.day(text["review_days_ago"]),
            every_weeks=text["every_weeks"],
        ),
    )


def plan(here: Here, text: Text, pairs: list[tuple[str, str]]) -> None:
    """A session or a group, with its time."""
    is_group = len(pairs) > 1
    here.records[text["slug"]] = supervision.plan(
        here.session,
        here.people[pairs[0][1]],
        named(text["slug"]),
        RecordKind.CO_REFLECTION if is_group else RecordKind.SESSION,
        SupervisionPurpose.PEER if is_group else SupervisionPurpose.PRACTICE,
        [here.bond(*pair) for pair in pairs],
        Written(starts_at=here.at_ten(text["on_days_ago"]), minutes=text["minutes"]),
    )


def put_on(here: Here, text: Text, place: int, bond: UUID | None) -> None:
    """A point for the agenda."""
    point = text["agenda"][place]
    item = AgendaItem(
        id=named(f"{text['slug']} {place}"),
        author_id=here.people[point["by"]].id,
        text=point["text"],
    )
    agenda.put_on(here.session, here.people[point["by"]], item, here.records[text["slug"]], bond)


def hold(here: Here, text: Text) -> None:
    """It took place, and everything on its agenda was talked about."""
    me, record = here.people[text.get("with") or text["facilitator"]], here.records[text["slug"]]
    for item in agenda_queries.agenda_of(here.session, me, record.id).page.rows:
        agenda.talked_about(here.session, me, item, record, True)
    supervision.hold(here.session, me, record)


def write(here: Here, text: Text, which: str) -> None:
    """What the record says from now on."""
    me, record = here.people[text.get("with") or text["facilitator"]], here.records[text["slug"]]
    written = Written(trimmed(text[which]), record.starts_at, record.minutes)
    supervision.change(here.session, me, record, written, record.revision)


def cancel(here: Here, text: Text) -> None:
    """It does not take place."""
    me = here.people[text["with"]]
    supervision.cancel(here.session, me, here.records[text["slug"]], text["why"])


def say(here: Here, slug: str, person: str, differently: str = "") -> None:
    """A word on the newest version."""
    record, me = here.records[slug], here.people[person]
    words = differently.strip()
    supervision.say(here.session, me, record, record.revision, not words, words)


def agree_on(here: Here, text: Text) -> None:
    """Write an action down in the record of its session."""
    record = here.records[text["session"]]
    agreed = Agreed(
        text=text["text"],
        due_on=here.day(text["due_days_ago"]),
        kind=ActionKind(text["kind"]),
        owner_id=here.people[text["owner"]].id,
        worker_id=here.people["worker"].id,
        relationship=here.bond("worker", "supervisor"),
        record_id=record.id,
    )
    here.actions[text["slug"]] = following_up.agree(
        here.session, here.people["supervisor"], named(text["slug"]), agreed, by_letter=False
    )


def finish(here: Here, text: Text, said: Text) -> None:
    """It is done."""
    owner, action = here.people[text["owner"]], here.actions[text["slug"]]
    following_up.finish(here.session, owner, action, said["why"])


def let_go(here: Here, text: Text, said: Text) -> None:
    """It need not be done."""
    owner, action = here.people[text["owner"]], here.actions[text["slug"]]
    following_up.let_go(here.session, owner, action, said["why"])


def change(here: Here, text: Text, said: Text) -> None:
    """Another day."""
    owner, action = here.people[text["owner"]], here.actions[text["slug"]]
    day = here.day(said["due_days_ago"])
    following_up.change(here.session, owner, action, action.text, day, said["why"])


def try_out(here: Here, text: Text) -> None:
    """The worker says what came of feedback."""
    entry = here.entries[text["entry"]]
    loops.say_tried(
        here.session, here.people["worker"], entry, given(here, text), text["tried"],
        named(text["entry"] + "tried"),
    )  # fmt: skip


def see_it(here: Here, text: Text) -> None:
    """Whoever gave the feedback has seen it."""
    entry, me = here.entries[text["entry"]], here.people[text["by"]]
    said = given(here, text)
    loops.see(here.session, me, entry, said, text["seen"], named(text["entry"] + "seen"))


def given(here: Here, text: Text) -> Feedback:
    """The feedback on an entry that a loop is about."""
    entry, by = here.entries[text["entry"]], here.people[text["by"]].id
    here.session.refresh(entry, ["feedback"])
    return next(each for each in entry.feedback if each.author_id == by)


def trimmed(fields: Mapping[str, str]) -> dict[str, str]:
    """The texts as somebody would have typed them."""
    return {key: text.strip() for key, text in fields.items()}
