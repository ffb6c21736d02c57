"""What a browser says about the request itself: who asked, from where, and for what."""

from typing import Any
from urllib.parse import urlsplit

from flask import abort, current_app, make_response, request

from config import Settings
from journal.headers import STATIC_ENDPOINTS
from journal.signed_in import BY_ITSELF

BY_SOMEBODY = frozenset({"document", "empty"})
"""What a press or a typing person leads to; pictures, scripts and workers come by themselves."""
JSON = "application/json"
UNREADABLE = "What the page sent could not be read. Please reload the page and try again."


def wants_page() -> bool:
    """Whether a person will look at the answer; a script is told in JSON instead."""
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode is not None and mode != "navigate":
        return False
    return not request.is_json and not prefers_json()


def prefers_json() -> bool:
    """Whether the answer is asked for in JSON rather than as a page."""
    kinds = request.accept_mimetypes
    return kinds.best_match([JSON, "text/html"], default="text/html") == JSON and (
        kinds[JSON] > kinds["text/html"]
    )


def sent_json() -> dict[str, Any]:
    """The object that a script sent; an empty one when it is not as our own scripts send it.

    What is folded into itself too deep for any reader is refused in words.
    """
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        abort(make_response({"problem": UNREADABLE}, 400))
    return sent if isinstance(sent, dict) else {}


def shows_somebody() -> bool:
    """Whether this request shows that somebody is there, and not only a page left open."""
    kind = request.headers.get("Sec-Fetch-Dest")
    return (
        request.endpoint not in STATIC_ENDPOINTS
        and BY_ITSELF not in request.headers
        and "Sec-Purpose" not in request.headers
        and (kind is None or kind in BY_SOMEBODY)
    )


def is_from_elsewhere() -> bool:
    """Whether another site made this browser send a form; what a browser leaves out is believed.

    Every browser of the last years names the origin of a form; old programs that do not are
    still asked for the form's token and shown what they are about to do.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin)[:2] not in our_origins()


def our_origins() -> set[tuple[str, str]]:
    """Scheme and host of this service, as it was asked and as it is set up."""
    settings: Settings = current_app.extensions["settings"]
    here, set_up = urlsplit(request.host_url), urlsplit(settings.base_url)
    return {(here.scheme, here.netloc), (set_up.scheme, set_up.netloc)}


def is_ours(path: str) -> bool:
    """Whether an address leads to a page of this service and nowhere else."""
    ours = path.startswith("/") and not path.startswith("//")
    return ours and "\\" not in path and all(ord(sign) >= 32 for sign in path)
