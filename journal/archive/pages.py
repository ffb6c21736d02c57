"""The record as plain pages: no script, nothing from elsewhere, made from `record.json` alone."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from journal.archive.tables import BY_NAME
from journal.documents.characters import clean, visible
from journal.documents.html import POLICY, STYLE
from journal.documents.markdown import render

Row = Mapping[str, Any]
HIDDEN = frozenset({"id", "revision", "sequence", "editor", "sha256", "size", "position"})
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
        self.beside = {name: by_entry(self.tables[name]) for name in ON_ENTRY}

    def all(self) -> Iterator[tuple[str, str]]:
        """Each page's path and its text."""
        yield "index.html", self.index()
        for key, row in self.entries.items():
            yield self.places[key], self.entry(row)
        for name in self.others():
            yield f"other/{name.replace('_', '-')}.html", self.table(name)

    def others(self) -> list[str]:
        """The tables that have a page of their own."""
        apart = {"entries", *ON_ENTRY}
        return [name for name in BY_NAME if self.tables[name] and name not in apart]

    def index(self) -> str:
        """What this is, and the way to everything."""
        name = self.record["person"]["name"]
        entries = "".join(
            f'<li><a href="{self.places[key]}"><bdi>{titled(row)}</bdi></a>, {row["dated"]}'
            f"{' (deleted)' if row['deleted_at'] else ''}</li>"
            for key, row in reversed(self.entries.items())
        )
        others = "".join(
            f'<li><a href="other/{each.replace("_", "-")}.html">{BY_NAME[each].title}</a>'
            f" ({len(self.tables[each])})</li>"
            for each in self.others()
        )
        return page(
            f"The journal of {name}",
            f"<p>Everything that {words(name)} wrote in Alongside at "
            f"{words(self.record['organisation'])}, and what others wrote to it, as it stood on "
            f"{self.record['made_at'][:10]}. It holds private passages: think before you hand it "
            "on. These pages need no network and no program but a browser. The same is in "
            '<a href="record.json">record.json</a>, for programs; '
            '<a href="verify.html">verify.html</a> says whether anything was changed.</p>'
            f"<h2>Entries</h2><ul>{entries}</ul><h2>Everything else</h2><ul>{others}</ul>",
        )

    def entry(self, row: Row) -> str:
        """One entry, whole: its newest version first, then what was said of it."""
        key = row["id"]
        versions = sorted(self.at("revisions", key), key=lambda each: -each["number"])
        newest = versions[0] if versions else row
        parts = [
            '<p><a href="../index.html">All entries</a></p>',
            self.facts(row, ("kind", "model", "dated", "minutes", "off_the_job", "deleted_at")),
            self.text(newest),
            self.section("Tags", [self.tag(each, key) for each in self.at("tags", key)]),
            self.section("Evidence statement", self.quotes("evidence_statements", key, "text")),
            self.section("Feedback", self.quotes("feedback", key, "text")),
            self.section("Vouched for", self.quotes("attestations", key, "words")),
            self.section("Files", [self.file(each) for each in self.at("attachments", key)]),
            self.section("Earlier versions", [
                f"<details><summary>Version {each['number']}, {each['saved_at'][:10]}: "
                f"<bdi>{titled(each)}</bdi></summary>{self.text(each)}</details>"
                for each in versions[1:]
            ]),
        ]  # fmt: skip
        return page(newest["title"], "".join(parts))

    def at(self, table: str, key: str) -> list[Row]:
        """What stands beside an entry in one table."""
        return self.beside[table].get(key, [])

    def text(self, version: Row) -> str:
        """The words of one version, private passages with their marks."""
        answers = "".join(
            f"<h3>{words(label(key))}</h3>{render(each, 4)}"
            for key, each in version["answers"].items()
        )
        return f'<div dir="auto">{answers}{render(version["text"], 3)}</div>'

    def tag(self, row: Row, key: str) -> str:
        """One claim, and what was said of it."""
        ref = (row["framework"], row["code"])
        said = "".join(
            f"<li>{self.name(each['author_id'])}: {label(each['decision'])}. "
            f"<bdi>{words(each['because'])}</bdi> ({each['given_at'][:10]})</li>"
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
            when = next(each[name] for name in ("written_at", "given_at") if name in each)
            found.append(
                f'<div dir="auto">{render(each[column], 4)}</div>'
                f"<p><small>{self.name(each['author_id'])}, {when[:10]}</small></p>"
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
        rows = "<hr>".join(
            self.facts(row, [each for each in row if each not in HIDDEN])
            + (self.link_to_file(row) if row["id"] in self.file_names else "")
            if "id" in row
            else self.facts(row, list(row))
            for row in self.tables[name]
        )
        return page(BY_NAME[name].title, f'<p><a href="../index.html">All of it</a></p>{rows}')

    def link_to_file(self, row: Row) -> str:
        """The way to a file that was handed in."""
        return f'<p><a href="../{self.file_names[row["id"]]}">The file</a></p>'

    def facts(self, row: Row, names: Iterable[str]) -> str:
        """Labels and what they say, without those that say nothing."""
        pairs = "".join(
            f"<div><dt>{label(name)}</dt><dd>{shown}</dd></div>"
            for name in names
            if (shown := self.value(row[name]))
        )
        return f"<dl>{pairs}</dl>"

    def value(self, value: Any) -> str:
        """Anything that a row holds, for somebody who reads it."""
        if value is None or value is False or value == "":
            return ""
        if isinstance(value, dict):
            inside = ((label(key), self.value(each)) for key, each in value.items())
            return "".join(f"<h4>{words(key)}</h4>{each}" for key, each in inside if each)
        if isinstance(value, list):
            shown = "".join(f"<li>{self.value(each)}</li>" for each in value)
            return f"<ul>{shown}</ul>" if shown else ""
        return self.word(value) if isinstance(value, str) else words("Yes" if value is True else
                                                                     str(value))  # fmt: skip

    def word(self, text: str) -> str:
        """A text: a name instead of an id, a link to an entry, or as it was typed."""
        if text in self.names:
            return self.name(text)
        if text in self.entries:
            title = titled(self.entries[text])
            return f'<a href="../{self.places[text]}"><bdi>{title}</bdi></a>'
        return f'<div dir="auto">{render(text, 5)}</div>' if "\n" in text else (
            f"<bdi>{words(text)}</bdi>")  # fmt: skip

    def name(self, key: str) -> str:
        """Who somebody was."""
        return f"<bdi>{words(self.names.get(key, 'Somebody'))}</bdi>"

    def section(self, title: str, parts: list[str]) -> str:
        """A heading with what belongs under it, if anything does."""
        return f"<h2>{title}</h2>{''.join(parts)}" if parts else ""


def by_entry(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the entry that they stand beside."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["entry_id"], []).append(row)
    return found


def page(title: str, body: str) -> str:
    """One whole page."""
    shown = words(title) if visible(title) else "Untitled"
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<div class="spread">\n<main>\n<h1 dir="auto">{shown}</h1>\n{body}\n</main>\n</div>\n'
        "</body>\n</html>\n"
    )


def titled(row: Row) -> str:
    """What a link to an entry says."""
    return words(row["title"]) if visible(row["title"]) else "Untitled"


def label(name: str) -> str:
    """The name of a column or a key, as words."""
    return words(name.removesuffix("_id").removesuffix("_ids").replace("_", " ").capitalize())


def words(text: str) -> str:
    """Text that is safe between tags."""
    return escape(clean(str(text)))
