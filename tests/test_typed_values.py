"""A number or an id that somebody wrote into an address by hand."""

from uuid import uuid4

import pytest

from journal.typed_values import as_number, as_uuid


@pytest.mark.parametrize("given", [None, "", "-1", "1.5", "1e3", "²", "٣", " 7", "9" * 10, "x"])
def test_what_is_no_number_is_what_stands_in_for_it(given: str | None) -> None:
    assert as_number(given) == 0
    assert as_number(given, -1) == -1


@pytest.mark.parametrize(("given", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_a_number_is_read(given: str, number: int) -> None:
    assert as_number(given, -1) == number


def test_an_id_is_read_and_nothing_else() -> None:
    made = uuid4()
    assert as_uuid(str(made)) == made
    assert [as_uuid(given) for given in (None, "", "1", str(made)[1:], f"{made}0")] == [None] * 5
