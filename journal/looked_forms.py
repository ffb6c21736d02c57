"""A form whose words others will read, looked over before they do.

A prompt with one press for each thing that it points at, never a block: whoever writes decides.
"""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Field

from journal import confidences
from journal.domain.looking_over import Look, put_instead, without
from journal.extensions import db
from journal.forms import Form, clean
from journal.names import names_of
from journal.signed_in import current_person

AS_IT_IS = "save as it is"


def held_up(
    form: Form,
    fields: Iterable[Field],
    show: Callable[[Look | None], str],
    *,
    people: Iterable[UUID] = (),
    before: Collection[str] = (),
) -> ResponseReturnValue | None:
    """The page again, where something needs a look first; None once the words can be kept.

    Nothing is said of the names of these people, whom every reader knows, nor of a text that
    stood there `before`.
    """
    texts, do = list(fields), request.form.get("do", "")
    words, other = put_in(do)
    if words:
        for each in texts:
            each.data = put_instead(each.data or "", words, other)
        return show(look_over(texts, people, before))
    if not form.validate():
        return show(None), 422
    look = look_over(texts, people, before)
    return (show(look), 422) if look.pointed and do != AS_IT_IS else None


def put_in(do: str) -> tuple[str, str]:
    """(words, what is to stand there instead) of a press that says so."""
    what, _, rest = clean(do).partition("\n")
    other, _, words = rest.partition("\n")
    return (words, other) if what == "put" else ("", "")


def look_over(fields: Iterable[Field], people: Iterable[UUID], before: Collection[str]) -> Look:
    """What in the typed words could identify somebody."""
    typed = [(each.label.text, each.data or "") for each in fields]
    new = [(label, text) for label, text in typed if text.strip() not in before]
    look = confidences.look_over(db.session, current_person(), new)
    names = names_of(db.session, list(people)).values()
    return without(look, {part.casefold() for name in names for part in (name, *name.split())})
