"""What is said of the months, and what is left unsaid."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from journal.domain.calendar_days import Month
from journal.domain.drift import MOST_MONTHS, Drift, Noted, Often, drift
from journal.domain.principles import IN_ORDER
from journal.domain.spread import Tagged

TODAY = date(2026, 6, 20)


def tags(*when: tuple[int, str]) -> list[Tagged]:
    """One tag on one entry each, on the tenth of a month of 2026."""
    return [Tagged(place, code, date(2026, month, 10)) for place, (month, code) in enumerate(when)]


def note(month: int, statement: str = "rush", principles: tuple[str, ...] = ("safe",)) -> Noted:
    """One note of having leaned away."""
    return Noted("entry", statement, principles, "In a hurry.", date(2026, month, 12))


def looked_at(tagged: list[Tagged], noted: tuple[Noted, ...] = ()) -> Drift:
    """The drift on the twentieth of June."""
    return drift(IN_ORDER, tagged, noted, TODAY)


def test_most_is_more_than_half_of_more_than_two() -> None:
    seen = looked_at(
        tags((3, "safe"), (3, "safe"), (3, "mutual"), (4, "safe"), (4, "safe"), (5, "mutual"))
    )
    mostly = {each.month.number: each.mostly for each in seen.months}
    assert mostly == {1: None, 2: None, 3: "safe", 4: None, 5: None, 6: None}


def test_half_is_not_most() -> None:
    [month] = looked_at(
        tags((3, "safe"), (3, "safe"), (3, "mutual"), (3, "inclusive"))
    ).newest_first
    assert month.mostly is None


def test_what_no_longer_comes_up_is_said_with_its_last_month() -> None:
    seen = looked_at(tags((1, "non-directive"), (3, "safe"), (5, "safe")))
    assert seen.quiet == (("non-directive", Month(2026, 1)),)
    assert "non-directive" not in seen.never
    assert seen.never == tuple(code for code in IN_ORDER if code not in {"non-directive", "safe"})


def test_a_month_away_is_no_drift() -> None:
    """Nothing at all was tagged since January: that is a pause, not a principle gone quiet."""
    assert looked_at(tags((1, "non-directive"), (1, "safe"))).quiet == ()
    assert looked_at(tags((1, "non-directive"), (5, "safe"))).quiet == (), "one month is no trend"


def test_what_comes_back_is_noticed() -> None:
    others = [(month, "safe") for month in (1, 2, 3, 4)]
    seen = looked_at(tags((1, "mutual"), *others, (5, "mutual"), (6, "mutual")))
    assert {each.month.number: each.came_back for each in seen.newest_first} == {
        1: (),
        2: (),
        3: (),
        4: (),
        5: ("mutual",),
        6: (),
    }


def test_the_first_time_is_no_return() -> None:
    seen = looked_at(tags((1, "safe"), (2, "safe"), (3, "safe"), (4, "safe"), (5, "mutual")))
    assert all(each.came_back == () for each in seen.months)


def test_leaning_away_in_several_months_is_put_together() -> None:
    seen = looked_at([], (note(2), note(4), note(4), note(4, "assume", ("mutual", "safe"))))
    assert seen.repeated == (("rush", (Month(2026, 2), Month(2026, 4))),)
    assert seen.months_away_from("mutual") == (Month(2026, 4),)
    assert seen.months_of("safe") == ()
    assert not seen.is_empty
    assert [each.month.number for each in seen.newest_first] == [4, 2]


def test_how_often_is_said_in_words() -> None:
    seen = looked_at(
        [
            Tagged(9, "reciprocal", date(2025, 1, 10)),
            *tags((1, "safe"), (2, "safe"), (3, "safe"), (4, "safe"), (5, "safe"), (5, "mutual")),
            *tags((1, "inclusive"), (2, "inclusive"), (3, "progressive"), (5, "progressive")),
            *tags((1, "non-directive"), (2, "non-directive"), (4, "non-directive")),
        ]
    )
    assert {code: seen.how_often(code) for code in IN_ORDER} == {
        "mutual": Often.ONCE,
        "reciprocal": Often.EARLIER,
        "non-directive": Often.MOSTLY,
        "recovery-focused": Often.NEVER,
        "strengths-based": Often.NEVER,
        "inclusive": Often.NOW_AND_THEN,
        "progressive": Often.NOW_AND_THEN,
        "safe": Often.ALWAYS,
    }
    assert not seen.is_quiet_in("inclusive", Month(2026, 2))
    assert seen.is_quiet_in("inclusive", Month(2026, 3))


def test_nothing_is_nothing() -> None:
    assert looked_at([]).is_empty
    assert looked_at(tags((3, "no-such-principle"))).is_empty


def test_a_year_is_shown_and_what_was_before_is_still_known() -> None:
    old = [Tagged(99, "mutual", date(2024, 1, 5))]
    seen = looked_at(old + tags((4, "safe"), (5, "safe")))
    assert len(seen.months) == MOST_MONTHS
    assert seen.months[-1].month == Month(2026, 6)
    assert ("mutual", Month(2024, 1)) in seen.quiet
    assert "mutual" not in seen.never


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from([*IN_ORDER, "gone"]), st.integers(0, 5)),
        max_size=40,
    )
)
def test_every_principle_is_either_there_or_named_as_missing(
    given_tags: list[tuple[int, str, int]],
) -> None:
    tagged = [Tagged(entry, code, date(2025, month, 3)) for month, code, entry in given_tags]
    seen = drift(IN_ORDER, tagged, (), date(2025, 12, 31))
    came_up = {code for _, code, _ in given_tags} & set(IN_ORDER)
    assert {code for code, _ in seen.last_seen} == came_up
    assert set(seen.never) == set(IN_ORDER) - came_up
    assert {code for code, _ in seen.quiet} <= came_up
    for month in seen.months:
        assert month.mostly is None or month.has(month.mostly)
        assert month.is_empty == (month not in seen.newest_first)
