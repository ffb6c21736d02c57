"""Who may come to a page. A policy is data on the view; without one the app does not start.

Which rows a person sees is the models' to say (`models/confidential.py`); this is only
about doors. Whoever may not pass is told what is told of a page that does not exist. Whoever
could pass, but is signed out or locked out, is asked to come in, and loses nothing by it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue

from journal import carried, requests, signed_in
from journal.models.person import Person

View = TypeVar("View", bound=Callable[..., object])
MARK = "access_policy"


@dataclass(frozen=True)
class Policy:
    """A rule for a door, by a name that a reader of the access table understands."""

    name: str
    lets_in: Callable[[Person | None], bool]
    even_locked: bool = False


ANYONE = Policy("anyone", lambda person: True, even_locked=True)
FIRST_PAGE = Policy("anyone, once unlocked", lambda person: True)
EVEN_LOCKED = Policy("signed in, even locked", lambda person: person is not None, even_locked=True)
SIGNED_IN = Policy("signed in", lambda person: person is not None)
ADMINISTRATOR = Policy("administrator", lambda person: bool(person and person.is_administrator))
NOBODY = Policy("nobody", lambda person: False)


class PageWithoutPolicy(Exception):
    """A page was added without saying who may come to it."""


def allow(policy: Policy) -> Callable[[View], View]:
    """Write the policy on a view. It marks and does not wrap, so no order can undo it."""

    def mark(view: View) -> View:
        setattr(view, MARK, policy)
        return view

    return mark


def policy_of(app: Flask, endpoint: str | None) -> Policy:
    """The policy of an endpoint; anything unknown is for nobody."""
    view = app.view_functions.get(endpoint or "")
    policy: Policy = getattr(view, MARK, NOBODY)
    return policy


def check_every_page(app: Flask) -> None:
    """Refuse to start while any page has no policy."""
    missing = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], MARK)
    )
    if missing:
        raise PageWithoutPolicy("Say with @allow(...) who may come to: " + ", ".join(missing))


def enforce() -> ResponseReturnValue | None:
    """Before every request: open the door, ask somebody to come in, or say nothing is here."""
    if request.routing_exception is not None:
        return None
    policy = policy_of(current_app, request.endpoint)
    if signed_in.is_locked() and not policy.even_locked:
        return carried.ask_to_unlock()
    person = signed_in.person_of_device()
    if policy.lets_in(person):
        if person is not None and not signed_in.is_locked() and requests.shows_somebody():
            signed_in.note_activity()
        return None
    if person is None and policy is not NOBODY:
        return carried.ask_to_sign_in(may_go_on=policy is not EVEN_LOCKED)
    return abort(404)
