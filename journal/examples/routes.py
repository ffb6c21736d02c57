"""The worked examples: all of them, and a page for each."""

from flask import Blueprint, abort, render_template

from journal.access import SIGNED_IN, allow
from journal.domain.draft import sections
from journal.domain.examples import ModelExample
from journal.domain.framework import PEER_WORKER
from journal.library import content

examples = Blueprint("examples", __name__, url_prefix="/examples")


@examples.get("")
@allow(SIGNED_IN)
def index() -> str:
    """One for each way of reflecting, and one for a KSB of each duty."""
    return render_template(
        "examples/index.html",
        examples=content().examples,
        models=content().reflective_models,
        duties=content().standard.duties,
        statements=content().frameworks[PEER_WORKER],
    )


@examples.get("/<example>")
@allow(SIGNED_IN)
def show(example: str) -> str:
    """One example, with what makes it good beside it."""
    found = content().examples.get(example) or abort(404)
    if isinstance(found, ModelExample):
        model = content().reflective_models[found.model]
        parts = sections(model, found.answers, found.text)
        return render_template("examples/model.html", example=found, model=model, parts=parts)
    statement = content().frameworks[PEER_WORKER][found.code]
    duty = content().duty_of(found.code)
    return render_template("examples/ksb.html", example=found, statement=statement, duty=duty)
