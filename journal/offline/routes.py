"""What makes Alongside an app that a phone can keep, and the one page it shows without network.

None of this is about anybody: each is the same for everyone, signed in or not, since the
browser keeps it where whoever holds the phone can read it.
"""

import hashlib
import json
import re
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, url_for
from werkzeug.security import safe_join

from journal.access import ANYONE, allow

offline = Blueprint("offline", __name__)

STATIC_FILES = re.compile(r'(?:href|src)="(/(?:bootstrap/)?static/[^"?#]+)"')
ICONS = (("192", "any"), ("512", "any"), ("512-maskable", "maskable"))
PAPER, SURFACE = "#faf6ee", "#fffdf9"
"""As in tokens.css: the ground of a page, and of the bar above it."""


@offline.get("/offline")
@allow(ANYONE)
def show() -> str:
    """The page for when there is no network: a place to write, and what waits."""
    return render_template("offline/show.html")


@offline.get("/manifest.webmanifest")
@allow(ANYONE)
def manifest() -> Response:
    """What a phone needs to know to install the app."""
    about = {
        "id": "/",
        "name": "Alongside",
        "short_name": "Alongside",
        "description": "A journal for peer workers",
        "lang": "en-GB",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": SURFACE,
        "icons": [
            {"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            *(
                {
                    "src": static(f"icons/{name}.png"),
                    "sizes": f"{name[:3]}x{name[:3]}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, purpose in ICONS
            ),
        ],
    }
    return Response(json.dumps(about, indent=2), mimetype="application/manifest+json")


@offline.get("/service-worker.js")
@allow(ANYONE)
def service_worker() -> Response:
    """The script that serves the page without network, with the list of what it keeps.

    The list ends in a digest of everything on it: a browser asks for this script again and
    again, and takes the whole set anew when one letter of it has changed.
    """
    page = show()
    files = sorted(set(STATIC_FILES.findall(page)))
    digest = hashlib.sha256(page.encode())
    for address in files:
        digest.update(file_at(address).read_bytes())
    kept = {"page": url_for(".show"), "files": files, "digest": digest.hexdigest()[:16]}
    script = file_at(static("service-worker.js")).read_text(encoding="utf-8")
    return Response(
        f"const KEPT = {json.dumps(kept, indent=2)};\n\n{script}", mimetype="text/javascript"
    )


def static(name: str) -> str:
    """The address of one of our files."""
    return url_for("static", filename=name)


def file_at(address: str) -> Path:
    """The file behind the address of a static file, ours or Bootstrap's."""
    room, _, name = address.lstrip("/").partition("static/")
    owner = current_app.blueprints["bootstrap"] if room else current_app
    folder = owner.static_folder
    found = safe_join(folder or "", name)
    if found is None:
        raise FileNotFoundError(address)
    return Path(found)
