"""Progress reviews and the gateway in the demo: three signed, one being prepared, a little open."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from journal import following_up
from journal.demo.supervision import Act, Here, Text, named
from journal.domain.actions import ActionKind
from journal.domain.gateway import Subject, SubjectState
from journal.gateway import actions as gateway
from journal.progress_reviews import actions as reviews

MINUTES = 60


def reviews_acts(here: Here, texts: Mapping[str, list[Text]]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do."""
    for text in texts["reviews"]:
        yield from review_acts(here, text)
    for text in texts["subjects"]:
        when = here.when(text["days_ago"], text["subject"])
        yield when, text["by"], partial(note_subject, here, text)
    for text in texts["behaviours"]:
        yield here.when(text["days_ago"], "behaviours"), text["by"], partial(see, here, text)


def review_acts(here: Here, text: Text) -> Iterator[Act]:
    """Prepared, written by three, perhaps signed; and what was agreed is done in its time."""
    slug = text["slug"]
    prepared = here.when(text["prepared_days_ago"], slug)
    yield prepared, "coach", partial(prepare, here, text)
    met = here.at_ten(text["days_ago"])
    for place, part in enumerate(text["writes"], start=1):
        yield prepared + timedelta(minutes=5 * place), part["by"], partial(write, here, slug, part)
    for place, target in enumerate(text.get("targets", []), start=1):
        yield met + timedelta(minutes=5 * place), target["by"], partial(agree, here, slug, target)
        if "done_days_later" in target:
            done = met + timedelta(days=target["done_days_later"], hours=3)
            yield done, target["owner"], partial(finish, here, target)
    yield from signatures(here, text, met + timedelta(minutes=MINUTES))


def signatures(here: Here, text: Text, ends: datetime) -> Iterator[Act]:
    """It is ready once they have met, and then each of them signs."""
    signs = text.get("signs", [])
    for place, person in enumerate(signs):
        act: Callable[[], object] = partial(sign, here, text["slug"], person)
        if place == 0:
            yield ends, person, partial(get_ready, here, text["slug"], person)
        yield ends + timedelta(minutes=10 * (place + 1)), person, act


def prepare(here: Here, text: Text) -> None:
    """What happened is counted as it stood on that day."""
    worker, starts_at = here.people[text["worker"]], here.at_ten(text["days_ago"])
    coach, slug = here.people["coach"], text["slug"]
    here.records[slug] = reviews.begin(here.session, coach, named(slug), worker, starts_at, MINUTES)


def write(here: Here, slug: str, part: Mapping[str, Any]) -> None:
    """One side's words."""
    of = here.records[slug]
    words = {key: text.strip() for key, text in part.items() if key != "by"}
    reviews.write(here.session, here.people[part["by"]], of, words, of.revision)


def agree(here: Here, slug: str, text: Text) -> None:
    """Something for next time."""
    day = here.records[slug].starts_at
    due = day.date() + timedelta(days=text["due_days_later"]) if day else None
    target = reviews.Target(
        text["text"],
        here.people[text["owner"]].id,
        due,
        ActionKind(text["kind"]),
        tuple(text.get("codes", ())),
    )
    author, of = here.people[text["by"]], here.records[slug]
    here.actions[text["slug"]] = reviews.add_target(
        here.session, author, of, named(text["slug"]), target
    )


def finish(here: Here, text: Text) -> None:
    """It is done."""
    owner, action = here.people[text["owner"]], here.actions[text["slug"]]
    following_up.finish(here.session, owner, action)


def get_ready(here: Here, slug: str, person: str) -> None:
    """They have met."""
    reviews.get_ready(here.session, here.people[person], here.records[slug])


def sign(here: Here, slug: str, person: str) -> None:
    """A signature under the version as it stands."""
    of = here.records[slug]
    reviews.sign(here.session, here.people[person], of, of.revision, True, "")


def note_subject(here: Here, text: Text) -> None:
    """How English or maths stands."""
    gateway.note_subject(
        here.session,
        here.people[text["by"]],
        here.people[text["worker"]],
        Subject(text["subject"]),
        SubjectState(text["state"]),
        text["reason"].strip(),
    )


def see(here: Here, text: Text) -> None:
    """What the line manager sees."""
    seen = {code: (is_there, words) for code, (is_there, words) in text["seen"].items()}
    manager, worker = here.people[text["by"]], here.people[text["worker"]]
    gateway.see_behaviours(here.session, manager, worker, seen)
