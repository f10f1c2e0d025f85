"""Pictures of what is seen of a signature: `python -m tests.certificate.golden_signature`.

Look at each new picture before it goes in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from msgspec import structs
from PIL import Image

from kiosk.certificate.signature_look import Seen, look
from kiosk.certificate.template import Signing, Template
from tests.certificate.authority import AGENCY, NOW
from tests.certificate.golden import GREYS
from tests.certificate.samples import CERTIFICATE, FONTS, TWO

FOLDER = Path(__file__).parent / "golden-signature"
SCALE = 2.0
USUAL, SMALL = (0.0, 0.0, 170.0, 54.0), (0.0, 0.0, 85.0, 34.0)
PERSON = Seen("Nama Pejabat", AGENCY, NOW)
LONG = Seen(
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Contoh Sekali",
    "Pemerintah Kota Contoh Sekali",
    NOW.astimezone(dt.UTC),
)
CASES = {
    "person": (CERTIFICATE, PERSON, 1, USUAL),
    "organisation": (CERTIFICATE, LONG, 1, USUAL),
    "second-in-english": (
        structs.replace(TWO, template=Template(language="en")),
        Seen("Pejabat Kedua", AGENCY, NOW),
        2,
        USUAL,
    ),
    "small": (
        structs.replace(TWO, template=Template(signature=Signing(width_mm=30, height_mm=12))),
        LONG,
        1,
        SMALL,
    ),
}


def pictures() -> Iterator[tuple[str, Image.Image]]:
    """Each case as it is drawn now, with its file's name."""
    for name, (certificate, seen, number, box) in CASES.items():
        page = look(certificate, seen, number, box, FONTS)
        with pypdfium2.PdfDocument(page) as document:
            picture = document[0].render(scale=SCALE, grayscale=True).to_pil()
            yield f"{name}.png", picture.convert("L")


def main() -> None:
    """Draw all cases anew."""
    FOLDER.mkdir(exist_ok=True)
    for file, picture in pictures():
        picture.quantize(GREYS).save(FOLDER / file, optimize=True)


if __name__ == "__main__":
    main()
