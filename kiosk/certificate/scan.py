"""QR codes and words read out of a stranger's file: a PDF, or a picture of a page.

Limits come before anything is unpacked, and whatever is wrong with a file comes out as ScanTrouble.
PDFium and the decoders of pictures are native code, so a program that must not die with them asks
`scanner`, which calls this in a process of its own.
"""

from __future__ import annotations

import io
import itertools
import math
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct

from kiosk.trust.code import CodeTrouble, read
from kiosk.trust.seal import OPEN

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

MOST_BYTES: Final = 32_000_000
MOST_PIXELS: Final = 50_000_000
"""A4 at 600 dpi has 35 million."""
MOST_PAGES: Final = 4
"""That are looked at: a certificate has two."""
MOST_LETTERS: Final = 20_000
"""Of a page's words."""
MOST_CODES: Final = 8
SUFFIXES: Final = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")
KINDS: Final = ("PNG", "JPEG", "TIFF", "WEBP")
"""Pillow's names."""
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024
_FIRST_PIXELS, _LATER_PIXELS = 2_500_000, 16_000_000
_MOST_PICTURES: Final = 200
_SMALL: Final = 600_000
"""Pixels up to which a picture is made twice as large, when nothing is found in it."""
_DPI, _FINE_DPI, _COARSE_DPI = 150, 300, 100
_INCH: Final = 72.0
_END: Final = b"%%EOF"
_SEEN_DPI: Final = 72
_SAME: Final = 40
"""Levels of 255 by which two pictures of the same page may differ: the rims of letters."""
_SIGNED_FROM, _SIGNED_UP_TO = 200.0, 215.0
"""Points from the left and from below: right of the QR, up to where the signatories begin."""
Trouble: TypeAlias = Literal["large", "unknown-kind", "broken", "locked", "slow", "crashed"]
Kind: TypeAlias = Literal["pdf", "picture"]


class ScanTrouble(Exception):
    """A file that cannot be read.

    "large": more than MOST_BYTES or MOST_PIXELS; "unknown-kind": neither PDF nor picture; "broken";
    "locked" by a password. From `scanner` also "slow" and "crashed".
    """

    def __init__(self, code: Trouble) -> None:
        super().__init__(code)
        self.code: Trouble = code


class Scan(Struct, frozen=True):
    """What was found on the first MOST_PAGES pages.

    `codes`: the texts of all QRs, each once, check codes first. `words`: the text of the page of a
    PDF on which the first check code stands; "" where that page is one large picture, for then its
    words are guesses of a machine. `redrawn`: bytes were added behind a sealed PDF, and its pages
    now look different, but for the place where certificates are signed.
    """

    kind: Kind
    codes: tuple[str, ...] = ()
    words: str = ""
    redrawn: bool = False


def codes_in(file: bytes) -> Scan:
    """What a file holds; nothing is believed of it yet. Raises ScanTrouble and nothing else."""
    if len(file) > MOST_BYTES:
        raise ScanTrouble("large")
    try:
        return _pdf(file) if _PDF in file[:_HEAD] else _picture(file)
    except ScanTrouble:
        raise
    except Exception as error:  # decoders fail in ways of their own on bytes of strangers
        raise ScanTrouble("broken") from error


def is_check_code(text: str) -> bool:
    """Whether a text has the form of a check code, of a newer program too."""
    try:
        read(text)
    except CodeTrouble as trouble:
        return trouble.code == "newer"
    return True


class _Codes:
    """Texts in the order in which they are found, each once."""

    def __init__(self) -> None:
        self._found: dict[str, bool] = {}

    def look(self, image: Image, *, quick: bool = False, harder: bool = False) -> bool:
        """Whether a check code is there or was found before.

        `quick`: an upright one, as we print it; `harder`: by another way to tell dark from light.
        """
        import zxingcpp

        by = zxingcpp.Binarizer
        for barcode in zxingcpp.read_barcodes(
            image,
            formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
            try_rotate=not quick,
            try_downscale=not quick,
            try_invert=not quick,
            text_mode=zxingcpp.TextMode.Plain,
            binarizer=by.GlobalHistogram if harder else by.LocalAverage,
        ):
            if len(self._found) < MOST_CODES:
                self._found.setdefault(barcode.text, is_check_code(barcode.text))
        return self.any

    @property
    def any(self) -> bool:
        """Whether a check code was found."""
        return any(self._found.values())

    def texts(self) -> tuple[str, ...]:
        return tuple(sorted(self._found, key=lambda text: not self._found[text]))


def _picture(file: bytes) -> Scan:
    codes = _Codes()
    for page in _frames(file):
        if codes.look(_at_most(page, _FIRST_PIXELS)):
            continue
        _look_harder(codes, page)
    return Scan("picture", codes.texts())


def _frames(file: bytes) -> Iterator[Image]:
    """The pages of a picture in grey; a fax is a TIFF of several."""
    from PIL import (  # noqa: F401
        Image,
        ImageSequence,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        UnidentifiedImageError,
        WebPImagePlugin,
    )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(file), formats=KINDS)
        except UnidentifiedImageError as error:
            raise ScanTrouble("unknown-kind") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ScanTrouble("large") from error
        for place, frame in enumerate(ImageSequence.Iterator(picture)):
            if place == MOST_PAGES:
                return
            if frame.width * frame.height > MOST_PIXELS:
                raise ScanTrouble("large")
            yield _grey(frame)


def _grey(picture: Image) -> Image:
    """On white paper, where the picture lets something through."""
    if picture.has_transparency_data:
        from PIL import Image

        over = picture.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(paper, over).convert("L")
    return picture.convert("L")


def _at_most(picture: Image, pixels: int) -> Image:
    """The picture, made smaller by a whole number if it has more pixels."""
    factor = math.ceil(math.sqrt(picture.width * picture.height / pixels))
    return picture.reduce(factor) if factor > 1 else picture


def _look_harder(codes: _Codes, page: Image) -> bool:
    """Where nothing was found at once: all pixels, another threshold, larger, smoothed."""
    from PIL import ImageFilter, ImageOps

    whole = _at_most(page, _LATER_PIXELS)
    if codes.look(whole) or codes.look(whole, harder=True):
        return True
    if page.width * page.height <= _SMALL:
        larger = page.resize((page.width * 2, page.height * 2))
        return codes.look(larger) or codes.look(larger, harder=True)
    smooth = ImageOps.autocontrast(whole.filter(ImageFilter.GaussianBlur(1.2)), cutoff=1)
    return codes.look(smooth) or codes.look(smooth, harder=True)


def _pdf(file: bytes) -> Scan:
    document = _opened(file)
    try:
        codes, words = _Codes(), ""
        for number in range(min(len(document), MOST_PAGES)):
            page, before = document[number], codes.any
            _look_at(page, codes)
            if codes.any and not before and not _is_picture(page):
                words = _words(page)
            page.close()
        return Scan("pdf", codes.texts(), words, redrawn=_redrawn(file, document))
    finally:
        document.close()


def _opened(file: bytes) -> PdfDocument:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
        document.init_forms()  # or what stands in a field, as a signature does, is not drawn
        return document  # noqa: TRY300 - both may fail
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise ScanTrouble("locked" if locked else "broken") from error


def _look_at(page: PdfPage, codes: _Codes) -> bool:
    """As finely as our own pages need; a scan inside a PDF, finer. Once found, only a glance."""
    drawn = _drawn(page, _COARSE_DPI if codes.any else _DPI)
    return codes.look(drawn, quick=True) or _look_harder(codes, _drawn(page, _FINE_DPI))


def _drawn(page: PdfPage, dpi: int) -> Image:
    """The page in grey, as a reader sees it, in at most _LATER_PIXELS."""
    wide, tall = page.get_size()
    scale = min(dpi / _INCH, math.sqrt(_LATER_PIXELS / max(wide * tall, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        drawn: Image = bitmap.to_pil().copy()
    finally:
        bitmap.close()
    return drawn


def _is_picture(page: PdfPage) -> bool:
    """Whether a picture covers half of the page: a scan, with or without words behind it."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    wide, tall = page.get_size()
    found = page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
    for image in itertools.islice(found, _MOST_PICTURES):
        left, lower, right, upper = image.get_bounds()
        if (right - left) * (upper - lower) * 2 >= wide * tall:
            return True
    return False


def _words(page: PdfPage) -> str:
    from pypdfium2 import PdfiumError

    try:
        text = page.get_textpage()
    except PdfiumError:
        return ""
    try:
        found: str = text.get_text_range(0, min(text.count_chars(), MOST_LETTERS))
    finally:
        text.close()
    return found


def _redrawn(file: bytes, whole: PdfDocument) -> bool:
    """Whether what was added behind a sealed file changes its look, but where one signs."""
    end = file.find(_END) + len(_END)
    if end < len(_END) or not file[end:].strip() or OPEN not in file[:end]:
        return False
    first = _opened(file[:end])
    try:
        pages = min(len(first), MOST_PAGES)
        return len(first) != len(whole) or any(
            not _alike(first[number], whole[number], front=number == 0) for number in range(pages)
        )
    finally:
        first.close()


def _alike(one: PdfPage, other: PdfPage, *, front: bool) -> bool:
    from PIL import ImageChops

    if one.get_size() != other.get_size():
        return False
    apart = ImageChops.difference(_drawn(one, _SEEN_DPI), _drawn(other, _SEEN_DPI))
    if front:
        scale = _SEEN_DPI / _INCH
        upper = apart.height - int(_SIGNED_UP_TO * scale)
        apart.paste(0, (int(_SIGNED_FROM * scale), upper, apart.width, apart.height))
    return not any(apart.histogram()[_SAME + 1 :])
