"""What a Mahara would make of a Leap2A file: its importer's decisions, told again in small.

Not its code: the rules were learnt by reading it, and each stands here as plainly as we could say
it. Where its versions differ, the stricter one counts; where one would stop, `Stops` is raised.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote_plus

from lxml import etree

ATOM, RDF = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MAHARA = "https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions"
LEAP, CATEGORIES = "http://terms.leapspecs.org/", "http://wiki.leapspecs.org/2A/categories/"
OPENS = '<div xmlns="http://www.w3.org/1999/xhtml">'
FEEDS = ("leap.xml", "leap2.xml", "leap2a.xml")
LAYOUT = ("blocktype", "blocktitle", "positionx", "positiony", "width", "height")
MOST_BYTES, LONGEST_TAG = 65_535, 128
TODAY = datetime(2099, 1, 1, tzinfo=UTC)


class Stops(Exception):
    """The import ends here, and nothing of it is kept."""


@dataclass
class Kept:
    """A journal, a post or a file, as it is in the database afterwards."""

    title: str
    text: str
    made: datetime = TODAY
    changed: datetime = TODAY
    tags: list[str] = field(default_factory=list)
    posts: list["Kept"] = field(default_factory=list)
    files: list["Kept"] = field(default_factory=list)
    media_type: str = ""
    data: bytes = b""


@dataclass
class Block:
    """Something that a page shows: a text, or a post by its title."""

    kind: str
    shows: str


@dataclass
class Shown:
    """A page, with its blocks as they stand from the top, and from the left."""

    title: str
    said: str
    blocks: list[Block]


class Mahara:
    """An account after somebody has taken a file in."""

    def __init__(self, packed: bytes) -> None:
        """Take it in, or stop."""
        self.zip = zipfile.ZipFile(io.BytesIO(packed))
        name = next((name for name in FEEDS if name in self.zip.namelist()), None)
        if name is None:
            raise Stops("no feed at the top of the ZIP")
        try:
            self.feed = etree.fromstring(self.zip.read(name))
        except etree.XMLSyntaxError as error:
            raise Stops(f"not well formed: {error}") from error
        self.prefixes = {space: prefix for prefix, space in self.feed.nsmap.items()}
        if self.feed.findtext(f"{{{LEAP}}}version") != "http://www.leapspecs.org/2010-07/2A/":
            raise Stops("a version that is not known")
        self.entries = {one.findtext("{*}id"): one for one in self.feed.findall(f"{{{ATOM}}}entry")}
        self.person = self.entries.get(self.feed.findtext("{*}author/{*}uri"))
        self.files = dict(self.files_of())
        blogs = [one for one in self.entries.values() if self.is_a(one, "Blog")]
        self.journals = [self.journal(blog) for blog in blogs]
        inside = {name for blog in blogs for name in self.hrefs(blog, "has_part", LEAP)}
        pages = [one for one in self.entries.values()
                 if self.is_a(one, "Webpage") or self.is_a(one, "Website")]  # fmt: skip
        known = {id(one) for one in (*blogs, *pages, self.person)}
        self.loose = [
            self.post(one) for name, one in self.entries.items()
            if id(one) not in known and name not in inside and name not in self.files
        ]  # fmt: skip
        """What nothing claims lands in a journal of its own, dated today; pages are taken apart."""
        self.pages = [self.page(one) for one in pages if self.is_a(one, "Webpage")]

    @property
    def names(self) -> tuple[str, str]:
        """First and last name of an account made of the file: empty where it says none."""
        said = {one.get(f"{{{LEAP}}}field"): one.text for one in self.person.iter("{*}persondata")}
        return said.get("legal_given_name") or "", said.get("legal_family_name") or ""

    def files_of(self) -> Iterator[tuple[str, Kept]]:
        """Whatever encloses one thing that is no entry is a file, if it lies where it is said."""
        for name, one in self.entries.items():
            links = [link for link in one.findall("{*}link") if link.get("rel") == "enclosure"
                     and link.get("href") not in self.entries]  # fmt: skip
            if len(links) == 1:
                path = unquote_plus(links[0].get("href"))
                if path in self.zip.namelist():
                    kept = self.kept(one)
                    kept.text = re.sub("<[^>]*>", "", kept.text) or one.findtext("{*}summary")
                    kept.media_type, kept.data = links[0].get("type"), self.zip.read(path)
                    yield name, kept

    def journal(self, blog: etree._Element) -> Kept:
        """A journal shows its newest post first, and of one moment the later in the file."""
        kept = self.kept(blog)
        names = [name for name in self.hrefs(blog, "has_part", LEAP) if name in self.entries]
        posts = enumerate(self.post(self.entries[name]) for name in names)
        newest = sorted(posts, key=lambda one: (one[1].made, one[0]), reverse=True)
        kept.posts = [post for _, post in newest]
        return kept

    def post(self, entry: etree._Element) -> Kept:
        """A post, with every file that it is related to or encloses."""
        kept = self.kept(entry)
        names = [*self.hrefs(entry, "related"), *self.hrefs(entry, "enclosure")]
        kept.files = [self.files[name] for name in names if name in self.files]
        return kept

    def page(self, entry: etree._Element) -> Shown:
        """A page is laid out as its own elements say; without them it is its content in one block.
        Until somebody says yes, the plan of it waits in one column."""
        view = entry.find(f"{{{MAHARA}}}view")
        title, said = entry.findtext("{*}title"), entry.findtext("{*}summary") or ""
        if view is None or view.get(f"{{{MAHARA}}}newlayout") is None:
            return Shown(title, said, [Block("text", self.text(entry))])
        blocks, waiting = [], f"{title}{said}"
        for one in view.findall(f"{{{MAHARA}}}blockinstance"):
            told = {name: one.get(f"{{{MAHARA}}}{name}") for name in LAYOUT}
            config = {etree.QName(each).localname: json.loads(each.text)[0] for each in one}
            waiting += f"{told}{config}"
            place = (int(told["positiony"]), int(told["positionx"]))
            blocks.append((place, self.block(told["blocktype"], config)))
        if len({place for place, _ in blocks}) < len(blocks):
            raise Stops("two blocks in one place")
        if len(waiting.encode()) > MOST_BYTES:
            raise Stops("more than a column of MySQL holds")
        return Shown(title, said, [block for _, block in sorted(blocks, key=lambda one: one[0])])

    def block(self, kind: str, config: dict[str, str]) -> Block:
        """What a block shows; a post by the name of its entry, and nothing where none came in."""
        if kind == "text":
            return Block(kind, config["text"])
        posts = [post for journal in self.journals for post in journal.posts]
        titles = {post.title for post in posts}
        entry = self.entries.get(config.get("artefactid"))
        title = entry.findtext("{*}title") if entry is not None else ""
        return Block(kind, title if kind == "blogpost" and title in titles else "")

    def kept(self, entry: etree._Element) -> Kept:
        """What all have. A tag is a category without a scheme, by its label first."""
        tags = [one.get("label") or one.get("term") or "" for one in entry.findall("{*}category")
                if one.get("scheme") is None]  # fmt: skip
        kept = Kept(
            entry.findtext("{*}title"), mended(self.text(entry)),
            moment(entry, "published"), moment(entry, "updated"), list(dict.fromkeys(tags)),
        )  # fmt: skip
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise Stops("a tag that is too long")
        if len(f"{kept.title}{kept.text}{kept.tags}".encode()) > MOST_BYTES:
            raise Stops("more than a column of MySQL holds")
        return kept

    def text(self, entry: etree._Element) -> str:
        """XHTML without the element around it, whose tag is counted off letter by letter."""
        content = entry.find("{*}content")
        if content.get("type", "text") in {"text", "html", ""}:
            return content.text or ""
        if content.get("type") != "xhtml":
            raise Stops("a content of another type")
        inner = etree.tostring(content[0], encoding="unicode", with_tail=False)
        inner = re.sub(r'^<div((?: xmlns:\w+="[^"]*")| xmlns="http://www.w3.org/1999/xhtml")*>',
                       OPENS, inner)  # fmt: skip
        return inner[len(OPENS) : -len("</div>")] if inner.startswith(OPENS) else ""

    def is_a(self, entry: etree._Element, what: str) -> bool:
        """A selection whose category says so; its names may be short, in brackets or whole."""
        kind = entry.find(f"{{{RDF}}}type").get(f"{{{RDF}}}resource")
        schemes = [one.get("scheme") or "" for one in entry.findall("{*}category")
                   if one.get("term") == what]  # fmt: skip
        return self.means(kind, LEAP, "selection") and any(
            self.means(scheme, CATEGORIES, "selection_type#") for scheme in schemes
        )

    def hrefs(self, entry: etree._Element, relation: str, space: str = "") -> list[str]:
        """Where its links of one relation lead."""
        return [link.get("href") for link in entry.findall("{*}link")
                if self.means(link.get("rel"), space, relation)]  # fmt: skip

    def means(self, said: str, space: str, term: str) -> bool:
        """Whether a short name is this term, by a prefix that the feed itself declares."""
        short = f"{self.prefixes[space]}:{term}" if space in self.prefixes else space + term
        return said in {short, f"[{short}]", space + term}


def moment(entry: etree._Element, name: str) -> datetime:
    """A date; without one it is the day of the import."""
    said = entry.findtext(f"{{*}}{name}")
    return datetime.fromisoformat(said) if said else TODAY


def mended(text: str) -> str:
    """A text with a reference in it, by its letters alone, is read as Latin 1, and only its first
    element stays."""
    if 'rel="enclosure"' not in text and 'rel="leap2:has_part"' not in text:
        return text
    if "<a" not in text and "<img" not in text:
        return text
    [first, *_] = etree.fromstring(f"<all>{text}</all>")
    return etree.tostring(first, encoding="unicode").encode().decode("latin-1")
