"""Files as people and attackers send them; CANARY stands wherever nobody else may read it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import ExifTags, Image, PngImagePlugin

CANARY = "canaryAnnaOfTheHarbour"
WORDS = "What we wrote on the flipchart"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "application/vnd.openxmlformats-officedocument"


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """A picture whose upper left corner is red, so that it can be seen which way up it is."""
    made = Image.new("RGB", (width, height), (20, 90, 160))
    made.paste((220, 20, 20), (0, 0, width // 2, height // 2))
    return made


def jpeg(width: int = 60, height: int = 40) -> bytes:
    """A photo from a phone: place, camera, owner, a comment, XMP, and taken sideways."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = CANARY
    exif[ExifTags.Base.Artist] = CANARY
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (53.0, 24.0, 1.5)
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSProcessingMethod] = CANARY
    out = io.BytesIO()
    xmp = f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    picture(width, height).save(out, "JPEG", exif=exif, comment=CANARY.encode(), xmp=xmp)
    return out.getvalue()


def png() -> bytes:
    """A picture with words hidden in it."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", CANARY)
    told.add_itxt("XML:com.adobe.xmp", CANARY)
    out = io.BytesIO()
    picture().save(out, "PNG", pnginfo=told)
    return out.getvalue()


def gif() -> bytes:
    """Two pictures in turn."""
    out = io.BytesIO()
    other = Image.new("RGB", (60, 40), (255, 255, 255))
    picture().save(out, "GIF", save_all=True, append_images=[other], comment=CANARY)
    return out.getvalue()


def webp() -> bytes:
    """A photo as chat programs send it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = CANARY
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=exif)
    return out.getvalue()


def vast_png(width: int = 50_000, height: int = 50_000) -> bytes:
    """A few hundred bytes that claim to be billions of dots."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(10_000_000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def pdf(**encryption: str) -> bytes:
    """A certificate with an author, a program, a hidden file, a photo, and links of all sorts."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 200)).obj
    name, text = pikepdf.Name, pikepdf.Dictionary
    made.docinfo["/Author"] = CANARY
    with made.open_metadata() as told:
        told["dc:creator"] = [CANARY]
    made.attachments["secret.txt"] = CANARY.encode()
    made.Root.OpenAction = text(S=name.JavaScript, JS=f"app.alert('{CANARY}')")
    made.Root.AcroForm = text(Fields=[], XFA=made.make_stream(CANARY.encode()))
    photo = made.make_stream(
        jpeg(), Type=name.XObject, Subtype=name.Image, Width=60, Height=40,
        ColorSpace=name.DeviceRGB, BitsPerComponent=8, Filter=name.DCTDecode,
    )  # fmt: skip
    page.Resources = text(XObject=text(Im0=photo))
    page.Contents = made.make_stream(b"q 60 0 0 40 0 0 cm /Im0 Do Q")
    page.AA = text(O=text(S=name.Launch, F=CANARY))
    page.Annots = [
        link(text(S=name.URI, URI="https://example.org/fine")),
        link(text(S=name.URI, URI=f"file:///home/{CANARY}")),
        link(text(S=name.Launch, F=f"{CANARY}.exe")),
        link(text(S=name.SubmitForm, F=f"https://{CANARY}.example")),
        text(Type=name.Annot, Subtype=name.Text, Rect=[0, 0, 9, 9], T=CANARY, Contents=WORDS),
        text(Type=name.Annot, Subtype=name.FileAttachment, Rect=[0, 0, 9, 9], Contents=CANARY),
    ]
    out = io.BytesIO()
    options = {"encryption": pikepdf.Encryption(**encryption)} if encryption else {}
    made.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def link(action: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """A place on a page that can be pressed."""
    name = pikepdf.Name
    return pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, Rect=[0, 0, 9, 9], A=action)


def relations(*rows: tuple[str, str, str]) -> str:
    """A list of relationships: (kind, target, how)."""
    nodes = "".join(
        f'<Relationship Id="rId{number}" Type="{KINDS}/{kind}" Target="{target}"'
        + (f' TargetMode="{how}"' if how else "") + "/>"
        for number, (kind, target, how) in enumerate(rows, 1)
    )  # fmt: skip
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{nodes}</Relationships>'


def docx_parts() -> dict[str, bytes | str]:
    """A Word file as Word writes it, with everything that names somebody."""
    main = "wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.{main}"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/core"/></Types>',
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml", ""), ("core", "docProps/core.xml", "")
        ),
        "docProps/core.xml": f'<?xml version="1.0"?><core><creator>{CANARY}</creator></core>',
        "docProps/app.xml": f'<?xml version="1.0"?><app><Company>{CANARY}</Company></app>',
        "docProps/custom.xml": f'<?xml version="1.0"?><custom>{CANARY}</custom>',
        "word/document.xml": f'<?xml version="1.0"?><!-- {CANARY} --><w:document {W}><w:body>'
        f'<w:p w:rsidR="00{CANARY}"><w:r><w:t>{WORDS}</w:t></w:r>'
        f'<w:ins w:author="{CANARY}" w:date="2026-01-02T03:04:05Z"><w:r/></w:ins></w:p>'
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(
            ("comments", "comments.xml", ""),
            ("image", "media/image1.jpg", ""),
            ("people", "people.xml", ""),
            ("hyperlink", "https://example.org/fine", "External"),
            ("hyperlink", f"file:///C:/Users/{CANARY}/x", "External"),
        ),
        "word/comments.xml": f'<?xml version="1.0"?><w:comments {W}>'
        f"<w:comment w:author='{CANARY}' w:initials='{CANARY}' w:id='0'>{WORDS}</w:comment>"
        "</w:comments>",
        "word/people.xml": f'<?xml version="1.0"?><w:people {W}><w:person w:author="{CANARY}"/>'
        "</w:people>",
        "word/settings.xml": f'<?xml version="1.0"?><w:settings {W} {R}>'
        f'<w:attachedTemplate r:id="rId1"/><w:rsids><w:rsid w:val="{CANARY}"/></w:rsids>'
        "</w:settings>",
        "word/_rels/settings.xml.rels": relations(
            ("attachedTemplate", f"file:///C:/Users/{CANARY}/Normal.dotm", "External")
        ),
        "word/media/image1.jpg": jpeg(),
    }


def docx(more: Mapping[str, bytes | str] | None = None, packing: int = zipfile.ZIP_STORED) -> bytes:
    """The Word file, with further or other parts; stored plainly so that CANARY can be seen."""
    return packed({**docx_parts(), **(more or {})}, packing)


def packed(parts: Mapping[str, bytes | str], packing: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.comment = CANARY.encode()
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A piece of a RIFF file."""
    return name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)


def wav() -> bytes:
    """A recording that names its artist."""
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    told = chunk(b"LIST", b"INFO" + chunk(b"IART", CANARY.encode()))
    body = b"WAVE" + chunk(b"fmt ", form) + told + chunk(b"data", bytes(range(256)))
    return b"RIFF" + len(body).to_bytes(4, "little") + body + b""


def mp3() -> bytes:
    """Silence, between an ID3 tag with a name and an older one with the same."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    told = b"TPE1" + (len(CANARY) + 1).to_bytes(4, "big") + b"\0\0\0" + CANARY.encode()
    head = b"ID3\x03\0\0" + bytes([0, 0, 0, len(told)]) + told
    tail = b"TAG" + CANARY.encode().ljust(125, b"\0")
    return head + frame * 5 + tail


def flac() -> bytes:
    """The beginning of a FLAC file, with a name in its comments."""
    info = bytes(34)
    told = CANARY.encode()
    blocks = b"\x00" + len(info).to_bytes(3, "big") + info
    blocks += b"\x84" + len(told).to_bytes(3, "big") + told
    return b"fLaC" + blocks + b"\xff\xf8" + bytes(40)


def box(name: bytes, data: bytes) -> bytes:
    """A piece of an MP4 file."""
    return (len(data) + 8).to_bytes(4, "big") + name + data


def m4a(handler: bytes = b"soun") -> bytes:
    """A voice memo: the place in `udta`, the time in `mvhd`, the name in `ilst`."""
    place = box(b"udta", box(b"\xa9xyz", CANARY.encode()))
    told = box(b"meta", bytes(4) + box(b"ilst", CANARY.encode()))
    time = bytes(4) + b"\xde\xad\xbe\xef" * 2 + bytes(88)
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12))))
    moov = box(b"moov", box(b"mvhd", time) + track + place + told)
    extra = box(b"uuid", bytes(16) + CANARY.encode())
    return box(b"ftyp", b"M4A \0\0\0\0") + moov + extra + box(b"mdat", b"the sound itself")


def element(name: int, data: bytes, size: bytes = b"") -> bytes:
    """A piece of a WebM file."""
    length = size or (len(data) | 1 << 28).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + length + data


UNKNOWN_SIZE = b"\x01" + b"\xff" * 7


def webm(codec: bytes = b"A_OPUS", kind: int = 2) -> bytes:
    """What a browser records, with a title, a name for the track and tags put in by hand."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(0x1549A966, element(0x7BA9, CANARY.encode()) + element(0x4D80, b"Browser"))
    one = element(0x83, bytes([kind])) + element(0x86, codec) + element(0x536E, CANARY.encode())
    tags = element(0x1254C367, CANARY.encode() * 10)
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"sound"), UNKNOWN_SIZE)
    inside = info + element(0x1654AE6B, element(0xAE, one)) + tags + cluster + cluster
    return head + element(0x18538067, inside, UNKNOWN_SIZE)


def ogg_page(data: bytes, number: int, flags: int, serial: int = 7) -> bytes:
    """A page of an Ogg file, with its checksum."""
    sizes = [255] * (len(data) // 255) + [len(data) % 255]
    head = b"OggS\0" + bytes([flags]) + bytes(8) + struct.pack("<III", serial, number, 0)
    page = head + bytes([len(sizes), *sizes]) + data
    return page[:22] + struct.pack("<I", ogg_checksum(page)) + page[26:]


def ogg_checksum(page: bytes) -> int:
    """The checksum that Ogg uses."""
    total = 0
    for byte in page:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ 0x04C11DB7 if total & 1 << 31 else total << 1) & 0xFFFFFFFF
    return total


def ogg() -> bytes:
    """A voice message in Opus that names who spoke."""
    head = b"OpusHead\x01\x01" + struct.pack("<HIHB", 312, 48000, 0, 0)
    told = f"ARTIST={CANARY}".encode()
    comments = (
        b"OpusTags" + struct.pack("<I", 4) + b"made" + struct.pack("<II", 1, len(told)) + told
    )
    sound = ogg_page(b"\xfc\xff\xfe" * 20, 2, 4)
    return ogg_page(head, 0, 2) + ogg_page(comments, 1, 0) + sound
