"""What others give a worker in the demo: an observation, testimony and cards; and what they note
for themselves alone."""

from collections.abc import Iterator, Mapping
from functools import partial

from journal import links, sources
from journal.audit import Event
from journal.demo.supervision import Act, Here, Text, named, trimmed
from journal.domain import observation
from journal.domain.feedback_card import id_of
from journal.domain.provenance import SourceKind
from journal.drift import actions as drift
from journal.entries import taking
from journal.library import content
from journal.models import FeedbackCard
from journal.models.confidential import visible
from journal.signed_in import hash_of
from journal.witness import card_actions as cards
from journal.witness import observation_actions as observations
from journal.witness import testimony_actions as testimonies
from journal.witness.observation_actions import When
from journal.witness.testimony_actions import Asked, Given
from journal.witness.testimony_queries import get_own

DAYS_TO_ANSWER = 30


def gifts_acts(here: Here, texts: Mapping[str, list[Text]]) -> Iterator[Act]:
    """Every act: when, by whom, and what they do."""
    for text in texts["observations"]:
        yield from observation_acts(here, text)
    for text in texts["testimonies"]:
        author = text["author"]
        yield here.when(text["asked_days_ago"], text["slug"]), author, partial(ask, here, text)
        if "given_days_ago" in text:
            yield here.when(text["given_days_ago"], text["slug"]), author, partial(give, here, text)
    for text in texts["cards"]:
        author = text["author"]
        yield here.when(text["made_days_ago"], text["slug"]), author, partial(make_card, here, text)
        yield here.when(text["given_days_ago"], text["slug"]), author, partial(fill, here, text)
    for text in texts["leanings"]:
        at = here.when(text["days_ago"], text["entry"] + "leaning")
        yield at, "worker", partial(note_leaning, here, text)


def observation_acts(here: Here, text: Text) -> Iterator[Act]:
    """Planned, seen, answered by the worker, agreed by both, and taken into the journal."""
    slug, worker, other = text["slug"], text["worker"], text["with"]
    yield here.when(text["planned_days_ago"], slug), other, partial(plan, here, text)
    seen = {
        **{f"{observation.SAW}{ref}": words for ref, words in text["saw"].items()},
        "went_well": text["went_well"],
        "one_thing": text["one_thing"],
        observation.CONSENT: observation.YES,
    }
    view = {"worker_view": text["worker_view"]}
    yield here.when(text["seen_days_ago"], slug), other, partial(save, here, slug, other, seen)
    yield here.when(text["view_days_ago"], slug), worker, partial(save, here, slug, worker, view)
    for place, person in enumerate((other, worker)):
        at = here.when(text["agreed_days_ago"], slug, 20 * place)
        yield at, person, partial(agree, here, slug, person)
    yield here.when(text["taken_days_ago"], slug), worker, partial(take, here, text)


def plan(here: Here, text: Text) -> None:
    """An observation that two people plan."""
    codes = observation.refs_as_text((framework, code) for framework, code in text["codes"])
    here.records[text["slug"]] = observations.plan(
        here.session,
        here.people[text["with"]],
        named(text["slug"]),
        here.bond(text["worker"], text["with"]),
        {**trimmed(text["plan"]), observation.CODES: codes},
        When(here.at_ten(text["on_days_ago"]), text["minutes"]),
    )


def save(here: Here, slug: str, person: str, part: Mapping[str, str]) -> None:
    """One side's part of it."""
    record = here.records[slug]
    observations.save(here.session, here.people[person], record, trimmed(part), record.revision)


def agree(here: Here, slug: str, person: str) -> None:
    """A yes to what is written."""
    record = here.records[slug]
    observations.say(here.session, here.people[person], record, record.revision, True, "")


def take(here: Here, text: Text) -> None:
    """Take it into the journal, as evidence."""
    worker, record = here.people[text["worker"]], here.records[text["slug"]]
    kind = SourceKind.JOINT_RECORD
    source = sources.get_source(here.session, worker, kind, record.id, content().frameworks)
    if source is not None:
        taking.take(here.session, worker, source)


def ask(here: Here, text: Text) -> None:
    """Ask somebody for testimony."""
    asked = Asked(text["to_name"], "", text["shown"].strip(), DAYS_TO_ANSWER)
    testimonies.ask(here.session, here.people[text["author"]], named(text["slug"]), asked)


def give(here: Here, text: Text) -> None:
    """What the witness writes, by the link."""
    found = get_own(here.session, here.people[text["author"]], named(text["slug"]))
    if found is not None:
        given = Given(text["name"], text["capacity"], text["words"].strip())
        testimonies.give(here.session, found, given)


def make_card(here: Here, text: Text) -> None:
    """A card with a code that is the same each time; its link is nobody's."""
    me, code = here.people[text["author"]], text["code"]
    card = FeedbackCard(
        id=id_of(code),
        organisation_id=me.organisation_id,
        author_id=me.id,
        token_hash=hash_of(links.new_token(id_of(code))),
        code_hash=hash_of(code),
        answers={},
        expires_at=here.when(text["made_days_ago"], text["slug"]) + cards.LASTS,
    )
    here.session.add(card)
    cards.note(here.session, me, Event.CARD_MADE, card)


def fill(here: Here, text: Text) -> None:
    """What somebody who was supported writes on it."""
    mine = visible(FeedbackCard, to=here.people[text["author"]])
    card = here.session.scalars(mine.where(FeedbackCard.id == id_of(text["code"]))).one()
    cards.give(here.session, card, trimmed(text["answers"]), text["may_be_used"])


def note_leaning(here: Here, text: Text) -> None:
    """Where the worker leaned away, for themselves alone."""
    entry = here.entries[text["entry"]]
    drift.note_leaning(here.session, here.people["worker"], entry, text["statement"], text["words"])
