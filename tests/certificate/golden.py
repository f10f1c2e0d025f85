"""Pictures of certificates as they should be: `python -m tests.certificate.golden` draws them anew.

Look at each new picture before it goes in: it is what the next change is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from msgspec import structs
from PIL import Image

from kiosk.certificate.page import render
from kiosk.certificate.template import Colours, Front, Signing, Template, Texts
from tests.certificate.samples import CERTIFICATE, FONTS, LONGEST, TWO

FOLDER = Path(__file__).parent / "golden"
SCALE = 0.75
"""54 dots an inch: enough to see a word move, and few bytes."""

GREYS = 16
ACCREDITED = Template(
    paper="F4",
    accreditation="Terakreditasi dengan Nomor 1/CONTOH/2026",
    text=Texts(title="SURAT TANDA TAMAT PELATIHAN", footer="Dokumen {nomor}"),
    front=Front(photo=True),
    signature=Signing(label="Tanda tangan dan cap"),
    colour=Colours(border="#7A1F1F", accent="#8A6D1F", title="#7A1F1F"),
)
CASES = {
    "usual": CERTIFICATE,
    "longest": LONGEST,
    "two-signatories": TWO,
    "english": structs.replace(CERTIFICATE, template=Template(language="en")),
    "both-languages": structs.replace(TWO, template=Template(language="id-en")),
    "accredited-f4": structs.replace(TWO, template=ACCREDITED),
    "longest-f4": structs.replace(LONGEST, template=Template(paper="F4", language="id-en")),
}


def pages(name: str) -> Iterator[tuple[str, Image.Image]]:
    """The pages of a case as they are drawn now, each with its file's name."""
    with pypdfium2.PdfDocument(render(CASES[name], FONTS)) as document:
        for n, page in enumerate(document, start=1):
            picture = page.render(scale=SCALE, grayscale=True).to_pil()
            yield f"{name}-{n}.png", picture.convert("L")


def main() -> None:
    """Draw all cases anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in CASES:
        for file, picture in pages(name):
            picture.quantize(GREYS).save(FOLDER / file, optimize=True)


if __name__ == "__main__":
    main()
