"""Who may come to a page. A policy is data on the view; without one the app does not start.

Which rows a person sees is the models' to say (`models/confidential.py`); this is only
about doors. Whoever may not pass is told what is told of a page that does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, abort, current_app, redirect, request, url_for

from journal.models.person import Person
from journal.signed_in import current_person_or_none

View = TypeVar("View", bound=Callable[..., object])
MARK = "access_policy"


@dataclass(frozen=True)
class Policy:
    """A rule for a door, by a name that a reader of the access table understands."""

    name: str
    lets_in: Callable[[Person | None], bool]


ANYONE = Policy("anyone", lambda person: True)
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


def enforce() -> Response | None:
    """Before every request: open the door, ask for a sign-in, or say there is nothing here."""
    if request.routing_exception is not None:
        return None
    policy = policy_of(current_app, request.endpoint)
    person = current_person_or_none()
    if policy.lets_in(person):
        return None
    if person is None and policy is not NOBODY:
        return ask_to_sign_in()
    return abort(404)


def ask_to_sign_in() -> Response:
    """Send somebody to the sign-in page, and afterwards back to the page they asked for."""
    back = {"next": request.full_path.rstrip("?")} if request.method == "GET" else {}
    query = f"?{urlencode(back)}" if back else ""
    return redirect(url_for("accounts.sign_in") + query, code=303)  # type: ignore[return-value]
