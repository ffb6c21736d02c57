"""With the network really cut: nothing typed is lost, and nothing readable stays on the device."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from journal import Application
from journal.extensions import db
from journal.models import Person, Revision, Unfinished
from journal.models.base import now
from journal.models.confidential import visible
from tests.browser.network import Network
from tests.browser.phone import BOXES, SENT, Phone, signs_in, signs_out
from tests.browser.test_lock import on_the_server
from tests.conftest import apart, inside
from tests.world import World

pytestmark = pytest.mark.browser

SUPERVISOR = "supervisor@test.example"
CANARY = "canaryofflineq7"
BEFORE = f'{CANARY} We sat on the steps. éè 🌱 <b>& "quoted"\n\n'
AFTER = "Then the bus went into the tunnel, and I wrote on: " + CANARY
ASIDE = "Kept on this device meanwhile, sealed"


def opens_draft(page: Page, address: str, world: World) -> None:
    """The page where the draft is changed."""
    page.goto(f"{address}/entries/{world.entries['draft'].id}/edit")


def line(page: Page) -> Any:
    """What the page says about saving, as Playwright expects it."""
    return expect(page.locator("[data-keep-line]").first)


def types_across_the_cut(page: Page, network: Network, world: World) -> None:
    """Begin with network, and write on without."""
    opens_draft(page, network.address, world)
    page.locator("#text").fill(BEFORE)
    line(page).to_contain_text("Saved", timeout=15000)
    network.cut()
    page.locator("#text").press("ControlOrMeta+End")
    page.locator("#text").press_sequentially(AFTER)
    line(page).to_contain_text(ASIDE, timeout=15000)
    assert page.evaluate(BOXES, 1) == 1


def at_the_server(app: Application, person: Person) -> list[str]:
    """The texts that this person has not finished, oldest first."""

    def read() -> list[str]:
        copies = db.session.scalars(visible(Unfinished, to=person).order_by(Unfinished.began_at))
        return [copy.fields.get("text", "") for copy in copies]

    return [text for text in apart(lambda: inside(app, read)) if CANARY in text]


def test_what_is_typed_without_network_is_saved_when_it_is_back(
    app: Application, world: World, phone: Phone, network: Network
) -> None:
    page = phone.switch_on()
    signs_in(page, network.address)
    types_across_the_cut(page, network, world)
    page.get_by_role("button", name="Save", exact=True).click()
    line(page).to_contain_text("No network. Your words are kept on this device, sealed")
    assert page.url.endswith("/edit")
    assert page.locator("#text").input_value() == BEFORE + AFTER
    assert at_the_server(app, world.worker) == [BEFORE]
    page.get_by_role("button", name="Save", exact=True).click()
    line(page).to_contain_text("No network. Your words are kept on this device, sealed")
    assert page.locator("#text").input_value() == BEFORE + AFTER
    network.mend()
    line(page).to_contain_text("Saved", timeout=30000)
    assert at_the_server(app, world.worker) == [BEFORE + AFTER]
    assert page.evaluate(BOXES, 0) == 0
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**/entries/{world.entries['draft'].id}")
    assert at_the_server(app, world.worker) == []
    assert BEFORE + AFTER in revisions(app, world)


def revisions(app: Application, world: World) -> list[str]:
    """Every version of the draft's text."""
    wanted = visible(Revision, to=world.worker).where(
        Revision.entry_id == world.entries["draft"].id
    )
    return apart(lambda: inside(app, lambda: [each.text for each in db.session.scalars(wanted)]))


def test_a_started_entry_survives_an_empty_battery_and_nothing_on_the_device_can_be_read(
    app: Application, world: World, phone: Phone, network: Network
) -> None:
    """Flight mode, the phone dies, starts again without network, and again; then it is back."""
    page = phone.switch_on()
    signs_in(page, network.address)
    types_across_the_cut(page, network, world)
    phone.run_out()
    assert phone.can_be_read("alongside-"), "Nothing at all was found, so nothing was looked at."
    assert phone.can_be_read(CANARY) == []

    page = phone.switch_on()
    page.goto(f"{network.address}/entries/{world.entries['draft'].id}/edit")
    expect(page.locator("h1")).to_have_text("There is no network just now")
    expect(page.locator("[data-waiting]")).to_contain_text("1 text waits here, sealed, since")
    assert CANARY not in page.content()
    assert world.worker.name not in page.content()
    page.locator("#offline-title").fill("On the bus " + CANARY)
    page.locator("#offline-text").press_sequentially(AFTER)
    expect(page.locator("[data-line]")).to_contain_text("Kept on this device, sealed, at")
    phone.switch_off()
    assert phone.can_be_read(CANARY) == []

    page = phone.switch_on()
    page.goto(network.address + "/")
    expect(page.locator("[data-waiting]")).to_contain_text("2 texts wait here, sealed, since")
    network.mend()
    page.locator("[data-try]").click()
    page.wait_for_load_state()
    signs_in(page, network.address)
    links = page.locator("#main [role=status] a", has_text="go on with what you wrote at")
    expect(links).to_have_count(2)
    expect(page.get_by_text("You wrote this without network")).to_have_count(2)
    assert page.evaluate(BOXES, 0) == 0
    assert sorted(at_the_server(app, world.worker)) == sorted([BEFORE + AFTER, AFTER])
    addresses = [links.nth(each).get_attribute("href") or "" for each in range(2)]
    shown = []
    for address in addresses:
        page.goto(network.address + address)
        shown.append(page.locator("#text").input_value())
    assert shown == [BEFORE + AFTER, AFTER]
    assert page.locator("#title").input_value() == "On the bus " + CANARY
    signs_out(page, network.address)
    phone.switch_off()
    assert phone.can_be_read(CANARY) == []


def test_a_network_that_takes_everything_and_answers_nothing_loses_nothing(
    app: Application, world: World, phone: Phone, network: Network
) -> None:
    """One bar: no try fails, and the phone dies before any does."""
    page = phone.switch_on()
    signs_in(page, network.address)
    opens_draft(page, network.address, world)
    network.fall_silent()
    page.locator("#text").fill(BEFORE + AFTER)
    assert page.evaluate(BOXES, 1) == 1
    phone.run_out()
    network.cut()
    network.mend()
    page = phone.switch_on()
    signs_in(page, network.address)
    assert page.evaluate(BOXES, 0) == 0
    assert at_the_server(app, world.worker) == [BEFORE + AFTER]


def test_a_sign_in_that_ended_meanwhile_is_made_again_and_the_words_arrive(
    app: Application, world: World, phone: Phone, network: Network
) -> None:
    page = phone.switch_on()
    signs_in(page, network.address)
    types_across_the_cut(page, network, world)
    page.goto("about:blank")
    on_the_server(app, ended_at=now())
    network.mend()
    page.goto(network.address + "/entries")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    assert page.evaluate(BOXES, 1) == 1
    assert at_the_server(app, world.worker) == [BEFORE]
    signs_in(page, network.address)
    assert page.evaluate(BOXES, 0) == 0
    assert at_the_server(app, world.worker) == [BEFORE + AFTER]


def test_somebody_else_on_the_same_device_sees_nothing_of_it_and_it_waits_for_its_writer(
    app: Application, world: World, phone: Phone, network: Network
) -> None:
    page = phone.switch_on()
    signs_in(page, network.address)
    types_across_the_cut(page, network, world)
    page.goto("about:blank")
    on_the_server(app, ended_at=now())
    network.mend()
    signs_in(page, network.address, SUPERVISOR)
    page.goto(network.address + "/people")
    page.evaluate(SENT)
    assert page.evaluate(BOXES, 1) == 1
    assert "without network" not in page.inner_text("#main")
    network.cut()
    page.goto(network.address + "/people")
    expect(page.locator("[data-write]")).to_be_visible()
    assert page.locator("[data-waiting]").inner_text() == ""
    network.mend()
    assert at_the_server(app, world.people["supervisor"]) == []
    signs_out(page, network.address)
    signs_in(page, network.address)
    assert page.evaluate(BOXES, 0) == 0
    assert at_the_server(app, world.worker) == [BEFORE + AFTER]


def test_what_two_devices_wrote_is_all_there_and_neither_replaced_the_other(
    app: Application, world: World, phone: Phone, desk: Page, network: Network, address: str
) -> None:
    """The phone goes offline with a text; the desk goes on with the same one; the phone returns."""
    page = phone.switch_on()
    signs_in(page, network.address)
    types_across_the_cut(page, network, world)
    signs_in(desk, address)
    opens_draft(desk, address, world)
    desk.get_by_role("link", name="Go on with what you wrote").first.click()
    elsewhere = BEFORE + "At the desk."
    desk.locator("#text").fill(elsewhere)
    line(desk).to_contain_text("Saved", timeout=15000)
    assert at_the_server(app, world.worker) == [elsewhere]
    phone.run_out()
    network.mend()
    page = phone.switch_on()
    signs_in(page, network.address)
    assert page.evaluate(BOXES, 0) == 0
    assert sorted(at_the_server(app, world.worker)) == sorted([elsewhere, BEFORE + AFTER])


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "content_type": "text/html", "body": "<h1>Please sign in</h1>"},
        {"status": 200, "json": {"kept": "0" * 36, "asked": "", "editor": "", "sequence": 1}},
        {"status": 500, "body": "Something broke."},
        {"status": 413, "json": {"problem": "That is too long."}},
    ],
    ids=["a page", "another box", "our fault", "refused"],
)
def test_nothing_goes_from_the_device_before_the_service_holds_it(
    answer: dict[str, Any], world: World, phone: Phone, network: Network
) -> None:
    page = phone.switch_on()
    signs_in(page, network.address)
    types_across_the_cut(page, network, world)
    page.goto("about:blank")
    network.mend()

    def answers(route: Route) -> None:
        route.fulfill(**answer)

    page.route("**/unfinished/sealed", answers)
    with page.expect_response("**/unfinished/sealed"):
        page.goto(network.address + "/people")
    page.evaluate(SENT)
    assert page.evaluate(BOXES, 1) == 1
    page.unroute("**/unfinished/sealed")
    page.goto(network.address + "/people")
    expect(page.get_by_text("You wrote this without network")).to_be_visible()
    assert page.evaluate(BOXES, 0) == 0
