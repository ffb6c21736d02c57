"""Words that came to a shut door: kept on the page that opens it, and sent on from there.

A form may arrive after its writer was signed out, when the device is locked, or with a token
that no longer fits. Whatever it held is carried over in hidden fields, also where there is no
JavaScript. Nothing is ever sent on by signing in alone: the person is shown what they were
doing and presses once more, and what another site made the browser send is not carried at all.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from journal import requests, signed_in
from journal.unfinished_copies import BESIDE_THE_WORDS

NEVER = frozenset({"csrf_token", "password", "new_password"})
NOT_FOR_EYES = BESIDE_THE_WORDS | {"do", "editor", "version", "sequence", "was"}
PREFIX = "kept-"
TO, PAGE_OF, FILES = "go-on-to", "page-of", "files-left-behind"
DOING = {
    "entries.create": "saving a new entry",
    "entries.save": "saving an entry",
    "entries.save_statement": "saving an evidence statement",
    "entries.save_tags": "saving the tags of an entry",
    "entries.share_now": "sharing an entry",
    "entries.withdraw": "taking back a share",
    "entries.delete": "deleting an entry",
    "review.send": "sending feedback",
    "review.send_answer": "answering feedback",
    "principles.write": "saving what a principle means to you",
}


@dataclass(frozen=True)
class Carried:
    """A form on its way: where it goes, what it holds, and for whom its page was made."""

    path: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    page_of: str = ""

    @property
    def doing(self) -> str:
        """What the person was doing, as they would say it."""
        return DOING.get(endpoint_of(self.path), "sending a form")

    @property
    def words(self) -> list[tuple[str, str]]:
        """What a person typed or chose, without the ids that travel with every form."""
        return [
            (label(name), text)
            for name, text in self.fields
            if text.strip() and not is_beside_words(name) and not is_id(text)
        ]

    @property
    def is_for_somebody_else(self) -> bool:
        """Whether it is known that the page was made for another person than the one here now."""
        me = signed_in.current_person_or_none()
        return bool(self.page_of and me and not signed_in.is_page_of(me, self.page_of))


def ask_to_sign_in(*, may_go_on: bool = True) -> ResponseReturnValue:
    """Somebody who is signed out: first the sign-in, then on to where they were going."""
    if not requests.wants_page():
        return {"signed_out": True}, 401
    if request.method == "GET":
        back = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in", next=back), code=303)
    if not may_go_on or requests.is_from_elsewhere():
        return redirect(url_for("accounts.sign_in"), code=303)
    before = signed_in.gone()
    return ask(arrived(signed_in.mark_of(before) if before else "")), 401


def ask_to_unlock() -> ResponseReturnValue:
    """Somebody whose device is locked: nothing is shown until it is opened."""
    if not requests.wants_page():
        return {"locked": True}, 423
    if request.method == "GET":
        back = request.full_path.rstrip("?")
        return redirect(url_for("accounts.unlock", next=back), code=303)
    if requests.is_from_elsewhere():
        return redirect(url_for("accounts.unlock"), code=303)
    return ask(arrived()), 423


def ask_again() -> ResponseReturnValue:
    """Somebody whose form came without a good token: show it, and let them press once more."""
    if not requests.wants_page():
        return {"stale": True}, 401
    if requests.is_from_elsewhere():
        return render_template("errors/from_elsewhere.html"), 400
    return confirm(arrived()), 400


def ask(kept: Carried, problem: str = "", email: str = "") -> str:
    """The page that asks for the password, with everything typed kept on it."""
    return render_template("errors/come_back.html", kept=kept, problem=problem, email=email)


def confirm(kept: Carried) -> str:
    """The page that shows what was being sent; one press sends it."""
    return render_template("errors/go_on.html", kept=kept)


def arrived(page_of: str = "") -> Carried:
    """The form that this request brought."""
    return Carried(
        path=request.full_path.rstrip("?"),
        fields=tuple(
            (name, text) for name, text in request.form.items(multi=True) if name not in NEVER
        ),
        files=tuple(file.filename for file in request.files.values() if file.filename),
        page_of=page_of,
    )


def brought_back() -> Carried | None:
    """The form that the page asking for a password kept; None when that page was not ours."""
    form = request.form
    path = form.get(TO, "")
    if not requests.is_ours(path):
        return None
    return Carried(
        path=path,
        fields=tuple(
            (name.removeprefix(PREFIX), text)
            for name, text in form.items(multi=True)
            if name.startswith(PREFIX)
        ),
        files=tuple(form.getlist(FILES)),
        page_of=form.get(PAGE_OF, ""),
    )


def endpoint_of(path: str) -> str:
    """Which page a form goes to; nothing for an address that takes none."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0], "POST")
    except (HTTPException, RequestRedirect):
        return ""
    return str(endpoint)


def label(name: str) -> str:
    """The name of a field as words."""
    return re.sub(r"[-_]+", " ", name.removeprefix("answer_")).strip().capitalize()


def is_beside_words(name: str) -> bool:
    """Whether a field travels with the words of a form and is none of them."""
    return name in NOT_FOR_EYES or name.startswith("shown-")


def is_id(text: str) -> bool:
    """Whether this is one of the random ids that pages put into forms."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
