"""Photos, drawn afresh from their dots alone: whatever else was in the file stays behind."""

import io
import warnings

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from journal.cleaning.kinds import CUT_SHORT, GIF, JPEG, PNG, Cleaned, Kind, Refused

LONGEST_SIDE = 3000
MOST_DOTS = 120_000_000
QUALITY = 88
READ = ("JPEG", "PNG", "GIF", "WEBP")
TOO_MANY_DOTS = "This picture has too many dots to be read safely. Please save a smaller copy."
PLACE = "the place where it was taken"
HIDDEN = "hidden details such as the time and the camera"

Image.MAX_IMAGE_PIXELS = MOST_DOTS


def clean(data: bytes, keep: Kind | None = None) -> Cleaned:
    """The picture alone, the right way up. `keep` is for pictures inside a document, whose kind
    and size have to stay as they are."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=READ) as opened:
                return redrawn(opened, keep)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(TOO_MANY_DOTS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Warning) as error:
        raise Refused(CUT_SHORT) from error


def redrawn(opened: Image.Image, keep: Kind | None) -> Cleaned:
    """A new picture with the same dots."""
    if opened.width * opened.height > MOST_DOTS:
        raise Refused(TOO_MANY_DOTS)
    removed = what_goes(opened)
    if opened.format == "JPEG":
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE) if keep is None else opened.size)
    opened.seek(0)
    opened.load()
    picture = plain(ImageOps.exif_transpose(opened) if keep is None else opened)
    if keep is None:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    is_photo = opened.format in {"JPEG", "WEBP"} and picture.mode != "RGBA"
    kind = keep or (JPEG if is_photo else PNG)
    return Cleaned(written(picture, kind), kind, removed)


def what_goes(opened: Image.Image) -> tuple[str, ...]:
    """What the file holds besides the picture, in words."""
    exif = opened.getexif()
    gone = [PLACE] if exif.get_ifd(ExifTags.IFD.GPSInfo) else []
    known = {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "mp"}
    if exif or known & opened.info.keys() or getattr(opened, "text", None):
        gone.append(HIDDEN)
    if getattr(opened, "is_animated", False):
        gone.append("the movement: only its first picture is kept")
    return tuple(gone)


def plain(opened: Image.Image) -> Image.Image:
    """The dots in colours that every screen shows, on a sheet that knows of nothing else."""
    mode = "RGBA" if opened.has_transparency_data else "L" if is_grey(opened) else "RGB"
    converted = in_common_colours(opened).convert(mode)
    fresh = Image.new(mode, converted.size)
    fresh.paste(converted)
    return fresh


def is_grey(opened: Image.Image) -> bool:
    """Whether the picture has no colours."""
    return opened.mode in {"1", "L", "I", "F", "I;16", "I;16B"}


def in_common_colours(opened: Image.Image) -> Image.Image:
    """The same colours without the profile, which can name a device and its owner."""
    profile = opened.info.get("icc_profile")
    if not profile or opened.mode not in {"RGB", "CMYK"}:
        return opened
    try:
        held = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        common = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(opened, held, common, outputMode="RGB") or opened
    except (ImageCms.PyCMSError, OSError, ValueError):
        return opened


def written(picture: Image.Image, kind: Kind) -> bytes:
    """The picture as a file of this kind."""
    out = io.BytesIO()
    if kind is JPEG:
        picture = picture.convert("RGB") if picture.mode == "RGBA" else picture
        picture.save(out, "JPEG", quality=QUALITY)
    elif kind is GIF:
        picture.save(out, "GIF")
    else:
        picture.save(out, "PNG", compress_level=4)
    return out.getvalue()
