"""A framework as a CASE 1.1 package: the same bytes each time, the same identifiers always."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from journal.exchange import kinds
from journal.exchange.exchanged import Exchanged, ExchangedGroup, ExchangedStatement
from journal.exchange.json_files import Data, dump

OURS = UUID("6f0d3c52-7a0e-4b39-9d2e-1b5f1c0f8a46")
"""Identifiers are made from this, the framework's key and a code, and so never change."""

EXTENSION = "alongside"
NOT_NAMED = "Not named"
UNDATED = "2025-01-01T00:00:00+00:00"
"""CASE asks for the time of the last change; a framework that knows of none has this one."""

GROUP_WORDS = {"duty": "Duty", "domain": "Domain", "section": "Section"}


def write(exchanged: Exchanged) -> bytes:
    """The package, with what CASE has no field for under `extensions`."""
    writer = _Writer(exchanged)
    return dump(
        {
            "CFDocument": writer.document(),
            "CFItems": [*writer.groups(), *writer.statements()],
            "CFAssociations": [*writer.children(), *writer.relations()],
        }
    )


class _Writer:
    """The parts of one package, whose identifiers all come from the key of its framework."""

    def __init__(self, exchanged: Exchanged) -> None:
        self._from = exchanged
        self._changed = exchanged.changed or UNDATED
        self._id = uuid5(OURS, exchanged.key)
        self._place = {each.code: place for place, each in enumerate(exchanged.statements, 1)}

    def document(self) -> Data:
        """The framework itself."""
        own = self._from
        optional = {"description": own.description, "version": own.version}
        return {
            **self._named(self._id),
            "caseVersion": "1.1",
            "creator": own.source or NOT_NAMED,
            "title": own.title,
            "lastChangeDateTime": self._changed,
            **{name: value for name, value in optional.items() if value},
            "language": "en",
            "CFPackageURI": self._link(self._id, own.title),
            "extensions": {EXTENSION: {"key": own.key, "shortTitle": own.short_title}},
        }

    def groups(self) -> Iterator[Data]:
        """Each group as an item of its own."""
        for group in self._from.groups:
            own = {"group": True, "audience": group.audience.value}
            word = GROUP_WORDS.get(group.key.partition("-")[0], "Group")
            yield self._item(self._of_group(group), group.title, group.key, word, "", own)

    def statements(self) -> Iterator[Data]:
        """Each statement, in order."""
        for each in self._from.statements:
            own = {"kind": each.kind.value, "position": self._place[each.code]}
            word = kinds.WORDS[each.kind]
            yield self._item(
                self._of_statement(each), each.text, each.code, word, each.explanation, own
            )

    def children(self) -> Iterator[Data]:
        """Groups under the document, statements under their groups."""
        top = self._link(self._id, self._from.title)
        by_key = {group.key: group for group in self._from.groups}
        for place, group in enumerate(self._from.groups, start=1):
            link = self._link(self._of_group(group), group.title)
            yield self._association("isChildOf", link, top, place)
        for each in self._from.statements:
            group = by_key[each.group]
            yield self._association(
                "isChildOf",
                self._link(self._of_statement(each), each.code),
                self._link(self._of_group(group), group.title),
                self._place[each.code],
            )

    def relations(self) -> Iterator[Data]:
        """Statements that belong together."""
        by_code = {each.code: each for each in self._from.statements}
        for each in self._from.statements:
            for place, code in enumerate(each.related, start=1):
                yield self._association(
                    "isRelatedTo",
                    self._link(self._of_statement(each), each.code),
                    self._link(self._of_statement(by_code[code]), code),
                    place,
                )

    def _item(
        self, identifier: UUID, text: str, code: str, word: str, notes: str, own: Data
    ) -> Data:
        return {
            **self._named(identifier),
            "fullStatement": text,
            "humanCodingScheme": code,
            "CFItemType": word,
            **({"notes": notes} if notes else {}),
            "language": "en",
            "lastChangeDateTime": self._changed,
            "extensions": {EXTENSION: own},
        }

    def _association(self, kind: str, origin: Data, destination: Data, place: int) -> Data:
        name = f"{kind}/{origin['identifier']}/{destination['identifier']}"
        return {
            **self._named(uuid5(self._id, name)),
            "associationType": kind,
            "sequenceNumber": place,
            "originNodeURI": origin,
            "destinationNodeURI": destination,
            "lastChangeDateTime": self._changed,
        }

    def _of_group(self, group: ExchangedGroup) -> UUID:
        return uuid5(self._id, f"group/{group.key}")

    def _of_statement(self, statement: ExchangedStatement) -> UUID:
        return uuid5(self._id, f"statement/{statement.code}")

    def _link(self, identifier: UUID, title: str) -> Data:
        return {"title": title, **self._named(identifier)}

    @staticmethod
    def _named(identifier: UUID) -> Data:
        return {"identifier": str(identifier), "uri": f"urn:uuid:{identifier}"}
