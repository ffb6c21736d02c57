"""What things are called: the organisation's own words, else those of the learner's plan.

`called` stands in every template and macro: {{ called.gateway }}.
"""

from flask import Flask, g
from werkzeug.local import LocalProxy

from journal.domain.assessment_plan import PlanWords
from journal.extensions import db
from journal.library import content
from journal.programmes import words_of
from journal.signed_in import current_person_or_none


def add_to(app: Flask) -> None:
    """Make the words known to every template."""
    app.jinja_env.globals["called"] = LocalProxy(words_here)
    app.add_template_filter(with_article)


def words_here() -> PlanWords:
    """The words for whoever reads this page, found once a request."""
    if "called" not in g:
        person = current_person_or_none()
        g.called = words_of(db.session, person) if person else content().plan.words
    words: PlanWords = g.called
    return words


def with_article(words: str) -> str:
    """An assessor, a gateway."""
    return f"{'an' if words[:1].lower() in set('aeiou') else 'a'} {words}"
