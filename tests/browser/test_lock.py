"""Two thousand words, and then the door shuts: every character is there when it opens again."""

import secrets
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from journal import Application
from journal.extensions import db
from journal.models import Revision, SignIn
from journal.models.base import now
from journal.models.confidential import visible
from tests.browser.conftest import Visitor
from tests.conftest import apart, inside
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser

LINE = 'She said: "I am <b>fine</b> & well", éè 🌱 -- and I wondered.\n\n  * a point\n'
WORDS = (LINE * 160).strip()
assert len(WORDS.split()) > 2000

Make = Callable[[], Visitor]


def begins_to_write(somebody: Visitor, world: World) -> None:
    """Sign in, open the draft, and type two thousand words."""
    somebody.signs_in("worker@test.example")
    somebody.goes_to(f"/entries/{world.entries['draft'].id}/edit")
    somebody.page.locator("#text").fill(WORDS)


def saved(app: Application, world: World) -> str:
    """The text of the draft as its writer last saved it."""

    def read() -> str:
        latest = (
            visible(Revision, to=world.worker)
            .where(Revision.entry_id == world.entries["draft"].id)
            .order_by(Revision.number.desc())
        )
        return db.session.scalars(latest).first().text  # type: ignore[union-attr]

    return apart(lambda: inside(app, read))


def on_the_server(app: Application, **changes: object) -> None:
    """Change every sign-in behind the browser's back."""

    def change() -> None:
        db.session.execute(sa.update(SignIn).values(**changes))
        db.session.commit()

    apart(lambda: inside(app, change))


def presses_save(somebody: Visitor) -> None:
    """The button at the end of the form."""
    somebody.presses("Save")


def without_autosave(somebody: Visitor) -> None:
    """Let nothing but the form itself carry the words, as where keep.js is not there."""
    empty = {"content_type": "text/javascript", "body": ""}
    somebody.page.route("**/keep.js", lambda route: route.fulfill(**empty))


def gets_the_token_of(other: Page, somebody: Visitor) -> None:
    """Wait until their form has it: what stands before its first dot is one sign-in's."""
    token = other.locator("[name=csrf_token]").first.input_value().partition(".")[0]
    somebody.page.wait_for_function(
        "token => document.querySelector('main [name=csrf_token]').value.startsWith(token)",
        arg=token,
    )


@pytest.mark.parametrize("ending", ["ended", "ran out", "restarted"])
def test_signing_in_again_goes_on_with_every_character(
    ending: str,
    app: Application,
    world: World,
    visitor: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ended elsewhere, run out, or the service started again with another secret."""
    somebody = visitor()
    without_autosave(somebody)
    begins_to_write(somebody, world)
    if ending == "ended":
        on_the_server(app, ended_at=now())
    elif ending == "ran out":
        on_the_server(app, expires_at=now())
    else:
        monkeypatch.setitem(app.config, "SECRET_KEY", secrets.token_hex(32))
    presses_save(somebody)
    assert somebody.sees("everything you typed is kept on this page")
    assert somebody.sees("You were saving an entry")
    somebody.types("E-mail", "worker@test.example")
    somebody.types("Password", "not the password")
    somebody.presses("Sign in and go on")
    assert somebody.sees("do not fit together")
    somebody.types("Password", PASSWORD)
    somebody.presses("Sign in and go on")
    assert saved(app, world) != WORDS
    assert somebody.sees("I wondered.")
    somebody.presses("Go on")
    assert saved(app, world) == WORDS
    assert somebody.sees("I wondered.")


def test_a_stale_token_is_made_good_with_every_character(
    app: Application, world: World, visitor: Make
) -> None:
    """Somebody signed out and in again in another tab meanwhile: the form's token is an old one."""
    somebody = visitor()
    without_autosave(somebody)
    begins_to_write(somebody, world)
    other = somebody.page.context.new_page()
    other.goto(somebody.address + "/account")
    other.locator('form[action="/sign-out"] button').first.click(force=True)
    other.get_by_label("E-mail", exact=True).fill("worker@test.example")
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url(somebody.address + "/")
    if somebody.has_script:
        gets_the_token_of(other, somebody)
    other.close()
    presses_save(somebody)
    if not somebody.has_script:
        assert somebody.sees("You were saving an entry. Go on?")
        assert saved(app, world) != WORDS
        somebody.presses("Go on")
    assert saved(app, world) == WORDS
