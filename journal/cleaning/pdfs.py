"""A PDF written afresh with its pages, and without its author, programs and hidden files."""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from journal.cleaning import jpeg
from journal.cleaning.kinds import CUT_SHORT, PDF, Cleaned, Refused

MOST_OBJECTS = 400_000
DEEPEST = 60
FROM_THE_ROOT = (
    "/Metadata", "/OpenAction", "/AA", "/AF", "/PieceInfo", "/Collection", "/Perms", "/DSS",
    "/SpiderInfo", "/URI", "/Threads", "/Extensions", "/Legal", "/Requirements",
)  # fmt: skip
EVERYWHERE = ("/Metadata", "/AA", "/PieceInfo", "/LastModified", "/AF", "/JS", "/EF", "/Thumb")
LOOK_AND_NO_MORE = frozenset({"/GoTo", "/Named"})
GO_ON_THE_WEB = ("http://", "https://", "mailto:", "tel:")
NOT_KEPT_ON_A_PAGE = frozenset(
    {"/FileAttachment", "/Screen", "/Movie", "/RichMedia", "/Sound", "/3D"}
)
PASSWORD = "This PDF asks for a password. Please save a copy without one, and add that."  # noqa: S105


def clean(data: bytes) -> Cleaned:
    """The pages of the document and nothing that acts, hides or names anybody."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return rewritten(document)
    except pikepdf.PasswordError as error:
        raise Refused(PASSWORD) from error
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError) as error:
        raise Refused(CUT_SHORT) from error


def rewritten(document: Pdf) -> Cleaned:
    """Take out what goes, and write what is left; what nothing leads to is not written."""
    if not len(document.pages):
        raise Refused("This PDF has no pages.")
    if len(document.objects) > MOST_OBJECTS:
        raise Refused("This PDF is too complicated to be read safely. Please print it to a PDF.")
    removed = what_goes(document)
    clean_root(document)
    for item in document.objects:
        clean_object(item, 0)
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return Cleaned(out.getvalue(), PDF, removed)


def what_goes(document: Pdf) -> tuple[str, ...]:
    """What the document holds besides its pages, in words."""
    root, gone = document.Root, []
    if "/Info" in document.trailer or "/Metadata" in root:
        gone.append("the author, the program and the times it was made")
    if any(name in root for name in ("/OpenAction", "/AA")) or in_names(root, "/JavaScript"):
        gone.append("a program that ran by itself")
    if in_names(root, "/EmbeddedFiles") or "/AF" in root:
        gone.append("files hidden inside it")
    if "/Perms" in root or "/DSS" in root:
        gone.append("its digital signature")
    return tuple(gone)


def in_names(root: Dictionary | Object, name: str) -> bool:
    """Whether the document has named things of this kind."""
    names = root.get("/Names")
    return isinstance(names, Dictionary) and name in names


def clean_root(document: Pdf) -> None:
    """The document as a whole keeps its pages, outline, structure and form."""
    drop(document.Root, FROM_THE_ROOT)
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    names = document.Root.get("/Names")
    if isinstance(names, Dictionary):
        drop(names, [key for key in names.keys() if key != "/Dests"])  # noqa: SIM118
    form = document.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        drop(form, ("/XFA",))


def clean_object(item: Any, depth: int) -> None:
    """One object and those written inside it; those it points at have their own turn."""
    if depth > DEEPEST:
        raise Refused("This PDF is too complicated to be read safely. Please print it to a PDF.")
    if isinstance(item, Array):
        for inner in list(item):
            go_into(inner, depth)
        return
    if isinstance(item, Stream):
        clean_stream(item)
    if not isinstance(item, Dictionary | Stream):
        return
    drop(item, EVERYWHERE)
    clean_actions(item)
    clean_annotations(item)
    for key in list(item.keys()):
        go_into(item.get(key), depth)


def go_into(inner: Any, depth: int) -> None:
    """Go on with what is written inside, not with what is pointed at."""
    if isinstance(inner, Array | Dictionary) and not inner.is_indirect:
        clean_object(inner, depth + 1)


def clean_stream(item: Stream) -> None:
    """A photo in the document loses its own hidden details."""
    if item.get("/Filter") in (Name.DCTDecode, [Name.DCTDecode]):
        raw = item.read_raw_bytes()
        plain = jpeg.without_details(raw)
        if plain != raw:
            how: Any = item.get("/DecodeParms")
            item.write(plain, filter=Name.DCTDecode, decode_parms=how)


def clean_actions(item: Dictionary | Stream) -> None:
    """Links that go to a page or to the web stay; whatever runs, opens or sends goes."""
    action = item.get("/A")
    if isinstance(action, Dictionary) and not is_harmless(action):
        del item["/A"]
    if "/S" in item and "/Next" in item:
        del item["/Next"]
    kind = item.get("/S")
    if isinstance(kind, Name) and str(kind) in _ACTS:
        item["/S"] = Name.Named


_ACTS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"}
)


def is_harmless(action: Dictionary) -> bool:
    """Whether following a link only shows something."""
    kind = str(action.get("/S", ""))
    if kind == "/URI":
        return str(action.get("/URI", "")).lower().startswith(GO_ON_THE_WEB)
    return kind in LOOK_AND_NO_MORE


def clean_annotations(item: Dictionary | Stream) -> None:
    """Notes on a page lose their writer's name; those that hold a file or a film go."""
    notes = item.get("/Annots")
    if isinstance(notes, Array):
        kept = [each for each in notes if not holds_more(each)]
        item["/Annots"] = Array(kept)
    kind = str(item.get("/Subtype", ""))
    if "/Rect" in item and kind not in {"/Widget", ""}:
        drop(item, ("/T", "/M", "/CreationDate", "/NM", "/RC"))


def holds_more(note: Any) -> bool:
    """Whether an annotation is a file, a sound or a film."""
    return isinstance(note, Dictionary) and str(note.get("/Subtype", "")) in NOT_KEPT_ON_A_PAGE


def drop(item: Any, names: Iterable[str]) -> None:
    """Take entries out of a dictionary, where they are."""
    for name in names:
        if name in item:
            del item[name]
