"""A browser for one person, which looks over every page it is given."""

import re
import secrets
from contextvars import Context
from datetime import timedelta
from functools import cached_property
from typing import Any

import lxml.html
from lxml import etree
from werkzeug.test import TestResponse

from journal import Application
from journal.extensions import db
from journal.models import Person, SignIn
from journal.models.base import now
from journal.signed_in import hash_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NEEDS_NO_LABEL = {"hidden", "submit", "button"}


class Client:
    """Signed in as one person, or as nobody. Follows nothing by itself, and hides nothing."""

    def __init__(self, app: Application, person: Person | None) -> None:
        """Sign the person in as a device of their own."""
        self.app = app
        self.person = person
        self.browser = app.test_client()
        if person is not None:
            token = sign_in(app, person)
            with self.browser.session_transaction() as cookie:
                cookie["_user_id"] = token

    def get(self, path: str, **options: Any) -> TestResponse:
        """Fetch a page; a page in HTML must be well made, whatever it says."""
        answer = self.open(path, **options)
        look_over(answer)
        return answer

    def post(self, path: str, typed: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form with the token that this person's pages carry."""
        answer = self.open(
            path, method="POST", data={"csrf_token": self.token, **(typed or {})}, **options
        )
        look_over(answer)
        return answer

    def open(self, path: str, **options: Any) -> TestResponse:
        """Make one request as it is, in a context of its own.

        Inside a test's own application context Flask would share that context with the
        request: the same session, and whoever was signed in before. Werkzeug keeps a long form in
        a file, which nobody else would close.
        """
        answer = Context().run(self.browser.open, path, **options)
        answer.request.environ["wsgi.input"].close()
        return answer

    @cached_property
    def token(self) -> str:
        """The token of this person's forms, read from a page as a browser would."""
        page = self.open("/account" if self.person else "/sign-in").text
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, "The page has no token."
        return found.group(1)


def sign_in(app: Application, person: Person) -> str:
    """Put a signed-in device into the database and answer with its token."""
    token = secrets.token_urlsafe(32)
    with app.app_context():
        db.session.add(
            SignIn(
                person_id=person.id,
                token_hash=hash_of(token),
                device="a test",
                expires_at=now() + timedelta(hours=1),
            )
        )
        db.session.commit()
    return token


def look_over(answer: TestResponse) -> None:
    """Fail on a page that no proud maker would send."""
    if answer.mimetype != "text/html" or answer.status_code in {204, 301, 302, 303, 304}:
        return
    page = Page(answer.text)
    where = f"{answer.request.method} {answer.request.path}"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), where
    assert "unsafe" not in answer.headers["Content-Security-Policy"], where
    assert answer.headers["Cache-Control"] == "no-store", where
    if not answer.text.startswith("<!DOCTYPE html>"):
        return
    assert page.headings.count("h1") == 1, f"{where}: {page.headings}"
    assert page.title.strip(), f"{where} has no title"
    assert len(page.ids) == len(set(page.ids)), f"{where} repeats ids: {doubles(page.ids)}"
    unlabelled = [field for field in page.fields if not (set(field) & page.labelled)]
    assert not unlabelled, f"{where} has fields without a label: {unlabelled}"
    missing = page.points_at - set(page.ids)
    assert not missing, f"{where} points at ids that are not there: {missing}"
    assert not page.inline, f"{where} has inline script or style: {page.inline}"
    assert not page.foreign, f"{where} loads from elsewhere: {page.foreign}"


def doubles(ids: list[str]) -> set[str]:
    """The ids that stand more than once."""
    return {each for each in ids if ids.count(each) > 1}


class Page:
    """What of a page can be looked over without a browser."""

    def __init__(self, html: str) -> None:
        """Read the page at once."""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.fields: list[tuple[str, ...]] = []
        self.labelled: set[str] = set()
        self.points_at: set[str] = set()
        self.inline: list[str] = []
        self.foreign: list[str] = []
        root = lxml.html.document_fromstring(html)
        self.title = root.findtext(".//title") or ""
        for element in root.iter(etree.Element):
            self.note(str(element.tag), {str(each): str(of) for each, of in element.items()})

    def note(self, tag: str, given: dict[str, str]) -> None:
        """Note what the checks need."""
        if tag in HEADINGS:
            self.headings.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        self.note_field(tag, given)
        self.note_links(given)
        if (tag == "script" and "src" not in given) or tag == "style" or "style" in given:
            self.inline.append(f"{tag} {given}")
        self.inline += [name for name in given if name.startswith("on")]
        for name in ("src", "action") + (("href",) if tag == "link" else ()):
            if name in given and re.match(r"(https?:)?//", given[name]):
                self.foreign.append(given[name])

    def note_field(self, tag: str, given: dict[str, str]) -> None:
        """A field must have a label by its id, or a name of its own."""
        hidden = given.get("type") in NEEDS_NO_LABEL or "hidden" in given
        if tag in {"input", "select", "textarea"} and not hidden:
            if "aria-label" in given or "aria-labelledby" in given:
                return
            self.fields.append((given.get("id", "no id"),))

    def note_links(self, given: dict[str, str]) -> None:
        """Everything that names another element of the page must find it."""
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.points_at |= set(given.get(name, "").split())
        href = given.get("href", "")
        if href.startswith("#") and len(href) > 1:
            self.points_at.add(href[1:])
