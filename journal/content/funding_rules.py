"""What must be true of the funding rules, and the domain objects they become."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from journal.content.checks import once, values
from journal.content.document import Document
from journal.content.shapes import Fields, ListOf, OneOf, Otherwise, Text, Truth, Whole
from journal.domain.hours import FundingRules

FILE = "funding-rules.yaml"
TEXT = Text()
DAY = Text('a day such as "2025-08-01"', r"\d{4}-\d{2}-\d{2}")
REFERENCE = Text("the reference of a standard, such as ST0896", r"ST\d{4}")

FUNDING_RULES = Fields(
    {
        "rules": ListOf(
            Fields(
                {
                    "year": TEXT,
                    "starts_from": DAY,
                    "weekly_hours": Otherwise(Whole(), None),
                    "full_week_hours": Whole(),
                    "part_time_percent": Whole(),
                    "leave_days": Whole(),
                    "part_time_extends": Truth(),
                    "minimum_months": Whole(),
                    "standards": Otherwise(
                        ListOf(Fields({"reference": REFERENCE, "hours": Whole()})), ()
                    ),
                    "source": OneOf(("official", "usual", "inferred")),
                    "note": TEXT,
                }
            )
        )
    }
)


def funding_rules(document: Document) -> None:
    """Real days, one after another; hours by the week or by the standard, and not both."""
    once(document, values(document, ("rules",), "year"), "a name for the years used")
    before = date.min
    for number, data in enumerate(document.data["rules"]):
        begins = real_day(data["starts_from"])
        if begins is None or begins <= before:
            what = "a real day" if begins is None else f"a day after {before.isoformat()}"
            document.wrong(("rules", number, "starts_from"), what)
        before = begins or before
        by_week, by_standard = data["weekly_hours"] is not None, bool(data["standards"])
        if by_week == by_standard:
            document.wrong(("rules", number), "either `weekly_hours` or `standards`, and not both")
        standards = values(document, ("rules", number, "standards"), "reference") * by_standard
        once(document, standards, "a standard listed here")
        if data["part_time_percent"] > 100:
            document.wrong(("rules", number, "part_time_percent"), "a part of 100, such as 20")
        if data["leave_days"] >= 260:
            document.wrong(("rules", number, "leave_days"), "fewer days than a working year has")
        if data["minimum_months"] > 60:
            document.wrong(("rules", number, "minimum_months"), "60 months or fewer")


def real_day(text: str) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def rules_from(data: Mapping[str, Any]) -> tuple[FundingRules, ...]:
    """The rules as the arithmetic uses them."""
    return tuple(
        FundingRules(
            year=each["year"],
            starts_from=date.fromisoformat(each["starts_from"]),
            weekly_minutes=each["weekly_hours"] and each["weekly_hours"] * 60,
            full_week_minutes=each["full_week_hours"] * 60,
            part_time_percent=each["part_time_percent"],
            leave_days=each["leave_days"],
            part_time_extends=each["part_time_extends"],
            minimum_months=each["minimum_months"],
            standards=tuple((one["reference"], one["hours"]) for one in each["standards"]),
            source=each["source"],
            note=each["note"],
        )
        for each in data["rules"]
    )
