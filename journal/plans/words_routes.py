"""An organisation's own words for things that are called differently from year to year."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import ADMINISTRATOR, allow
from journal.extensions import db
from journal.forms import clean, trimmed
from journal.library import content
from journal.plans import plan_actions
from journal.plans.plan_forms import WORDS
from journal.plans.retiring_routes import plans
from journal.signed_in import current_person

__all__ = ["plans"]

LONGEST_WORDS = 60
NEWER = {
    "end_point_assessment": "apprenticeship assessment",
    "assessment_organisation": "assessment organisation",
    "assessor": "assessor",
    "gateway": "gateway to completion",
}
"""What the reform of apprenticeship assessment calls them."""


@plans.get("/admin/words-for-things")
@allow(ADMINISTRATOR)
def words_for_things() -> str:
    """Which words stand everywhere here."""
    return show_words(dict(current_person().organisation.words or {}), {})


@plans.post("/admin/words-for-things")
@allow(ADMINISTRATOR)
def save_words_for_things() -> ResponseReturnValue:
    """Use these words from now on; an empty one is the plan's."""
    typed = {name: trimmed(request.form.get(name)) for name in WORDS}
    if request.form.get("do") == "newer":
        typed = dict(NEWER)
    problems = {
        name: f"Please keep “{WORDS[name]}” to {LONGEST_WORDS} characters or fewer."
        for name, text in typed.items()
        if len(clean(text)) > LONGEST_WORDS
    }
    if problems:
        return show_words(typed, problems), 422
    plan_actions.set_words(db.session, current_person(), typed)
    flash("Saved. These words stand everywhere from now on.")
    return redirect(url_for(".words_for_things"), code=303)


def show_words(typed: dict[str, str], problems: dict[str, str]) -> str:
    """The page, as typed."""
    return render_template(
        "plans/words.html",
        labels=WORDS,
        typed=typed,
        problems=problems,
        of_the_plan=content().plan.words,
        newer=NEWER,
    )
