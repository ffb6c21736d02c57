"""Somebody who writes over HTTP, as a browser with its script would, and loses answers."""

import http.client
import json
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PATIENCE = 30  # seconds


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str
    location: str


@dataclass
class Writer:
    """A browser without a window: cookies, a form token, and nothing else remembered."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def signs_in(self, email: str, password: str) -> None:
        """By the front door."""
        self.token = self.token_in(self.get("/sign-in").text)
        answer = self.sends("/sign-in", {"email": email, "password": password})
        assert answer.status == 303, answer
        self.token = self.token_in(self.get("/account").text)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.asks("GET", path)

    def sends(self, path: str, typed: dict[str, str]) -> Answer:
        """Send a form."""
        body = urlencode({"csrf_token": self.token, **typed})
        return self.asks("POST", path, body, "application/x-www-form-urlencoded")

    def keeps(self, copy_id: str, sent: dict[str, object]) -> Answer:
        """Send what is being typed."""
        return self.asks("POST", f"/unfinished/{copy_id}", json.dumps(sent), "application/json")

    def asks(self, method: str, path: str, body: str = "", kind: str = "") -> Answer:
        """One request on a connection of its own; raises OSError or HTTPException when cut off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": kind, "X-CSRFToken": self.token}
        if kind == "application/json":
            headers["Accept"] = kind
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for set_cookie in answer.headers.get_all("Set-Cookie") or []:
                for name, morsel in SimpleCookie(set_cookie).items():
                    self.cookies[name] = morsel.value
        finally:
            connection.close()
        if answer.status >= 500:
            raise ConnectionError(f"An error of the server is no answer: {answer.status}")
        return Answer(answer.status, text, answer.headers.get("Location") or "")

    @staticmethod
    def token_in(page: str) -> str:
        """The form token of a page."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, page[:500]
        return found.group(1)
