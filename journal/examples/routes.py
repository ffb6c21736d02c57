"""The worked examples: all of them, and a page for each."""

from flask import Blueprint, abort, render_template

from journal.access import SIGNED_IN, allow
from journal.domain.draft import sections
from journal.domain.examples import ModelExample
from journal.extensions import db
from journal.programmes import content_of
from journal.signed_in import current_person

examples = Blueprint("examples", __name__, url_prefix="/examples")


@examples.get("")
@allow(SIGNED_IN)
def index() -> str:
    """One for each way of reflecting, and one for a KSB of each duty."""
    texts = content_of(db.session, current_person())
    shown = texts.examples.ksbs
    return render_template(
        "examples/index.html",
        examples=texts.examples,
        models=texts.reflective_models,
        duties=[each for each in texts.standard.duties if shown.keys() & set(each.codes)],
        statements=texts.standard.framework,
    )


@examples.get("/<example>")
@allow(SIGNED_IN)
def show(example: str) -> str:
    """One example, with what makes it good beside it."""
    texts = content_of(db.session, current_person())
    found = texts.examples.get(example) or abort(404)
    if isinstance(found, ModelExample):
        model = texts.reflective_models[found.model]
        parts = sections(model, found.answers, found.text)
        return render_template("examples/model.html", example=found, model=model, parts=parts)
    statement, duty = texts.standard.framework[found.code], texts.duty_of(found.code)
    return render_template("examples/ksb.html", example=found, statement=statement, duty=duty)
