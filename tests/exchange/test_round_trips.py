"""Out and in again: the same framework; and out twice: the same bytes."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from journal.content import load
from journal.domain.framework import KEYS, Framework
from journal.exchange import FORMATS, Exchanged, framework_from, from_framework, read, write
from tests.exchange import FILES
from tests.exchange.made_up import frameworks

CONTENT = load(Path(__file__).resolve().parents[2] / "content")
EVERY = [(key, form) for key in KEYS for form in FORMATS]
EXPECTED = Path(__file__).resolve().parents[1] / "expected" / "statements.txt"


@pytest.mark.parametrize(("key", "form"), EVERY)
def test_our_frameworks_come_back_as_they_went(key: str, form: str) -> None:
    framework = CONTENT.frameworks[key]
    sent = from_framework(framework, version="1.0", description="Two\nlines")
    back = read(write(sent, form))
    assert (back.format, back.problems) == (form, ())
    assert back.exchanged == sent
    assert back.exchanged is not None
    assert back.exchanged.notes == ()
    assert framework_from(back.exchanged) == framework


@pytest.mark.parametrize(("key", "form"), EVERY)
def test_nothing_changed_is_the_same_bytes(key: str, form: str) -> None:
    sent = from_framework(CONTENT.frameworks[key])
    first = write(sent, form)
    back = read(first).exchanged
    assert back is not None
    assert write(sent, form) == first
    assert write(back, form) == first


@pytest.mark.parametrize("form", FORMATS)
def test_one_word_changed_is_other_bytes(form: str) -> None:
    framework = CONTENT.frameworks["principles"]
    sent = from_framework(framework)
    other = from_framework(framework, version="2")
    digest = {hashlib.sha256(write(each, form)).hexdigest() for each in (sent, other)}
    assert len(digest) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_from_one_form_to_the_next_and_back_nothing_goes_missing(form: str) -> None:
    sent = from_framework(CONTENT.frameworks["peer-worker"], version="1.0")
    for onward in (*FORMATS, form):
        back = read(write(sent, onward)).exchanged
        assert back == sent
        sent = back


@pytest.mark.parametrize("form", FORMATS)
def test_the_standard_is_there_word_for_word(form: str) -> None:
    """Against the words kept for tests, and not against what was sent."""
    back = read(write(from_framework(CONTENT.frameworks["peer-worker"]), form)).exchanged
    assert back is not None
    found = {each.code: each.text for each in back.statements}
    written = EXPECTED.read_text(encoding="utf-8").splitlines()
    assert found == dict(each.split(": ", 1) for each in written if each)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(sent=frameworks())
def test_any_framework_comes_back_as_it_went(form: str, sent: Exchanged) -> None:
    back = read(write(sent, form))
    assert (back.format, back.problems) == (form, ())
    assert back.exchanged == sent


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_what_came_from_elsewhere_can_go_on(path: Path, form: str) -> None:
    """Once it is read it is ours: it goes out and comes back like the rest."""
    first = read(path.read_bytes()).exchanged
    assert first is not None
    assert read(write(first, form)).exchanged == first


def test_a_framework_holds_its_groups_in_its_own_order() -> None:
    """What the exchange counts on: a group names its statements in the framework's order."""

    def in_order(framework: Framework) -> bool:
        return all(
            group.codes == tuple(each.code for each in framework if each.group == group.key)
            for group in framework.groups
        )

    assert all(map(in_order, CONTENT.frameworks.values()))
