"""The record as plain pages: no script, nothing from elsewhere, made from `record.json` alone."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from journal.archive.page_parts import (
    UUID_TEXT,
    WHEN,
    Row,
    heading,
    is_choice,
    label,
    on_day,
    page,
    section,
    titled,
    way,
    ways_of,
    when,
    words,
)
from journal.archive.tables import BY_NAME
from journal.documents.markdown import render

HIDDEN = frozenset({"id", "revision", "sequence", "editor", "sha256", "size", "position",
                    "place"})  # fmt: skip
FACTS = ("model", "minutes", "off_the_job", "deleted_at")
HOME = "index.html"
ON_ENTRY = ("revisions", "tags", "verdicts", "evidence_statements", "attestations", "feedback",
            "attachments")  # fmt: skip
"""Tables that stand on the page of their entry, and on no page of their own."""


class Pages:
    """The pages of one record."""

    def __init__(self, record: Row, file_names: Mapping[str, str]) -> None:
        """`file_names` says where the bytes of a file lie, by the id of its row."""
        self.record, self.tables, self.file_names = record, record["tables"], file_names
        self.names = {each["id"]: each["name"] for each in record["people"]}
        self.names[record["person"]["id"]] = record["person"]["name"]
        self.words = {
            (each["framework"], each["code"]): each["text"] for each in record["statements"]
        }
        newest = sorted(self.tables["entries"], key=lambda row: (row["dated"], row["id"]))
        self.entries = {row["id"]: row for row in newest}
        self.places = {
            key: f"entries/{number:05}.html" for number, key in enumerate(self.entries, 1)
        }
        self.order = {key: at for at, key in enumerate(self.entries)}
        self.rows = {
            row["id"]: f'<a href="../{place_of(name)}#r-{row["id"]}">{BY_NAME[name].title}, '
            f"{heading(row, number)}</a>"
            for name in self.others()
            for number, row in enumerate(self.tables[name], 1)
            if "id" in row
        }
        self.beside = {name: by_entry(self.tables[name]) for name in ON_ENTRY}

    def all(self) -> Iterator[tuple[str, str]]:
        """Each page's path and its text."""
        yield HOME, self.index()
        for key, row in self.entries.items():
            yield self.places[key], self.entry(row)
        for name in self.others():
            yield place_of(name), self.table(name)

    def others(self) -> list[str]:
        """The tables that have a page of their own."""
        apart = {"entries", *ON_ENTRY}
        return [name for name in BY_NAME if self.tables[name] and name not in apart]

    def index(self) -> str:
        """What this is, and the way to everything."""
        name, made_at = self.record["person"]["name"], self.record["made_at"][:10]
        newest = reversed(self.entries.items())
        months = [
            (f"m-{month}", month_of(month), "".join(self.line_of(*each) for each in found))
            for month, found in groupby(newest, lambda each: each[1]["dated"][:7])
        ]
        others = "".join(
            f'<li><a href="{place_of(each)}">{BY_NAME[each].title}</a>'
            f" ({len(self.tables[each])})</li>"
            for each in self.others()
        )
        body = (
            "<section><p>It holds private passages: think before you hand it on. These pages need "
            "no network and no program but a browser. The same is in "
            '<a href="record.json">record.json</a>, for programs; '
            '<a href="verify.html">verify.html</a> says whether anything was changed.</p></section>'
        )
        body += "".join(
            f'<section id="{anchor}"><h2>{said}</h2><ul>{lines}</ul></section>'
            for anchor, said, lines in months
        )
        rest = f'<section id="rest"><h2>Everything else</h2><ul>{others}</ul></section>'
        ways = [way(f"#{anchor}", said) for anchor, said, _ in months]
        return page(
            f"The journal of {name}",
            body + (rest if others else ""),
            kicker="A whole record, to keep",
            lead=f"Everything that <bdi>{words(name)}</bdi> wrote in Alongside at "
            f"<bdi>{words(self.record['organisation'])}</bdi>, and what others wrote to it, as it "
            f"stood on {on_day(made_at)}.",
            ways=ways_of([*ways, way("#rest", "Everything else")] if others else ways),
        )

    def line_of(self, key: str, row: Row) -> str:
        """An entry among others."""
        gone = " (deleted)" if row["deleted_at"] else ""
        return (
            f'<li><a href="{self.places[key]}"><bdi>{titled(row)}</bdi></a>, '
            f"{on_day(row['dated'])}{gone}</li>"
        )

    def entry(self, row: Row) -> str:
        """One entry, whole: its newest version first, then what was said of it."""
        key = row["id"]
        versions = sorted(self.at("revisions", key), key=lambda each: -each["number"])
        newest = versions[0] if versions else row
        parts = [
            f"<section>{self.facts('entries', row, FACTS)}{self.text(newest)}</section>",
            section("Tags", [self.tag(each, key) for each in self.at("tags", key)]),
            section("Evidence statement", self.quotes("evidence_statements", key, "text")),
            section("Feedback", self.quotes("feedback", key, "text")),
            section("Vouched for", self.quotes("attestations", key, "words")),
            section("Files", [self.file(each) for each in self.at("attachments", key)]),
            section("Earlier versions", [
                f"<details><summary>Version {each['number']}, {when(each['saved_at'])}: "
                f"<bdi>{titled(each)}</bdi></summary>{self.text(each)}</details>"
                for each in versions[1:]
            ]),
        ]  # fmt: skip
        return page(
            newest["title"],
            "".join(parts),
            kicker=label(row["kind"]),
            lead=on_day(row["dated"]),
            ways=ways_of(self.ways_from(key)),
        )

    def ways_from(self, key: str) -> list[str]:
        """From an entry to all of them, and to the one before and after it."""
        keys = list(self.entries)
        at = self.order[key]
        beside = (("Before it", at - 1), ("After it", at + 1))
        return [
            way(f"../{HOME}", "All entries"),
            *(
                way(f"../{self.places[keys[to]]}",
                    f"{said}: <bdi>{titled(self.entries[keys[to]])}</bdi>")
                for said, to in beside
                if 0 <= to < len(keys)
            ),
        ]  # fmt: skip

    def at(self, table: str, key: str) -> list[Row]:
        """What stands beside an entry in one table."""
        return self.beside[table].get(key, [])

    def text(self, version: Row) -> str:
        """The words of one version, private passages with their marks."""
        answers = "".join(
            f"<h2>{words(label(key))}</h2>{render(each, 3)}"
            for key, each in version["answers"].items()
        )
        return f'<div dir="auto">{answers}{render(version["text"], 3)}</div>'

    def tag(self, row: Row, key: str) -> str:
        """One claim, and what was said of it."""
        ref = (row["framework"], row["code"])
        said = "".join(
            f"<li>{self.name(each['author_id'])}: {label(each['decision'])}. "
            f"<bdi>{words(each['because'])}</bdi> ({on_day(each['given_at'])})</li>"
            for each in self.at("verdicts", key)
            if (each["framework"], each["code"]) == ref
        )
        return (
            f"<p><strong>{words(row['code'])}</strong> {words(self.words.get(ref, ''))}</p>"
            f'<p dir="auto">{words(row["reason"])}</p>' + (f"<ul>{said}</ul>" if said else "")
        )

    def quotes(self, table: str, key: str, column: str) -> list[str]:
        """Somebody's words, and whose and when."""
        found = []
        for each in self.at(table, key):
            at = next(each[name] for name in ("written_at", "given_at") if name in each)
            found.append(
                f'<div dir="auto">{render(each[column], 4)}</div>'
                f"<p><small>{self.name(each['author_id'])}, {on_day(at)}</small></p>"
            )
        return found

    def file(self, row: Row) -> str:
        """A link to one file."""
        return (
            f'<p><a href="../{self.file_names[row["id"]]}"><bdi>{words(row["name"])}</bdi></a>: '
            f"<bdi>{words(row['shows'])}</bdi> (SHA-256 <code>{words(row['sha256'])}</code>)</p>"
        )

    def table(self, name: str) -> str:
        """Every row of one table, as labels and what they say."""
        rows = "".join(
            f'<section id="r-{row.get("id", number)}"><h2>{heading(row, number)}</h2>'
            + self.facts(name, row, [each for each in row if each not in HIDDEN])
            + (self.link_to_file(row) if row.get("id") in self.file_names else "")
            + "</section>"
            for number, row in enumerate(self.tables[name], 1)
        )
        everything = way(f"../{HOME}#rest", "Everything else")
        ways = ways_of([way(f"../{HOME}", "All entries"), everything])
        lead = f"{len(self.tables[name])} in all"
        title = BY_NAME[name].title
        return page(title, rows, kicker="Everything else", lead=lead, ways=ways)

    def link_to_file(self, row: Row) -> str:
        """The way to a file that was handed in."""
        return f'<p><a href="../{self.file_names[row["id"]]}">The file</a></p>'

    def facts(self, table: str, row: Row, names: Iterable[str]) -> str:
        """Labels and what they say, without those that say nothing."""
        pairs = "".join(
            f"<div><dt>{label(name)}</dt><dd>{shown}</dd></div>"
            for name in names
            if (shown := label(row[name]) if row[name] and is_choice(table, name)
                else self.value(row[name]))
        )  # fmt: skip
        return f"<dl>{pairs}</dl>"

    def value(self, value: Any) -> str:
        """Anything that a row holds, for somebody who reads it."""
        if value is None or value is False or value == "":
            return ""
        if isinstance(value, dict):
            inside = ((label(key), self.value(each)) for key, each in value.items())
            return "".join(f"<h3>{key}</h3>{each}" for key, each in inside if each)
        if isinstance(value, list):
            shown = "".join(f"<li>{said}</li>" for each in value if (said := self.value(each)))
            return f"<ul>{shown}</ul>" if shown else ""
        return self.word(value) if isinstance(value, str) else words("Yes" if value is True else
                                                                     str(value))  # fmt: skip

    def word(self, text: str) -> str:
        """A text: a name or a link instead of an id, a day as it is said, or as it was typed."""
        if text in self.names:
            return self.name(text)
        if text in self.entries:
            title = titled(self.entries[text])
            return f'<a href="../{self.places[text]}"><bdi>{title}</bdi></a>'
        if UUID_TEXT.fullmatch(text):
            return self.rows.get(text, "")
        if WHEN.fullmatch(text):
            return when(text)
        return f'<div dir="auto">{render(text, 4)}</div>' if "\n" in text else (
            f"<bdi>{words(text)}</bdi>")  # fmt: skip

    def name(self, key: str) -> str:
        """Who somebody was."""
        return f"<bdi>{words(self.names.get(key, 'Somebody'))}</bdi>"


def by_entry(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the entry that they stand beside."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["entry_id"], []).append(row)
    return found


def place_of(table: str) -> str:
    """Where the page of a table lies."""
    return f"other/{table.replace('_', '-')}.html"


def month_of(text: str) -> str:
    """A month such as 2026-03, as it is said."""
    return on_day(f"{text}-01").partition(" 1 ")[2]
