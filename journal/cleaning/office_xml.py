"""The XML inside an Office file, without the names of people and the paths of their disks."""

import posixpath
import re

from lxml import etree

from journal.cleaning.kinds import DOCX, Cleaned, Refused

SOMEBODY = "Somebody"
HIDDEN = "the author, the company and the times it was made"
NAMES = "the names of those who commented or changed it"
TRACKED = (
    "It holds tracked changes: whoever opens it can see what was crossed out. Accept them all "
    "first if that should not be read."
)
LINK = "/hyperlink"
ON_THE_WEB = ("http://", "https://", "mailto:", "tel:")
MAY_GO = ("/attachedTemplate",)
ELSEWHERE = (
    "This file holds links to files or pictures elsewhere. Please save it as PDF and add that."
)
NAMED = frozenset({"author", "initials", "userName", "lastModifiedBy", "lastModBy"})
PEOPLE = frozenset({"cmAuthor", "author", "person"})
PERSONAL = frozenset({"name", "initials", "displayName", "userId", "providerId", "id"})
ONLY_IN_PEOPLE = PERSONAL - {"id"}
TAKEN_OUT = frozenset({"rsids", "attachedTemplate", "absPath", "docVars", "fileSharing"})
PATH = re.compile(r"^([A-Za-z]:[\\/]|\\\\|/Users/|/home/|file:)")


def read(data: bytes) -> etree._Element:
    """One part as a tree. It may name no other file and define nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.fromstring(data, parser)
    if tree.getroottree().docinfo.doctype:
        raise Refused(ELSEWHERE)
    return tree


def write(tree: etree._Element) -> bytes:
    """The part as the programs write it themselves; what stood before its first element goes."""
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def types(data: bytes, gone: set[str]) -> bytes:
    """The list of types, without the parts that went."""
    tree = read(data)
    for node in list(tree.iter("{*}Override")):
        if node.get("PartName", "").lstrip("/") in gone:
            tree.remove(node)
    return write(tree)


def relations(data: bytes, folder: str, gone: set[str]) -> bytes:
    """What a part points at, without what went; links to the web stay, other ways out do not."""
    tree = read(data)
    for node in list(tree.iter("{*}Relationship")):
        target, kind = node.get("Target", ""), node.get("Type", "")
        if node.get("TargetMode") == "External":
            if kind.endswith(LINK) and target.lower().startswith(ON_THE_WEB):
                continue
            if kind.endswith(LINK):
                node.set("Target", "https://example.invalid/")
                continue
            if not kind.endswith(MAY_GO):
                raise Refused(ELSEWHERE)
            tree.remove(node)
        elif full_name(folder, target) in gone:
            tree.remove(node)
    return write(tree)


def full_name(folder: str, target: str) -> str:
    """The name of a part as it stands in the ZIP."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def part(data: bytes) -> Cleaned:
    """One part of the text, with its words as they are."""
    tree, removed, notes = read(data), set[str](), set[str]()
    for node in list(tree.iter()):
        if not isinstance(node.tag, str):
            take_out(node)
            continue
        tag = etree.QName(node).localname
        if tag in TAKEN_OUT:
            take_out(node)
            removed.add(HIDDEN)
            continue
        if tag in {"ins", "del", "moveFrom"} and node.get(attribute(node, "author")) is not None:
            notes.add(TRACKED)
        if clean_attributes(node, tag):
            removed.add(NAMES)
        if tag == "author" and node.text not in {None, SOMEBODY} and not len(node):
            node.text = SOMEBODY
            removed.add(NAMES)
    return Cleaned(write(tree), DOCX, tuple(removed), tuple(notes))


def take_out(node: etree._Element) -> None:
    """Remove one element; a comment of whoever made the file goes with it."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def clean_attributes(node: etree._Element, tag: str) -> bool:
    """Empty what names a person, their disk or the sitting in which they wrote."""
    named = False
    for key in node.keys():  # noqa: SIM118 - attributes, and the loop changes them
        name = etree.QName(key).localname
        if name.startswith("rsid") or (tag == "pageSetup" and name == "id"):
            del node.attrib[key]
        elif name in NAMED or (tag in PEOPLE and name in ONLY_IN_PEOPLE):
            named |= node.get(key) != SOMEBODY
            node.set(key, SOMEBODY)
        elif PATH.match(node.get(key, "")):
            node.set(key, "")
    if named:
        for name in ("date", "dateUtc", "dT", "dt"):
            node.attrib.pop(attribute(node, name), None)
    return named


def attribute(node: etree._Element, name: str) -> str:
    """The full name of an attribute of this element, in whichever way it was written."""
    for key in node.keys():  # noqa: SIM118
        if etree.QName(key).localname == name:
            return str(key)
    return name
