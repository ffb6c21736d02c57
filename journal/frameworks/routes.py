"""The frameworks to browse and search, and the code of conduct."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.domain.framework import CURRICULUM
from journal.extensions import db
from journal.frameworks.forms import LONGEST_SEARCH
from journal.library import content
from journal.programmes import content_of
from journal.signed_in import current_person

frameworks = Blueprint("frameworks", __name__)

MOST_FOUND = 12


@frameworks.get("/frameworks")
@allow(SIGNED_IN)
def index() -> str:
    """All four, and a search through all of them."""
    words = looked_for()
    everything = content_of(db.session, current_person()).frameworks.values()
    found = [(each, each.find(words)[:MOST_FOUND]) for each in everything] if words else []
    return render_template(
        "frameworks/index.html",
        frameworks=everything,
        words=words,
        found=[(each, statements) for each, statements in found if statements],
    )


@frameworks.get("/frameworks/<framework>")
@allow(SIGNED_IN)
def show(framework: str) -> ResponseReturnValue:
    """One framework, group by group, or what is looked for in it."""
    texts = content_of(db.session, current_person())
    shown = texts.frameworks.get(framework) or abort(404)
    words = looked_for()
    return render_template(
        "frameworks/show.html",
        framework=shown,
        frameworks=texts.frameworks,
        words=words,
        found=shown.find(words) if words else (),
        standard=texts.standard if framework == texts.standard.framework.key else None,
        curriculum=texts.curriculum if framework == CURRICULUM else None,
        linked={each.code: texts.linked(framework, each.code) for each in shown},
    )


@frameworks.get("/conduct")
@allow(SIGNED_IN)
def conduct() -> str:
    """The code of conduct: what a peer worker does, and what a peer worker can expect."""
    headings = {each.code: each.heading for each in content().principles}
    return render_template("frameworks/conduct.html", conduct=content().conduct, headings=headings)


def looked_for() -> str:
    """What somebody looks for, as it stands in the address."""
    return request.args.get("find", "")[:LONGEST_SEARCH].strip()
